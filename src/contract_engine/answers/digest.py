"""An agreement -> the sha256 of all that can change an answer about it, for receipts.

Hashed is the typed model as canonical JSON, not the files: comments, layout, quoting, the split
into files and the names for people that no answer shows leave the hash as it is.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from enum import Enum
from functools import cache

from contract_engine.lazy_dataclass import fields, is_dataclass
from contract_engine.model.agreement import Agreement, Clause, Instrument, Repeal, Table
from contract_engine.model.conditions import Meant
from contract_engine.model.days import MeantMoment
from contract_engine.model.evidence import Claim, Source
from contract_engine.model.vocabulary import (
    Action,
    DateFact,
    Event,
    EventWithReadings,
    KindFact,
    NumberFact,
    Party,
    Reading,
    Value,
    YesNoFact,
)

HEADING = "contract-engine rules 7\n"
"""Goes before what is hashed; its number goes up when other things are hashed."""

_WORDS = ("aliases",)
LEFT_OUT: Mapping[type, tuple[str, ...]] = {
    # Where the files were and what they weighed; what other commands show; and groups, whose
    # conditions and terms each of their clauses has been given.
    Agreement: ("title", "figures", "groups", "sha256", "folder", "drafts", "with_"),
    # For people reading the files; cites are hashed, since answers show them.
    Clause: ("record", "note", "group"),
    Instrument: ("title", "summary", "basis"),
    Repeal: ("why",),
    Claim: ("says",),
    # The day of a source says whether it was published by `known`.
    Source: ("title", "publisher", "address", "grade", "record", "note"),
    # Other words that a question may use. By the time it is typed they are gone.
    Party: _WORDS,
    Action: (*_WORDS, "asks"),
    Value: _WORDS,
    KindFact: _WORDS,
    YesNoFact: _WORDS,
    NumberFact: _WORDS,
    DateFact: _WORDS,
    Event: _WORDS,
    EventWithReadings: _WORDS,
    Table: _WORDS,
    Reading: ("why",),
}
"""Fields that no answer's JSON depends on. A field that isn't named here is hashed."""


def rules_sha256(agreement: Agreement) -> str:
    """Equal for two agreements only if every question has the same answer, to the letter."""
    text = json.dumps(_canonical(agreement), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256((HEADING + text).encode("utf-8", "surrogatepass")).hexdigest()


def _canonical(value: object) -> object:
    """Plain data that is equal only for equal values; the order of mappings counts."""
    if value is None or type(value) in (str, int, bool):
        return value
    if isinstance(value, tuple):
        return [_canonical(item) for item in value]
    if isinstance(value, Mapping):
        return [[_canonical(key), _canonical(item)] for key, item in value.items()]
    if isinstance(value, frozenset):
        return sorted(map(str, value))
    if isinstance(value, Enum):
        return [type(value).__name__, value.name]
    if isinstance(value, Meant | MeantMoment):
        # What it means follows from the definitions, which are hashed.
        return _canonical(value.says)
    if is_dataclass(value) and not isinstance(value, type):
        cls = type(value)
        return [cls.__name__, *(_canonical(getattr(value, name)) for name in _hashed(cls))]
    return str(value)


@cache
def _hashed(cls: type) -> tuple[str, ...]:
    left_out = ("place", *LEFT_OUT.get(cls, ()))
    return tuple(field.name for field in fields(cls) if field.name not in left_out)
