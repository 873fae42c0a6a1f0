"""The value of a fact, event or figure, as a frozen object and as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from contract_engine.answers.answer import (
    WHERE_THERE,
    Cited,
    Holds,
    OptionsAsked,
    Result,
)
from contract_engine.lazy_dataclass import dataclass, field
from contract_engine.model.evidence import Grade

KNOWN, DEPENDS, DISPUTED, UNKNOWN = "known", "depends", "disputed", "unknown"
"""What `status` may be."""


@dataclass(frozen=True)
class ValueCase:
    """A part of the situations, and the value there; None where it isn't one, but `words`."""

    given: Mapping[str, str]
    value: str | None
    words: str
    by: tuple[str, ...]


@dataclass(frozen=True)
class Look:
    """What was looked at: the day, what is given, the options, and the items named."""

    on: date | None
    given: Mapping[str, str]
    options: OptionsAsked
    items: Mapping[str, str] = field(default_factory=dict, metadata=WHERE_THERE)


@dataclass(frozen=True)
class ValueTold(Result):
    """The value of a fact, event or figure; see docs/json.md for every field.

    `status` is known, depends, disputed or unknown. `by` are the definitions that give the value,
    "given", "assumed" or an item (`release=1.0`).
    """

    name: str
    sort: str
    label: str
    unit: str
    status: str
    value: str | None
    words: str
    sentence: str
    question: Look
    by: tuple[str, ...]
    because: tuple[str, ...]
    cases: tuple[ValueCase, ...]
    hangs_on: tuple[str, ...]
    assumed: Mapping[str, str]
    holds: Holds
    grade: Grade | None
    cites: tuple[Cited, ...]
    notes: tuple[str, ...]
