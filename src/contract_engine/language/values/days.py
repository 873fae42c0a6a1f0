"""Text -> a day, a period of days, a number; with the reason where it isn't one."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

from contract_engine import lazy_pattern
from contract_engine.model.days import NEVER, Day, month_length

_ISO = lazy_pattern.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_LOOSE = lazy_pattern.compile(r"([0-9]{4})([-/.]?)([0-9]{1,2})\2([0-9]{1,2})")
_PERIOD = lazy_pattern.compile(r"([0-9]{4})(?:-([0-9]{2}))?")
_NUMERIC = lazy_pattern.compile(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})")
_IN_WORDS = lazy_pattern.compile(
    r"(?:(?P<d1>[0-9]{1,2})(?:st|nd|rd|th)? +(?P<m1>[a-z]+)|(?P<m2>[a-z]+) +"
    r"(?P<d2>[0-9]{1,2})(?:st|nd|rd|th)?),? +(?P<y>[0-9]{4})"
)
_SPAN = lazy_pattern.compile(
    r"(?:(?P<after>after|not by) (?P<low>\S+))?(?: and )?(?:by (?P<high>\S+))?"
)
"""Days as cases tell them: by a day, after a day, after one and by another."""
_NUMBER = lazy_pattern.compile(r"-?[0-9]+(\.[0-9]+)?")
_BARE_POINT = lazy_pattern.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)")
_MONTHS = "january february march april may june july august september october november december"


MOST_DIGITS = 100
"""So many characters a number may have."""


class Unreadable(Exception):
    """Text that is not what it should be; of an unknown name, `name` and its `sort`."""

    def __init__(
        self, code: str, message: str, help: str = "", name: str = "", sort: str = ""
    ) -> None:
        super().__init__(message)
        self.code, self.message, self.help = code, message, help
        self.name, self.sort = name, sort


def read_day(text: str) -> date:
    """A day written as 2025-10-28. Raises Unreadable, which tells ambiguous dates apart."""
    if match := _ISO.fullmatch(text):
        day = _day(*match.groups())
        if day is None:
            raise Unreadable("E314", f"there is no day `{text}`", "write a day of the calendar")
        return day
    if match := _NUMERIC.fullmatch(text):
        first, second, year = match.groups()
        days = [_day(year, second, first), _day(year, first, second)]
        meant = list(dict.fromkeys(day.isoformat() for day in days if day))
        if len(meant) > 1:
            message = f"`{text}` could be {' or '.join(meant)}"
            raise Unreadable("E315", message, f"write `{meant[0]}` or `{meant[1]}`")
        raise _not_a_day(text, meant[0] if meant else None)
    if match := _LOOSE.fullmatch(text):
        day = _day(match[1], match[3], match[4])
        raise _not_a_day(text, day.isoformat() if day else None)
    if match := _IN_WORDS.fullmatch(" ".join(text.lower().split())):
        month = _month(match["m1"] or match["m2"])
        day = _day(match["y"], str(month), match["d1"] or match["d2"]) if month else None
        raise _not_a_day(text, day.isoformat() if day else None)
    raise _not_a_day(text, None)


def read_period(text: str, *, last: bool) -> date:
    """A day; or of a year or month, its first day, or with `last` its last."""
    match = _PERIOD.fullmatch(text)
    if match is None:
        return read_day(text)
    year, month = int(match[1]), int(match[2] or (12 if last else 1))
    if not (year >= 1 and 1 <= month <= 12):
        what = "month" if match[2] else "year"
        raise Unreadable("E314", f"there is no {what} `{text}`", "write a month as 2025-10")
    return date(year, month, month_length(year, month) if last else 1)


def read_event_day(text: str) -> Day:
    """A day, or never."""
    if text in ("yes", "no", "true", "false"):
        help_ = "write the day it comes, or `never`"
        raise Unreadable("E314", f"`{text}` is not a day, and an event has one", help_)
    return NEVER if text == "never" else read_day(text)


def read_number(text: str) -> Decimal:
    """An exact decimal: 1000, -2, 0.75."""
    if not _NUMBER.fullmatch(text) or len(text) > MOST_DIGITS:
        help_ = "write digits and, if needed, one point"
        plain = re.sub(r"(?<=[0-9])[,_' ](?=[0-9]{3}(?![0-9]))", "", text)
        if plain != text and _NUMBER.fullmatch(plain):
            help_ = f"write `{plain}`"
        elif text.startswith(("<", ">")):
            help_ = "give one number, and leave the fact out where it isn't known"
        elif len(text) > MOST_DIGITS:
            help_ = f"write at most {MOST_DIGITS} digits"
        elif _BARE_POINT.fullmatch(text):
            help_ = f"write `{_with_digits(text)}`"
        elif text.isnumeric() and text.isdecimal():
            help_ = f"write `{int(text)}`"
        raise Unreadable("E313", f"`{text}` is not a number", help_)
    return Decimal(text)


def _with_digits(text: str) -> str:
    """`.5` as `0.5`, `5.` as `5`, `+1` as `1`."""
    sign = "-" if text.startswith("-") else ""
    whole, _, part = text.lstrip("+-").partition(".")
    return f"{sign}{whole or '0'}" + (f".{part}" if part else "")


def looks_like_day(text: str) -> bool:
    """Whether text is meant as a date, and so is not a name or an offset."""
    return (text[:1] in set("0123456789") and " " not in text) or (
        _IN_WORDS.fullmatch(" ".join(text.lower().split())) is not None
    )


def _not_a_day(text: str, meant: str | None) -> Unreadable:
    help_ = f"write `{meant}`" if meant else "write a day as `2025-10-28`"
    if meant is None and (span := _SPAN.fullmatch(text)):
        help_ = f"give one day, as `{_one_of(span) or '2025-10-28'}`, which is {text}"
    return Unreadable("E314", f"`{text}` is not a day", help_)


def _one_of(span: re.Match[str]) -> str | None:
    """A day within a span of days, if its days are ones."""
    try:
        if span["high"]:
            return date.fromisoformat(span["high"]).isoformat()
        return (date.fromisoformat(span["low"]) + timedelta(days=1)).isoformat()
    except (ValueError, OverflowError, TypeError):
        return None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _month(name: str) -> int | None:
    found = [i for i, month in enumerate(_MONTHS.split(), 1) if month.startswith(name)]
    return found[0] if len(name) >= 3 and len(found) == 1 else None
