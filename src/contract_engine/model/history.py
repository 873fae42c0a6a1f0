"""A history: acts and events that were recorded, complete through a stated day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from contract_engine.lazy_dataclass import dataclass, field
from contract_engine.model.ordered import Ordered
from contract_engine.model.question import Given

ActValue = frozenset[str] | bool | Ordered | date
"""A value that an act carries: for a kind, the end nodes it may be."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a history: an act (`party`, `action`) or an `event`, on a day.

    `number` counts the entries from 1 as they stand in the file, `line` is where. `order` is the
    instant in microseconds (UTC), where one was recorded. `values` are typed by the action.
    """

    number: int
    on: date
    party: str = ""
    action: str = ""
    event: str = ""
    order: int | None = None
    values: tuple[tuple[str, ActValue], ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class History:
    """Entries in the order of their days (and times), complete through a day.

    What it doesn't hold up to that day did not happen. `given` are facts that stay as they are,
    `file` is where it was read from, `sha256` of its bytes.
    """

    through: date
    entries: tuple[Entry, ...] = ()
    given: Mapping[str, Given] = field(default_factory=dict)
    file: str = ""
    sha256: str = ""
