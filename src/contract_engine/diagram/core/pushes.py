"""Offsets of two days -> how far the one pushes the other, and whether going round pushes on.

Where `delivered is after due`, due pushes delivered to the day after it. Nothing here knows which
days are open.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from contract_engine.definitions.offsets import (
    Steps,
    about,
    last_start,
    reached,
    uneven,
)
from contract_engine.diagram.core.bounds import Link
from contract_engine.lazy_dataclass import dataclass, replace
from contract_engine.model.calendars import Roll
from contract_engine.model.days import BusinessDays, Day, Never, RolledTo, Unit, Way

LAST = date.max.toordinal()
NEVER = LAST + 1
"""The number of the day that never comes; one more is no day at all."""
_PERIOD = 146_097
"""The days of 400 years, after which the calendar repeats itself; they have 4,800 months."""
_CENTURY = date(1900, 1, 1).toordinal()
"""The one exception to leap days every four years, far and wide."""


Days = tuple[int, int]
"""The first and the last of days that follow each other."""
_WEEK = 7
_MOST_DAYS = 366 * 200
"""Where holidays are further apart it isn't looked at every day: then no circle is told endless."""


def _is_weekly(way: Way) -> bool:
    match way:
        case BusinessDays():
            return True
        case RolledTo(_, roll):
            return roll is not Roll.MODIFIED_FOLLOWING
        case _:
            return way in (Unit.DAYS, Unit.WEEKS)


def link_of(low: str, high: str, push: Push) -> Link:
    """The link of two days that a push makes."""
    sort, strength = push.strength
    uneven, period = push.holidays, push.period
    return Link(
        *(low, high, push, _is_endless, NEVER),
        *(push.reach, period, sort, strength, uneven),
    )


@dataclass(frozen=True)
class Push:
    """From a day to the first one that, `counted` on, is no earlier than this day `steps` on.

    With `strict` 1, that is later.
    """

    steps: Steps
    counted: Steps
    strict: int

    def __call__(self, day: int) -> int:
        """The first day that is no earlier, or later, than that."""
        return _pushed(self.steps, self.counted, self.strict, day)

    @property
    def reach(self) -> int:
        """So many days, at the most, a push is away from where it starts."""
        return 1 + sum(
            abs(about(count, unit)) + uneven(count, unit)
            for count, unit in (*self.steps, *self.counted)
        )

    @property
    def ways(self) -> tuple[Way, ...]:
        """The ways in which it counts."""
        return tuple(way for _, way in (*self.steps, *self.counted))

    @property
    def holidays(self) -> Days | None:
        """The days between the first and the last holiday by which it counts."""
        found = [
            day.toordinal()
            for way in self.ways
            if isinstance(way, BusinessDays | RolledTo)
            for day in way.calendar.holidays
        ]
        return (min(found), max(found)) if found else None

    @property
    def period(self) -> int:
        """After so many days all is again as it was, but for holidays."""
        by_week = any(isinstance(way, BusinessDays | RolledTo) for way in self.ways)
        return _WEEK if by_week and all(map(_is_weekly, self.ways)) else _PERIOD

    @property
    def strength(self) -> tuple[object, int]:
        """What it is told apart by from pushes that go further, or less far, from every day.

        Those are counted in one unit alone on a side on which they differ, and alike on the other.
        """
        if len(self.steps) == 1:
            ((count, unit),) = self.steps
            return ("steps", unit, self.counted, self.strict), count
        if len(self.counted) == 1:
            ((count, unit),) = self.counted
            return ("counted", unit, self.steps, self.strict), -count
        return (self.steps, self.counted, self.strict), 0

    @property
    def gain(self) -> tuple[int, int]:
        """So many days further a push is, at the least and at the most."""
        gained = self.strict + sum(about(*step) for step in self.steps)
        gained -= sum(about(*step) for step in self.counted)
        more = sum(uneven(count, unit) for count, unit in (*self.steps, *self.counted))
        return gained - more, gained + more


def _is_endless(circle: tuple[Link, ...], evenly: bool) -> bool:
    pushes = tuple(link.push for link in circle if isinstance(link.push, Push))
    return _raises(_without_holidays(pushes) if evenly else pushes)


def may_rise(circle: tuple[Link, ...]) -> bool:
    """Whether to go round may raise some days."""
    pushes = [link.push for link in circle]
    return sum(push.gain[1] for push in pushes if isinstance(push, Push)) > 0


def units_of(link: Link) -> set[Way]:
    """The ways in which a link counts."""
    push = link.push
    return {unit for _, unit in (*push.steps, *push.counted)} if isinstance(push, Push) else set()


@lru_cache(maxsize=1 << 12)
def _raises(circle: tuple[Push, ...]) -> bool:
    """Whether to go round raises every day, but those near the ends of the calendar.

    Where the ways of counting don't settle that, days are gone through: what they come to hangs on
    which of the years about are leap years, and of that all there is, is found about a century;
    and on days of the week, and between holidays on these.
    """
    gains = [push.gain for push in circle]
    if sum(least for least, _ in gains) > 0:
        return True
    if sum(most for _, most in gains) <= 0:
        return False
    reach = sum(push.reach for push in circle)
    holidays = [days for push in circle if (days := push.holidays) is not None]
    if holidays:
        first, last = min(first for first, _ in holidays), max(last for _, last in holidays)
        if last - first > _MOST_DAYS or not _raises(_without_holidays(circle)):
            return False
        return _raises_each(circle, max(first - reach, 1), min(last + reach, LAST))
    about = 366 * 8 + reach
    by_week = any(isinstance(way, BusinessDays | RolledTo) for push in circle for way in push.ways)
    if by_week or 2 * about > _PERIOD // 4:
        whole = max(push.period for push in circle)
        return _raises_each(circle, _CENTURY, _CENTURY + whole + reach)
    return _raises_each(circle, _CENTURY - about, _CENTURY + about)


def _without_holidays(circle: tuple[Push, ...]) -> tuple[Push, ...]:
    def plain(steps: Steps) -> Steps:
        return tuple((count, _plain(way)) for count, way in steps)

    return tuple(replace(p, steps=plain(p.steps), counted=plain(p.counted)) for p in circle)


def _plain(way: Way) -> Way:
    if isinstance(way, BusinessDays | RolledTo):
        return replace(way, calendar=replace(way.calendar, holidays=()))
    return way


def _raises_each(circle: tuple[Push, ...], first: int, last: int) -> bool:
    """Whether to go round raises every day of these, and comes past them."""
    day = first
    while first <= day <= last:
        after = day
        for push in circle:
            after = push(after)
        if after <= day:
            return False
        day = after
    return day < NEVER


def ordinal(day: object) -> int:
    """The number of a day, or of never."""
    return day.toordinal() if isinstance(day, date) else NEVER


def day_of(number: int) -> Day:
    """The day of a number."""
    return date.fromordinal(number) if number <= LAST else Never.NEVER


@lru_cache(maxsize=1 << 16)
def _pushed(steps: Steps, counted: Steps, strict: int, day: int) -> int:
    end = NEVER if day >= NEVER else ordinal(reached(date.fromordinal(day), steps))
    return _last(end - 1 + strict, counted) + 1


def _last(day: int, steps: Steps) -> int:
    """The last day from which the steps come by another; 0 where there is none."""
    if day >= NEVER:
        return NEVER
    start = last_start(date.fromordinal(day), steps) if day > 0 else None
    return 0 if start is None else start.toordinal()
