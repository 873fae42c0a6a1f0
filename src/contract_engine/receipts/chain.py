"""The lines of a log -> its entries, and what was torn, changed, dropped or moved.

A chain can't see that its last lines were cut off: whoever notes the head's hash can.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum

from contract_engine.lazy_dataclass import dataclass
from contract_engine.receipts.entry import NOTHING, Line, read_line


class Damage(Enum):
    """What can be wrong with a log."""

    TORN = "torn"
    CHANGED = "changed"
    DROPPED = "dropped"
    MOVED = "moved"

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True)
class Fault:
    """Something wrong at a line of the file (from 1)."""

    line: int
    damage: Damage
    message: str

    @property
    def tampered(self) -> bool:
        """Whether this is more than a write that was cut off."""
        return self.damage is not Damage.TORN


@dataclass(frozen=True)
class _Seen:
    """What the chain needs of a line: where it stands, and if it is intact, the entry it is.

    `said` is whether it still reads as a line of a log.
    """

    at: int
    said: bool
    n: int | None = None
    previous: str = ""
    sha256: str = ""


class Chain:
    """Follows a log, line by line; then tells what is wrong with it."""

    def __init__(self) -> None:
        self._seen: list[_Seen] = []

    def follow(self, lines: Iterable[bytes]) -> Iterator[tuple[int, Line]]:
        """The intact lines with their numbers in the file."""
        for at, raw in enumerate(lines, 1):
            line = read_line(raw.removesuffix(b"\n"))
            if line is None or not line.intact:
                self._seen.append(_Seen(at, line is not None))
                continue
            self._seen.append(_Seen(at, True, line.n, line.previous, line.sha256))
            yield at, line

    @property
    def head(self) -> str:
        """The hash of the last intact line."""
        return next((seen.sha256 for seen in reversed(self._seen) if seen.n), NOTHING)

    def holds(self, head: str) -> bool:
        """Whether a head that was noted earlier is still part of this chain."""
        return head == NOTHING or any(seen.sha256 == head for seen in self._seen)

    def faults(self) -> tuple[Fault, ...]:
        """Everything wrong, by line."""
        found = [*self._unread(), *self._order(), *self._links()]
        return tuple(sorted(found, key=lambda fault: (fault.line, fault.damage.value)))

    def _unread(self) -> Iterator[Fault]:
        """Lines that are not intact: torn where the chain passes them by, else changed."""
        for index, seen in enumerate(self._seen):
            if seen.n is not None:
                continue
            before = next((s for s in reversed(self._seen[:index]) if s.n), None)
            after = next((s for s in self._seen[index + 1 :] if s.n), None)
            if seen.said:
                yield Fault(seen.at, Damage.CHANGED, "its hash is not that of what it says")
            elif after is None or after.previous == (before.sha256 if before else NOTHING):
                yield Fault(
                    seen.at, Damage.TORN, "a write was cut off here; the chain passes it by"
                )
            else:
                yield Fault(seen.at, Damage.CHANGED, "this is no longer a line of a log")

    def _order(self) -> Iterator[Fault]:
        """Entries that stand after a later one, twice, or nowhere."""
        entries = {seen.n for seen in self._seen}
        highest = unread = 0
        for seen in self._seen:
            if seen.n is None:
                unread += 1
            elif seen.n <= highest:
                message = f"entry {seen.n} stands after entry {highest}"
                yield Fault(seen.at, Damage.MOVED, message)
            else:
                gone = [n for n in range(highest + 1, seen.n) if n not in entries]
                if len(gone) > unread:
                    message = f"before this one, {_entries(gone)} missing"
                    yield Fault(seen.at, Damage.DROPPED, message)
                highest, unread = seen.n, 0

    def _links(self) -> Iterator[Fault]:
        """Lines that name another hash than that of the entry before them."""
        by_n = {seen.n: seen for seen in self._seen}
        for seen in self._seen:
            if seen.n == 1 and seen.previous != NOTHING:
                yield Fault(seen.at, Damage.CHANGED, "it says that another entry came before it")
            before = by_n.get(seen.n - 1) if seen.n else None
            if before is not None and before.n and before.sha256 != seen.previous:
                yield Fault(
                    seen.at,
                    Damage.CHANGED,
                    f"it was written after another entry {before.n} than that of line "
                    f"{before.at}: one of the two was changed, and its hash with it",
                )


def _entries(numbers: list[int]) -> str:
    if len(numbers) == 1:
        return f"entry {numbers[0]} is"
    return f"entries {numbers[0]} to {numbers[-1]} are"
