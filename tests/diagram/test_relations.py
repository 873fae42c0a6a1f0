"""Two unknown days: which combinations can be, against every day of a small calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import product
from random import Random

import pytest

from contract_engine.answers.engine import Engine
from contract_engine.definitions.offsets import reached
from contract_engine.diagram.core.bounds import Link, Links
from contract_engine.diagram.core.nodes import TRUE, Nodes
from contract_engine.diagram.core.pushes import LAST, NEVER, ordinal
from contract_engine.diagram.core.relations import Related, Relation, Span, order_of
from contract_engine.files.folder import from_bytes
from contract_engine.language import load_folder
from contract_engine.model.calendars import Calendar, Roll
from contract_engine.model.conditions import InOrder, Operator
from contract_engine.model.days import After, BusinessDays, RolledTo, Unit, Way
from contract_engine.model.question import Options

CASES = 1_400
"""So many random relations in all, each with every combination of its classes."""
FEW = 80
"""So many of them are part of `make test`."""
NAMES = ("one", "two", "three")
STEPS = ((), ((3, Unit.DAYS),), ((-2, Unit.DAYS),), ((1, Unit.MONTHS),), ((-1, Unit.MONTHS),))
MORE = (((1, Unit.MONTHS), (-30, Unit.DAYS)), ((1, Unit.YEARS),), ((-365, Unit.DAYS),))
FEBRUARY = date(2024, 2, 20).toordinal()
OFFICE = Calendar(
    "office",
    (5, 6),
    tuple(date(2024, *day) for day in ((2, 22), (2, 23), (3, 1), (3, 12), (3, 13), (3, 14))),
    date(2024, 2, 1),
    date(2024, 3, 31),
)
BUSINESS: tuple[tuple[tuple[int, Way], ...], ...] = (
    *(((count, BusinessDays(OFFICE)),) for count in (-4, -1, 1, 3, 5)),
    *(((1, RolledTo(OFFICE, roll)),) for roll in Roll),
    ((4, BusinessDays(OFFICE)), (-6, Unit.DAYS)),
    ((7, Unit.DAYS),),
    (),
)


def random_relation(rng: Random, names: Sequence[str]) -> InOrder:
    first, second = rng.sample(names, 2)
    return InOrder(after(rng, first), Operator.GT, after(rng, second))


def after(rng: Random, name: str) -> After:
    business = rng.random() < 0.4
    steps = rng.choice(BUSINESS) if business else rng.choice((*STEPS, *STEPS, *MORE))
    return After(name, *steps[0], steps[1:]) if steps else After(name)


def random_spans(rng: Random, start: int, days: int) -> list[Span]:
    """Some days in a row, and never, in classes."""
    cuts = sorted(rng.sample(range(start, start + days), rng.choice((1, 2))))
    ends = [*cuts, start + days, NEVER]
    return list(zip([start, *(cut + 1 for cut in ends[:-2]), NEVER], ends, strict=True))


def holds(condition: InOrder, days: dict[str, int]) -> bool:
    ends = []
    for moment in (condition.moment, condition.other):
        assert isinstance(moment, After)
        day = days[moment.name]
        known = date.fromordinal(day) if day <= LAST else None
        ends.append(NEVER if known is None else ordinal(reached(known, moment.steps)))
    return ends[0] > ends[1]


@pytest.mark.parametrize("start", [1, FEBRUARY, LAST - 40])
@pytest.mark.parametrize(
    ("count", "cases"),
    [
        (2, FEW),
        (3, FEW // 4),
        pytest.param(2, CASES, marks=pytest.mark.long),
        pytest.param(3, CASES // 4, marks=pytest.mark.long),
    ],
)
def test_what_can_be_is_what_some_days_are(start: int, count: int, cases: int) -> None:
    """Classes and relations can be together just where some days of the classes are related so.

    At the calendar's first days, around a leap day, and at its last days.
    """
    rng = Random(start + count)
    seen = 0
    for _ in range(cases):
        names = NAMES[:count]
        conditions = [random_relation(rng, names) for _ in range(rng.choice((1, 2, 3)))]
        by_name = {order_of(each).name: each for each in conditions}
        relations = [order_of(each) for each in by_name.values()]
        days = 30 if count == 2 else 12
        begin = min(start, LAST - days)
        spans = {name: random_spans(rng, begin, days) for name in names}
        possible = feasible(relations, spans)
        found = set()
        for chosen in product(*([*range(begin, begin + days + 1), NEVER] for _ in names)):
            given = dict(zip(names, chosen, strict=True))
            classes = tuple(class_of(spans[name], given[name]) for name in names)
            found.add((*classes, *(holds(each, given) for each in by_name.values())))
        sizes = [range(len(spans[name])) for name in names]
        for combination in product(*sizes, *([False, True] for _ in relations)):
            assert possible(combination) == (combination in found), (by_name, spans, combination)
            seen += 1
    assert seen > 10 * cases


def feasible(relations: list[Relation], spans: dict[str, list[Span]]):  # type: ignore[no-untyped-def]  # a closure
    order = [*spans, *(each.name for each in relations)]
    sizes = [len(spans[name]) if name in spans else 2 for name in order]
    nodes = Nodes(sizes)
    level = {name: index for index, name in enumerate(order)}
    node = Related(nodes, level, spans.__getitem__, {}, lambda _: TRUE).feasible(relations)
    return lambda combination: nodes.walk(node, [int(c) for c in combination])


def class_of(spans: list[Span], day: int) -> int:
    return next(c for c, (low, high) in enumerate(spans) if low <= day <= high)


def test_a_circle_that_no_day_solves_is_told_without_going_through_the_calendar() -> None:
    """One day can't be after another and before it, however many months are counted in between."""
    for steps in ((), ((18, Unit.MONTHS),), ((1, Unit.MONTHS), (10, Unit.DAYS))):
        one = After("one", *steps[0], steps[1:]) if steps else After("one")
        relation = order_of(InOrder(one, Operator.GT, After("two")))
        other = order_of(InOrder(After("two"), Operator.GT, one))
        pushes = 0

        def count() -> None:
            nonlocal pushes
            pushes += 1

        found = Links([relation.yes, other.yes]).least({"one": 1, "two": 1}, count)
        assert found["two"] > NEVER
        assert pushes < 5_000


