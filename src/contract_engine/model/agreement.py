"""An agreement: its vocabulary, its instruments in order, and their clauses."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum
from functools import cached_property

from contract_engine.lazy_dataclass import dataclass, field
from contract_engine.model.calendars import Calendars
from contract_engine.model.conditions import All, Condition
from contract_engine.model.days import Moment, TermEnd
from contract_engine.model.evidence import Citation, Dispute, Figure, Grade, Source
from contract_engine.model.formulas import Formula
from contract_engine.model.ordered import Ordered
from contract_engine.model.place import NOWHERE, Span
from contract_engine.model.question import Given
from contract_engine.model.steps import Step
from contract_engine.model.vocabulary import Vocabulary

OF_ONE_SIDE = ("statute", "regulation", "policy", "licence")
"""Kinds of instruments that are no agreement: their text is what it rests on."""


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
    """A bearer may, must, must not or need not do an action.

    `with_` are parameters, shown and not evaluated. A norm with a `when` of its own applies where
    that is true besides: one of a role, or of a party that another succeeds, and one of a choice.
    That has the `choice` it belongs to (the label of the alternative) and is `weakened` where it is
    a duty that the bearer may choose, and `alone` where the alternatives exclude each other.
    """

    bearer: str
    modality: Modality
    action: str
    with_: tuple[tuple[str, str], ...] = ()
    choice: str = ""
    when: Condition | None = None
    weakened: bool = False
    alone: bool = False

    def __str__(self) -> str:
        return f"{self.bearer} {self.modality} {self.action}"

    @property
    def conditional(self) -> bool:
        """Whether it applies on a condition of its own without being an alternative."""
        return self.when is not None and not self.choice


@dataclass(frozen=True, slots=True)
class Same:
    """The value of another ordered fact of the same type."""

    fact: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a definition: where `when` is true, the defined fact has this value.

    `value` is of the fact's type, or another fact; of a number also a formula, of a date fact a
    moment. `part` is the key it
    was written under: excludes, includes, means, or rows.
    """

    when: Condition
    value: str | bool | Ordered | Same | Moment | Formula
    part: str
    place: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Clause:
    """One provision of an instrument.

    A clause has norms or, in their place, `states`, or is a definition: `defines` names the fact
    and `rows` say what it follows from, the first that is true first. `group` is what it is in.
    `from_` and `through` include their day,
    `until` excludes it. `overrides` holds what it overrides by name, whichever side said so, and
    what it prevails over by a word for many: `sweeps` has these words ("all", an instrument,
    "precedence"), each with the clauses for which it stands.
    Of a clause whose norm runs over time `step` says how; it then applies while it is open.
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
    defines: str = ""
    rows: tuple[Row, ...] = ()
    disapplies: tuple[str, ...] = ()
    sweeps: tuple[tuple[str, tuple[str, ...]], ...] = ()
    group: str = ""
    step: Step | None = None
    place: Span = field(default=NOWHERE, compare=False)


def is_swept(winner: Clause, loser: str) -> bool:
    """Whether one clause prevails over another by a word for many, and not by its name."""
    return any(loser in names for _, names in winner.sweeps)


@dataclass(frozen=True, slots=True)
class Group:
    """Clauses that share conditions and terms, which each of them has been given."""

    id: str
    text: str
    instrument: str
    group: str = ""
    place: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Renewal:
    """A term that may be renewed, of a clause, group or instrument.

    `event` is what keeps it from being renewed, if anything; `through` the last day of the last
    term, if there is one.
    """

    id: str
    terms: TermEnd
    event: str
    through: Moment | None
    place: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Item:
    """A row of a table: what it says of facts, as values that a question can give."""

    key: str
    values: Mapping[str, Given]
    place: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Table:
    """Things that a question can name by their keys."""

    id: str
    label: str
    items: Mapping[str, Item]
    aliases: tuple[str, ...] = ()
    cites: tuple[Citation, ...] = ()
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
    proposed: bool = False
    place: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Agreement:
    """An agreement, loaded and checked: every name in it is known.

    `instruments` are those that count. Of drafts these are the ones that were asked for, by the
    names or files in `with_`; the others are `drafts`.
    """

    id: str
    title: str
    vocabulary: Vocabulary
    instruments: Mapping[str, Instrument]
    impossible: tuple[All, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    disputes: Mapping[str, Dispute] = field(default_factory=dict)
    figures: Mapping[str, Figure] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)
    tables: Mapping[str, Table] = field(default_factory=dict)
    renewals: Mapping[str, Renewal] = field(default_factory=dict)
    calendars: Calendars = field(default_factory=Calendars)
    researched_through: date | None = None
    sha256: str = ""
    folder: str = ""
    drafts: Mapping[str, Instrument] = field(default_factory=dict)
    with_: tuple[str, ...] = ()

    @cached_property
    def clauses(self) -> Mapping[str, Clause]:
        """Every clause by its id, in the order of the files."""
        return {c.id: c for i in self.instruments.values() for c in i.clauses}

    @cached_property
    def definitions(self) -> Mapping[str, tuple[Clause, ...]]:
        """For each defined fact, its definitions, in the order in which they are asked.

        Those of higher rank come first, and of one rank in the order of the files.
        """
        found: dict[str, list[Clause]] = {}
        for clause in self.clauses.values():
            if clause.defines:
                found.setdefault(clause.defines, []).append(clause)
        ranks = {name: instrument.rank for name, instrument in self.instruments.items()}
        for clauses in found.values():
            clauses.sort(key=lambda clause: ranks[clause.instrument], reverse=True)
        return {fact: tuple(clauses) for fact, clauses in found.items()}

    @cached_property
    def repeals(self) -> tuple[Repeal, ...]:
        """Every repeal, in the order of the files."""
        return tuple(r for i in self.instruments.values() for r in i.repeals)
