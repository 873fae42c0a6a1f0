"""Days, and what is later than every day (docs/meaning.md, "Days")."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Final, Literal, TypeAlias, TypeGuard

from dateutil.relativedelta import relativedelta


class Never(Enum):
    """The type of `never`."""

    NEVER = "never"


NEVER: Final = Never.NEVER

When: TypeAlias = date | Literal[Never.NEVER]
"""A day, or `never`."""

ONE_DAY: Final = timedelta(days=1)
UNITS: Final = ("days", "weeks", "months", "years")


def has_come(when: When, day: date) -> bool:
    """ "An event has happened on D when its day is on or before D." """
    return when is not NEVER and when <= day


def offset(number: int, unit: str, when: When) -> When:
    """Calendar arithmetic: "the day is clamped to the month's last".

    "An offset from `never` is `never`, and so is one beyond the year 9999; one before the first
    year is the calendar's first day."
    """
    if when is NEVER:
        return NEVER
    try:
        return when + _delta(number, unit)
    except (OverflowError, ValueError):
        return NEVER if number > 0 else date.min


def offsets(steps: Iterable[tuple[int, str]], when: When) -> When:
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


def last_start(number: int, unit: str, day: date) -> date | None:
    """The last day from which the offset has come by `day`; None if the calendar has no such day.

    Counting back lands on that day, or up to three days before it where a month's end clamps
    (31 January plus one month is 28 February; 28 February less one month is 28 January).
    """
    try:
        back = day - _delta(number, unit)
    except (OverflowError, ValueError):
        return None if number > 0 else date.max
    return max(
        start
        for start in (offset(extra, "days", back) for extra in range(-4, 5))
        if start is not NEVER and has_come(offset(number, unit, start), day)
    )


def last_from(steps: tuple[tuple[int, str], ...], day: date) -> date | None:
    """The same of several offsets, counted one after the other."""
    found: date | None = day
    for number, unit in reversed(steps):
        found = None if found is None else last_start(number, unit, found)
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
