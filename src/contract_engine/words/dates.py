"""A date as people write it -> the day, or why it isn't one day.

Only dates with a day, a month and a year are days. What is ambiguous, impossible, incomplete or
relative is recognised too, so that it can be refused with what to write instead.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Fault:
    """Why words that look like a date are not one day, and what to write."""

    code: str
    message: str
    help: str


def read_date(text: str, at: int) -> tuple[int, date | Fault] | None:
    """The longest date that starts at this place of the text: where it ends, and its day."""
    if not _START.match(text, at):
        return None
    found = [
        (match.end(), match, read) for pattern, read in _FORMS if (match := pattern.match(text, at))
    ]
    if not found:
        return None
    end, match, read = max(found, key=lambda candidate: candidate[0])
    return end, read(match)


def written(day: date) -> str:
    """A day in words: 15 November 2025."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _named(match: re.Match[str]) -> date | Fault:
    """A date whose month is in words, or which starts with the year."""
    month = match["month"]
    number = int(month) if month.isdigit() else _month(month)
    return _checked(match, int(match["year"]), number, int(match["day"]))


def _numeric(match: re.Match[str]) -> date | Fault:
    """Two numbers and a year: refused where both numbers could be the month."""
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    if first != second and 1 <= first <= 12 and 1 <= second <= 12 and year > 0:
        readings = [date(year, second, first), date(year, first, second)]
        one, other = (f"`{written(day)}`" for day in readings)
        iso = " or ".join(f"`{day.isoformat()}`" for day in readings)
        message = f"`{match[0]}` may be {one[1:-1]} or {other[1:-1]}"
        return Fault("E422", message, f"write {one} or {other} ({iso})")
    day, month = (second, first) if second > 12 >= first else (first, second)
    return _checked(match, year, month, day)


def _checked(match: re.Match[str], year: int, month: int, day: int) -> date | Fault:
    said = match[0]
    if not (1 <= month <= 12 and year > 0):
        what = f"the year {year:04}" if year == 0 else f"month {month}"
        return Fault("E423", f"`{said}` is no day: there is no {what}", "write a day as 2025-11-15")
    length = calendar.monthrange(year, month)[1]
    if not 1 <= day <= length:
        help_ = f"{MONTHS[month - 1]} {year} has {length} days"
        return Fault("E423", f"there is no day `{said}`", help_)
    found = date(year, month, day)
    if weekday := match.groupdict().get("weekday"):
        right = WEEKDAYS[found.weekday()]
        if not right.lower().startswith(weekday.lower()[:3]):
            message = f"{written(found)} is a {right}, not a {weekday}"
            help_ = f"write `{right} {written(found)}`, or leave the weekday out"
            return Fault("E424", message, help_)
    return found


def _no_day(match: re.Match[str]) -> Fault:
    groups = match.groupdict()
    month, year = groups.get("month"), groups.get("year")
    when = f"{year or '2025'}-11-15"
    if month and year:
        number = int(month) if month.isdigit() else _month(month)
        if 1 <= number <= 12:
            when = f"{year}-{number:02}-01"
    return Fault("E425", f"`{match[0]}` is not one day", f"give the day, as in `on {when}`")


def _no_year(match: re.Match[str]) -> Fault:
    help_ = "give the year in four digits, as in `15 November 2025`"
    return Fault("E425", f"`{match[0]}` doesn't say which year", help_)


def _relative(match: re.Match[str]) -> Fault:
    help_ = "give the date, as in `on 2025-11-15`"
    return Fault("E426", f"`{match[0]}` is another day whenever the question is asked", help_)


def _month(name: str) -> int:
    return [month[:3].lower() for month in MONTHS].index(name[:3].lower()) + 1


_MONTH = "(?P<month>" + "|".join(f"{m[:3]}(?:{m[3:]})?" for m in MONTHS) + r"|sept)\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_ALONE = "|".join(WEEKDAYS)
_WEEKDAY = (
    r"(?:(?P<weekday>mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:r|rs|rsday)?"
    r"|fri(?:day)?|sat(?:urday)?|sun(?:day)?)\.?,?\s+(?:the\s+)?)?"
)
_PERIODS = "|".join(("week", "month", "quarter", "year", *WEEKDAYS, *MONTHS))
_RELATIVE = "today|tomorrow|yesterday|tonight|now|nowadays|currently|presently"
_MONTHS_ALONE = "|".join(month for month in MONTHS if month != "May")
_END = r"(?![-/.]?\w)"
_START = re.compile(  # what a date may start with: most words are told apart here
    r"\d|q\d|next|last|this|coming|"
    + "|".join((_RELATIVE, *(n[:3] for n in (*MONTHS, *WEEKDAYS)))),
    re.IGNORECASE,
)

_Reader = Callable[[re.Match[str]], "date | Fault"]
_FORMS: tuple[tuple[re.Pattern[str], _Reader], ...] = tuple(
    (re.compile(pattern + _END, re.IGNORECASE), read)
    for pattern, read in (
        (rf"{_WEEKDAY}{_YEAR}(?P<sep>[-/.])(?P<month>\d{{1,2}})(?P=sep)(?P<day>\d{{1,2}})", _named),
        (rf"{_WEEKDAY}{_YEAR}[\s-]{_MONTH}[\s-]{_DAY}", _named),
        (rf"{_WEEKDAY}{_DAY}(?:\s+|-)(?:of\s+)?{_MONTH},?(?:\s+|-)(?:of\s+)?{_YEAR}", _named),
        (rf"{_WEEKDAY}{_MONTH}\s+(?:the\s+)?{_DAY},?\s+{_YEAR}", _named),
        (rf"{_WEEKDAY}(?P<first>\d{{1,2}})(?P<sep>[-/.])(?P<second>\d{{1,2}})(?P=sep){_YEAR}",
         _numeric),
        (rf"{_WEEKDAY}\d{{1,2}}(?P<sep>[-/.])\d{{1,2}}(?P=sep)\d\d", _no_year),
        (rf"{_WEEKDAY}{_DAY}[\s-]+(?:of\s+)?{_MONTH}(?:[\s-]+['’]?\d\d)?", _no_year),
        (rf"{_WEEKDAY}{_MONTH}\s+(?:the\s+)?{_DAY}(?:,?\s+['’]?\d\d)?", _no_year),
        (rf"{_MONTH},?\s+(?:of\s+)?{_YEAR}", _no_day),
        (rf"{_YEAR}-(?P<month>\d\d)", _no_day),
        (rf"Q[1-4]\s+{_YEAR}", _no_day),
        (rf"(?:{_MONTHS_ALONE})", _no_day),
        (rf"(?:next|last|this|coming)\s+(?:{_PERIODS})|{_RELATIVE}|{_ALONE}", _relative),
    )
)  # fmt: skip
