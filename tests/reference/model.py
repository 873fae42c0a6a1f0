"""What an agreement is, as docs/language.md describes it, with every default filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from .conditions import AllOf, Condition, Moment
from .days import Calendar

if TYPE_CHECKING:
    from .formulas import Formula

Modality: TypeAlias = Literal["may", "must", "must not", "need not"]
Sort: TypeAlias = Literal[
    "kind",
    "yes/no",
    "number",
    "money",
    "percent",
    "date",
    "date or never",
    "date-time",
    "version",
]
Rank: TypeAlias = tuple[date, int]

DATES: Final = ("date", "date or never")
"""The sorts of facts whose values are days."""


# The vocabulary.


@dataclass(frozen=True)
class Fact:
    """`below` tells the end nodes below each node of a kind; an end node is below itself.

    `least` and `most` are a number's `min` and `max`; `counts` tells that an offset is counted by
    it: "it then takes whole numbers only".
    """

    name: str
    sort: Sort
    usually: str | None = None
    below: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ends: tuple[str, ...] = ()
    currency: str = ""
    least: Decimal | None = None
    most: Decimal | None = None
    counts: bool = False
    scheme: str = "plain"

    def allows(self, number: Decimal) -> bool:
        """Whether a number is none that "`min` and `max`, both included, refuse"."""
        return (
            (self.least is None or number >= self.least)
            and (self.most is None or number <= self.most)
            and (not self.counts or number == number.to_integral_value())
        )


@dataclass(frozen=True)
class Event:
    """A plain event, or one with readings: then `named` tells the event of each value."""

    name: str
    usually: str | None = None
    reading: str | None = None
    named: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ReadingValue:
    """`published` None: always known. `grade` None: never dropped by `evidence`."""

    published: date | None
    grade: str | None
    cites: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Reading:
    """A named choice between interpretations."""

    name: str
    values: Mapping[str, ReadingValue]
    default: str | None = None


@dataclass(frozen=True)
class Vocabulary:
    """`wider` tells each action and those it is a kind of, itself first."""

    wider: Mapping[str, tuple[str, ...]]
    facts: Mapping[str, Fact]
    events: Mapping[str, Event]
    readings: Mapping[str, Reading]
    calendars: Mapping[str, Calendar] = field(default_factory=dict)


# The terms.


@dataclass(frozen=True)
class Instrument:
    """ "A clarification has the rank of what it clarifies." """

    id: str
    effective: date
    rank: Rank
    clarifies: str | None = None


@dataclass(frozen=True)
class Norm:
    """Bearer, modality, action; and what must be so for the bearer to be bound."""

    bearer: str
    modality: Modality
    action: str
    condition: Condition | None = None


@dataclass(frozen=True)
class Alternative:
    """Of a choice: norms, a choice of its own, and the conditions under which it is left."""

    norms: tuple[Norm, ...]
    condition: Condition
    inner: tuple[Alternative, ...] = ()

    def all_norms(self) -> tuple[Norm, ...]:
        """Its norms, and those of the alternatives inside it."""
        return (*self.norms, *(norm for way in self.inner for norm in way.all_norms()))

    def conditions(self) -> tuple[Condition, ...]:
        """Its conditions, and those of the alternatives inside it."""
        return (self.condition, *(part for way in self.inner for part in way.conditions()))


@dataclass(frozen=True)
class Line:
    """Of a definition: where the condition is true, the fact has this value.

    Of a date it is the day of a moment; of a number and the like it may be that of another fact,
    or computed from others.
    """

    condition: Condition
    value: object = None
    moment: Moment | None = None
    same: str | None = None
    formula: Formula | None = None


@dataclass(frozen=True)
class Clause:
    """A clause with what it takes from its instrument (effective day, rank, and by default grade
    and published day) and from its group.

    It has norms, or is a choice, or has lines that define a fact; a statement has none of these.
    """

    id: str
    instrument: str
    effective: date
    rank: Rank
    published: date
    grade: str
    norms: tuple[Norm, ...] = ()
    when: tuple[Condition, ...] = ()
    unless: tuple[Condition, ...] = ()
    start: Moment | None = None
    through: Moment | None = None
    until: Moment | None = None
    replaces: tuple[str, ...] = ()
    overrides: tuple[str, ...] = ()
    subject_to: tuple[str, ...] = ()
    over_many: tuple[str, ...] = ()
    under_many: tuple[str, ...] = ()
    precedence: int | None = None
    choice: tuple[Alternative, ...] = ()
    disapplies: tuple[str, ...] = ()
    defines: str | None = None
    lines: tuple[Line, ...] = ()
    cites: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Repeal:
    """A repeal of `clause` by `instrument`."""

    clause: str
    instrument: str
    effective: date
    published: date
    grade: str
    cites: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Agreement:
    """The vocabulary and the terms; each of `impossible` is a combination that can't be."""

    vocabulary: Vocabulary
    impossible: tuple[AllOf, ...]
    instruments: Mapping[str, Instrument]
    clauses: tuple[Clause, ...]
    repeals: tuple[Repeal, ...]

    @cached_property
    def definitions(self) -> Mapping[str, tuple[Clause, ...]]:
        """The definitions of each defined fact, "those of higher rank first, and of one rank in
        the order of the files"."""
        found: dict[str, list[Clause]] = {}
        for clause in sorted(self.clauses, key=lambda clause: clause.rank, reverse=True):
            if clause.defines is not None:
                found.setdefault(clause.defines, []).append(clause)
        return {fact: tuple(some) for fact, some in found.items()}
