"""From the text of conditions and terms to what they mean (docs/language.md)."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from .conditions import (
    After,
    AllOf,
    AnyOf,
    Come,
    Compare,
    Condition,
    Earliest,
    Is,
    Latest,
    Moment,
    Not,
    Of,
    On,
)
from .days import UNITS, parse_day
from .model import Vocabulary


def parse_condition(plain: Any, words: Vocabulary) -> Condition:
    """ "A condition is one line with one comparison." "`any`, `all` and `not` group lines." """
    if isinstance(plain, str):
        return _line(plain, words)
    if isinstance(plain, list):
        return parse_all(plain, words)
    [(group, inside)] = plain.items()
    match group:
        case "any":
            return AnyOf(tuple(parse_condition(part, words) for part in inside))
        case "all":
            return parse_all(inside, words)
        case "not":
            return Not(parse_condition(inside, words))
    raise ValueError(f"no group of conditions: {group}")


def parse_all(plain: list[Any], words: Vocabulary) -> AllOf:
    """A list of conditions, all of which must be true."""
    return AllOf(tuple(parse_condition(part, words) for part in plain))


def _line(text: str, words: Vocabulary) -> Condition:
    """One row of the table of conditions."""
    if text.startswith("not "):
        return Not(_line(text.removeprefix("not "), words))
    if moment := _after(text):
        return Come(moment)
    if found := re.fullmatch(r"(\w+) (is not|is) (.+)", text):
        name, verb, values = found.groups()
        some = AnyOf(tuple(_is(name, value, words) for value in values.split(" or ")))
        return Not(some) if verb == "is not" else some
    if found := re.fullmatch(r"(\w+) (<=|<|>=|>) (.+)", text):
        name, sign, constant = found.groups()
        return Compare(name, sign, _constant(name, constant, words))
    if text in words.events:
        return Come(Of(text))
    if text in words.facts and words.facts[text].sort == "yes/no":
        return Is(text, "yes")
    raise ValueError(f"no condition: {text}")


def _is(name: str, value: str, words: Vocabulary) -> Condition:
    if name in words.facts and words.facts[name].sort in ("number", "date"):
        return Compare(name, "is", _constant(name, value, words))
    if name in words.facts and words.facts[name].sort == "kind":
        known = value in words.facts[name].below
    elif name in words.facts:
        known = value in ("yes", "no")
    else:
        known = name in words.readings and value in words.readings[name].values
    if not known:
        raise ValueError(f"no value of {name}: {value}")
    return Is(name, value)


def _constant(name: str, text: str, words: Vocabulary) -> Decimal | date:
    match words.facts[name].sort:
        case "number":
            return Decimal(text)
        case "date":
            return date.fromisoformat(text)
    raise ValueError(f"{name} is neither a number nor a date")


def _after(text: str) -> After | None:
    """`30 days after notice_given`; the unit may stand in the singular."""
    found = re.fullmatch(r"(\d+) (\w+) after (\w+)", text)
    if not found:
        return None
    number, unit, name = found.groups()
    plural = unit if unit.endswith("s") else unit + "s"
    if plural not in UNITS:
        raise ValueError(f"no unit of time: {unit}")
    return After(int(number), plural, name)


def parse_moment(plain: Any, *, last: bool) -> Moment:
    """What `from`, `until` and (`last`: a month or year means its last day) `through` take."""
    if isinstance(plain, dict):
        [(group, inside)] = plain.items()
        parts = tuple(parse_moment(part, last=last) for part in inside)
        match group:
            case "earliest_of":
                return Earliest(parts)
            case "latest_of":
                return Latest(parts)
        raise ValueError(f"no group of moments: {group}")
    day = parse_day(plain, last=last)
    if day is not None:
        return On(day)
    return _after(plain) or Of(plain)
