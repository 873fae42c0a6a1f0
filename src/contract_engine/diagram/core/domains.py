"""The values of a fact, event or reading -> the few classes that the conditions tell apart.

End nodes of a kind that no condition separates are one class; numbers and days are cut into
intervals at the constants they are compared with. For a moment that is asked "has it come by
D?", the cut is the last day from which the offset still reaches D.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import ROUND_CEILING, Decimal

from contract_engine.definitions.offsets import Steps, last_start, told_back
from contract_engine.lazy_dataclass import dataclass, field
from contract_engine.model.conditions import Operator
from contract_engine.model.days import NEVER, Day, Never
from contract_engine.model.ordered import (
    FIRST_INSTANT,
    LAST_INSTANT,
    Ordered,
)
from contract_engine.model.question import UNKNOWN, Given
from contract_engine.model.versions import first
from contract_engine.model.vocabulary import NumberFact

NO, YES = "no", "yes"
_LAST = date.max.toordinal()


def cut_before(on: date, steps: Steps) -> int:
    """The last day (as an ordinal) from which the steps come by `on`; 0 if there is none."""
    start = last_start(on, steps)
    return start.toordinal() if start is not None else 0


@dataclass
class Cuts:
    """What the conditions in play tell apart about one variable; filled while they are read.

    `marks` tells what each of `days` is the cut of: offsets, with the day in words that they are
    to have come by, so that it moves along with the day asked about; or a constant, which is its
    own cut.
    """

    sets: set[frozenset[str]] = field(default_factory=set)
    numbers: set[tuple[Ordered, int]] = field(default_factory=set)
    days: set[int] = field(default_factory=set)
    marks: dict[tuple[Steps, str] | int, int] = field(default_factory=dict)

    def moving(self) -> dict[int, tuple[str, ...]]:
        """For each cut that moves along with the day asked about, what it is called from it."""
        found: dict[int, set[str]] = {}
        for mark, cut in self.marks.items():
            if isinstance(mark, tuple):
                found.setdefault(cut, set()).add(told_back(*mark))
        return {cut: tuple(sorted(words)) for cut, words in found.items()}


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
    """Intervals of ordered values between cuts (c, 0), just below c, and (c, 1), just above it.

    No class is above `most`; where only `whole` numbers count, every cut is just below one.
    """

    cuts: tuple[tuple[Ordered, int], ...]
    most: Ordered | None = None
    whole: bool = False

    def __len__(self) -> int:
        return len(self.cuts) + 1

    def of(self, value: Ordered) -> int:
        """The class of a value."""
        return bisect.bisect_left(self.cuts, (value, 1))

    def compared(self, operator: Operator, constant: Ordered) -> frozenset[int]:
        """The classes where the comparison holds."""
        below = self._behind((constant, 0))
        above = self._behind((constant, 1))
        return _classes(operator, below, above, len(self))

    def _behind(self, cut: tuple[Ordered, int]) -> int:
        """How many classes lie below a cut, at which one begins or none is left."""
        if self.whole:
            cut = _whole(cut)
        if self.most is not None and cut > (self.most, 0):
            return len(self)
        return bisect.bisect_right(self.cuts, cut)


@dataclass(frozen=True)
class DayClasses:
    """Intervals of days, each up to and including a cut; the last goes on to never.

    `moving` has the words for those cuts that move along with the day asked about: all that there
    are, so that two days can be compared. What is never `never` has no class after the calendar's
    last day.
    """

    cuts: tuple[int, ...]
    moving: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    never: bool = True

    def __len__(self) -> int:
        return len(self.cuts) + 1

    def of(self, day: Day) -> int:
        """The class of a day."""
        if not isinstance(day, date):
            return len(self.cuts)
        return bisect.bisect_left(self.cuts, day.toordinal())

    def only_day(self, c: int) -> Day | None:
        """The day of a class of one day alone, or never; None of others."""
        if c == len(self.cuts):
            return NEVER if self.never and self.cuts and self.cuts[-1] >= _LAST else None
        alone = self.cuts[c] == (self.cuts[c - 1] if c else 0) + 1
        return date.fromordinal(self.cuts[c]) if alone else None

    def by(self, cut: int) -> frozenset[int]:
        """The classes of days on or before a cut."""
        return frozenset(range(self.until(cut)))

    def compared(self, operator: Operator, constant: date) -> frozenset[int]:
        """The classes where the comparison with a day holds."""
        day = constant.toordinal()
        return _classes(operator, self.until(day - 1), self.until(day), len(self))

    def until(self, cut: int) -> int:
        """How many classes are of days up to a cut."""
        if cut >= _LAST and not self.never:
            return len(self)
        return bisect.bisect_right(self.cuts, cut)

    def spans(self) -> list[tuple[int, int]]:
        """Of each class the first and the last day; never is one more than the calendar's last."""
        ends = [*self.cuts, _LAST + 1 if self.never else _LAST]
        return list(zip([1, *(cut + 1 for cut in self.cuts)], ends, strict=True))


