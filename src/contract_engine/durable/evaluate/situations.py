"""A total situation -> nothing, or a refusal that says which of its values can't be."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal

from contract_engine.durable.errors import RefusedInput
from contract_engine.model.days import Never
from contract_engine.model.ordered import Instant
from contract_engine.model.question import FactValue, TotalSituation
from contract_engine.model.versions import Version
from contract_engine.model.vocabulary import (
    DateFact,
    Event,
    Fact,
    KindFact,
    NumberFact,
    Vocabulary,
    YesNoFact,
)


def check(vocabulary: Vocabulary, situation: TotalSituation) -> None:
    """Refuse a value of the wrong type, an unknown value or an unknown name.

    A fact that no clause asks about may be left out; one that is there is looked at all the same.
    """
    if not _is_day(situation.on):
        raise RefusedInput(f"the day asked about is {situation.on!r}, not a date")
    for name, value in situation.facts.items():
        word = vocabulary.facts.get(name) or vocabulary.events.get(name)
        if word is None:
            raise RefusedInput(f"`{name}` is neither a fact nor an event")
        if not _fits(word, value):
            raise RefusedInput(f"`{name}` can't be {value!r} in a total situation")
    for name, taken in situation.readings.items():
        reading = vocabulary.readings.get(name)
        if reading is None:
            raise RefusedInput(f"`{name}` is not a reading")
        if not _is_one_of(taken, reading.values):
            raise RefusedInput(f"`{name}` can't be read as {taken!r}")


def _fits(word: Fact | Event, value: FactValue) -> bool:
    match word:
        case KindFact():
            return _is_one_of(value, word.ends)
        case YesNoFact():
            return isinstance(value, bool)
        case NumberFact(sort="version"):
            return isinstance(value, Version)
        case NumberFact(sort="date-time"):
            return isinstance(value, Instant)
        case NumberFact():
            return isinstance(value, Decimal) and value.is_finite()
        case DateFact() | Event():
            return isinstance(value, Never) or _is_day(value)


def _is_one_of(value: object, words: Collection[str]) -> bool:
    return isinstance(value, str) and value in words


def _is_day(value: object) -> bool:
    """Whether it is a date and not a moment of one (`datetime` is a subclass of `date`)."""
    return isinstance(value, date) and not isinstance(value, datetime)
