"""The order in which clauses defeat one another, which must have no cycle."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from .names import Data, Names, names_of


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


def norms(clause: Data) -> Iterator[tuple[str, str, str]]:
    """The norms of a clause: bearer, modality, action."""
    plain = clause.get("norm") or []
    for text in [plain] if isinstance(plain, str) else plain:
        bearer, *modality, action = text.split()
        yield bearer, " ".join(modality), action


def rank(instrument: Data, data: Data) -> tuple[date, int]:
    """The effective day and place of the instrument, or of the one it clarifies."""
    if "clarifies" in instrument:
        by_name = {other["instrument"]: other for other in data["instruments"]}
        return rank(by_name[instrument["clarifies"]], data)
    return date.fromisoformat(instrument["effective"]), data["instruments"].index(instrument)


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


def has_cycle(data: Data) -> bool:
    """Whether the combined relation (by name, and by rank where none is named) has a cycle."""
    names, all_entries = names_of(data), entries(data)
    ranks = {entry.id: rank(entry.instrument, data) for entry in all_entries}
    loses_to = {
        loser.id: [
            winner.id
            for winner in all_entries
            if named(winner, loser)
            or (
                not named(loser, winner)
                and ranks[winner.id] > ranks[loser.id]
                and may_meet(winner.clause, loser.clause, names)
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
