"""On which days clauses begin and end, by hand: each boundary from both of its sides."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from contract_engine.definitions.offsets import last_start, merged, reached
from contract_engine.durable import DurableEvaluator
from contract_engine.durable.compile.offsets import after, day_after, one_after_the_other
from contract_engine.model.days import NEVER, Day, Unit
from contract_engine.model.outcome import Outcome
from contract_engine.model.question import FactValue, Options, TotalSituation
from tests.durable.agreements import read

TERMS = """
format: 1
agreement: terms
title: Terms
grade: contract
parties: {{p: }}
actions: {{act: }}
facts: {{released: {{type: date}}}}
events: {{e: , f: , either: {{reading: r, one: e, other: f}}}}
readings: {{r: {{question: Which?, values: {{one: , other: }}}}}}
instruments:
  - instrument: i
    kind: agreement
    effective: 2020-01-01
    clauses:
      c: {{text: t, norm: p may act, {term}}}
"""


def found(term: str, on: str, released: Day, e: Day, f: Day, reading: str) -> Outcome:
    facts: dict[str, FactValue] = {"released": released, "e": e, "f": f}
    situation = TotalSituation(date.fromisoformat(on), facts, {"r": reading})
    with DurableEvaluator(read(TERMS.format(term=term))) as evaluator:
        return evaluator.evaluate("p", "act", situation).outcome


@pytest.mark.parametrize(
    ("term", "in_force", "not_begun", "ended"),
    [
        ("note: none", ["2020-01-01", "9999-12-31"], ["2019-12-31"], []),
        ("from: 2021-05", ["2021-05-01"], ["2021-04-30"], []),
        ("through: 2030", ["2030-12-31"], [], ["2031-01-01"]),
        ("until: 2030", ["2029-12-31"], [], ["2030-01-01"]),
        ("through: 9999", ["9999-12-31"], [], []),
        ("from: e", ["2024-02-29"], ["2024-02-28"], []),
        ("until: e", ["2024-02-28"], [], ["2024-02-29"]),
        ("through: e", ["2024-02-29"], [], ["2024-03-01"]),
        ("until: f", ["2020-01-01", "9999-12-31"], [], []),
        ("from: f", [], ["9999-12-31"], []),
        ("until: either", ["2024-02-28"], [], ["2024-02-29"]),
        ("until: 1 year after e", ["2025-02-27"], [], ["2025-02-28"]),
        ("through: 1 month after released", ["2021-02-28"], [], ["2021-03-01"]),
        ("until: 7990 years after released", ["9999-12-31"], [], []),
        ("until: {earliest_of: [e, f]}", ["2024-02-28"], [], ["2024-02-29"]),
        ("until: {latest_of: [e, f]}", ["9999-12-31"], [], []),
        ("through: {latest_of: [e, 2023]}", ["2024-02-29"], [], ["2024-03-01"]),
        ("through: {earliest_of: [e, 2023]}", ["2023-12-31"], [], ["2024-01-01"]),
        ("through: 2022, until: e", ["2022-12-31"], [], ["2023-01-01"]),
        ("through: 2025, until: e", ["2024-02-28"], [], ["2024-02-29"]),
    ],
)
def test_terms(term: str, in_force: list[str], not_begun: list[str], ended: list[str]) -> None:
    """e is on 2024-02-29, f never, the release on 2021-01-31; the reading names e."""
    facts = (date(2021, 1, 31), date(2024, 2, 29), NEVER, "one")
    for days, governing, over in ((in_force, "c", ""), (not_begun, "", ""), (ended, "", "c")):
        for on in days:
            outcome = found(term, on, *facts)
            assert ("".join(outcome.governing), "".join(outcome.ended)) == (governing, over), on


def test_the_reading_names_the_event() -> None:
    e, f = date(2021, 1, 1), date(2022, 1, 1)
    for reading, last in (("one", "2020-12-31"), ("other", "2021-12-31")):
        after = str(date(int(last[:4]) + 1, 1, 1))
        assert found("until: either", last, NEVER, e, f, reading).governing == ("c",)
        assert found("until: either", after, NEVER, e, f, reading).ended == ("c",)


CHAIN = """
format: 1
agreement: chain
title: A chain of replacements
grade: contract
parties: {p: }
actions: {act: , other: }
facts: {odd: , even: }
instruments:
  - instrument: one
    kind: agreement
    effective: 2021-01-01
    clauses:
      a: {text: t, norm: p may act}
  - instrument: two
    kind: amendment
    effective: 2022-01-01
    clauses:
      b: {text: t, norm: p may other, when: odd, replaces: a}
  - instrument: three
    kind: amendment
    effective: 2023-01-01
    clauses:
      c: {text: t, norm: p may act, when: even, replaces: b, through: 2023}
