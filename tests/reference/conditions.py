"""What conditions and terms say, once parsed (docs/language.md, "Conditions" and "Terms")."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

# Moments ("a day, an event, a date fact, or an offset from one of the last two") and terms.


@dataclass(frozen=True)
class On:
    """A day of the calendar."""

    day: date


@dataclass(frozen=True)
class Of:
    """The day of an event (also one with readings) or date fact."""

    name: str


@dataclass(frozen=True)
class After:
    """`4 years after release_date`."""

    number: int
    unit: str
    name: str


@dataclass(frozen=True)
class Earliest:
    """`earliest_of: [...]`."""

    parts: tuple[Moment, ...]


@dataclass(frozen=True)
class Latest:
    """`latest_of: [...]`."""

    parts: tuple[Moment, ...]


Moment: TypeAlias = On | Of | After | Earliest | Latest


# Conditions.


@dataclass(frozen=True)
class Is:
    """`product is api`, `microsoft_consents`, `api_scope is all_apis`."""

    name: str
    value: str


@dataclass(frozen=True)
class Compare:
    """`seats >= 100`; the sign is one of `<`, `<=`, `>`, `>=`, `is`."""

    name: str
    sign: str
    constant: Decimal | date


@dataclass(frozen=True)
class Come:
    """`agi_verified`, `30 days after notice_given`: the moment has come by the day asked about."""

    moment: Of | After


@dataclass(frozen=True)
class Not:
    """`not ...`, `not: ...`."""

    part: Condition


@dataclass(frozen=True)
class AnyOf:
    """`any: [...]`, and `or` between values."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class AllOf:
    """`all: [...]`, and a list of lines."""

    parts: tuple[Condition, ...]


Condition: TypeAlias = Is | Compare | Come | Not | AnyOf | AllOf
