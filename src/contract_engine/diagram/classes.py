"""The values of a fact, event or reading -> the few classes that the conditions tell apart.

End nodes of a kind that no condition separates are one class; numbers and days are cut into
intervals at the constants they are compared with. For a moment that is asked "has it come by
D?", the cut is the last day from which the offset still reaches D.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from contract_engine.model.conditions import Operator
from contract_engine.model.days import NEVER, After, Day, Unit

_UNITS = {Unit.DAYS: "days", Unit.WEEKS: "weeks", Unit.MONTHS: "months", Unit.YEARS: "years"}


def shift(day: Day, count: int, unit: Unit) -> Day:
    """The day `count` units after `day`; past the year 9999, never."""
    if not isinstance(day, date):
        return day
    try:
        moved = day + relativedelta(**{_UNITS[unit]: count})  # type: ignore[arg-type]  # a known unit
    except (OverflowError, ValueError):
        return NEVER
    return moved


def cut_before(on: date, after: After) -> int:
    """The last day (as an ordinal) from which `after` still comes by `on`; 0 if there is none."""
    if after.count == 0:
        return on.toordinal()
    try:
        guess = on - relativedelta(**{_UNITS[after.unit]: after.count})  # type: ignore[arg-type]  # a known unit
    except (OverflowError, ValueError):
        return 0
    for days in range(3, -4, -1):
        try:
            candidate = guess + timedelta(days=days)
        except OverflowError:
            continue
        moved = shift(candidate, after.count, after.unit)
        if isinstance(moved, date) and moved <= on:
            return candidate.toordinal()
    return 0


@dataclass
class Cuts:
    """What the conditions in play tell apart about one variable; filled while they are read.

    `moving` has the words for those of `days` that move along with the day asked about.
    """

    sets: set[frozenset[str]] = field(default_factory=set)
    numbers: set[tuple[Decimal, int]] = field(default_factory=set)
    days: set[int] = field(default_factory=set)
    moving: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class KindClasses:
    """Each class is a tuple of end nodes."""

    groups: tuple[tuple[str, ...], ...]
    of: dict[str, int]

    def __len__(self) -> int:
        return len(self.groups)

    def within(self, values: Iterable[str]) -> frozenset[int]:
        """The classes that hold one of these end nodes."""
        return frozenset(self.of[value] for value in values if value in self.of)


@dataclass(frozen=True)
class NumberClasses:
    """Intervals between cuts (c, 0), just below c, and (c, 1), just above it."""

    cuts: tuple[tuple[Decimal, int], ...]

    def __len__(self) -> int:
        return len(self.cuts) + 1

    def of(self, value: Decimal) -> int:
        """The class of a number."""
        return bisect.bisect_left(self.cuts, (value, 1))

    def compared(self, operator: Operator, constant: Decimal) -> frozenset[int]:
        """The classes where the comparison holds."""
        below = bisect.bisect_right(self.cuts, (constant, 0))
        above = bisect.bisect_right(self.cuts, (constant, 1))
        return _classes(operator, below, above, len(self))


@dataclass(frozen=True)
class DayClasses:
    """Intervals of days, each up to and including a cut; the last goes on to never.

    `moving` has the words for those cuts that move along with the day asked about.
    """

    cuts: tuple[int, ...]
    moving: Mapping[int, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.cuts) + 1

    def of(self, day: Day) -> int:
        """The class of a day."""
        if not isinstance(day, date):
            return len(self.cuts)
        return bisect.bisect_left(self.cuts, day.toordinal())

    def by(self, cut: int) -> frozenset[int]:
        """The classes of days on or before a cut."""
        return frozenset(range(bisect.bisect_right(self.cuts, cut)))

    def compared(self, operator: Operator, constant: date) -> frozenset[int]:
        """The classes where the comparison with a day holds."""
        day = constant.toordinal()
        below = bisect.bisect_right(self.cuts, day - 1)
        above = bisect.bisect_right(self.cuts, day)
        return _classes(operator, below, above, len(self))


Classes = KindClasses | NumberClasses | DayClasses


def _classes(operator: Operator, below: int, above: int, size: int) -> frozenset[int]:
    """Classes 0..below-1 are less than the constant, below..above-1 equal, the rest greater."""
    less, equal, more = range(below), range(below, above), range(above, size)
    match operator:
        case Operator.LT:
            return frozenset(less)
        case Operator.LE:
            return frozenset([*less, *equal])
        case Operator.GT:
            return frozenset(more)
        case Operator.GE:
            return frozenset([*equal, *more])
        case Operator.EQ:
            return frozenset(equal)
        case Operator.NE:
            return frozenset([*less, *more])


def kind_classes(ends: Sequence[str], sets: Iterable[frozenset[str]]) -> KindClasses:
    """Group end nodes that are in the same of the sets."""
    told_apart = list(sets)
    groups: dict[tuple[bool, ...], list[str]] = {}
    for end in ends:
        groups.setdefault(tuple(end in chosen for chosen in told_apart), []).append(end)
    tuples = tuple(tuple(group) for group in groups.values())
    return KindClasses(tuples, {end: i for i, group in enumerate(tuples) for end in group})


def number_cuts(operator: Operator, constant: Decimal) -> set[tuple[Decimal, int]]:
    """The cuts that one comparison needs."""
    match operator:
        case Operator.LT | Operator.GE:
            return {(constant, 0)}
        case Operator.LE | Operator.GT:
            return {(constant, 1)}
        case Operator.EQ | Operator.NE:
            return {(constant, 0), (constant, 1)}


def day_cuts(operator: Operator, constant: date) -> set[int]:
    """The cuts that one comparison of a date fact needs."""
    day = constant.toordinal()
    match operator:
        case Operator.LT | Operator.GE:
            return {day - 1}
        case Operator.LE | Operator.GT:
            return {day}
        case Operator.EQ | Operator.NE:
            return {day - 1, day}
