"""Calendars, and days that are counted or rolled by them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from random import Random
from typing import Any

from .names import Data
from .order import conditions, definitions, entries
from .text import to_yaml
from .vocabulary import chance

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ROLLS = ("following", "preceding", "modified_following")
COUNTS = ("1", "2", "5", "10", "20")
HOLIDAYS = tuple(
    f"{year}-{day}"
    for year in range(2018, 2028)
    for day in ("01-01", "02-28", "03-01", "05-01", "10-28", "10-31", "12-25", "12-26", "12-31")
)
_IN_DAYS = re.compile(r"(?:\d+|[a-z]\w*) (?:day|week|month)s? (after|before) ([a-z]\w*)")
_LINE = re.compile(rf"((?:not )*)({_IN_DAYS.pattern})")
_WITHIN = re.compile(r"(.+ is (?:not )?within )\S+ \w+( (?:after|before|of) .+)")
_COUNTED = re.compile(r"([a-z]\w*) days? (after|before) [a-z]\w*")


def add_calendars(data: Data, words: set[str]) -> None:
    """Count some moments of terms, definitions and conditions by business days, and roll some.

    Drawn by the text of the data, so that all else stays as it is drawn. `words` have days.
    """
    rng = Random(to_yaml(data))
    if chance(rng, 0.45):
        return
    names = ["office"] if chance(rng, 0.75) else ["office", "court"]
    data["calendars"] = {name: _calendar(rng) for name in names}
    for entry in [*entries(data), *definitions(data)]:
        for key in ("from", "through", "until"):
            if key in entry.clause:
                entry.clause[key] = _moment(rng, entry.clause[key], words, names)
        for row in entry.clause.get("rows") or ():
            row["is"] = _moment(rng, row["is"], words, names)
        for part in conditions(entry.clause) if len(names) == 1 else ():
            _lines(rng, part, words)


def business_day(data: Data, day: date, count: int) -> date:
    """The business day so many after a day, or before it, by the first calendar."""
    calendar = next(iter(data["calendars"].values()))
    way = timedelta(days=1 if count > 0 else -1)
    while count:
        day += way
        free = WEEK[day.weekday()] in calendar["weekend"] or day.isoformat() in calendar["holidays"]
        count -= 0 if free else way.days
    return day


def _calendar(rng: Random) -> Data:
    weekend = rng.choice((WEEK[5:], WEEK[5:], WEEK[4:6], WEEK[6:], ("tuesday", "friday")))
    holidays = sorted(rng.sample(HOLIDAYS, rng.choice((0, 5, 30))))
    covers = {"from": "0001", "through": "9999"}
    return {"weekend": [*weekend], "holidays": holidays, "covers": covers}


def _moment(rng: Random, plain: Any, words: set[str], names: list[str]) -> Any:
    if isinstance(plain, dict):
        if None in plain.values():
            return plain
        return {
            key: [_moment(rng, part, words, names) for part in inside]
            if isinstance(inside, list)
            else inside
            if key == "reading"
            else _moment(rng, inside, words, names)
            for key, inside in plain.items()
        }
    if not isinstance(plain, str):
        return plain
    named = {"in": rng.choice(names)} if len(names) > 1 or chance(rng, 0.3) else {}
    counted = _IN_DAYS.fullmatch(plain)
    is_stated = re.fullmatch(r"\d{4}-\d\d-\d\d", plain) and plain < "9999"
    is_named = plain in words or (counted is not None and counted[2] in words)
    if chance(rng, 0.5) if is_stated else is_named and chance(rng, 0.25):
        return {plain: None, **named, "roll": rng.choice(ROLLS)}
    if counted and counted[2] in words and chance(rng, 0.6):
        said = _counted(rng, plain, counted[1], counted[2])
        return {said: None, **named} if named else said
    return plain


def _counted(rng: Random, plain: str, way: str, name: str) -> str:
    by_fact = _COUNTED.fullmatch(plain)
    count = rng.choice(COUNTS)
    if by_fact and not by_fact[1].isdigit():
        count = by_fact[1]
    return f"{count} business day{'s' * (count != '1')} {way} {name}"


def _lines(rng: Random, plain: Any, words: set[str]) -> None:
    """Change conditions in place."""
    if not isinstance(plain, (list, dict)):
        return
    places = range(len(plain)) if isinstance(plain, list) else [*plain]
    for at in places:
        inside = plain[at]
        if at == "reading" or not isinstance(inside, str):
            _lines(rng, inside, words)
            continue
        if (found := _LINE.fullmatch(inside)) and found[4] in words and chance(rng, 0.5):
            plain[at] = found[1] + _counted(rng, found[2], found[3], found[4])
        elif (within := _WITHIN.fullmatch(inside)) and chance(rng, 0.5):
            plain[at] = f"{within[1]}{rng.choice(COUNTS[1:])} business days{within[2]}"
