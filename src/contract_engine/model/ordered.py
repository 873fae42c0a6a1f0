"""Values with an order, beside days: numbers and amounts, instants, versions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from contract_engine import lazy_pattern
from contract_engine.lazy_dataclass import dataclass
from contract_engine.model.versions import Version


@dataclass(frozen=True, slots=True, order=True)
class Instant:
    """A moment of a day, in microseconds since the beginning of year 1, UTC."""

    micros: int

    def following(self) -> Instant:
        """The instant a microsecond later."""
        return Instant(self.micros + 1)

    def __str__(self) -> str:
        moment = _EPOCH + timedelta(microseconds=self.micros)
        return moment.isoformat().replace("+00:00", "Z")

    @classmethod
    def read(cls, text: str) -> Instant | None:
        """The instant that a text in ISO 8601 is; None where it isn't one, or names no time zone.

        Past the microsecond nothing is kept, so a finer text is none.
        """
        found = _INSTANT.fullmatch(text.strip())
        if found is None or len((found[1] or "").rstrip("0")) > 7:
            return None
        try:
            moment = datetime.fromisoformat(text.strip())
            return cls((moment.astimezone(UTC) - _EPOCH) // timedelta(microseconds=1))
        except (ValueError, OverflowError):
            return None


_EPOCH = datetime(1, 1, 1, tzinfo=UTC)
_INSTANT = lazy_pattern.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:[0-9]{2})"
)

FIRST_INSTANT = Instant(0)
LAST_INSTANT = Instant((datetime.max.replace(tzinfo=UTC) - _EPOCH) // timedelta(microseconds=1))

Ordered = Decimal | Instant | Version
"""The value of an ordered fact: a number or amount, an instant in UTC, a version."""
