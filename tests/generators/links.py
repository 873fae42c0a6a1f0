"""Random links between clauses: repeals, replacements, and who prevails by name."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, timedelta
from itertools import combinations
from random import Random

from .conditions import random_condition
from .names import Data, Names, names_of
from .order import Entry, clash, entries, has_cycle, is_not_later, may_meet, named, norms, rank
from .vocabulary import GRADES, chance

AGAINST = {"may": "must not", "must not": "may", "must": "must not", "need not": "must"}


def link(rng: Random, data: Data, *, contradictions: int = 1) -> None:
    """Add links to an agreement, none of which makes a cycle; and mostly so many contradictions."""
    names = names_of(data)
    for instrument in data["instruments"]:
        _repeal(rng, data, instrument)
    for entry in entries(data):
        if chance(rng, 0.14):
            _replace(rng, data, entry)
    if chance(rng, 0.15):
        _succession(rng, data)
    if chance(rng, 0.45):
        _chain(rng, data, names)
    opposite: set[str] = set()
    for _ in range(contradictions):
        opposite |= _contradict(rng, data) if chance(rng, 0.9) else set()
    for one in entries(data):
        for other in entries(data):
            key = rng.choice(("overrides", "subject_to"))
            if one.id != other.id and chance(rng, 0.16) and not {one.id, other.id} <= opposite:
                _prevail(data, names, key, one, other)


def _earlier(data: Data, instrument: Data) -> list[Entry]:
    """The clauses of instruments that are before this one in every order there is."""
    return [
        entry
        for entry in entries(data)
        if entry.instrument is not instrument and is_not_later(data, entry.instrument, instrument)
    ]


def _repeal(rng: Random, data: Data, instrument: Data) -> None:
    targets = [entry.id for entry in _earlier(data, instrument)]
    if not targets or instrument["kind"] == "memorandum" or not chance(rng, 0.25):
        return
    some = rng.sample(targets, min(len(targets), rng.choice((1, 1, 2))))
    if chance(rng, 0.3):
        instrument["repeals"] = some
        return
    repeals: Data = {name: {"why": "It is no longer wanted."} for name in some}
    for name in some:
        if chance(rng, 0.3):
            repeals[name]["published"] = f"{date.fromisoformat(instrument['effective']).year}-12-31"
        if chance(rng, 0.3):
            repeals[name]["grade"] = rng.choice(GRADES)
        if chance(rng, 0.3):
            repeals[name]["cites"] = [{"source": rng.choice(list(data["sources"]))}]
    instrument["repeals"] = repeals


def _replace(rng: Random, data: Data, entry: Entry) -> None:
    """Replace clauses of earlier instruments, or clauses above it in its own."""
    own = list(entry.instrument["clauses"])
    targets = [
        *(earlier.id for earlier in _earlier(data, entry.instrument)),
        *own[: own.index(entry.id)],
    ]
    if not targets:
        return
    some = rng.sample(targets, min(len(targets), rng.choice((1, 1, 2))))
    entry.clause["replaces"] = some
    if "norm" in entry.clause and chance(rng, 0.6):
        replaced = {other.id: other.clause for other in entries(data)}[some[0]]
        if "norm" in replaced:  # it restates what it replaces, mostly on other conditions
            entry.clause["norm"] = deepcopy(replaced["norm"])


def _succession(rng: Random, data: Data) -> None:
    """Let three clauses replace one another, the last of them for some months."""
    some = entries(data)
    first, last = rng.choice(some), some[-1]
    between = [entry for entry in _earlier(data, last.instrument) if entry.id != first.id]
    between = [e for e in between if first.id in {x.id for x in _earlier(data, e.instrument)}]
    if not between or "norm" not in first.clause or "norm" not in last.clause:
        return
    middle = rng.choice(between)
    middle.clause["replaces"] = [first.id]
    last.clause["replaces"] = [middle.id]
    last.clause["norm"] = deepcopy(first.clause["norm"])
    end = date.fromisoformat(last.instrument["effective"]) + timedelta(days=200)
    last.clause.pop("from", None)
    last.clause["through"] = end.isoformat()[:7]


def _chain(rng: Random, data: Data, names: Names) -> None:
    """Make a clause, an exception to it and an exception to that exception."""
    some = [entry for entry in entries(data) if "norm" in entry.clause]
    if len(some) < 3:
        return
    base, exception, inner = sorted(rng.sample(some, 3), key=lambda e: rank(e.instrument, data))
    bearer, modality, action = next(norms(base.clause))
    base.clause["norm"] = f"{bearer} {modality} {action}"
    exception.clause["norm"] = f"{bearer} {AGAINST[modality]} {action}"
    back = rng.choice([way for way in AGAINST if clash(way, AGAINST[modality])])
    inner.clause["norm"] = f"{bearer} {back} {action}"
    for entry in (exception, inner):
        entry.clause.setdefault("when", [random_condition(rng, names, 1)])
    _prevail(data, names, "overrides", exception, base)
    _prevail(data, names, rng.choice(("overrides", "subject_to")), inner, exception)


def _contradict(rng: Random, data: Data) -> set[str]:
    """Make two clauses of one instrument say the opposite, on the same conditions.

    Of those that don't prevail over each other by name; the names of the two.
    """
    every = entries(data)
    free = [e for e in every if not any(named(e, other) or named(other, e) for other in every)]
    pairs = [
        (one, other)
        for one, other in combinations(free, 2)
        if one.instrument is other.instrument and "norm" in one.clause and "norm" in other.clause
    ]
    if not pairs:
        return set()
    one, other = rng.choice(pairs)
    bearer, modality, action = next(norms(one.clause))
    other.clause["norm"] = f"{bearer} {AGAINST[modality]} {action}"
    for key in ("when", "unless", "from", "through", "until"):
        other.clause.pop(key, None)
        if key in one.clause and chance(rng, 0.8):
            other.clause[key] = deepcopy(one.clause[key])
    return {one.id, other.id}


def _prevail(data: Data, names: Names, key: str, winner: Entry, loser: Entry) -> None:
    """Let one prevail over the other by name, where they may meet and no cycle comes of it."""
    if named(winner, loser) or named(loser, winner):
        return
    if not may_meet(winner.clause, loser.clause, names):
        return
    writer, target = (winner, loser) if key == "overrides" else (loser, winner)
    before = writer.clause.get(key, [])
    writer.clause[key] = [*before, target.id]
    if has_cycle(data):
        writer.clause[key] = before
        if not before:
            del writer.clause[key]
