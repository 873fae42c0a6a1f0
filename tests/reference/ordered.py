"""Values with an order beside days: numbers, amounts, instants, versions (docs/language.md)."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import TypeAlias

from .versions import Family, Version

Ordered: TypeAlias = Decimal | datetime | Version | Family


def parse_amount(text: str, currency: str) -> Decimal:
    """ "An amount in another currency is refused, never converted or compared." """
    number, found = text.split()
    if found != currency:
        raise ValueError(f"not in {currency}: {text}")
    return Decimal(number)


def parse_percentage(text: str) -> Decimal:
    """ "Exact decimals of a hundred, with the sign: `12 %`." """
    if not text.endswith("%"):
        raise ValueError(f"no percentage: {text}")
    return Decimal(text.removesuffix("%").strip())


def parse_instant(text: str) -> datetime:
    """ "A time zone is needed, and is turned into UTC; exact to the microsecond." """
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError(f"no time zone: {text}")
    return instant.astimezone(UTC)
