"""Classes of a variable -> the words for them: a value, `a or b`, `>= 10`, a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal

from contract_engine.diagram.act.program import Program
from contract_engine.diagram.core.domains import YES, DayClasses, KindClasses, NumberClasses
from contract_engine.diagram.core.samples import between
from contract_engine.language.values.amounts import tell_ordered
from contract_engine.model.days import NEVER, Day
from contract_engine.model.ordered import Ordered
from contract_engine.model.question import FactValue
from contract_engine.model.versions import Version, family
from contract_engine.model.vocabulary import DateFact, Event, KindFact, NumberFact


def describe(
    program: Program,
    level: int,
    mask: int,
    open_: int,
    *,
    within: frozenset[str] | None = None,
    relative: bool = False,
) -> str:
    """The shortest words for the classes in `mask`, among those in `open_`.

    `within` are the end nodes that are left, where not all of a class are.

    With `relative`, days that move along with the program's own are told from it, as "30 days
    before the day asked about".
    """
    told = _from_today if relative else _stated
    return _describe(program, level, mask, open_, within, told)


def outline(
    program: Program, level: int, mask: int, open_: int, *, within: frozenset[str] | None = None
) -> tuple[str, tuple[frozenset[str], ...]]:
    """The same words with a gap for each day, and all that each of these days is called."""
    days: list[frozenset[str]] = []

    def named(classes: DayClasses, cut: int) -> str:
        days.append(frozenset({_stated(classes, cut), *classes.moving.get(cut, ())}))
        return "..."

    return _describe(program, level, mask, open_, within, named), tuple(days)


DayTold = Callable[[DayClasses, int], str]
"""The words for a cut of days."""


def _stated(classes: DayClasses, cut: int) -> str:
    return date.fromordinal(cut).isoformat()


def _from_today(classes: DayClasses, cut: int) -> str:
    return classes.moving[cut][0] if cut in classes.moving else _stated(classes, cut)


def _describe(
    program: Program,
    level: int,
    mask: int,
    open_: int,
    within: frozenset[str] | None,
    told: DayTold,
) -> str:
    classes = program.ground.classes[level]
    name = program.ground.names[level]
    match classes:
        case KindClasses(groups):
            wanted = {v for c, group in enumerate(groups) if mask >> c & 1 for v in group}
            room = {v for c, group in enumerate(groups) if open_ >> c & 1 for v in group}
            if within is not None:
                wanted, room = wanted & within, room & within
            return " or ".join(_cover(program, name, wanted, room))
        case NumberClasses():
            number = program.agreement.vocabulary.facts[name]
            assert isinstance(number, NumberFact)
            runs = _runs(mask, len(classes))
            return " or ".join(_number(number, classes, *run) for run in runs)
        case DayClasses():
            is_event = isinstance(program.agreement.vocabulary.events.get(name), Event)
            runs = _runs(mask, len(classes))
            return " or ".join(_days(classes, *run, told, is_event=is_event) for run in runs)


def example(
    program: Program, level: int, c: int, within: frozenset[str] | None = None
) -> FactValue:
    """A value that is in the class (and `within`): a real one, that can be given."""
    classes = program.ground.classes[level]
    match classes:
        case KindClasses(groups):
            value = next((v for v in groups[c] if within is None or v in within), groups[c][0])
            words = program.agreement.vocabulary
            if program.ground.names[level] in words.readings:
                return value
            if program.ground.names[level] in program.ground.relations:
                return value == YES
            fact = words.facts[program.ground.names[level]]
            return value if isinstance(fact, KindFact) else value == "yes"
        case NumberClasses(cuts):
            number = program.agreement.vocabulary.facts[program.ground.names[level]]
            assert isinstance(number, NumberFact)
            return between(number, cuts[c - 1] if c else None, cuts[c] if c < len(cuts) else None)
        case DayClasses(cuts):
            dated = program.agreement.vocabulary.facts.get(program.ground.names[level])
            return _day_in(cuts, c, never=not isinstance(dated, DateFact) or dated.never)


def _day_in(cuts: tuple[int, ...], c: int, *, never: bool) -> Day:
    """The last day of the class; of the last class, never, or else its first day."""
    if c < len(cuts):
        return date.fromordinal(min(cuts[c], date.max.toordinal()))
    if never:
        return NEVER
    return date.fromordinal(min(cuts[-1] + 1 if cuts else 1, date.max.toordinal()))


def _cover(program: Program, name: str, wanted: set[str], room: set[str]) -> Iterable[str]:
    """The highest nodes of the kind's tree below which, of the values open, all are wanted."""
    fact = program.agreement.vocabulary.facts.get(name)
    if not isinstance(fact, KindFact):
        return sorted(wanted, reverse=True)
    chosen: list[str] = []
    covered: set[str] = set()
    for value in fact.values.values():
        below = value.leaves & room
        if below and below <= wanted and not below <= covered:
            lone = next(iter(below)) if len(below) == 1 else value.id
            chosen.append(lone)
            covered |= below
    return chosen


def _runs(mask: int, size: int) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for c in range(size):
        if mask >> c & 1:
            if runs and runs[-1][1] == c - 1:
                runs[-1] = (runs[-1][0], c)
            else:
                runs.append((c, c))
    return runs


def _number(fact: NumberFact, classes: NumberClasses, first: int, last: int) -> str:
    """An interval of values; of whole numbers, with both ends in it."""
    low = classes.cuts[first - 1] if first else None
    high = classes.cuts[last] if last < len(classes.cuts) else None
    if classes.whole:
        low = (low[0], 0) if low else None
        high = (_before_it(high[0]), 1) if high else None
    if low and high and low[0] == high[0]:
        return tell_ordered(fact, low[0])
    if (
        low
        and high
        and isinstance(low[0], Version)
        and (within := family(low[0].scheme, low[0].family)) is not None
        and within[1] == high[0]
    ):
        return f"in {low[0]}"
    parts = []
    if low:
        parts.append(f"{'>' if low[1] else '>='} {_bound(fact, low[0])}")
    if high:
        parts.append(f"{'<=' if high[1] else '<'} {_bound(fact, high[0])}")
    return " and ".join(parts) or f"any {fact.sort}"


def _bound(fact: NumberFact, value: Ordered) -> str:
    """A bound; one before all pre-releases of a version says so."""
    first = isinstance(value, Version) and value.family and value.scheme != "plain"
    return f"{tell_ordered(fact, value)}{' and its pre-releases' if first else ''}"


def _before_it(value: Ordered) -> Decimal:
    assert isinstance(value, Decimal)
    return value - 1


def _days(classes: DayClasses, first: int, last: int, told: DayTold, *, is_event: bool) -> str:
    low = told(classes, classes.cuts[first - 1]) if first else None
    high = told(classes, classes.cuts[last]) if last < len(classes.cuts) else None
    if low and high:
        return f"after {low} and by {high}"
    if high:
        return f"by {high}"
    if first and classes.only_day(len(classes.cuts)) is NEVER and first == last:
        return "never"
    if low and first == last and classes.only_day(last) is NEVER:
        return "never"
    if low:
        return f"not by {low}" if is_event else f"after {low}"
    return "any day"
