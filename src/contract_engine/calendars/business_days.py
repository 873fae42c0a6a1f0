"""A day, a count and a calendar -> the business day that many away, or the day rolled to one."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from contract_engine.model.calendars import Calendar, Roll

ONE_DAY = timedelta(days=1)


class NotCovered(Exception):
    """A day about which a calendar says nothing."""

    def __init__(self, calendar: Calendar, day: date) -> None:
        self.calendar, self.day = calendar, day
        super().__init__(
            f"calendar `{calendar.id}` covers {calendar.first} through {calendar.last}, not {day}"
        )


def is_business_day(calendar: Calendar, day: date) -> bool:
    """Whether a day is neither weekend nor holiday.

    Args:
        calendar: The calendar that says so.
        day: The day asked about.

    Raises NotCovered for a day outside what the calendar covers.
    """
    if not calendar.first <= day <= calendar.last:
        raise NotCovered(calendar, day)
    return day.weekday() not in calendar.weekend and day not in _holidays(calendar)


def add_business_days(calendar: Calendar, day: date, count: int) -> date:
    """The business day that is `count` business days after a day, or before it.

    Args:
        calendar: The calendar that is counted by.
        day: Where counting starts. It is itself not counted, whether it is a business day or not.
        count: How many; below 0 they are counted backwards. 0 is the day itself.

    Raises NotCovered where a day that has to be looked at is outside what the calendar covers.
    """
    step = ONE_DAY if count > 0 else -ONE_DAY
    left = abs(count)
    while left:
        try:
            day += step
        except OverflowError:
            raise NotCovered(calendar, day) from None
        left -= is_business_day(calendar, day)
    return day


def rolled(calendar: Calendar, day: date, roll: Roll) -> date:
    """The day itself where it is a business day, else the one that the convention moves it to.

    Args:
        calendar: The calendar that says which days are business days.
        day: The day to move.
        roll: The convention.

    Raises NotCovered where a day that has to be looked at is outside what the calendar covers.
    """
    if is_business_day(calendar, day):
        return day
    match roll:
        case Roll.FOLLOWING:
            return add_business_days(calendar, day, 1)
        case Roll.PRECEDING:
            return add_business_days(calendar, day, -1)
        case Roll.MODIFIED_FOLLOWING:
            after = add_business_days(calendar, day, 1)
            same = (after.year, after.month) == (day.year, day.month)
            return after if same else add_business_days(calendar, day, -1)


@lru_cache(maxsize=64)
def _holidays(calendar: Calendar) -> frozenset[date]:
    return frozenset(calendar.holidays)
