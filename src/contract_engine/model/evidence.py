"""What terms rest on: grades, sources, citations, disputes between sources, dated figures."""

from __future__ import annotations

from datetime import date
from enum import IntEnum

from contract_engine.lazy_dataclass import dataclass, field
from contract_engine.model.place import NOWHERE, Span


class Grade(IntEnum):
    """How good a source is; a greater grade is better evidence."""

    INFERENCE = 0
    PRESS = 1
    EXECUTIVE = 2
    PARTY_STATEMENT = 3
    FILING = 4
    JOINT_STATEMENT = 5
    CONTRACT = 6

    def __str__(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Source:
    """A document; `date` is a day, month or year as text, as far as it is known."""

    id: str
    title: str
    publisher: str
    date: str
    address: str
    grade: Grade
    record: str = ""
    note: str = ""
    place: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Citation:
    """Words of a source (under 25 of them) that a clause rests on, and how good they are."""

    source: str
    grade: Grade
    quote: str = ""
    where: str = ""
    place: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Claim:
    """What one side of a dispute says, and where."""

    says: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """A question on which sources disagree, and which side is better supported and why."""

    id: str
    question: str
    claims: tuple[Claim, ...]
    better: str
    clauses: tuple[str, ...] = ()
    place: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class FigureValue:
    """A value from a day on, as text in the figure's unit.

    `stated` is that day as it was written: a day, a month or a year.
    """

    on: date
    value: str
    cites: tuple[Citation, ...]
    grade: Grade
    note: str = ""
    published: date | None = None
    stated: str = ""
    place: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Figure:
    """A dated quantity: a stake, a commitment, a rate."""

    id: str
    label: str
    unit: str
    values: tuple[FigureValue, ...]
    aliases: tuple[str, ...] = ()
    place: Span = field(default=NOWHERE, compare=False)
