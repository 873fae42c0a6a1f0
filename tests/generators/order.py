"""The order in which clauses defeat one another, which must have no cycle."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any, NamedTuple

from .names import Data, Names, names_of, subjects

LINES = ("means", "includes", "excludes", "rows")
TERMS = ("from", "through", "until")
LINKS = ("overrides", "subject_to", "replaces", "disapplies")


class Entry(NamedTuple):
    """A clause with its instrument."""

    id: str
    clause: Data
    instrument: Data


def entries(data: Data) -> list[Entry]:
    """The clauses of an agreement in order."""
    return [
        Entry(name, clause, instrument)
        for instrument in data["instruments"]
        for name, clause in (instrument.get("clauses") or {}).items()
    ]


def definitions(data: Data) -> list[Entry]:
    """The definitions of an agreement in order; those of no instrument are of the first."""
    first = data["instruments"][0]
    more = [Entry(name, each, first) for name, each in (data.get("definitions") or {}).items()]
    return more + [
        Entry(name, definition, instrument)
        for instrument in data["instruments"]
        for name, definition in (instrument.get("definitions") or {}).items()
    ]


def defines(definition: Entry) -> str:
    """The fact that a definition defines."""
    return definition.clause.get("defines") or definition.id.replace("-", "_")


def conditions(clause: Data) -> list[Any]:
    """Everything that a clause or definition asks, but for its terms."""
    return [
        *(clause.get(key) for key in ("when", "unless", *LINES)),
        *(way.get(key) for way in ways(clause) for key in ("when", "unless")),
    ]


def ways(clause: Data) -> Iterator[Data]:
    """The alternatives of a choice, and those of choices inside them."""
    for way in (clause.get("one_of") or {}).values():
        yield way
        yield from ways(way)


def behind(data: Data, clauses: Collection[Entry]) -> list[Entry]:
    """The definitions of what clauses speak of, and what disapplies them, and so on."""
    found: list[Entry] = []
    every = spelt_out(data)
    known = {entry.id for entry in definitions(data)}
    while True:
        looked_at = [*clauses, *found]
        ids = {entry.id for entry in looked_at}
        asked = subjects(
            [part for e in looked_at for part in (*conditions(e.clause), *terms(e.clause))]
        )
        more = [
            entry
            for entry in every
            if entry.id not in ids
            and (
                (entry.id in known and defines(entry) in asked)
                or ids & set(entry.clause.get("disapplies") or ())
            )
        ]
        if not more:
            return found
        found += more


def terms(clause: Data) -> list[Any]:
    """The days on which a clause begins and ends."""
    notice = (clause.get("term") or {}).get("unless") or {}
    return [*(clause.get(key) for key in (*TERMS, "void_after")), notice.get("event")]


def everything(data: Data) -> list[Entry]:
    """Definitions and clauses."""
    return definitions(data) + entries(data)


PARTIES = ("lessor", "lessee")
"""Who bears norms; any other bearer stands for each of them, or may."""


def norms(clause: Data) -> Iterator[tuple[str, str, str]]:
    """The norms of a clause: bearer, modality, action; of a choice those that each may become."""
    for norm in _listed(clause.get("norm")):
        yield from _parts_of(norm)
    for norm in (norm for way in ways(clause) for norm in _listed(way.get("norm"))):
        for bearer, modality, action in _parts_of(norm):
            yield bearer, modality, action
            if modality == "must":
                yield bearer, "may", action


def _parts_of(norm: Any) -> Iterator[tuple[str, str, str]]:
    text = norm["norm"] if isinstance(norm, dict) else norm
    said = re.fullmatch(r"(.+?) (may|must not|must|need not) (\S+)", text)
    assert said is not None, norm
    for bearer in PARTIES if said[1] not in PARTIES else (said[1],):
        yield bearer, said[2], said[3]


def groups_of(data: Data) -> dict[str, Data]:
    """The groups of an agreement and its instruments."""
    found = dict(data.get("groups") or {})
    for instrument in data["instruments"]:
        found |= instrument.get("groups") or {}
    return found


def merged(data: Data, entry: Entry) -> Entry:
    """The clause with the conditions and terms of the groups, and the instrument, it is in."""
    clause, groups = dict(entry.clause), groups_of(data)
    name = clause.get("in")
    while name is not None:
        group = groups[name]
        ended = {"through", "term"} & clause.keys()
        if "from" not in clause and "void_after" in group:
            clause["void_after"] = group["void_after"]
        for key in (*TERMS, "term"):
            if key in group and not (ended and key in ("through", "term")):
                clause.setdefault(key, group[key])
        for key in ("when", "unless"):
            if key in group:
                clause[key] = [*_listed(clause.get(key)), *_listed(group[key])]
        name = group.get("in")
    if "term" in entry.instrument and not {"through", "term"} & clause.keys():
        clause["term"] = entry.instrument["term"]
    return Entry(entry.id, clause, entry.instrument)


def spelt_out(data: Data) -> list[Entry]:
    """Everything, with what it takes from groups, and clauses in place of groups they are in."""
    groups, found = groups_of(data), [merged(data, entry) for entry in everything(data)]
    inside: dict[str, list[str]] = {name: [] for name in groups}
    for entry in found:
        name = entry.clause.get("in")
        while name is not None:
            inside[name].append(entry.id)
            name = groups[name].get("in")
    for entry in found:
        for key in LINKS:
            if key in entry.clause:
                names = [one for name in entry.clause[key] for one in inside.get(name, [name])]
                entry.clause[key] = [name for name in names if name != entry.id]
    return found


def _listed(plain: Any) -> list[Any]:
    if plain is None:
        return []
    return plain if isinstance(plain, list) else [plain]


def rank(instrument: Data, data: Data) -> tuple[date, int]:
    """The effective day and place of the instrument, or of the one it clarifies."""
    if "clarifies" in instrument:
        by_name = {other["instrument"]: other for other in data["instruments"]}
        return rank(by_name[instrument["clarifies"]], data)
    return date.fromisoformat(instrument["effective"]), data["instruments"].index(instrument)


def is_not_later(data: Data, one: Data, other: Data) -> bool:
    """Whether the one instrument is the other, or before it in every order there is."""
    places = data["instruments"]
    return (
        places.index(one) <= places.index(other)
        and one["effective"] <= other["effective"]
        and rank(one, data) <= rank(other, data)
    )


def may_meet(one: Data, other: Data, names: Names) -> bool:
    """Whether the clauses may contradict each other on some act of one bearer."""
    return any(
        bearer == bearer2
        and clash(modality, modality2)
        and (action in names.wider[action2] or action2 in names.wider[action])
        for bearer, modality, action in norms(one)
        for bearer2, modality2, action2 in norms(other)
    )


def clash(one: str, other: str) -> bool:
    """Whether the modalities are incompatible."""
    return {one, other} in ({"must not", "may"}, {"must not", "must"}, {"need not", "must"})


def named(winner: Entry, loser: Entry) -> bool:
    """Whether the first overrides the second by name."""
    wins = loser.id in (winner.clause.get("overrides") or [])
    return wins or winner.id in (loser.clause.get("subject_to") or [])


def over_many(winner: Entry, loser: Entry) -> bool:
    """Whether the first overrides all, or an instrument, and the second with it."""
    wins = {"all", loser.instrument["instrument"]} & set(winner.clause.get("overrides") or [])
    loses = {"all", winner.instrument["instrument"]} & set(loser.clause.get("subject_to") or [])
    return bool(wins or loses)


def place(instrument: Data, data: Data) -> int | None:
    """Where an instrument, or what it clarifies, stands in the order of precedence."""
    order = data.get("precedence") or []
    while instrument["instrument"] not in order:
        if "clarifies" not in instrument:
            return None
        instrument = next(
            i for i in data["instruments"] if i["instrument"] == instrument["clarifies"]
        )
    return list(order).index(instrument["instrument"])


def _goes_before(winner: Entry, loser: Entry, data: Data) -> bool:
    """Whether the first prevails where neither names the other."""
    if over_many(winner, loser) != over_many(loser, winner):
        return over_many(winner, loser)
    first, second = place(winner.instrument, data), place(loser.instrument, data)
    if first is not None and second is not None and first != second:
        return first < second
    return rank(winner.instrument, data) > rank(loser.instrument, data)


def has_cycle(data: Data) -> bool:
    """Whether the combined relation (by name, and by rank where none is named) has a cycle."""
    names, all_entries = names_of(data), spelt_out(data)
    loses_to = {
        loser.id: [
            winner.id
            for winner in all_entries
            if named(winner, loser)
            or (
                not named(loser, winner)
                and may_meet(winner.clause, loser.clause, names)
                and _goes_before(winner, loser, data)
            )
        ]
        for loser in all_entries
    }
    settled: set[str] = set()
    while len(settled) < len(loses_to):
        ready = {name for name, winners in loses_to.items() if settled.issuperset(winners)}
        if ready == settled:
            return True
        settled = ready
    return False
