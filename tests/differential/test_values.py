"""The value of each name, in each of its cases, against the reference; on generated agreements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from contract_engine.answers.value.on_day import ValueFound
from contract_engine.definitions.offsets import reached
from contract_engine.diagram.core.node_values import any_true
from contract_engine.diagram.core.region import Impossible, narrow
from contract_engine.diagram.core.witness import complete
from contract_engine.diagram.finding.terminals import Hanging, Known, Own
from contract_engine.model.days import (
    NEVER,
    After,
    Day,
    EarliestOf,
    LatestOf,
    Moment,
    Never,
    On,
)
from contract_engine.model.question import UNKNOWN, FactValue
from contract_engine.model.vocabulary import KindFact
from tests.differential.compare import Case, few_or_all, generated
from tests.differential.values import as_reference
from tests.reference.survives import surviving
from tests.reference.truth import Situation, value_of

CASES = 2_400


@few_or_all(CASES // 2, CASES)
def test_in_each_case_the_value_is_what_the_reference_says(count: int) -> None:
    """A value that is told of a case is the value of a total situation in it.

    A day that hangs on another is that day there; where no line decides it is the own value. The
    cases leave nothing out: in one of them every situation is.
    """
    seen: Counter[str] = Counter()
    for case in generated(count, 7_000, additions=True):
        words = case.engine.agreement.vocabulary
        for name in [*case.engine.agreement.definitions, *list(words.events)[:1]]:
            try:
                found = ValueFound(case.engine, case.typed, name, case.typed.on)
            except Impossible:
                seen["impossible"] += 1
                continue
            _check(case, found, seen)
    told = {"known by a line", "hanging", "own", "never", "several cases", "of another fact"}
    assert all(seen[each] >= 10 * count / CASES for each in told), seen


def _check(case: Case, found: ValueFound, seen: Counter[str]) -> None:
    program, region, name = found.program, found.of.region, found.of.name
    seen["several cases"] += len(found.parts) > 1
    left = program.possible
    for where, terminal in found.parts:
        masks = narrow(region.masks, where)
        inside = program.nodes.all(
            program.nodes.atom(
                level, [c for c in range(program.nodes.sizes[level]) if mask >> c & 1]
            )
            for level, mask in where.items()
        )
        left = program.nodes.both(left, program.nodes.negate(inside))
        situation = complete(program, masks, within=region.within)
        assert situation is not None, "a case can be"
        total = {**situation.facts, **_known(found)}
        now = Situation(
            surviving(case.theirs, case.options),
            situation.on,
            {each: as_reference(value) for each, value in total.items()},
            situation.readings,
        )
        expected = value_of(name, now)
        match terminal:
            case Known(value):
                assert as_reference(value) == expected, (case.number, name, where)
                by_line = any_true(program, masks, *(ln.node for ln in found.of.lines[:1]))
                seen["known by a line"] += bool(found.of.lines) and by_line
                seen["never"] += isinstance(value, Never)
            case Hanging(moment):
                days = {n: v for n, v in total.items() if isinstance(v, date | Never)}
                day = _day(moment, days)
                assert as_reference(day) == expected, (case.number, name, where, moment)
                seen["hanging"] += 1
            case Own(fact):
                assert as_reference(total[fact]) == expected, (case.number, name, where)
                seen["own"] += fact == name
                seen["of another fact"] += fact != name
    assert not any_true(program, region.masks, left), "the cases are all that can be"


def _day(moment: Moment, days: Mapping[str, Day]) -> Day:
    """The day of a moment that hangs on events and date facts alone."""
    match moment:
        case On(day):
            return day
        case After(name):
            return reached(days[name], moment.steps)
        case EarliestOf(parts):
            return min(stated(parts, days), default=NEVER)
        case LatestOf(parts):
            each = [_day(part, days) for part in parts]
            return NEVER if NEVER in each else max(stated(parts, days))
        case _:
            raise AssertionError(moment)


def stated(moments: Iterable[Moment], days: Mapping[str, Day]) -> list[date]:
    """The days of the moments that come."""
    return [day for each in moments if isinstance(day := _day(each, days), date)]


def _known(found: ValueFound) -> dict[str, FactValue]:
    """The values that are given or assumed, but set apart by nothing in play."""
    words, given = found.agreement.vocabulary, found.question.given
    known: dict[str, FactValue] = {}
    for name, subject in {**words.facts, **words.events}.items():
        said = given.get(name)
        if name in found.program.ground.level and isinstance(subject, KindFact):
            continue
        if said is None and name not in found.program.ground.level:
            said = None if isinstance(subject, KindFact) else subject.usually
        elif said is None:
            said = found.of.region.assumed.get(name)
        if said is not None and said is not UNKNOWN and not isinstance(said, frozenset):
            known[name] = said
    return known
