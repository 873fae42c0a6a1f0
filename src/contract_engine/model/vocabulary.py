"""The words of an agreement: parties, actions, facts, events and readings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from contract_engine.lazy_dataclass import dataclass, field
from contract_engine.model.days import Day
from contract_engine.model.evidence import Citation, Grade
from contract_engine.model.ordered import Ordered
from contract_engine.model.place import NOWHERE, Span


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who has rights and duties."""

    id: str
    label: str
    aliases: tuple[str, ...] = ()
    place: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Action:
    """Something a party does; `parent` is the wider action it is a kind of.

    `nouns` are names for the right or duty to do it: "licence", "revenue share". `values` are what
    an act of it may carry, typed like facts. `phrase` is what a sentence says of it where the facts
    in its braces are given, the first that fits: "serve {product}".
    """

    id: str
    label: str
    aliases: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    parent: str | None = None
    place: Span = field(default=NOWHERE, compare=False)
    nouns: tuple[str, ...] = ()
    values: Mapping[str, Fact] = field(default_factory=dict)
    phrase: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Value:
    """A node of a kind's tree; `leaves` are the end nodes below it (itself, if it is one)."""

    id: str
    label: str
    aliases: tuple[str, ...] = ()
    parent: str | None = None
    leaves: frozenset[str] = frozenset()
    place: Span = field(default=NOWHERE, compare=False)

    @property
    def is_end(self) -> bool:
        """Whether a situation can have this very value."""
        return self.leaves == {self.id}


@dataclass(frozen=True, slots=True)
class KindFact:
    """A fact whose values are the end nodes of a tree, in the order they were written."""

    id: str
    label: str
    values: Mapping[str, Value]
    aliases: tuple[str, ...] = ()
    usually: str | None = None
    place: Span = field(default=NOWHERE, compare=False)

    @property
    def ends(self) -> tuple[str, ...]:
        """The end nodes, in order."""
        return tuple(value.id for value in self.values.values() if value.is_end)


@dataclass(frozen=True, slots=True)
class YesNoFact:
    """A fact that is yes or no."""

    id: str
    label: str
    aliases: tuple[str, ...] = ()
    usually: bool | None = None
    place: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class NumberFact:
    """A fact whose values have an order: exact decimals, amounts, instants or versions.

    `sort` is "number", "money", "percent", "date-time" or "version". Amounts are in `currency`,
    versions of a `scheme`. `least` and `most` are the bounds of a number, both included; `whole`
    says that it counts something.
    """

    id: str
    label: str
    aliases: tuple[str, ...] = ()
    usually: Ordered | None = None
    sort: str = "number"
    currency: str = ""
    least: Decimal | None = None
    most: Decimal | None = None
    whole: bool = False
    scheme: str = ""
    place: Span = field(default=NOWHERE, compare=False)

    @property
    def unit(self) -> str:
        """What is written after a value: its currency, or the sign of a percentage."""
        return "%" if self.sort == "percent" else self.currency


@dataclass(frozen=True, slots=True)
class DateFact:
    """A fact that is a day; with `never`, it may also be never."""

    id: str
    label: str
    aliases: tuple[str, ...] = ()
    usually: Day | None = None
    never: bool = False
    place: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Event:
    """Something with a day, or never."""

    id: str
    label: str
    aliases: tuple[str, ...] = ()
    usually: Day | None = None
    place: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class EventWithReadings:
    """An event whose meaning is disputed: each value of `reading` names the event meant."""

    id: str
    label: str
    reading: str
    events: Mapping[str, str]
    aliases: tuple[str, ...] = ()
    place: Span = field(default=NOWHERE, compare=False)


Fact = KindFact | YesNoFact | NumberFact | DateFact


@dataclass(frozen=True, slots=True)
class ReadingValue:
    """One way to read the words; `published` None is "always known", `grade` None "not graded"."""

    id: str
    label: str
    cites: tuple[Citation, ...] = ()
    published: date | None = None
    grade: Grade | None = None
    place: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Reading:
    """A named choice between interpretations of the same words."""

    id: str
    question: str
    values: Mapping[str, ReadingValue]
    default: str | None = None
    why: str = ""
    place: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Usage:
    """How people speak of a fact, and whose it is.

    `phrase` is what a sentence says of it: "on {value}"; of a yes/no fact two, for yes and for no.
    `prepositions` are the only ones that may stand before its values. `owner` is the party whose
    things the values are. `conduct` is the party that does what the fact says.
    """

    phrase: tuple[str, ...] = ()
    prepositions: tuple[str, ...] = ()
    owner: str = ""
    conduct: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """A name that matters to people and is no word of the terms, and what the record says of it.

    `says` is in plain words; `clauses` and `figures` speak of it. `given` is what it stands for
    where an action asks for that. `ask` is the `PARTY ACTION` that a question about it is about.
    """

    id: str
    label: str
    aliases: tuple[str, ...] = ()
    says: str = ""
    clauses: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    ask: str = ""
    given: Mapping[str, str] = field(default_factory=dict)
    place: Span = field(default=NOWHERE, compare=False)


NO_USAGE = Usage()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every word of an agreement, by its name; `usage` is of facts that say something of it.

    `roles` are facts whose values are parties, each with these parties.
    """

    parties: Mapping[str, Party]
    actions: Mapping[str, Action]
    facts: Mapping[str, Fact]
    events: Mapping[str, Event]
    read_events: Mapping[str, EventWithReadings]
    readings: Mapping[str, Reading]
    usage: Mapping[str, Usage] = field(default_factory=dict)
    topics: Mapping[str, Topic] = field(default_factory=dict)
    roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def usage_of(self, fact: str) -> Usage:
        """How people speak of a fact."""
        return self.usage.get(fact, NO_USAGE)

    def widening(self, action: str) -> tuple[str, ...]:
        """The action and every wider action that it is a kind of, from the narrowest."""
        chain = [action]
        while (parent := self.actions[chain[-1]].parent) is not None:
            chain.append(parent)
        return tuple(chain)
