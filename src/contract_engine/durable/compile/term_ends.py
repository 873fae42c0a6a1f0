"""A day -> the end of its month, quarter or year, or of the term that it is in time for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from contract_engine.model.days import NEVER, Day, TermEnd, Unit, month_length

Counted = Callable[[Day, int, Unit], Day]


def end_of_period(day: date, months: int, begins: tuple[int, int]) -> Day:
    """The last day of the period of so many months, of a year that begins so, that a day is in."""
    month, first = begins
    index = 12 * day.year + day.month - 1
    into = (index - (month - 1)) % months
    if into == 0 and day.day < min(first, month_length(day.year, day.month)):
        into = months
    year, before = divmod(index - into + months, 12)
    if year > date.max.year:
        return date.max if (before, first) == (0, 1) else NEVER
    begun = date(year, before + 1, min(first, month_length(year, before + 1)))
    return date.fromordinal(begun.toordinal() - 1)


def end_of_term(day: date, terms: TermEnd, counted: Counted) -> Day:
    """The end of the first term for which a day is in time; never where that is past the calendar.

    Terms are gone through, the more of them at a time the longer it takes.
    """
    if _in_time(day, 0, terms, counted):
        return _end(0, terms, counted)
    late, step = 0, 1
    while not _in_time(day, late + step, terms, counted):
        late, step = late + step, 2 * step
    while step > 1:
        step //= 2
        if not _in_time(day, late + step, terms, counted):
            late += step
    return _end(late + 1, terms, counted)


def _in_time(day: date, renewed: int, terms: TermEnd, counted: Counted) -> bool:
    """Whether a day is early enough for the term that was renewed so often to be the last."""
    count, unit = terms.before
    last = counted(_end(renewed, terms, counted), -count, unit)
    return not isinstance(last, date) or day <= last


def _end(renewed: int, terms: TermEnd, counted: Counted) -> Day:
    """The day before the term that follows the one renewed so often."""
    (lasts, unit), (renews, each) = terms.lasts, terms.renews
    months = {Unit.MONTHS: 1, Unit.YEARS: 12}
    days = {Unit.DAYS: 1, Unit.WEEKS: 7}
    if unit in months and each in months:
        after = counted(
            terms.begins, lasts * months[unit] + renewed * renews * months[each], Unit.MONTHS
        )
    elif unit in days and each in days:
        after = counted(terms.begins, lasts * days[unit] + renewed * renews * days[each], Unit.DAYS)
    else:
        after = counted(counted(terms.begins, lasts, unit), renewed * renews, each)
    return date.fromordinal(after.toordinal() - 1) if isinstance(after, date) else NEVER
