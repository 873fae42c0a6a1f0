"""A question: who, what, on which day, what is given, and the options; and a total situation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum

from contract_engine.lazy_dataclass import dataclass, field, replace
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
class Act:
    """Who does what: a party and an action of the vocabulary."""

    bearer: str
    action: str


@dataclass(frozen=True, slots=True)
class Situation:
    """A day and what is so on it; without a day, of a question that is asked of every day.

    `items` are those that were named, by their tables: what their rows say is among what is given,
    but for what was given otherwise beside them.
    """

    on: date | None = None
    given: Mapping[str, Given] = field(default_factory=dict)
    items: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """May, must or need the bearer do the action in this situation, under these options?

    `asked` is the form of the question: "may" or "must"; the verdict doesn't depend on it.
    """

    act: Act
    situation: Situation = field(default_factory=Situation)
    options: Options = field(default_factory=Options)
    asked: str = "may"

    @property
    def bearer(self) -> str:
        """Whose act it is."""
        return self.act.bearer

    @property
    def action(self) -> str:
        """What is done."""
        return self.act.action

    @property
    def on(self) -> date:
        """The day asked about; ValueError where the question is of every day."""
        if self.situation.on is None:
            raise ValueError("this question is of every day: it has no day of its own")
        return self.situation.on

    @property
    def given(self) -> Mapping[str, Given]:
        """What is given of facts and events."""
        return self.situation.given

    @property
    def items(self) -> Mapping[str, str]:
        """The items that were named, by their tables."""
        return self.situation.items

    def with_given(
        self, given: Mapping[str, Given], items: Mapping[str, str] | None = None
    ) -> Question:
        """The same question with this given, and these items named, in place of its own."""
        named = self.items if items is None else items
        return replace(self, situation=Situation(self.situation.on, given, named))


@dataclass(frozen=True, slots=True)
class TotalSituation:
    """A total situation: a value for every fact, event and reading."""

    on: date
    facts: Mapping[str, FactValue]
    readings: Mapping[str, str]
