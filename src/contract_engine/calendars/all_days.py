"""A day and a way to count by a calendar -> the day it comes to, of all days there are; and back.

What a calendar doesn't cover has no holidays here. So every day has an answer, a later day never an
earlier one, and `reach` says which days it hangs on: who needs to know asks whether they are
covered.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date
from functools import lru_cache

from contract_engine.model.calendars import Calendar, Roll
from contract_engine.model.days import NEVER, BusinessDays, Day, RolledTo, month_length

Ways = BusinessDays | RolledTo
_LAST = date.max.toordinal()
_WEEK = 7


def moved(day: date, count: int, way: Ways) -> Day:
    """The day so many business days on, or that a day is rolled to.

    Past the year 9999 it is never, and before the first year the calendar's first day.

    Args:
        day: Where counting starts.
        count: How many business days; below 0 they are counted backwards.
        way: The calendar, and whether a day is rolled by it.
    """
    known, number = _known(way.calendar), day.toordinal()
    if isinstance(way, RolledTo):
        return _day(_rolled(known, number, way.roll))
    if count == 0:
        return day
    before = known.until(number) if count > 0 else known.until(number - 1) + 1
    return _day(known.number(before + count))


def last_moved(day: date, count: int, way: Ways) -> date | None:
    """The last day that is moved to a day, or to one before it; None where there is none.

    Args:
        day: The day it is moved to, at the latest.
        count: As in `moved`.
        way: As in `moved`.
    """
    known, number = _known(way.calendar), day.toordinal()
    if isinstance(way, RolledTo):
        found = _last_rolled(known, number, way.roll)
    elif count > 0:
        before = known.until(number) - count
        found = known.number(before + 1) - 1 if before >= 0 else 0
    elif count < 0:
        found = known.number(known.until(number) - count)
    else:
        found = number
    return date.fromordinal(min(found, _LAST)) if found > 0 else None


def reach(day: date, count: int, way: Ways, *, back: bool = False) -> tuple[int, int]:
    """The first and the last day (as ordinals) on which it hangs where a day is moved to.

    Args:
        day: The day that is moved; or of which is asked what is moved to it, at the latest.
        count: As in `moved`.
        way: As in `moved`.
        back: Whether that is asked.
    """
    known, number = _known(way.calendar), day.toordinal()
    here, before = known.until(number), known.until(number - 1)
    if isinstance(way, BusinessDays):
        if count == 0:
            return number + 1, number
        if back:
            end = known.number(here - count + (count > 0))
            return (end, number) if count > 0 else (number + 1, end)
        end = known.number(here + count if count > 0 else before + 1 + count)
        return (number + 1, end) if count > 0 else (end, number - 1)
    following, preceding = known.number(before + 1), known.number(here)
    if back:
        following, preceding = known.number(here + 1), preceding
    match way.roll:
        case Roll.FOLLOWING:
            return (preceding if back else number), (number if back else following)
        case Roll.PRECEDING:
            return (number + 1 if back else preceding), (following if back else number)
        case Roll.MODIFIED_FOLLOWING:
            return min(number, preceding), max(number, following)


def farthest(count: int, way: Ways) -> tuple[int, int]:
    """By so many days, at the least and at the most, a day is moved, whichever it is.

    Args:
        count: As in `moved`.
        way: As in `moved`.
    """
    known = _known(way.calendar)
    if isinstance(way, RolledTo):
        far = known.longest(1) - 1
        match way.roll:
            case Roll.FOLLOWING:
                return 0, far
            case Roll.PRECEDING:
                return -far, 0
            case Roll.MODIFIED_FOLLOWING:
                return -far, far
    far, near = known.longest(abs(count)), known.shortest(abs(count))
    return (near, far) if count >= 0 else (-far, -near)


class _Days:
    """The business days of a calendar, numbered from the first one there is."""

    def __init__(self, calendar: Calendar) -> None:
        self.working = [day for day in range(_WEEK) if day not in calendar.weekend]
        self.holidays = sorted(
            day.toordinal()
            for day in calendar.holidays
            if calendar.first <= day <= calendar.last and day.weekday() in self.working
        )

    def until(self, day: int) -> int:
        """How many there are through a day."""
        weeks, more = divmod(max(day, 0), _WEEK)  # the first day there is, is a Monday
        found = weeks * len(self.working) + bisect_left(self.working, more)
        return found - bisect_right(self.holidays, day)

    def number(self, number: int) -> int:
        """The one of a number, from 1 on; 0 before the first."""
        if number <= 0:
            return 0
        over, before = -1, 0
        while over != before:
            over = before
            weeks, more = divmod(number + over - 1, len(self.working))
            day = weeks * _WEEK + self.working[more] + 1
            before = bisect_right(self.holidays, day)
        return day

    def shortest(self, count: int) -> int:
        """By so many days, at the least, so many business days go on."""
        return min(self._plain(start, count) for start in range(_WEEK))

    def longest(self, count: int) -> int:
        """By so many days, at the most, so many business days go on."""
        over, before = -1, 0
        while over != before:
            over = before
            far = max(self._plain(start, count + over) for start in range(_WEEK))
            before = max(
                (
                    bisect_right(self.holidays, first + far) - index
                    for index, first in enumerate(self.holidays)
                ),
                default=0,
            )
        return far

    def _plain(self, start: int, count: int) -> int:
        """So many business days from a day of the week, where there are no holidays."""
        if count == 0:
            return 0
        weeks, more = divmod(bisect_right(self.working, start) + count - 1, len(self.working))
        return weeks * _WEEK + self.working[more] - start


@lru_cache(maxsize=64)
def _known(calendar: Calendar) -> _Days:
    return _Days(calendar)


def _day(number: int) -> Day:
    if number > _LAST:
        return NEVER
    return date.fromordinal(max(number, 1))


def _rolled(known: _Days, day: int, roll: Roll) -> int:
    following, preceding = known.number(known.until(day - 1) + 1), known.number(known.until(day))
    match roll:
        case Roll.FOLLOWING:
            return following
        case Roll.PRECEDING:
            return preceding
        case Roll.MODIFIED_FOLLOWING:
            return following if following <= _month_end(day) else preceding


def _last_rolled(known: _Days, day: int, roll: Roll) -> int:
    """The last day that is rolled to a day, or to one before it; 0 where there is none."""
    here, next_ = known.number(known.until(day)), known.number(known.until(day) + 1)
    match roll:
        case Roll.FOLLOWING:
            return here
        case Roll.PRECEDING:
            return next_ - 1
        case Roll.MODIFIED_FOLLOWING:
            # Between the two business days, those are rolled back that are of an earlier month.
            return max(here, _month_end(next_, months=-1)) if next_ <= _LAST else _LAST


def _month_end(day: int, months: int = 0) -> int:
    """The last day of the month that a day is in, or of the one before it."""
    on = date.fromordinal(day)
    first = day - on.day
    return first if months else first + month_length(on.year, on.month)
