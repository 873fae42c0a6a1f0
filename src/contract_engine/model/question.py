"""A question: who, what, on which day, what is given, and the options; and a total situation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from contract_engine.model.days import Day
from contract_engine.model.evidence import Grade
from contract_engine.model.ordered import Ordered


class Unknown(Enum):
    """Said of a fact to take back what is usually assumed."""

    UNKNOWN = "unknown"

    def __repr__(self) -> str:
        return "UNKNOWN"

    def __str__(self) -> str:
        return "unknown"


UNKNOWN = Unknown.UNKNOWN

Given = frozenset[str] | bool | Ordered | Day | Unknown
"""What a question says of a fact or event: for a kind, the end nodes it may be."""

FactValue = str | bool | Ordered | Day
"""What a total situation says of a fact or event: for a kind, its end node."""


def as_given(value: FactValue) -> Given:
    """A total situation's value as a question would give it."""
    return frozenset({value}) if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class Options:
    """What a question leaves out of account; see "What survives the options" in docs/meaning.md.

    `known` is a day, inclusive; `under` and `without` name instruments; `readings` fixes readings.
    """

    under: str | None = None
    without: tuple[str, ...] = ()
    known: date | None = None
    evidence: Grade | None = None
    readings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """May, must or need the bearer do the action on this day?

    `asked` is the form of the question: "may" or "must"; the verdict doesn't depend on it. `items`
    are those that were named, by their tables: what their rows say is among what is given, but for
    what was given otherwise beside them.
    """

    bearer: str
    action: str
    on: date
    given: Mapping[str, Given] = field(default_factory=dict)
    options: Options = field(default_factory=Options)
    asked: str = "may"
    items: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Situation:
    """A total situation: a value for every fact, event and reading."""

    on: date
    facts: Mapping[str, FactValue]
    readings: Mapping[str, str]
