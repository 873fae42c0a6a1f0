"""A date as people write it -> the day, the stretch of days, or why it is neither.

Dates with a day, a month and a year are days; a month, a quarter or a year is a stretch; "today"
and "last month" are told apart, since what they mean hangs on when one asks. What is ambiguous,
impossible or incomplete is recognised too, so that it can be refused with what to write instead.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta

from contract_engine import lazy_pattern
from contract_engine.lazy_dataclass import dataclass

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


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days from `first` through `last`; None where it is open on that side."""

    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Relative:
    """A day or stretch that hangs on the day on which one asks: "today", "last month"."""

    words: str

    def on(self, today: date) -> date | Stretch:
        """What is meant where this is the day on which one asks."""
        if self.words in _DAYS_AWAY:
            return today + timedelta(days=_DAYS_AWAY[self.words])
        which, _, unit = self.words.partition(" ")
        step = {"last": -1, "previous": -1, "next": 1, "coming": 1}.get(which, 0)
        match unit:
            case "year":
                return year_of(today.year + step)
            case "quarter":
                count = today.year * 4 + (today.month - 1) // 3 + step
                return quarter_of(count // 4, count % 4 + 1)
            case _:
                count = today.year * 12 + today.month - 1 + step
                return month_of(count // 12, count % 12 + 1)


Read = date | Stretch | Relative | Fault


def month_of(year: int, month: int) -> Stretch:
    """The days of a month."""
    last = calendar.monthrange(year, month)[1]
    return Stretch(date(year, month, 1), date(year, month, last))


def quarter_of(year: int, quarter: int) -> Stretch:
    """The days of a quarter, 1 to 4."""
    last = month_of(year, quarter * 3).last
    return Stretch(date(year, quarter * 3 - 2, 1), last)


def year_of(year: int) -> Stretch:
    """The days of a year."""
    return Stretch(date(year, 1, 1), date(year, 12, 31))


def read_date(text: str, at: int) -> tuple[int, Read] | None:
    """The longest date that starts at this place of the text: where it ends, and its day."""
    if not _START.match(text, at):
        return None
    begins = _DIGIT if text[at : at + 1].isdigit() else _LETTER
    found = [
        (match.end(), match, read)
        for first, pattern, read in _FORMS
        if begins in first and (match := re.compile(pattern + _END, re.IGNORECASE).match(text, at))
    ]
    if not found:
        return None
    end, match, read = max(found, key=lambda candidate: candidate[0])
    return end, read(match)


def in_year(words: str, year: int) -> date | Stretch | None:
    """What words such as "10 April" are in this year; None where they are no day or month."""
    text = f"{words} {year}"
    found = read_date(text, 0)
    if found is None or found[0] != len(text) or not isinstance(found[1], date | Stretch):
        return None
    return found[1]


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


def _period(match: re.Match[str]) -> Stretch | Fault:
    groups = match.groupdict()
    year = int(groups["year"])
    if year == 0:
        return Fault("E423", f"`{match[0]}`: there is no year 0000", "write a day as 2025-11-15")
    if quarter := groups.get("quarter"):
        return quarter_of(year, int(quarter) if quarter.isdigit() else _ORDINALS[quarter.lower()])
    if half := groups.get("half"):
        first = half.lower() in ("1", "first")
        one, other = quarter_of(year, 1 if first else 3), quarter_of(year, 2 if first else 4)
        return Stretch(one.first, other.last)
    month = groups["month"]
    number = int(month) if month.isdigit() else _month(month)
    if not 1 <= number <= 12:
        return Fault("E423", f"there is no month `{match[0]}`", "write a day as 2025-11-15")
    return month_of(year, number)


def _season(match: re.Match[str]) -> Stretch:
    """A season, and a part of a year, are told as the months that they are taken for."""
    year, part = int(match["year"]), match["part"].lower()
    if part == "winter":
        return Stretch(date(year, 12, 1), month_of(year + 1, 2).last)
    first, last = _PARTS[part]
    return Stretch(date(year, first, 1), month_of(year, last).last)


def _no_month(match: re.Match[str]) -> Fault:
    help_ = "give the year too, as in `November 2025`"
    return Fault("E425", f"`{match[0]}` doesn't say which year", help_)


def _no_year(match: re.Match[str]) -> Fault:
    help_ = "give the year in four digits, as in `15 November 2025`"
    return Fault("E425", f"`{match[0]}` doesn't say which year", help_)


def _relative(match: re.Match[str]) -> Relative:
    words = " ".join(match[0].lower().split())
    return Relative(words.removeprefix("the ").replace("current ", "this "))


def _weekday(match: re.Match[str]) -> Fault:
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
_PERIODS = "month|quarter|year"
_DAYS_AWAY = {
    **dict.fromkeys(("today", "now", "nowadays", "currently", "presently", "tonight"), 0),
    **dict.fromkeys(("at present", "at the moment", "as things stand", "these days"), 0),
    **dict.fromkeys(("as we speak", "right now", "right this minute"), 0),
    "tomorrow": 1,
    "yesterday": -1,
}
_RELATIVE = "|".join(words.replace(" ", r"\s+") for words in _DAYS_AWAY)
_PARTS = {
    "spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11),
    "early": (1, 4), "mid": (5, 8), "late": (9, 12),
}  # fmt: skip
"""The first and last month of a part of a year."""
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_MONTHS_ALONE = "|".join(month for month in MONTHS if month != "May")
_END = r"(?![-/.]?\w)"
_START = lazy_pattern.compile(  # what a date may start with: most words are told apart here
    r"\d|q\d|h\d|next|last|this|the|coming|previous|current|first|second|third|fourth|at|as|right|these|"
    + "|".join(
        (
            "to",
            "now",
            "cur",
            "pre",
            "yes",
            *("spr", "sum", "aut", "fal", "win", "ear", "mid", "lat"),
            *(n[:3] for n in (*MONTHS, *WEEKDAYS)),
        )
    ),
    re.IGNORECASE,
)

_Reader = Callable[[re.Match[str]], "Read"]
_DIGIT, _LETTER, _BOTH = "d", "l", "dl"
_FORMS: tuple[tuple[str, str, _Reader], ...] = (
    (_BOTH, rf"{_WEEKDAY}{_YEAR}(?P<sep>[-/.])(?P<month>\d{{1,2}})(?P=sep)(?P<day>\d{{1,2}})",
     _named),
    (_BOTH, rf"{_WEEKDAY}{_YEAR}[\s-]{_MONTH}[\s-]{_DAY}", _named),
    (_BOTH, rf"{_WEEKDAY}{_DAY}(?:\s+|-)(?:of\s+)?{_MONTH},?(?:\s+|-)(?:of\s+)?{_YEAR}", _named),
    (_LETTER, rf"{_WEEKDAY}{_MONTH}\s+(?:the\s+)?{_DAY},?\s+{_YEAR}", _named),
    (_BOTH, rf"{_WEEKDAY}(?P<first>\d{{1,2}})(?P<sep>[-/.])(?P<second>\d{{1,2}})(?P=sep){_YEAR}",
     _numeric),
    (_BOTH, rf"{_WEEKDAY}\d{{1,2}}(?P<sep>[-/.])\d{{1,2}}(?P=sep)\d\d", _no_year),
    (_BOTH, rf"{_WEEKDAY}{_DAY}[\s-]+(?:of\s+)?{_MONTH}(?:[\s-]+['’]?\d\d)?", _no_year),
    (_LETTER, rf"{_WEEKDAY}{_MONTH}\s+(?:the\s+)?{_DAY}(?:,?\s+['’]?\d\d)?", _no_year),
    (_LETTER, rf"{_MONTH},?\s+(?:of\s+)?{_YEAR}", _period),
    (_DIGIT, rf"{_YEAR}-(?P<month>\d\d)", _period),
    (_LETTER, rf"Q(?P<quarter>[1-4]),?\s+(?:of\s+)?{_YEAR}", _period),
    (_DIGIT, rf"{_YEAR}[\s-]?Q(?P<quarter>[1-4])", _period),
    (_LETTER, rf"(?P<quarter>first|second|third|fourth)\s+quarter\s+(?:of\s+)?{_YEAR}", _period),
    (_LETTER, rf"H(?P<half>[12])\s+(?:of\s+)?{_YEAR}", _period),
    (_LETTER, rf"(?P<half>first|second)\s+half\s+of\s+{_YEAR}", _period),
    (_LETTER,
     rf"(?P<part>spring|summer|autumn|fall|winter|early|mid|late)(?:[\s-]+|\s+(?:of|in)\s+){_YEAR}",
     _season),
    (_LETTER, rf"(?:{_MONTHS_ALONE})", _no_month),
    (_LETTER,
     rf"(?:the\s+)?(?:next|last|previous|this|coming|current)\s+(?:{_PERIODS})|(?:{_RELATIVE})",
     _relative),
    (_LETTER, rf"(?:next|last|this|coming)\s+(?:week|{_ALONE})|{_ALONE}", _weekday),
)  # fmt: skip
"""What a date begins with, how it is written, and what it is; compiled when it is first tried."""
