"""A day and an offset -> the day that far after it."""

from __future__ import annotations

from datetime import date

from dateutil.relativedelta import relativedelta

from contract_engine.model.days import NEVER, Day, Unit


def day_after(start: Day, count: int, unit: Unit) -> Day:
    """`count` units after `start`, the day clamped to the month's last.

    After `never` it is never, and so it is beyond the year 9999.
    """
    if not isinstance(start, date):
        return NEVER
    try:
        return start + _delta(count, unit)
    except (OverflowError, ValueError):  # the two ways of saying "beyond the year 9999"
        return NEVER


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
