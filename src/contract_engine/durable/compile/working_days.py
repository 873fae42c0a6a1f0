"""A day and a calendar -> the business day so many on, or the one that stands for the day.

Days are gone through one by one. What the calendar doesn't cover has no holidays.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from contract_engine.model.calendars import Calendar, Roll
from contract_engine.model.days import NEVER, Day


def business_day_after(start: date, count: int, calendar: Calendar) -> Day:
    """The `count`-th business day after a day, or below 0 before it; a day is 0 days after itself.

    Never where the calendar ends before, and its first day where it begins later.
    """
    on, left = start, abs(count)
    way = timedelta(days=-1 if count < 0 else 1)
    while left:
        if on == (date.min if count < 0 else date.max):
            return date.min if count < 0 else NEVER
        on += way
        if _works(on, calendar):
            left -= 1
    return on


def business_day_for(day: date, calendar: Calendar, roll: Roll) -> Day:
    """The day itself if it is a business day, else the one that it is rolled to."""
    if _works(day, calendar):
        return day
    later = business_day_after(day, 1, calendar)
    same_month = isinstance(later, date) and later.month == day.month
    if roll is Roll.FOLLOWING or (roll is Roll.MODIFIED_FOLLOWING and same_month):
        return later
    return business_day_after(day, -1, calendar)


def _works(day: date, calendar: Calendar) -> bool:
    return day.weekday() not in calendar.weekend and day not in _free(calendar)


@lru_cache(maxsize=64)
def _free(calendar: Calendar) -> frozenset[date]:
    return frozenset(d for d in calendar.holidays if calendar.first <= d <= calendar.last)
