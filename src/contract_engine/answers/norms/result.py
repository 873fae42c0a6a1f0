"""The norms of parties in a situation, as frozen objects and as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from contract_engine.answers.answer import Result
from contract_engine.answers.value.result import Look
from contract_engine.model.agreement import Modality
from contract_engine.model.evidence import Grade

YES, OPEN = "yes", "open"
"""What `applies` may be."""


@dataclass(frozen=True)
class NormTold:
    """A norm that applies, or may: `open` are the conditions on which that still hangs."""

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


@dataclass(frozen=True)
class Alternative:
    """One of the things of which the bearer of a choice must do one."""

    label: str
    action: str
    with_: Mapping[str, str]
    applies: str
    open: tuple[str, ...]


@dataclass(frozen=True)
class ChoiceTold:
    """A duty with a choice of the bearer: the alternatives that are left, or may be."""

    id: str
    bearer: str
    alternatives: tuple[Alternative, ...]
    instrument: str
    text: str
    grade: Grade


@dataclass(frozen=True)
class NormsTold(Result):
    """What parties may, must, must not and need not do in a situation, or some of it."""

    question: Look
    party: tuple[str, ...]
    norms: tuple[NormTold, ...]
    one_of: tuple[ChoiceTold, ...]
    assumed: Mapping[str, str]
    notes: tuple[str, ...]
