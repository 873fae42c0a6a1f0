"""A day and an offset -> the day that far after it."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import assert_never

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
        elif steps and steps[-1][1] is Unit.DAYS and steps[-1][0] * days >= 0:
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
    """`count` units after `start` (below 0: before it), the day clamped to the month's last.

    After `never` it is never, and so it is beyond the calendar; before its first day, that day.
    """
    if not isinstance(start, date):
        return NEVER
    match unit:
        case Unit.DAYS | Unit.WEEKS:
            number = start.toordinal() + (7 if unit is Unit.WEEKS else 1) * count
            within = date.min.toordinal() <= number <= date.max.toordinal()
            return date.fromordinal(number) if within else _beyond(count)
        case Unit.MONTHS | Unit.YEARS:
            months = 12 * start.year + start.month - 1 + (12 if unit is Unit.YEARS else 1) * count
            year, before = divmod(months, 12)
            if not date.min.year <= year <= date.max.year:
                return _beyond(count)
            return date(year, before + 1, min(start.day, monthrange(year, before + 1)[1]))
        case _:
            assert_never(unit)


def _beyond(count: int) -> Day:
    """What is beyond the calendar, where `count` is the way there."""
    return NEVER if count > 0 else date.min
