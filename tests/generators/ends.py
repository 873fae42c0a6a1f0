"""Ends of months and years, month ends that are kept, leap days that go up, terms that renew."""

from __future__ import annotations

import re
from datetime import date, timedelta
from random import Random
from typing import Any

from .names import Data
from .order import Entry, definitions, entries
from .text import to_yaml
from .vocabulary import chance

_COUNTED = re.compile(r"(\d+) (?:month|year)s? (?:after|before) [a-z]\w*")
_IN_YEARS = re.compile(r"\d+ years? (?:after|before) [a-z]\w*")
_MOMENT = re.compile(r"(?:\d+ \w+ (?:after|before) )?[a-z]\w*")
LENGTHS = ("12 months", "1 year", "36 months", "90 days", "1 month", "2 years", "26 weeks")
BEFORE = ("3 months", "30 days", "1 month", "2 weeks", "0 days", "14 months")
BEGINS = ("03-01", "07-01", "02-29")


def add_ends(data: Data, words: set[str]) -> None:
    """Make some moments of terms and definitions of dates ends of periods, or count otherwise.

    Drawn by the text of the data, so that all else stays as it is drawn. `words` have days.
    """
    rng = Random(to_yaml(data))
    events = {name for name in words if name in data["events"]}
    _add_terms(rng, data, events)
    for entry in [*entries(data), *definitions(data)]:
        _void(rng, entry, words, events)
        for key in ("from", "through", "until"):
            if key in entry.clause:
                entry.clause[key] = _ended(rng, entry.clause[key], words)
        for row in entry.clause.get("rows") or ():
            row["is"] = _ended(rng, row["is"], words)
        for key in ("when", "unless"):
            if key in entry.clause:
                entry.clause[key] = _lines(rng, entry.clause[key], words)


def _add_terms(rng: Random, data: Data, words: set[str]) -> None:
    """Terms that are renewed, of clauses, groups and instruments, in place of a `through`."""
    for instrument in data["instruments"]:
        begins = date.fromisoformat(instrument["effective"])
        if chance(rng, 0.12):
            instrument["term"] = _term(rng, begins, words)
        for sort in ("clauses", "definitions", "groups"):
            for entry in (instrument.get(sort) or {}).values():
                if entry and chance(rng, 0.15):
                    entry.pop("through", None)
                    free = sort != "groups" and not {"from", "until", "in"} & entry.keys()
                    entry["term"] = _term(rng, begins, words, free=free)
    for group in (data.get("groups") or {}).values():
        if group and chance(rng, 0.2):
            group.pop("through", None)
            group["term"] = {"begins": "2018-01-31", **_term(rng, date(2018, 1, 31), words)}


def _void(rng: Random, entry: Entry, words: set[str], events: set[str]) -> None:
    """Of a clause that begins on a day which may not come, mostly the last on which it can."""
    begins = entry.clause.get("from")
    if not isinstance(begins, str) or begins.split()[-1] not in words or not chance(rng, 0.9):
        return
    about = date.fromisoformat(entry.instrument["effective"])
    last: str | None = (about + timedelta(days=rng.randint(-100, 900))).isoformat()
    if chance(rng, 0.2):
        last = f"{rng.choice(('1 year', '30 days'))} after {rng.choice(sorted(events))}"
    entry.clause["void_after"] = last


def _term(rng: Random, about: date, words: set[str], *, free: bool = False) -> Data:
    """A term; with `free`, it may begin later than its clause, and end on a stated day."""
    lasts, renews = rng.choice(LENGTHS), rng.choice(LENGTHS)
    term: Data = {"lasts": lasts}
    if chance(rng, 0.5):
        days = rng.randint(-400, 200 if free else 0)
        term["begins"] = (about + timedelta(days=days)).isoformat()
    if not free or chance(rng, 0.85):
        term["renews"] = renews
        if chance(rng, 0.25):
            term["at_most"] = str(rng.randint(1, 3))
        if not free or "at_most" not in term or chance(rng, 0.7):
            term["unless"] = {"event": rng.choice(sorted(words))}
            if chance(rng, 0.8):
                term["unless"]["at_least"] = f"{rng.choice(BEFORE)} before end"
    return term


def _ended(rng: Random, plain: Any, words: set[str]) -> Any:
    if isinstance(plain, dict):
        return {
            key: [_ended(rng, part, words) for part in inside]
            if isinstance(inside, list)
            else inside
            if key == "reading"
            else _ended(rng, inside, words)
            for key, inside in plain.items()
        }
    if not isinstance(plain, str) or not _MOMENT.fullmatch(plain):
        return plain
    if plain.split()[-1] not in words or not chance(rng, 0.5):
        return plain
    if plain in words and chance(rng, 0.4):
        plain = f"{rng.choice(('1 month', '18 months', '4 years'))} after {plain}"
    if _IN_YEARS.fullmatch(plain) and chance(rng, 0.4):
        return {plain: None, "leap": "up"}
    if _COUNTED.fullmatch(plain) and chance(rng, 0.8):
        return {plain: None, "month_end": "keep"}
    end = _end(rng, plain)
    if " month " not in f"{end} " and chance(rng, 0.5):
        return {end: None, "year_begins": rng.choice(BEGINS)}
    return end


def _lines(rng: Random, plain: Any, words: set[str]) -> Any:
    """The same conditions, in some of which a day that has come is the end of its period."""
    if isinstance(plain, list):
        return [_lines(rng, part, words) for part in plain]
    if isinstance(plain, dict):
        return {
            key: inside if key == "reading" else _lines(rng, inside, words)
            for key, inside in plain.items()
        }
    found = re.fullmatch(r"((?:not )*)(\d+ \w+ (?:after|before) [a-z]\w*)", plain or "")
    if found and found[2].split()[-1] in words and chance(rng, 0.25):
        return f"{found[1]}{_end(rng, found[2])}"
    return plain


def _end(rng: Random, moment: str) -> str:
    period = rng.choice(("month", "month", "quarter", "year"))
    if chance(rng, 0.7):
        return f"end of {period} of {moment}"
    return f"first day of next {period} after {moment}"
