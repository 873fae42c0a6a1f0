"""Text that stands for a fact's or event's value -> the value, typed by the vocabulary."""

from __future__ import annotations

import re

from contract_engine.diagnostics.nearest import did_you_mean
from contract_engine.language.values.amounts import read_ordered
from contract_engine.language.values.days import Unreadable, read_day, read_event_day
from contract_engine.model.days import Day
from contract_engine.model.question import UNKNOWN, Given
from contract_engine.model.vocabulary import (
    DateFact,
    Event,
    Fact,
    KindFact,
    NumberFact,
    Vocabulary,
    YesNoFact,
)

__all__ = ["read_event_day", "read_given", "read_kind", "read_yes_no", "subject"]

_NOTHING = ("", "null", "~", "none", "nil", "nan", "n/a", "na", "undefined")
"""What other formats write where there is no value."""
_YES = {"yes": True, "true": True, "no": False, "false": False}


def subject(vocabulary: Vocabulary, name: str) -> Fact | Event:
    """The fact or event of this name; raises Unreadable where there is none to give."""
    found = vocabulary.facts.get(name) or vocabulary.events.get(name)
    if found is not None:
        return found
    if name in vocabulary.read_events:
        events = sorted(set(vocabulary.read_events[name].events.values()))
        help_ = "give " + " or ".join(f"`{event}`" for event in events)
        raise Unreadable("E319", f"what `{name}` means depends on a reading", help_, name)
    if name in vocabulary.readings:
        choices = " or ".join(f"`{value}`" for value in vocabulary.readings[name].values)
        help_ = f"choose among the question's readings: {choices}"
        raise Unreadable("E319", f"`{name}` is a reading, not a fact", help_, name)
    known = [*vocabulary.facts, *vocabulary.events]
    raise Unreadable("E301", f"unknown fact or event `{name}`", did_you_mean(name, known), name)


def read_given(fact: Fact | Event, text: str) -> Given:
    """What a question says of a fact or event. Raises Unreadable."""
    text = text.strip()
    if text == "unknown":
        return UNKNOWN
    try:
        return _read(fact, text)
    except Unreadable as error:
        if text.casefold() in _NOTHING:
            error.help = "write `unknown` for what isn't known, or leave it out"
        raise


def _read(fact: Fact | Event, text: str) -> Given:
    match fact:
        case KindFact():
            return read_kind(fact, text)
        case YesNoFact():
            return read_yes_no(fact.id, text)
        case NumberFact():
            return read_ordered(fact, text)
        case DateFact():
            return read_date(fact, text)
        case Event():
            return read_event_day(text)


def read_date(fact: DateFact, text: str) -> Day:
    """A day; of a fact that may be so, also never."""
    if fact.never:
        return read_event_day(text)
    if text.strip() == "never":
        message = f"`{fact.id}` has a day, and can't be `never`"
        raise Unreadable("E314", message, "write a day, or declare it as `type: date or never`")
    return read_day(text)


def read_kind(fact: KindFact, text: str) -> frozenset[str]:
    """The end nodes that a value, an inner node or `a or b` stands for."""
    ends: set[str] = set()
    for word in re.split(r"\s+or\s+", text):
        value = fact.values.get(word)
        if value is None:
            message = f"`{word}` is not a value of `{fact.id}`"
            raise Unreadable("E302", message, did_you_mean(word, fact.values), word, "value")
        ends |= value.leaves
    return frozenset(ends)


def read_yes_no(name: str, text: str) -> bool:
    """Yes or no."""
    if text.lower() not in _YES:
        message = f"`{text}` is not a value of `{name}`"
        raise Unreadable("E302", message, "write `yes` or `no`", text)
    return _YES[text.lower()]
