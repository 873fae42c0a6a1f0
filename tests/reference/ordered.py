"""Values with an order beside days: numbers, amounts, instants, versions (docs/language.md)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from functools import total_ordering
from typing import TypeAlias


@total_ordering
@dataclass(frozen=True)
class Version:
    """ "Parts compared as numbers (`2.10` > `2.9`, `2.9` is `2.9.0`); a pre-release (`2.9-rc1`)
    comes before its release."

    `parts` are without the zeros at their end; `pre` has the numbers and words of a pre-release.
    """

    parts: tuple[int, ...]
    pre: tuple[int | str, ...] | None = None
    written: tuple[int, ...] = field(default=(), compare=False)

    def __lt__(self, other: Version) -> bool:
        return self._key() < other._key()

    def _key(self) -> tuple[object, ...]:
        """ "Of pre-releases, numbers are compared as numbers, words as words, and a number comes
        before a word." """
        pre = [(isinstance(one, str), one) for one in self.pre or ()]
        return (self.parts, self.pre is None, pre)

    def is_in(self, family: Version) -> bool:
        """ "`release in 2.9` is true of 2.9 and all below it (2.9.1, 2.9.1-rc1, 2.9-rc1)." """
        some = len(family.written)
        return (self.parts + (0,) * some)[:some] == family.written


Ordered: TypeAlias = Decimal | datetime | Version


def parse_version(text: str) -> Version:
    """A version as written."""
    found = re.fullmatch(r"(\d+(?:\.\d+)*)(?:-([A-Za-z][\w.-]*))?", text)
    if not found:
        raise ValueError(f"no version: {text}")
    written = tuple(int(part) for part in found[1].split("."))
    if found[2] is None:
        return version(written)
    words = re.findall(r"\d+|[a-z]+", found[2].lower())
    return version(written, tuple(int(word) if word.isdigit() else word for word in words))


def version(written: tuple[int, ...], pre: tuple[int | str, ...] | None = None) -> Version:
    """The version of these parts: "`2.9` is `2.9.0`"."""
    parts = written
    while len(parts) > 1 and parts[-1] == 0:
        parts = parts[:-1]
    return Version(parts, pre, written)


def parse_amount(text: str, currency: str) -> Decimal:
    """ "An amount in another currency is refused, never converted or compared." """
    number, found = text.split()
    if found != currency:
        raise ValueError(f"not in {currency}: {text}")
    return Decimal(number)


def parse_instant(text: str) -> datetime:
    """ "A time zone is needed, and is turned into UTC; exact to the microsecond." """
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError(f"no time zone: {text}")
    return instant.astimezone(UTC)
