"""A day and offsets -> the day they reach; a day and offsets -> the last day that reaches it."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TypeVar

from contract_engine.calendars.all_days import farthest, last_moved, moved
from contract_engine.definitions.period_ends import (
    Term,
    end_of,
    last_in_period,
    last_in_time,
    term,
    term_for,
    term_of,
)
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

Steps = tuple[tuple[int, Way], ...]
"""Offsets, counted one after the other."""

_DAYS: dict[Way, int] = {Unit.DAYS: 1, Unit.WEEKS: 7}
_MONTHS: dict[Way, int] = {
    Unit.MONTHS: 1,
    Unit.YEARS: 12,
    Unit.MONTHS_KEPT: 1,
    Unit.YEARS_KEPT: 12,
    Unit.YEARS_UP: 12,
}
FEBRUARY = 2
_KEPT = (Unit.MONTHS_KEPT, Unit.YEARS_KEPT)
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
        if not isinstance(unit, Unit | BusinessDays):
            start, told = _told_way(unit, told_steps_of(told, way, start)), []
            continue
        fine = unit in _DAYS or isinstance(unit, BusinessDays)
        now = "before" if count < 0 else "after"
        if told and (now != way or by_day or not fine):
            start, told = told_steps_of(told, way, start), []
        way, by_day = now, fine
        told.append(told_count(abs(count), unit))
    return told_steps_of(told, way, start)


def told_steps_of(told: list[str], way: str, start: str) -> str:
    """Counts that go one way from what `start` says."""
    return f"{' and '.join(told)} {way} {start}" if told else start


def told_count(count: int, unit: Unit | BusinessDays) -> str:
    """`1 day`, `3 months`, `10 business days (in: berlin)`."""
    return f"{count} {told_unit(unit, one=count == 1)}"


def told_unit(unit: Unit | BusinessDays, *, one: bool = False) -> str:
    """`months`, of `one` alone `month`; `business days (in: berlin)`."""
    units, _, how = unit.value.partition(" ") if isinstance(unit, Unit) else _business(unit)
    return f"{units.rstrip('s') if one else units}{how and ' ' + how}"


def _business(unit: BusinessDays) -> tuple[str, str, str]:
    return "business days", " ", f"(in: {unit.calendar.id})"


def told_back(steps: Steps, today: str) -> str:
    """The last day from which the steps have come by what `today` says."""
    for count, way in reversed(steps):
        match way:
            case EndOf():
                today = f"the last {_PERIODS[way.months]} end{_begins(way)} by {today}"
            case TermEnd():
                today = f"the last day for notice of the {_terms(way)} that ended by {today}"
            case RolledTo():
                today = f"the last day that comes {_rolls(way)} by {today}"
            case BusinessDays() if count > 0:
                today = f"the last day that is {told_count(count, way)} before {today}"
            case BusinessDays():
                today = f"{told_count(-count, way)} after {today}"
            case _:
                today = f"{told_count(count, way)} before {today}"
    return today


_PERIODS = {1: "month", 3: "quarter", 12: "year"}


def _told_way(way: EndOf | TermEnd | RolledTo, start: str) -> str:
    match way:
        case RolledTo():
            return f"{start} {_rolls(way)}"
        case EndOf():
            return f"end of {_PERIODS[way.months]} of {start}{_begins(way)}"
        case TermEnd():
            before = f" at least {told_count(*way.before)}" if way.before[0] else ""
            return f"the end of the {_terms(way)} that comes{before} after {start}"


def _rolls(way: RolledTo) -> str:
    return f"(in: {way.calendar.id}, roll: {way.roll.value})"


def _begins(way: EndOf) -> str:
    month, day = way.begins
    return "" if way.begins == (1, 1) else f" (year_begins: {month:02}-{day:02})"


def _terms(way: TermEnd) -> str:
    first, more = told_count(*way.lasts), told_count(*way.renews)
    return f"term (of {first} from {way.begins.isoformat()}, then of {more} each)"


def counted_term(number: int, terms: TermEnd) -> Term:
    """The term of a number, from 1 on."""
    return term(number, terms, _counted)


def term_on(day: date, terms: TermEnd) -> Term:
    """The term that a day is in; the first for a day before it."""
    return term_of(day, terms, _counted)


_PERIOD = 146_097
"""The days of 400 years, after which the calendar repeats itself; they have 4,800 months."""


def about(count: int, way: Way) -> int:
    """So many days one offset goes, on average; see `uneven`."""
    if way in _DAYS:
        return count * _DAYS[way]
    if isinstance(way, EndOf):
        return 15 * way.months
    if isinstance(way, BusinessDays | RolledTo):
        return sum(farthest(count, way)) // 2
    assert isinstance(way, Unit), "days that terms lead to are not compared"
    return count * _MONTHS[way] * _PERIOD // 4_800


def uneven(count: int, way: Way) -> int:
    """By so many days, at most, one offset goes further than on average, or less far."""
    if isinstance(way, EndOf):
        return 16 * way.months + 1
    if isinstance(way, BusinessDays | RolledTo):
        least, most = farthest(count, way)
        return (most - least + 1) // 2
    return 0 if way in _DAYS else 3


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
    found: list[tuple[int, Way]] = []
    for count, unit in steps:
        before = found[-1] if found else (0, Unit.YEARS)
        if unit in _DAYS and before[1] in _DAYS and before[0] * count >= 0:
            days = before[0] * _DAYS[before[1]] + count * _DAYS[unit]
            found[-1] = days, Unit.DAYS
        elif count:
            found.append((count, unit))
    return tuple(found)


def _last_start(day: date, count: int, unit: Way) -> date | None:
    """The last day from which one offset comes by a day.

    From a month's last days several come to one, where the month they come to is shorter; and from
    all of a short month an offset comes by the last days of a longer one.
    """
    if isinstance(unit, EndOf):
        return last_in_period(day, unit)
    if isinstance(unit, TermEnd):
        return last_in_time(day, unit, _counted)
    if isinstance(unit, BusinessDays | RolledTo):
        return last_moved(day, count, unit)
    if unit in _DAYS:
        return _by_days(day, -count * _DAYS[unit], None if count > 0 else date.max)
    year, month = _month(day, -count * _MONTHS[unit])
    if not date.min.year <= year <= date.max.year:
        return None if count > 0 else date.max
    last = month_length(year, month)
    is_last = day.day == month_length(day.year, day.month)
    if unit in _KEPT and not is_last:
        # Its last day comes to the last one of the month of `day`, which is later.
        return date(year, month, min(day.day, last - 1))
    if unit is Unit.YEARS_UP and is_last and day.month == FEBRUARY and last > day.day:
        return date(year, month, day.day)  # from the 29th it comes to 1 March
    return date(year, month, last if is_last else min(day.day, last))


def _counted(day: date, count: int, unit: Way) -> Day:
    if isinstance(unit, EndOf):
        return end_of(day, unit)
    if isinstance(unit, TermEnd):
        return term_for(day, unit, _counted).end
    if isinstance(unit, BusinessDays | RolledTo):
        return moved(day, count, unit)
    beyond: Day = NEVER if count > 0 else date.min
    if unit in _DAYS:
        return _by_days(day, count * _DAYS[unit], beyond)
    year, month = _month(day, count * _MONTHS[unit])
    if not date.min.year <= year <= date.max.year:
        return beyond
    last = month_length(year, month)
    if unit in _KEPT and day.day == month_length(day.year, day.month):
        return date(year, month, last)
    if unit is Unit.YEARS_UP and day.day > last:
        return date(year, month + 1, 1)
    return date(year, month, min(day.day, last))


def _by_days(day: date, count: int, beyond: _T) -> date | _T:
    number = day.toordinal() + count
    return date.fromordinal(number) if 1 <= number <= _LAST else beyond


def _month(day: date, months: int) -> tuple[int, int]:
    """The year and month so many months on."""
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    return year, month + 1
