"""Conditions: comparisons of one fact with constants, and their groups."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum

from contract_engine.model.days import After
from contract_engine.model.place import NOWHERE, Span


class Operator(Enum):
    """How a number or date fact is compared with a constant."""

    LT = "<"
    LE = "<="
    GT = ">"
    GE = ">="
    EQ = "is"
    NE = "is not"


@dataclass(frozen=True, slots=True)
class Is:
    """A kind fact has one of these end nodes; `words` are the values as written."""

    fact: str
    values: frozenset[str]
    words: tuple[str, ...] = ()
    place: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Holds:
    """A yes/no fact is yes."""

    fact: str
    place: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Compare:
    """A number or date fact against a constant."""

    fact: str
    operator: Operator
    constant: Decimal | date
    place: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class HasCome:
    """A moment is on or before the day asked about."""

    moment: After
    place: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class ReadAs:
    """A reading is taken as one of these values."""

    reading: str
    values: frozenset[str]
    place: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    """The part is false."""

    part: Condition
    place: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class All:
    """Every part is true; with no parts, true."""

    parts: tuple[Condition, ...]
    place: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Any:
    """At least one part is true; with no parts, false."""

    parts: tuple[Condition, ...]
    place: Span = field(default=NOWHERE, compare=False)


Comparison = Is | Holds | Compare | HasCome | ReadAs
Condition = Comparison | Not | All | Any
