"""Values with an order, beside days: numbers and amounts, instants, versions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import total_ordering

from contract_engine import lazy_pattern
from contract_engine.lazy_dataclass import dataclass, field

_VERSION = lazy_pattern.compile(
    r"v?([0-9]+(?:\.[0-9]+)*)(?:[-_.]?([A-Za-z][0-9A-Za-z.-]*))?(?:\+[0-9A-Za-z.-]+)?"
)
_LONGEST = 200
_PARTS = lazy_pattern.compile(r"[0-9]+|[A-Za-z]+")

Identifier = tuple[int, int, str]
"""Of a pre-release, a part: numbers before words, numbers as numbers, words as text."""


@total_ordering
@dataclass(frozen=True, slots=True)
class Version:
    """A version: parts compared as numbers, `2.9` is `2.9.0`, a pre-release before its release.

    `stage` is () before every pre-release, (0, ...) for one, (1,) for the release itself.
    """

    parts: tuple[int, ...]
    stage: tuple[int | Identifier, ...]
    text: str = field(default="", compare=False)

    def __lt__(self, other: Version) -> bool:
        return (self.parts, self.stage) < (other.parts, other.stage)

    def __str__(self) -> str:
        return self.text

    @classmethod
    def read(cls, text: str) -> Version | None:
        """The version that a text is; None where it isn't one. What follows a `+` is left out."""
        found = _VERSION.fullmatch(text.strip())
        if found is None or len(text) > _LONGEST:
            return None
        stage: tuple[int | Identifier, ...] = (1,)
        if found[2]:
            words = _PARTS.findall(found[2].lower())
            stage = (0, *((0, int(w), "") if w.isdigit() else (1, 0, w) for w in words))
        return cls(_stripped(found[1]), stage, text.strip())

    def following(self) -> Version | None:
        """The version next after this one: after 2.9-rc1 it is 2.9-rc1.0.

        After a release none is the next: 2.9.0.1 comes before 2.9.1, 2.9.0.0.1 before that.
        """
        release = ".".join(map(str, self.parts))
        if not self.stage:
            return Version.read(f"{release}-a")
        if self.stage == (1,):
            return None
        return Version.read(f"{self.text.partition('+')[0]}.0")

    def family(self) -> tuple[Version, Version]:
        """The bounds of this and all below it: from the first on, and before the second."""
        parts = tuple(int(part) for part in self.text.lstrip("v").split("."))
        after = (*parts[:-1], parts[-1] + 1)
        return (
            Version(_trimmed(parts), (), self.text),
            Version(_trimmed(after), (), ".".join(map(str, after))),
        )


def _stripped(text: str) -> tuple[int, ...]:
    return _trimmed(tuple(int(part) for part in text.split(".")))


def _trimmed(parts: tuple[int, ...]) -> tuple[int, ...]:
    last = len(parts)
    while last > 1 and parts[last - 1] == 0:
        last -= 1
    return parts[:last]


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
FIRST_VERSION = Version((0,), (0, (1, 0, "a")), "0-a")

Ordered = Decimal | Instant | Version
"""The value of an ordered fact: a number or amount, an instant in UTC, a version."""
