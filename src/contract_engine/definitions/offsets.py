"""A day and offsets -> the day they reach; a day and offsets -> the last day that reaches it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from contract_engine.model.days import NEVER, Day, Unit

Steps = Sequence[tuple[int, Unit]]


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


def last_start(day: date, steps: Steps) -> date | None:
    """The last day from which the steps come by `day`, included; None where there is none."""
    found: date | None = day
    for count, unit in reversed(steps):
        if found is not None:
            found = _last_start(found, count, unit)
    return found


def _last_start(day: date, count: int, unit: Unit) -> date | None:
    """Clamping makes several days reach one, so the days around the guess are tried."""
    try:
        guess = day - _delta(count, unit)
    except (OverflowError, ValueError):
        return None
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
    match unit:
        case Unit.DAYS:
            return relativedelta(days=count)
        case Unit.WEEKS:
            return relativedelta(weeks=count)
        case Unit.MONTHS:
            return relativedelta(months=count)
        case Unit.YEARS:
            return relativedelta(years=count)
