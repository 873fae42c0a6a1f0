"""The words that generated agreements draw from, and those that one agreement has."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
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
AMOUNTS: Final = ("fee", "deposit")
PERCENTAGES: Final = ("share",)
INSTANTS: Final = ("opened_at", "ordered_at")
VERSIONS: Final = ("edition", "build_used")
SCHEMES: Final = ("plain", "semver", "pep440", "debian")
COUNT: Final = "term"
"""A number fact that offsets are counted by."""
DEFINED: Final = ("eligible", "small_trade", "covered")
"""Facts that stand in no vocabulary, only in definitions."""
DATES: Final = ("handover_date", "release_date")
EVENTS: Final = ("sold", "delivered", "inspected")
COUNTS: Final = ("at_least", "at_most", "exactly")
"""The keys that say how many of some conditions are true."""
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
    """The names of one agreement; `kinds` tells each node's end nodes.

    `additions` says that what is made of them may use all of the language, definitions and all;
    `compared` that two days may be compared with one another, and counted from before.
    """

    parties: tuple[str, ...]
    wider: Mapping[str, tuple[str, ...]]
    kinds: Mapping[str, Mapping[str, tuple[str, ...]]]
    yes_no: tuple[str, ...]
    numbers: tuple[str, ...]
    dates: tuple[str, ...]
    events: tuple[str, ...]
    read_events: tuple[str, ...]
    readings: Mapping[str, tuple[str, ...]]
    amounts: tuple[str, ...] = ()
    percentages: tuple[str, ...] = ()
    instants: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()
    scheme: str = "plain"
    additions: bool = False
    compared: bool = False

    @property
    def ordered(self) -> tuple[str, ...]:
        """The facts of the types that came with the additions."""
        return (*self.amounts, *self.percentages, *self.instants, *self.versions, *self.counts)

    @property
    def facts(self) -> tuple[str, ...]:
        """All facts."""
        return (*self.kinds, *self.yes_no, *self.numbers, *self.dates, *self.ordered)

    def without(self, some: Collection[str]) -> Names:
        """The same without some facts."""

        def left(names: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(name for name in names if name not in some)

        return replace(
            self,
            kinds={name: below for name, below in self.kinds.items() if name not in some},
            yes_no=left(self.yes_no),
            numbers=left(self.numbers),
            dates=left(self.dates),
            amounts=left(self.amounts),
            percentages=left(self.percentages),
            instants=left(self.instants),
            versions=left(self.versions),
            counts=left(self.counts),
        )


def names_of(data: Data) -> Names:
    """The names of an agreement."""
    facts = {name: entry or {} for name, entry in (data.get("facts") or {}).items()}
    facts = {name: {} for name in defined_facts(data)} | facts
    events = {name: entry or {} for name, entry in (data.get("events") or {}).items()}
    sorts = {name: entry.get("type", "yes/no") for name, entry in facts.items()}
    return Names(
        parties=tuple(data["parties"]),
        wider=dict(_wider(data["actions"], ())),
        kinds={name: dict(_below(f["kind"])) for name, f in facts.items() if "kind" in f}
        | {name: {p: (p,) for p in r["of"]} for name, r in (data.get("roles") or {}).items()},
        yes_no=tuple(n for n, f in facts.items() if sorts[n] == "yes/no" and "kind" not in f),
        numbers=tuple(n for n in facts if sorts[n] == "number" and n != COUNT),
        dates=tuple(name for name in facts if sorts[name] in ("date", "date or never")),
        events=tuple(name for name, entry in events.items() if "reading" not in entry),
        read_events=tuple(name for name, entry in events.items() if "reading" in entry),
        readings={name: tuple(r["values"]) for name, r in (data.get("readings") or {}).items()},
        amounts=tuple(name for name in facts if sorts[name] == "money"),
        percentages=tuple(name for name in facts if sorts[name] == "percent"),
        instants=tuple(name for name in facts if sorts[name] == "date-time"),
        versions=tuple(name for name in facts if sorts[name] == "version"),
        counts=tuple(name for name in facts if name == COUNT),
        scheme=next((f["scheme"] for f in facts.values() if "scheme" in f), "plain"),
    )


def defined_facts(data: Data) -> list[str]:
    """The facts that definitions define, in the order of the files."""
    files = (data, *(data.get("instruments") or []))
    return [
        definition.get("defines") or name.replace("-", "_")
        for file in files
        for name, definition in (file.get("definitions") or {}).items()
    ]


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
        for key, part in plain.items():
            if key not in ("reading", *COUNTS):
                yield from lines(part)


def groups(plain: Any) -> Iterator[str]:
    """Every group (`any`, `latest_of`, ...) of a condition or term."""
    if isinstance(plain, list):
        for part in plain:
            yield from groups(part)
    elif isinstance(plain, dict):
        if "reading" in plain:
            yield "by reading"
        elif "when" in plain:
            yield "guarded"
        else:
            yield from plain
        for key, part in plain.items():
            if key not in ("reading", *COUNTS):
                yield from groups(part)


_WAYS = "after|before|on or after|on or before|within"


def compared(line: str) -> tuple[str, str] | None:
    """The two moments of a line that compares them, or one that is within some time of another."""
    found = re.fullmatch(rf"(.+?) is (?:not )?(?:{_WAYS}) (.+)", _bare(line))
    return (found.group(1), found.group(2)) if found else None


def subject(line: str) -> str:
    """The fact, event or reading that a line speaks of (a date stands for itself)."""
    two = compared(line)
    bare = two[0] if two else _bare(line)
    counted = re.fullmatch(r".+ (?:after|before|of) (\S+)", bare)
    return counted.group(1) if counted else bare.split()[0]


def subjects(plain: Any) -> set[str]:
    """All facts, events and readings that conditions and terms speak of."""
    found = set(_read_by(plain))
    for line in lines(plain):
        found.add(subject(line))
        for part in compared(line) or (_bare(line),):
            found.add(subject(part))
            if counted := re.fullmatch(r"([a-z]\w*) (?:\w+ )?\w+ (?:after|before) \w+", part):
                found.add(counted.group(1))
    return found


def _bare(line: str) -> str:
    while line.startswith("not "):
        line = line.removeprefix("not ")
    return line


def _read_by(plain: Any) -> Iterator[str]:
    """The readings under which conditions and terms say one thing or another."""
    if isinstance(plain, dict):
        if "reading" in plain:
            yield plain["reading"]
        plain = list(plain.values())
    if isinstance(plain, list):
        for part in plain:
            yield from _read_by(part)
