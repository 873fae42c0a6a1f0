"""The words that generated agreements draw from, and those that one agreement has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

Data: TypeAlias = dict[str, Any]
"""Plain data as YAML gives it: mappings, lists, texts and None."""

PARTIES: Final = ("lessor", "lessee")
ACTIONS: Final = ("sublet", "sublet_room", "sublet_hall", "sublet_small_hall", "build", "sell")
KINDS: Final = {
    "place": ("indoors", "cellar", "attic", "outdoors", "meadow", "another_place"),
    "goods": ("food", "bread", "wine", "tools", "hammer", "other_goods"),
}
YES_NO: Final = ("insured", "approved", "heated", "notified")
NUMBERS: Final = ("seats", "price")
DATES: Final = ("handover_date", "release_date")
EVENTS: Final = ("sold", "delivered", "inspected")
READINGS: Final = {
    "completion": ("begun", "finished"),
    "scope": ("narrow", "wide", "middle"),
}
CLAUSE_WORDS: Final = (
    ("amber", "broad", "calm", "early", "gentle", "narrow", "quiet", "steady"),
    ("access", "ban", "duty", "lease", "limit", "pledge", "release", "right"),
)
SOURCES: Final = ("deed", "gazette", "letter", "minutes", "newspaper")


@dataclass(frozen=True)
class Names:
    """The names of one agreement; `kinds` tells each node's end nodes."""

    parties: tuple[str, ...]
    wider: Mapping[str, tuple[str, ...]]
    kinds: Mapping[str, Mapping[str, tuple[str, ...]]]
    yes_no: tuple[str, ...]
    numbers: tuple[str, ...]
    dates: tuple[str, ...]
    events: tuple[str, ...]
    read_events: tuple[str, ...]
    readings: Mapping[str, tuple[str, ...]]

    @property
    def facts(self) -> tuple[str, ...]:
        """All facts."""
        return (*self.kinds, *self.yes_no, *self.numbers, *self.dates)


def names_of(data: Data) -> Names:
    """The names of an agreement."""
    facts = {name: entry or {} for name, entry in (data.get("facts") or {}).items()}
    events = {name: entry or {} for name, entry in (data.get("events") or {}).items()}
    sorts = {name: entry.get("type", "yes/no") for name, entry in facts.items()}
    return Names(
        parties=tuple(data["parties"]),
        wider=dict(_wider(data["actions"], ())),
        kinds={name: dict(_below(f["kind"])) for name, f in facts.items() if "kind" in f},
        yes_no=tuple(n for n, f in facts.items() if sorts[n] == "yes/no" and "kind" not in f),
        numbers=tuple(name for name in facts if sorts[name] == "number"),
        dates=tuple(name for name in facts if sorts[name] == "date"),
        events=tuple(name for name, entry in events.items() if "reading" not in entry),
        read_events=tuple(name for name, entry in events.items() if "reading" in entry),
        readings={name: tuple(r["values"]) for name, r in (data.get("readings") or {}).items()},
    )


def _wider(actions: Data, above: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, entry in actions.items():
        yield name, (name, *above)
        yield from _wider((entry or {}).get("kinds") or {}, (name, *above))


def _below(tree: Data) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, entry in tree.items():
        inside = dict(_below((entry or {}).get("kinds") or {}))
        ends = tuple(node for node in inside if inside[node] == (node,))
        yield name, ends or (name,)
        yield from inside.items()


def lines(plain: Any) -> Iterator[str]:
    """Every line of a condition or term, from inside its groups."""
    if isinstance(plain, str):
        yield plain
    elif isinstance(plain, list):
        for part in plain:
            yield from lines(part)
    elif plain is not None:
        for part in plain.values():
            yield from lines(part)


def groups(plain: Any) -> Iterator[str]:
    """Every group (`any`, `latest_of`, ...) of a condition or term."""
    if isinstance(plain, list):
        for part in plain:
            yield from groups(part)
    elif isinstance(plain, dict):
        for name, part in plain.items():
            yield name
            yield from groups(part)


def subject(line: str) -> str:
    """The fact, event or reading that a line speaks of (a date stands for itself)."""
    bare = line
    while bare.startswith("not "):
        bare = bare.removeprefix("not ")
    after = re.fullmatch(r"\d+ \w+ after (\w+)", bare)
    return after.group(1) if after else bare.split()[0]
