"""An agreement: its vocabulary, its instruments in order, and their clauses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from functools import cached_property

from contract_engine.model.conditions import All, Condition
from contract_engine.model.days import Moment
from contract_engine.model.evidence import Citation, Dispute, Figure, Grade, Source
from contract_engine.model.place import NOWHERE, Span
from contract_engine.model.vocabulary import Vocabulary


class Modality(Enum):
    """What a norm says of an act."""

    MAY = "may"
    MUST = "must"
    MUST_NOT = "must not"
    NEED_NOT = "need not"

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True, slots=True)
class Norm:
    """A bearer may, must, must not or need not do an action."""

    bearer: str
    modality: Modality
    action: str

    def __str__(self) -> str:
        return f"{self.bearer} {self.modality} {self.action}"


@dataclass(frozen=True, slots=True)
class Clause:
    """One provision of an instrument.

    A clause has norms or, in their place, `states`. `from_` and `through` include their day,
    `until` excludes it. `overrides` holds what it overrides by name, whichever side said so.
    """

    id: str
    instrument: str
    text: str
    norms: tuple[Norm, ...]
    published: date
    grade: Grade
    states: str = ""
    when: All = field(default_factory=lambda: All(()))
    unless: tuple[Condition, ...] = ()
    from_: Moment | None = None
    through: Moment | None = None
    until: Moment | None = None
    replaces: tuple[str, ...] = ()
    overrides: tuple[str, ...] = ()
    cites: tuple[Citation, ...] = ()
    record: tuple[str, ...] = ()
    note: str = ""
    place: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Repeal:
    """An instrument's ending of an earlier clause, when the instrument takes effect."""

    clause: str
    instrument: str
    published: date
    grade: Grade
    why: str = ""
    cites: tuple[Citation, ...] = ()
    place: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Instrument:
    """One dated document; `rank` orders instruments, a clarification having its target's."""

    id: str
    kind: str
    title: str
    effective: date
    published: date
    rank: tuple[date, int]
    clauses: tuple[Clause, ...]
    repeals: tuple[Repeal, ...]
    grade: Grade
    summary: str = ""
    approximate: str = ""
    basis: str = ""
    clarifies: str | None = None
    amends: str | None = None
    cites: tuple[Citation, ...] = ()
    place: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Agreement:
    """An agreement, loaded and checked: every name in it is known."""

    id: str
    title: str
    vocabulary: Vocabulary
    instruments: Mapping[str, Instrument]
    impossible: tuple[All, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    disputes: Mapping[str, Dispute] = field(default_factory=dict)
    figures: Mapping[str, Figure] = field(default_factory=dict)
    researched_through: date | None = None
    sha256: str = ""
    folder: str = ""

    @cached_property
    def clauses(self) -> Mapping[str, Clause]:
        """Every clause by its id, in the order of the files."""
        return {c.id: c for i in self.instruments.values() for c in i.clauses}

    @cached_property
    def repeals(self) -> tuple[Repeal, ...]:
        """Every repeal, in the order of the files."""
        return tuple(r for i in self.instruments.values() for r in i.repeals)