Classes = KindClasses | NumberClasses | DayClasses


def mask_of(classes: Classes, given: Given) -> int:
    """The classes, as a mask, that what is given leaves open."""
    if given is UNKNOWN:
        return (1 << len(classes)) - 1
    match classes:
        case KindClasses():
            values = given if isinstance(given, frozenset) else {YES if given else NO}
            return sum(1 << c for c in classes.within(values))
        case NumberClasses():
            assert isinstance(given, Ordered)
            return 1 << classes.of(given)
        case DayClasses():
            assert isinstance(given, (date, Never))
            return 1 << classes.of(given)


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


def number_classes(fact: NumberFact, cuts: Iterable[tuple[Ordered, int]]) -> NumberClasses:
    """The classes of a fact: those in which there is something, by its type and its bounds."""
    if fact.whole:
        cuts = {_whole(cut) for cut in cuts}
    least, most = _ends(fact)
    kept: list[tuple[Ordered, int]] = []
    for cut in sorted(cuts):
        begins = least is None or cut > (least, 0)
        if begins and (most is None or cut <= (most, 0)) and not (kept and _same(kept[-1], cut)):
            kept.append(cut)
    return NumberClasses(tuple(kept), most, fact.whole)


def _ends(fact: NumberFact) -> tuple[Ordered | None, Ordered | None]:
    """The least and the greatest value that a fact can have."""
    match fact.sort:
        case "date-time":
            return FIRST_INSTANT, LAST_INSTANT
        case "version":
            return first(fact.scheme), None
        case _:
            return fact.least, fact.most


def _same(low: tuple[Ordered, int], high: tuple[Ordered, int]) -> bool:
    """Whether nothing lies between two cuts: instants and some versions have a next one."""
    (value, side), (other, above) = low, high
    if isinstance(value, Decimal) or above:
        return False
    return side == 1 and value.following() == other


def day_classes(
    cuts: Iterable[int], moving: Mapping[int, tuple[str, ...]], *, never: bool
) -> DayClasses:
    """The classes of days; after the last day of the calendar there is only never."""
    kept = (cut for cut in cuts if cut > 0 and (never or cut < _LAST))
    return DayClasses(tuple(sorted(kept)), moving, never)


def _whole(cut: tuple[Ordered, int]) -> tuple[Ordered, int]:
    """The cut just below the first whole number above this one."""
    value, side = cut
    assert isinstance(value, Decimal)
    up = value.to_integral_value(ROUND_CEILING)
    return (up + 1 if side and up == value else up), 0


def number_cuts(operator: Operator, constant: Ordered) -> set[tuple[Ordered, int]]:
    """The cuts that one comparison needs."""
    match operator:
        case Operator.LT | Operator.GE:
            return {(constant, 0)}
        case Operator.LE | Operator.GT:
            return {(constant, 1)}
        case Operator.EQ | Operator.NE:
            return {(constant, 0), (constant, 1)}


def stated_cuts(day: Day) -> set[int]:
    """The cuts that tell a day, or never, apart from all others."""
    if not isinstance(day, date):
        return {_LAST}
    return {day.toordinal() - 1, day.toordinal()}


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
