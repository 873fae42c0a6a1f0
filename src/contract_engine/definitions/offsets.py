"""A day and offsets -> the day they reach; a day and offsets -> the last day that reaches it."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from contract_engine.model.days import NEVER, Day, Unit

if TYPE_CHECKING:
    from dateutil.relativedelta import relativedelta

Steps = tuple[tuple[int, Unit], ...]
"""Offsets, counted one after the other."""

_UNITS = {Unit.DAYS: "days", Unit.WEEKS: "weeks", Unit.MONTHS: "months", Unit.YEARS: "years"}
_DAYS = {Unit.DAYS: 1, Unit.WEEKS: 7}


def reached(day: Day, steps: Steps) -> Day:
    """The day after all steps, one after the other; past the year 9999, never."""
    for count, unit in steps:
        if not isinstance(day, date):
            return NEVER
        try:
            day = day + _delta(count, unit)
        except (OverflowError, ValueError):
            return NEVER
    return day


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
        if unit in _DAYS and before[1] in _DAYS:
            days = before[0] * _DAYS[before[1]] + count * _DAYS[unit]
            found[-1] = days, Unit.DAYS
        elif count:
            found.append((count, unit))
    return tuple(found)


def _last_start(day: date, count: int, unit: Unit) -> date | None:
    """Clamping makes several days reach one, so the days around the guess are tried."""
    try:
        guess = day - _delta(count, unit)
    except (OverflowError, ValueError):
        return None
    if unit in _DAYS:
        return guess
    for more in range(3, -4, -1):
        try:
            start = guess + timedelta(days=more)
        except OverflowError:
            continue
        end = reached(start, ((count, unit),))
        if isinstance(end, date) and end <= day:
            return start
    return None


def _delta(count: int, unit: Unit) -> relativedelta:
    from dateutil.relativedelta import relativedelta

    return relativedelta(**{_UNITS[unit]: count})  # type: ignore[arg-type]  # a known unit
