"""A day and an offset -> the day that far after it."""

from __future__ import annotations

from datetime import date

from dateutil.relativedelta import relativedelta

from contract_engine.model.days import NEVER, Day, Unit

Offset = tuple[tuple[int, Unit], ...]
"""Counts with their units, each from the day that the one before it makes."""


def one_after_the_other(first: Offset, then: Offset) -> Offset:
    """Two offsets as one, in which days that follow on days are added up."""
    steps: list[tuple[int, Unit]] = []
    for count, unit in (*first, *then):
        days = 7 * count if unit is Unit.WEEKS else count if unit is Unit.DAYS else None
        if days is None:
            steps.append((count, unit))
        elif steps and steps[-1][1] is Unit.DAYS:
            steps[-1] = (steps[-1][0] + days, Unit.DAYS)
        else:
            steps.append((days, Unit.DAYS))
    return tuple(steps)


def after(start: Day, offset: Offset) -> Day:
    """The day that an offset makes of another."""
    for count, unit in offset:
        start = day_after(start, count, unit)
    return start


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
