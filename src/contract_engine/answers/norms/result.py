"""The norms of parties in a situation, as frozen objects and as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from contract_engine.answers.answer import NOT_TOLD, WHERE_THERE, Json, Result, as_json
from contract_engine.answers.norms.in_force import Entry
from contract_engine.answers.value.result import Look
from contract_engine.lazy_dataclass import dataclass, field
from contract_engine.model.agreement import Modality
from contract_engine.model.evidence import Grade

YES, OPEN, NO = "yes", "open", "no"
"""What `applies` may be."""


@dataclass(frozen=True)
class NormTold:
    """A norm that applies, or may: `open` are the conditions on which that still hangs.

    Of one that doesn't, but only as `assumed` is assumed, this says what is.
    """

    id: str
    bearer: str
    modality: Modality
    action: str
    with_: Mapping[str, str]
    applies: str
    open: tuple[str, ...]
    instrument: str
    text: str
    grade: Grade
    assumed: Mapping[str, str] = field(default_factory=dict, metadata=WHERE_THERE)


@dataclass(frozen=True)
class Said:
    """A norm of an alternative, as it is said there."""

    modality: Modality
    action: str
    with_: Mapping[str, str]


@dataclass(frozen=True)
class Alternative:
    """One of the things between which the bearer of a choice chooses."""

    label: str
    norms: tuple[Said, ...]
    applies: str
    open: tuple[str, ...]


@dataclass(frozen=True)
class ChoiceTold:
    """A choice of the bearer: the alternatives that are left, or may be."""

    id: str
    bearer: str
    alternatives: tuple[Alternative, ...]
    instrument: str
    text: str
    grade: Grade


@dataclass(frozen=True)
class NormsTold(Result):
    """What parties may, must, must not and need not do in a situation, or some of it.

    `not_now` are the norms that only what is assumed keeps from applying.
    """

    question: Look
    party: tuple[str, ...]
    norms: tuple[NormTold, ...]
    one_of: tuple[ChoiceTold, ...]
    assumed: Mapping[str, str]
    notes: tuple[str, ...]
    not_now: tuple[NormTold, ...] = ()


@dataclass(frozen=True)
class Rights(Result):
    """Every norm in force of some parties on a day, the next to end first.

    Where something is given, `norms` are those that apply in that situation, or may. `others` are
    the clauses in force with a norm of each other party.
    """

    on: date
    party: tuple[str, ...]
    rights: tuple[Entry, ...]
    notes: tuple[str, ...]
    norms: NormsTold | None = field(default=None, metadata=NOT_TOLD)
    others: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict, metadata=NOT_TOLD)
    not_now: tuple[Entry, ...] = ()
    """The clauses that only what is assumed keeps from being in force."""
    assumed: Mapping[str, str] = field(default_factory=dict)
    """What is assumed, and decides of some clause whether it is in force."""

    def to_json(self) -> dict[str, Json]:
        """The same as plain data, with the norms that apply beside those in force."""
        found = {} if self.norms is None else self.norms.to_json()
        return {**super().to_json(), **found, "not_now": as_json(self.not_now)}


@dataclass(frozen=True)
class Terms(Result):
    """Every clause in force on a day, in the order of the files."""

    on: date
    terms: tuple[Entry, ...]
    notes: tuple[str, ...]
    not_now: tuple[Entry, ...] = ()
    """The clauses that only what is assumed keeps from being in force."""
    assumed: Mapping[str, str] = field(default_factory=dict)
    """What is assumed, and decides of some clause whether it is in force."""
