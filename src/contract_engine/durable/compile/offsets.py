"""A day and an offset -> the day that far after it."""

from __future__ import annotations

from datetime import date
from typing import assert_never

from contract_engine.durable.compile.term_ends import end_of_period, end_of_term
from contract_engine.durable.compile.working_days import business_day_after, business_day_for
from contract_engine.model.days import (
    NEVER,
    BusinessDays,
    Day,
    EndOf,
    RolledTo,
    TermEnd,
    Unit,
    Way,
    month_length,
)

Offset = tuple[tuple[int, Way], ...]
"""Counts with their units, each from the day that the one before it makes."""


def one_after_the_other(first: Offset, then: Offset) -> Offset:
    """Two offsets as one, in which days that follow on days are added up."""
    steps: list[tuple[int, Way]] = []
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


def day_after(start: Day, count: int, unit: Way) -> Day:
    """`count` units after `start` (below 0: before it), the day clamped to the month's last.

    After `never` it is never, and so it is beyond the calendar; before its first day, that day.
    """
    if not isinstance(start, date):
        return NEVER
    match unit:
        case EndOf(months, begins):
            return end_of_period(start, months, begins)
        case TermEnd():
            return end_of_term(start, unit, day_after)
        case BusinessDays(calendar):
            return business_day_after(start, count, calendar)
        case RolledTo(calendar, roll):
            return business_day_for(start, calendar, roll)
        case Unit.DAYS | Unit.WEEKS:
            number = start.toordinal() + (7 if unit is Unit.WEEKS else 1) * count
            within = date.min.toordinal() <= number <= date.max.toordinal()
            return date.fromordinal(number) if within else _beyond(count)
        case Unit.MONTHS | Unit.MONTHS_KEPT:
            return _by_month(start, count, count, unit)
        case Unit.YEARS | Unit.YEARS_KEPT | Unit.YEARS_UP:
            return _by_month(start, 12 * count, count, unit)
        case _:
            assert_never(unit)


def _by_month(start: date, months: int, count: int, unit: Unit) -> Day:
    year, before = divmod(12 * start.year + start.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return _beyond(count)
    last = month_length(year, before + 1)
    is_kept = unit in (Unit.MONTHS_KEPT, Unit.YEARS_KEPT)
    if is_kept and start.day == month_length(start.year, start.month):
        return date(year, before + 1, last)
    if unit is Unit.YEARS_UP and (start.month, start.day) == (2, 29) and last == 28:
        return date(year, 3, 1)
    return date(year, before + 1, min(start.day, last))


def _beyond(count: int) -> Day:
    """What is beyond the calendar, where `count` is the way there."""
    return NEVER if count > 0 else date.min
