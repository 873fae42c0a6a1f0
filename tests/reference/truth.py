"""What is true in a total situation: conditions and moments (docs/meaning.md, "Days")."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import assert_never

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
from .days import NEVER, When, earliest, has_come, latest, offset
from .model import Vocabulary


@dataclass(frozen=True)
class Situation:
    """A total situation: a day, and a value for each fact, plain event and reading.

    An end node of a kind is a text, yes/no a bool, a number a Decimal, a date a `When`.
    """

    words: Vocabulary
    day: date
    total: Mapping[str, object]
    readings: Mapping[str, str]


def is_true(condition: Condition, now: Situation) -> bool:
    """One row of the table of conditions in docs/language.md."""
    match condition:
        case Is(name, value):
            return _is(name, value, now)
        case Compare(name, sign, constant):
            return _compare(now.total[name], sign, constant)
        case Come(moment):
            return has_come(day_of(moment, now), now.day)
        case Not(part):
            return not is_true(part, now)
        case AnyOf(parts):
            return any(is_true(part, now) for part in parts)
        case AllOf(parts):
            return all(is_true(part, now) for part in parts)
    assert_never(condition)


def _is(name: str, value: str, now: Situation) -> bool:
    """ "The fact has that value, or one below it"; "the reading is taken this way"."""
    fact = now.words.facts.get(name)
    if fact is None:
        return now.readings[name] == value
    if fact.sort == "kind":
        return now.total[name] in fact.below[value]
    return now.total[name] is (value == "yes")


def _compare(value: object, sign: str, constant: Decimal | date) -> bool:
    """ "On a number or date fact, against a constant." `never` "is later than every day"."""
    if value is NEVER:
        return sign in (">", ">=")
    if isinstance(value, Decimal) and isinstance(constant, Decimal):
        below, equal = value < constant, value == constant
    else:
        assert isinstance(value, date)
        assert isinstance(constant, date)
        below, equal = value < constant, value == constant
    match sign:
        case "<":
            return below
        case "<=":
            return below or equal
        case ">":
            return not below and not equal
        case ">=":
            return not below
        case "is":
            return equal
    raise ValueError(f"no comparison: {sign}")


def day_of(moment: Moment, now: Situation) -> When:
    """ "A moment is a day, an event, a date fact, or an offset from one of the last two."

    `earliest_of` has come when one part has, `latest_of` when all have.
    """
    match moment:
        case On(day):
            return day
        case Of(name):
            return _day_named(name, now)
        case After(number, unit, name):
            return offset(number, unit, _day_named(name, now))
        case Earliest(parts):
            return earliest(day_of(part, now) for part in parts)
        case Latest(parts):
            return latest(day_of(part, now) for part in parts)
    assert_never(moment)


def _day_named(name: str, now: Situation) -> When:
    """ "An event with readings is the event that its reading's value names." """
    event = now.words.events.get(name)
    if event is not None and event.reading is not None:
        return _day_named(event.named[now.readings[event.reading]], now)
    day = now.total[name]
    assert day is NEVER or isinstance(day, date)
    return day
