"""Text -> a day, a period of days, a number; with the reason where it isn't one."""

from __future__ import annotations

import calendar
import re
from datetime import date
from decimal import Decimal

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_PERIOD = re.compile(r"(\d{4})(?:-(\d{2}))?")
_NUMERIC = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


class Unreadable(Exception):
    """Text that is not what it should be; carries a code, a message and help."""

    def __init__(self, code: str, message: str, help: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.help = code, message, help


def read_day(text: str) -> date:
    """A day written as 2025-10-28. Raises Unreadable, which tells ambiguous dates apart."""
    if match := _ISO.fullmatch(text):
        try:
            return date(*map(int, match.groups()))
        except ValueError:
            raise Unreadable("E314", f"there is no day `{text}`") from None
    if match := _NUMERIC.fullmatch(text):
        first, second, year = map(int, match.groups())
        readings = [
            f"{year:04d}-{month:02d}-{day:02d}"
            for day, month in ((first, second), (second, first))
            if month <= 12 and day <= 31
        ]
        if len(set(readings)) > 1:
            message = f"`{text}` could be {' or '.join(readings)}"
            raise Unreadable("E315", message, "write the one you mean")
        if readings:
            raise Unreadable("E314", f"`{text}` is not a day here", f"write {readings[0]}")
    raise Unreadable("E314", f"`{text}` is not a day", "write a day as 2025-10-28")


def read_period(text: str, *, last: bool) -> date:
    """A day; or of a year or month, its first day, or with `last` its last."""
    match = _PERIOD.fullmatch(text)
    if match is None:
        return read_day(text)
    year, month = int(match[1]), int(match[2] or (12 if last else 1))
    if not (year >= 1 and 1 <= month <= 12):
        raise Unreadable("E314", f"there is no month `{text}`")
    return date(year, month, calendar.monthrange(year, month)[1] if last else 1)


def read_number(text: str) -> Decimal:
    """An exact decimal: 1000, -2, 0.75."""
    if not _NUMBER.fullmatch(text) or len(text) > 40:
        help_ = "write digits and, if needed, one point"
        if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", text):
            help_ = f"write {text.replace(',', '')}"
        raise Unreadable("E313", f"`{text}` is not a number", help_)
    return Decimal(text)


def looks_like_day(text: str) -> bool:
    """Whether text starts like a date or year, and so is not a name."""
    return text[:1].isdigit()
