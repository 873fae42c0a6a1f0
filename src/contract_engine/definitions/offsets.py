"""A day and offsets -> the day they reach; a day and offsets -> the last day that reaches it."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import TypeVar

from contract_engine.model.days import NEVER, Day, Unit

Steps = tuple[tuple[int, Unit], ...]
"""Offsets, counted one after the other."""

_DAYS = {Unit.DAYS: 1, Unit.WEEKS: 7}
_MONTHS = {Unit.MONTHS: 1, Unit.YEARS: 12}
_LAST = date.max.toordinal()
_T = TypeVar("_T")


def reached(day: Day, steps: Steps) -> Day:
    """The day after all steps, one after the other; a count below 0 goes back.

    Past the year 9999 it is never, and before the first year the calendar's first day.
    """
    for count, unit in steps:
        if not isinstance(day, date):
            return NEVER
        day = _counted(day, count, unit)
    return day


def told_steps(steps: Steps, start: str) -> str:
    """Offsets from what `start` says, as they would be written."""
    told: list[str] = []
    way, by_day = "", False
    for count, unit in steps:
        now, fine = "before" if count < 0 else "after", unit in _DAYS
        if told and (now != way or by_day or not fine):
            start, told = f"{' and '.join(told)} {way} {start}", []
        way, by_day = now, fine
        told.append(f"{abs(count)} {unit.value.rstrip('s') if abs(count) == 1 else unit.value}")
    return f"{' and '.join(told)} {way} {start}" if told else start


@lru_cache(maxsize=1 << 16)
def last_start(day: date, steps: Steps) -> date | None:
    """The last day from which the steps come by `day`, included; None where there is none."""
    found: date | None = day
    for count, unit in reversed(steps):
        if found is not None:
            found = _last_start(found, count, unit)
    return found


def merged(steps: Steps) -> Steps:
    """The same offsets with days and weeks that follow each other as one number of days."""
    found: list[tuple[int, Unit]] = []
    for count, unit in steps:
        before = found[-1] if found else (0, Unit.YEARS)
        if unit in _DAYS and before[1] in _DAYS and before[0] * count >= 0:
            days = before[0] * _DAYS[before[1]] + count * _DAYS[unit]
            found[-1] = days, Unit.DAYS
        elif count:
            found.append((count, unit))
    return tuple(found)


def _last_start(day: date, count: int, unit: Unit) -> date | None:
    """The last day from which one offset comes by a day.

    From a month's last days several come to one, where the month they come to is shorter; and from
    all of a short month an offset comes by the last days of a longer one.
    """
    if unit in _DAYS:
        return _by_days(day, -count * _DAYS[unit], None if count > 0 else date.max)
    year, month = _month(day, -count * _MONTHS[unit])
    if not date.min.year <= year <= date.max.year:
        return None if count > 0 else date.max
    last = monthrange(year, month)[1]
    is_last = day.day == monthrange(day.year, day.month)[1]
    return date(year, month, last if is_last else min(day.day, last))


def _counted(day: date, count: int, unit: Unit) -> Day:
    beyond: Day = NEVER if count > 0 else date.min
    if unit in _DAYS:
        return _by_days(day, count * _DAYS[unit], beyond)
    year, month = _month(day, count * _MONTHS[unit])
    if not date.min.year <= year <= date.max.year:
        return beyond
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _by_days(day: date, count: int, beyond: _T) -> date | _T:
    number = day.toordinal() + count
    return date.fromordinal(number) if 1 <= number <= _LAST else beyond


def _month(day: date, months: int) -> tuple[int, int]:
    """The year and month so many months on."""
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    return year, month + 1
