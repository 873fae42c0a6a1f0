"""The days on which something begins, ends or is compared with: where answers may change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from .calendars import business_day
from .names import READINGS, Data, lines, names_of, subject
from .order import Entry, conditions

_OFFSET = r"(\w+) (day|week|month|year)s? (after|before)"


def _delta(number: int, unit: str) -> relativedelta:
    return {
        "day": relativedelta(days=number),
        "week": relativedelta(weeks=number),
        "month": relativedelta(months=number),
        "year": relativedelta(years=number),
    }[unit]


def days_named(texts: Iterable[str]) -> set[date]:
    """The whole days among some texts."""
    return {date.fromisoformat(text) for text in texts if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text)}


def cuts(data: Data, clauses: Iterable[Entry], given: Mapping[str, str]) -> set[date]:
    """The first days of a new state of affairs for these clauses, with what is given.

    That is the day a `from` or `until` names, the day after a `through`, the day of an event or
    date fact and each offset from it, and the effective day of each clause's instrument.
    """
    found: set[date] = set()
    for entry in clauses:
        found |= days_named([entry.instrument["effective"]])
        for key in ("from", "until", "through"):
            for line in lines(entry.clause.get(key)):
                days = days_named([period(line, last=key == "through")])
                days |= set(_moments(data, line, given))
                found |= {day + timedelta(days=key == "through") for day in days}
        for line in lines(conditions(entry.clause)):
            found |= set(_moments(data, line, given))
        for row in entry.clause.get("rows") or ():
            found |= days_named(period(line, last=False) for line in lines(row["is"]))
    return found


def period(text: str, *, last: bool) -> str:
    """The first or last day of a month or year of a term, and a day counted from a stated one.

    Any other text as it is.
    """
    if counted := re.fullmatch(rf"{_OFFSET} (\d{{4}}-\d\d-\d\d)", text):
        number, unit, way, day = counted.groups()
        back = -int(number) if way == "before" else int(number)
        return (date.fromisoformat(day) + _delta(back, unit)).isoformat()
    if re.fullmatch(r"\d{4}", text):
        return f"{text}-12-31" if last else f"{text}-01-01"
    if re.fullmatch(r"\d{4}-\d{2}", text):
        first = date.fromisoformat(f"{text}-01")
        return (first + relativedelta(day=31) if last else first).isoformat()
    return text


def _moments(data: Data, line: str, given: Mapping[str, str]) -> Iterator[date]:
    """The given days of the event or date fact in a line, with the line's offset."""
    name = subject(line)
    event = data["events"].get(name) or {}
    plain = [event[value] for value in READINGS["completion"]] if "reading" in event else [name]
    names = names_of(data)
    for day in days_named(given.get(one, "") for one in plain):
        if offset := re.fullmatch(rf"(?:not )*{_OFFSET} \w+", line):
            number, unit = int(given.get(offset[1], "1").replace("unknown", "1")), offset[2]
            number = int(offset[1]) if offset[1].isdigit() else number
            number = -number if offset[3] == "before" else number
            yield day + _delta(number, unit)
        elif offset := re.fullmatch(r"(?:not )*(\d+) business days? (after|before) \w+", line):
            count = -int(offset[1]) if offset[2] == "before" else int(offset[1])
            yield business_day(data, day, count)
        elif name not in names.dates or line == name:
            yield day
