"""What was lost of a file -> which names may be unknown without a word of their own.

A mistake is told once: where a vocabulary, a source register or an instrument could not be read,
the names that stand in it are not unknown, only unread.
"""

from __future__ import annotations

from collections.abc import Iterable

from contract_engine.files.tree import Path
from contract_engine.lazy_dataclass import dataclass, field


@dataclass
class Excused:
    """What may be unknown without a word, because the reason is reported elsewhere.

    `names` stand in a part of a file that could not be read; of `sorts` ("clause", "source", ...)
    so much could not that any name may be among it.
    """

    names: set[str] = field(default_factory=set)
    sorts: set[str] = field(default_factory=set)


_BY_KEY: dict[str | int, tuple[str, ...]] = {
    "parties": ("party",),
    "roles": ("party", "fact", "fact or event"),
    "actions": ("action",),
    "facts": ("fact", "fact or event", "event", "value"),
    "events": ("event", "fact or event"),
    "readings": ("reading", "value of a reading", "fact", "fact or event"),
    "sources": ("source",),
    "clauses": ("clause",),
    "definitions": ("clause", "fact", "fact or event"),
    "groups": ("clause", "group"),
}
_TREES = {"actions": "action", "facts": "value"}


def sorts_lost(path: Path) -> Iterable[str]:
    """The sorts of names that may be unknown where the value at a path was lost."""
    if not path:
        return ()
    if path[-1] == "defines":
        return ("fact", "fact or event")
    if path[0] == "instruments":
        if len(path) < 3:
            return ("clause", "instrument")
        return _BY_KEY[path[-1]] if path[-1] in ("clauses", "definitions", "groups") else ()
    if path[0] in _TREES and {*path[-2:]} & {"actions", "kind", "kinds"}:
        return (_TREES[str(path[0])],)
    return _BY_KEY.get(path[0], ()) if len(path) == 1 else ()