"""


@pytest.mark.parametrize(
    ("on", "even", "options", "governing", "ended"),
    [
        ("2021-12-31", True, Options(), "a", ""),
        ("2022-01-01", True, Options(), "", "a"),
        ("2023-06-01", True, Options(), "c", ""),  # c has taken the place of a, by way of b
        ("2023-06-01", False, Options(), "", "a"),  # it does not suit: the last that did was a
        ("2024-06-01", True, Options(), "", "c"),
        ("2024-06-01", True, Options(without=("two",)), "a", "c"),
        ("2024-06-01", True, Options(under="two"), "", "a"),
        ("2024-06-01", True, Options(known=date(2021, 6, 1)), "a", ""),
    ],
)
def test_replacements(on: str, even: bool, options: Options, governing: str, ended: str) -> None:
    """A replacement is for good, needs no conditions, and is undone by the options alone."""
    situation = TotalSituation(date.fromisoformat(on), {"even": even, "odd": False}, {})
    with DurableEvaluator(read(CHAIN)) as evaluator:
        outcome = evaluator.evaluate("p", "act", situation, options).outcome
    assert ("".join(outcome.governing), "".join(outcome.ended)) == (governing, ended)


PUBLISHED = """
format: 1
agreement: published
title: Terms that became known later
grade: contract
parties: {p: }
actions: {act: , other: }
instruments:
  - instrument: one
    kind: agreement
    effective: 2021-01-01
    clauses:
      a: {text: t, norm: p may act}
      b: {text: t, norm: p may other}
  - instrument: two
    kind: amendment
    effective: 2022-01-01
    repeals: {a: {why: w, published: 2023-01-01}}
    clauses:
      c: {text: t, norm: [p must act, p must other]}
      d: {text: t, norm: p may other, replaces: b, published: 2023-01-01}
"""


@pytest.mark.parametrize(
    ("action", "known", "governing", "also", "ended"),
    [
        ("act", date(2023, 1, 1), "c", "", "a"),
        ("act", date(2022, 12, 31), "c", "a", ""),
        ("other", date(2023, 1, 1), "c", "d", ""),
        ("other", date(2022, 12, 31), "c", "b", ""),
    ],
)
def test_what_is_not_known_yet_ends_nothing(
    action: str, known: date, governing: str, also: str, ended: str
) -> None:
    """Though the rest of its instrument is known."""
    situation = TotalSituation(date(2024, 1, 1), {}, {})
    with DurableEvaluator(read(PUBLISHED)) as evaluator:
        outcome = evaluator.evaluate("p", action, situation, Options(known=known)).outcome
    found = ("".join(outcome.governing), "".join(outcome.also), "".join(outcome.ended))
    assert found == (governing, also, ended)


@pytest.mark.parametrize("unit", Unit)
def test_offsets_are_those_of_the_other_evaluator(unit: Unit) -> None:
    """Written apart, the two agree: at the ends of months, in leap years, at both ends."""
    starts = [date(2019, 12, 31) + timedelta(days) for days in range(0, 800, 3)]
    starts += [date(1900, 2, 28), date(2000, 2, 29), date(2100, 1, 31), date.min, date.max]
    for start in starts:
        for count in (0, 1, 2, 5, 11, 12, 13, 30, 48, 400, 9999, 120_000, 4_000_000):
            assert day_after(start, count, unit) == reached(start, ((count, unit),))


def test_two_offsets_are_counted_one_after_the_other() -> None:
    first = ((1, Unit.MONTHS), (3, Unit.DAYS))
    then = ((1, Unit.WEEKS), (2, Unit.DAYS), (1, Unit.YEARS))
    joined = one_after_the_other(first, then)
    assert joined == ((1, Unit.MONTHS), (12, Unit.DAYS), (1, Unit.YEARS))
    for days in range(0, 400, 7):
        start = date(2019, 12, 31) + timedelta(days)
        assert after(start, joined) == after(after(start, first), then)
        assert last_start(start, merged((*first, *then))) == last_start(start, (*first, *then))
