"""What an agreement is, as docs/language.md describes it, with every default filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias

from .conditions import AllOf, Condition, Moment

Modality: TypeAlias = Literal["may", "must", "must not", "need not"]
Sort: TypeAlias = Literal["kind", "yes/no", "number", "date"]
Rank: TypeAlias = tuple[date, int]


# The vocabulary.


@dataclass(frozen=True)
class Fact:
    """`below` tells the end nodes below each node of a kind; an end node is below itself."""

    name: str
    sort: Sort
    usually: str | None = None
    below: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ends: tuple[str, ...] = ()


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
    """Bearer, modality, action."""

    bearer: str
    modality: Modality
    action: str


@dataclass(frozen=True)
class Clause:
    """A clause with what it takes from its instrument: effective day, rank, and by default grade
    and published day. A statement has no norms."""

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


@dataclass(frozen=True)
class Repeal:
    """A repeal of `clause` by `instrument`."""

    clause: str
    instrument: str
    effective: date
    published: date
    grade: str


@dataclass(frozen=True)
class Agreement:
    """The vocabulary and the terms; each of `impossible` is a combination that can't be."""

    vocabulary: Vocabulary
    impossible: tuple[AllOf, ...]
    instruments: Mapping[str, Instrument]
    clauses: tuple[Clause, ...]
    repeals: tuple[Repeal, ...]
