"""A day as a caller writes it -> the day, or the problem with it."""

from __future__ import annotations

from datetime import date, datetime

from contract_engine.diagnostics import BadInput, Problem, Span
from contract_engine.language.questions import QUESTION
from contract_engine.language.values.days import Unreadable, read_day


def day_of(day: date | str, place: Span = QUESTION) -> date:
    """The day, of a date, a datetime or ISO text; raises BadInput."""
    if isinstance(day, datetime):
        return day.date()
    if isinstance(day, date):
        return day
    try:
        return read_day(day)
    except Unreadable as error:
        raise BadInput([Problem(error.code, error.message, place, help=error.help)]) from None


def written_out(text: str) -> str:
    """A day that is written out, such as 15 Nov 2025, as 2025-11-15; any other text as it is."""
    text = text.strip()
    if text[4:5] == text[7:8] == "-" and text[:4].isdecimal() and text[5:7].isdecimal():
        return text
    from contract_engine.words.dates import read_date

    found = read_date(text, 0)
    if found is None or found[0] != len(text) or not isinstance(found[1], date):
        return text
    return found[1].isoformat()
