"""A day -> the end of its month, quarter or year, or of the term it is in time for; and back."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from datetime import date, timedelta

from contract_engine.lazy_dataclass import dataclass
from contract_engine.model.days import NEVER, Day, EndOf, TermEnd, Unit, month_length

ONE_DAY = timedelta(days=1)
_MOST_TERMS = date.max.toordinal()
_DAYS = {Unit.DAYS: 1, Unit.WEEKS: 7}
_MONTHS = {Unit.MONTHS: 1, Unit.YEARS: 12}

Move = Callable[[date, int, Unit], Day]
"""So many units on from a day, or back."""


def end_of(day: date, period: EndOf) -> Day:
    """The last day of the period that a day is in; never where that is past the year 9999.

    Args:
        day: The day.
        period: How long periods are, and when a year of them begins.
    """
    index = _index(day, period)
    if _months(index + 1, period) == 12 * (date.max.year + 1) and period.begins[1] == 1:
        return date.max
    after = _first(index + 1, period)
    return NEVER if after is None else after - ONE_DAY


def last_in_period(day: date, period: EndOf) -> date | None:
    """The last day whose period has ended by a day, which may be its end; None where there is none.

    Args:
        day: The day by which it has ended.
        period: How long periods are, and when a year of them begins.
    """
    if end_of(day, period) == day:
        return day
    first = _first(_index(day, period), period)
    return None if first is None or first == date.min else first - ONE_DAY


def _index(day: date, period: EndOf) -> int:
    """Which period since the year 0 a day is in."""
    month, _ = period.begins
    index = (12 * day.year + day.month - month) // period.months
    first = _first(index, period)
    return index - 1 if first is not None and day < first else index


def _months(index: int, period: EndOf) -> int:
    """The month in which a period begins, counted from the year 0."""
    return index * period.months + period.begins[0] - 1


def _first(index: int, period: EndOf) -> date | None:
    """The first day of a period; None where the calendar has none."""
    year, month = divmod(_months(index, period), 12)
    if not date.min.year <= year <= date.max.year:
        return None
    return date(year, month + 1, min(period.begins[1], month_length(year, month + 1)))


@dataclass(frozen=True, slots=True)
class Term:
    """One of the terms that follow each other: the first has the number 1.

    `end` is never where it is past the year 9999, and so is then `notice_by`, the last day that is
    in time for it to be the last.
    """

    number: int
    end: Day
    notice_by: Day


def term_for(day: date, terms: TermEnd, move: Move) -> Term:
    """The first term for which a day is in time.

    Args:
        day: The day.
        terms: How long terms are, and how long before its end something is in time.
        move: Counts units.
    """
    number = 1 + bisect_left(
        range(1, _MOST_TERMS),
        _number(day),
        key=lambda number: _number(term(number, terms, move).notice_by),
    )
    return term(number, terms, move)


def term_of(day: date, terms: TermEnd, move: Move) -> Term:
    """The term that a day is in; the first for a day before it.

    Args:
        day: The day.
        terms: How long terms are.
        move: Counts units.
    """
    return term(1 + _ended(day - ONE_DAY if day > date.min else day, terms, move), terms, move)


def last_in_time(day: date, terms: TermEnd, move: Move) -> date | None:
    """The last day that is in time for a term that has ended by a day; None where none has.

    Args:
        day: The day by which it has ended.
        terms: How long terms are, and how long before its end something is in time.
        move: Counts units.
    """
    number = _ended(day, terms, move)
    if not number:
        return None
    found = term(number, terms, move).notice_by
    assert isinstance(found, date)
    return found


def _ended(day: date, terms: TermEnd, move: Move) -> int:
    """How many terms have ended by a day."""
    return bisect_right(
        range(1, _MOST_TERMS),
        day.toordinal(),
        key=lambda number: _number(term(number, terms, move).end),
    )


def term(number: int, terms: TermEnd, move: Move) -> Term:
    """The term of a number, from 1 on.

    Args:
        number: Which.
        terms: How long terms are, and how long before its end something is in time.
        move: Counts units.
    """
    (lasts, first), (renews, unit) = terms.lasts, terms.renews
    for units, whole in ((_DAYS, Unit.DAYS), (_MONTHS, Unit.MONTHS)):
        if first in units and unit in units:
            count = lasts * units[first] + (number - 1) * renews * units[unit]
            after = move(terms.begins, count, whole)
            break
    else:
        after = move(terms.begins, lasts, first)
        if isinstance(after, date):
            after = move(after, (number - 1) * renews, unit)
    if not isinstance(after, date):
        return Term(number, NEVER, NEVER)
    end = after - ONE_DAY
    count, unit = terms.before
    return Term(number, end, move(end, -count, unit))


def _number(day: Day) -> int:
    return day.toordinal() if isinstance(day, date) else date.max.toordinal() + 1
