"""Days, and what is later than every day (docs/meaning.md, "Days")."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from functools import lru_cache
from itertools import takewhile
from typing import Final, Literal, TypeAlias, TypeGuard

from dateutil.relativedelta import relativedelta


class Never(Enum):
    """The type of `never`."""

    NEVER = "never"


NEVER: Final = Never.NEVER

When: TypeAlias = date | Literal[Never.NEVER]
"""A day, or `never`."""

ONE_DAY: Final = timedelta(days=1)
WEEK: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
UNITS: Final = ("days", "weeks", "months", "years")


@dataclass(frozen=True)
class EndOf:
    """ "The end of a month, quarter or year is its last day"; a year "begins" on a day of it."""

    months: int
    begins: tuple[int, int] = (1, 1)


@dataclass(frozen=True)
class Terms:
    """A term that is renewed, and how long before the end of one an event is in time."""

    begins: date
    lasts: tuple[int, str]
    renews: tuple[int, str]
    before: tuple[int, str]


@dataclass(frozen=True)
class Calendar:
    """ "A business day is one that is neither weekend nor holiday."

    "Of days that a calendar doesn't cover, each is one that is no weekend."
    """

    name: str
    weekend: frozenset[int]
    holidays: frozenset[date]
    first: date
    last: date

    def is_business(self, day: date) -> bool:
        is_holiday = self.first <= day <= self.last and day in self.holidays
        return day.weekday() not in self.weekend and not is_holiday


@dataclass(frozen=True)
class Rolled:
    """A day itself where it is a business day, else the one that the roll moves it to."""

    calendar: Calendar
    roll: str


Way: TypeAlias = str | EndOf | Terms | Calendar | Rolled
"""A unit of time, also `months kept`, `years kept` and `years up`; or what ends next; or the
calendar by which business days are counted, or a day that is none is moved to one."""


def has_come(when: When, day: date) -> bool:
    """ "An event has happened on D when its day is on or before D." """
    return when is not NEVER and when <= day


def offset(number: int, unit: Way, when: When) -> When:
    """Calendar arithmetic: "the day is clamped to the month's last".

    "An offset from `never` is `never`, and so is one beyond the year 9999; one before the first
    year is the calendar's first day."
    """
    if when is NEVER:
        return NEVER
    if isinstance(unit, EndOf):
        return _end_of(unit, when)
    if isinstance(unit, Terms):
        return _end_for(unit, when)
    if isinstance(unit, Calendar):
        return _business_day(number, unit, when)
    if isinstance(unit, Rolled):
        return _rolled(unit, when)
    try:
        moved = when + _delta(number, unit.split()[0])
    except (OverflowError, ValueError):
        return NEVER if number > 0 else date.min
    if unit.endswith(" kept") and _is_last(when):
        return moved + relativedelta(day=31)
    if unit == "years up" and moved.day < when.day:
        return moved + ONE_DAY
    return moved


def _business_day(number: int, calendar: Calendar, when: date) -> When:
    """ "N business days after D counts business days after D, D itself not counted." """
    left = abs(number)
    try:
        while left:
            when += ONE_DAY if number > 0 else -ONE_DAY
            left -= calendar.is_business(when)
    except OverflowError:
        return NEVER if number > 0 else date.min
    return when


def _rolled(way: Rolled, when: date) -> When:
    """ "`modified_following` is `following`, but never into the next month: then `preceding`." """
    if way.calendar.is_business(when):
        return when
    following = _business_day(1, way.calendar, when)
    stays = following is not NEVER and following.month == when.month
    if way.roll == "following" or (way.roll == "modified_following" and stays):
        return following
    return _business_day(-1, way.calendar, when)


def _is_last(day: date) -> bool:
    return day + relativedelta(day=31) == day


def _end_of(period: EndOf, day: date) -> When:
    """Each year of the kind begins on its month and day, and its periods so many months on."""
    month, first = period.begins
    for year in (day.year - 1, day.year, day.year + 1):
        for more in range(0, 12, period.months):
            begins = 12 * year + month - 1 + more + period.months
            if begins == 12 * 10_000 and first == 1:
                return date.max
            if begins // 12 > date.max.year:
                return NEVER
            if begins // 12 < 1:
                continue
            next_ = date(begins // 12, begins % 12 + 1, 1) + relativedelta(day=first)
            if next_ > day:
                return next_ - ONE_DAY
    raise AssertionError("one of them ends later")


@lru_cache(maxsize=1 << 14)
def _end_for(terms: Terms, when: date) -> When:
    return next((end for end, last in ends(terms, when) if when <= last), NEVER)


_LONGEST: Final = {"days": 1, "weeks": 7, "months": 31, "years": 366}


def ends(terms: Terms, when: date = date.min) -> Iterator[tuple[date, date]]:
    """The end of each term, one after the other, and the last day that is in time for it.

    Those that end before `when`, however short they are, may be left out, but for one.
    """
    (lasts, unit), (renews, each) = terms.lasts, terms.renews
    several = {"months": 1, "years": 12}, {"days": 1, "weeks": 7}
    left = (when - terms.begins).days - lasts * _LONGEST[unit]
    count = max(0, left // (renews * _LONGEST[each]) - 2)
    while True:
        joint = next((units for units in several if {unit, each} <= units.keys()), None)
        if joint is None:
            after = offset(count * renews, each, offset(lasts, unit, terms.begins))
        else:
            whole = "months" if "months" in joint else "days"
            after = offset(lasts * joint[unit] + count * renews * joint[each], whole, terms.begins)
        if after is NEVER:
            return
        end = after - ONE_DAY
        last = offset(-terms.before[0], terms.before[1], end)
        assert last is not NEVER
        yield end, last
        count += 1


def offsets(steps: Iterable[tuple[int, Way]], when: When) -> When:
    """Several offsets, counted one after the other."""
    for number, unit in steps:
        when = offset(number, unit, when)
    return when


def _delta(number: int, unit: str) -> relativedelta:
    match unit:
        case "days":
            return relativedelta(days=number)
        case "weeks":
            return relativedelta(weeks=number)
        case "months":
            return relativedelta(months=number)
        case "years":
            return relativedelta(years=number)
    raise ValueError(f"no unit of time: {unit}")


def earliest(days: Iterable[When]) -> When:
    """ "An event that never comes is later than every day: left out of an `earliest_of`." """
    return min(days, key=order)


def latest(days: Iterable[When]) -> When:
    """ "An event that never comes is later than every day: winning in a `latest_of`." """
    return max(days, key=order)


def order(when: When) -> tuple[bool, date]:
    """What days are sorted by; `never` is "later than every day"."""
    return (True, date.max) if when is NEVER else (False, when)


def is_when(value: object) -> TypeGuard[When]:
    """Whether it is a day or `never` (an instant is neither)."""
    return value is NEVER or (isinstance(value, date) and not isinstance(value, datetime))


def last_start(number: int, unit: Way, day: date) -> date | None:
    """The last day from which the offset has come by `day`; None if the calendar has no such day.

    Counting back lands on that day, or up to three days before it where a month's end clamps
    (31 January plus one month is 28 February; 28 February less one month is 28 January). Of any
    other way no day is reached later from an earlier one, so halves of the calendar are left out.
    """
    if isinstance(unit, Terms):
        known = [last for end, last in takewhile(lambda two: two[0] <= day, ends(unit, day))]
        return known[-1] if known else None
    if unit not in UNITS:
        every = range(1, date.max.toordinal() + 1)
        found = bisect_right(
            every,
            (False, day),
            key=lambda start: order(offset(number, unit, date.fromordinal(start))),
        )
        return date.fromordinal(found) if found else None
    try:
        back = day - _delta(number, str(unit))
    except (OverflowError, ValueError):
        return None if number > 0 else date.max
    return max(
        start
        for start in (offset(extra, "days", back) for extra in range(-4, 5))
        if start is not NEVER and has_come(offset(number, unit, start), day)
    )


_last_start = lru_cache(maxsize=1 << 14)(last_start)


def last_from(steps: tuple[tuple[int, Way], ...], day: date) -> date | None:
    """The same of several offsets, counted one after the other."""
    found: date | None = day
    for number, unit in reversed(steps):
        found = None if found is None else _last_start(number, unit, found)
    return found


def parse_when(text: str) -> When:
    """A date as written, or `never`."""
    return NEVER if text == "never" else date.fromisoformat(text)


def parse_day(text: str, *, last: bool) -> date | None:
    """A date, month or year of a term; None if the text is none of these.

    "`through: 2030` is through 2030-12-31; `from: 2030` and `until: 2030` are 2030-01-01."
    `last` asks for the last day of a month or year, else the first.
    """
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return date.fromisoformat(text)
    if re.fullmatch(r"\d{4}-\d{2}", text):
        first = date.fromisoformat(f"{text}-01")
        return first + relativedelta(day=31) if last else first
    if re.fullmatch(r"\d{4}", text):
        return date(int(text), 12, 31) if last else date(int(text), 1, 1)
    return None