def test_a_circle_that_only_holidays_solve_is_followed_to_them() -> None:
    """A day may be nine days after another, and by the fifth business day after it, at holidays."""
    one = After("one")
    fifth = After("two", 5, BusinessDays(OFFICE))
    late, early = InOrder(one, Operator.GT, After("two", 8)), InOrder(one, Operator.GT, fifth)
    links: list[Link] = [order_of(late).yes, order_of(early).no]
    pushes = 0

    def count() -> None:
        nonlocal pushes
        pushes += 1

    for start in (1, date(2024, 1, 1).toordinal()):
        found = Links(links).least({"one": start, "two": start}, count)
        assert date.fromordinal(found["two"]) == date(2024, 2, 15)
        assert date.fromordinal(found["one"]) == date(2024, 2, 24)
    after = date(2024, 6, 1).toordinal()
    found = Links(links).least({"one": after, "two": after}, count)
    assert found["one"] > NEVER
    assert pushes < 2_000


def test_days_counted_forth_and_back_by_months_may_be_one_after_the_other() -> None:
    """A leap day is after the day a year before it, counted a year on: 28 February."""
    one, two = After("one"), After("two")
    links: list[Link] = [
        order_of(InOrder(one, Operator.GT, After("two", 1, Unit.YEARS))).yes,
        order_of(InOrder(After("one", -1, Unit.YEARS), Operator.GT, two)).no,
    ]
    start = date(2021, 1, 1).toordinal()
    found = Links(links).least({"one": start, "two": start}, lambda: None)
    assert date.fromordinal(found["one"]) == date(2024, 2, 29)
    assert date.fromordinal(found["two"]) == date(2023, 2, 28)


SPARED = b"""
format: 1
agreement: spared
grade: contract
parties: {seller: }
actions: {sell: }
facts:
  place: {kind: {indoors: , outdoors: }, usually: indoors}
  insured: {usually: no}
  released: {type: date or never}
events:
  sold:
  delivered:
  done: {reading: done, begun: sold, finished: delivered}
readings:
  done: {question: Which is meant?, values: {begun: , finished: }, default: begun}
impossible: [[insured is no, place is indoors]]
instruments:
  - instrument: first
    kind: agreement
    effective: 2019-05-10
    clauses:
      sale: {norm: seller must sell, unless: [{reading: done, begun: early, finished: done}]}
    definitions:
      early: {includes: [sold], from: released, void_after: 30 days after done}
"""


def test_two_days_that_cannot_be_in_some_order_take_no_assumption_away() -> None:
    """Only what the combinations that can't be speak of is dropped where assumptions clash."""
    agreement, problems = load_folder(from_bytes({"agreement.yaml": SPARED}, "spared"))
    assert agreement is not None, problems
    found = Engine(agreement).find("seller", "sell", date(2019, 5, 10), {}, Options())
    assert set(found.region.clashing) == {"place", "insured"}
    assert set(found.region.assumed) == {"done"}
