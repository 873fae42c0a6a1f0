"""What an answer says of a case or row, read as a person would: does a situation fit it?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from tests.laws.worlds import Total
from tests.reference.days import NEVER, When, has_come, offset, parse_when
from tests.reference.model import Agreement

TODAY = "the day asked about"
YESTERDAY = f"the day before {TODAY}"
BACK = re.compile(rf"(?:(\d+) (day|week|month|year)s? before )?({TODAY}|{YESTERDAY})")


def fits(agreement: Agreement, given: Mapping[str, str], total: Total) -> bool:
    """Whether a total situation is one of those that these words tell."""
    return all(
        _fits(agreement, name, words, {**total.facts, **total.readings}[name], total.on)
        for name, words in given.items()
    )


def _fits(agreement: Agreement, name: str, words: str, value: str, on: date) -> bool:
    parts = words.split(" or ")
    if name in agreement.vocabulary.readings:
        return value in parts
    fact = agreement.vocabulary.facts.get(name)
    match None if fact is None else fact.sort:
        case "kind":
            assert fact is not None
            return any(value in fact.below[part] for part in parts)
        case "yes/no":
            return value in parts
        case "number":
            return any(_is_number(part, Decimal(value)) for part in parts)
        case _:
            return any(_is_day(part, parse_when(value), on) for part in parts)


def _is_number(words: str, value: Decimal) -> bool:
    if words == "any number":
        return True
    for part in words.split(" and "):
        found = re.fullmatch(r"(?:(<|<=|>|>=) )?(-?[\d.]+)", part)
        assert found, part
        constant = Decimal(found[2])
        true = {
            "<": value < constant,
            "<=": value <= constant,
            ">": value > constant,
            ">=": value >= constant,
            None: value == constant,
        }
        if not true[found[1]]:
            return False
    return True


def _is_day(words: str, value: When, on: date) -> bool:
    if words == "any day":
        return True
    for part in words.split(" and "):
        found = re.fullmatch(r"(by|not by|after) (.+)", part)
        assert found, part
        if _is_by(found[2], value, on) != (found[1] == "by"):
            return False
    return True


def _is_by(words: str, value: When, on: date) -> bool:
    """Whether a day is on or before the one that is told."""
    if found := BACK.fullmatch(words):
        come = offset(int(found[1]), f"{found[2]}s", value) if found[1] else value
        return has_come(come, on if found[3] == TODAY else on - timedelta(days=1))
    last = parse_when(words)
    assert last is not NEVER
    return has_come(value, last)
