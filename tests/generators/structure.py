"""Random structure: choices, parameters of norms, groups, and clauses that disapply others."""

from __future__ import annotations

from datetime import date
from random import Random

from .circles import has_circle
from .conditions import random_condition, random_term
from .instruments import ends_first
from .names import Data, Names
from .order import Entry, definitions, entries, everything, has_cycle, is_not_later, merged
from .vocabulary import chance

GROUPS = ("main-part", "side-part", "small-print")


def add_choices(rng: Random, data: Data, names: Names) -> None:
    """Turn some duties into choices, and give some norms parameters."""
    for entry in entries(data):
        norm = entry.clause.get("norm")
        if isinstance(norm, str) and chance(rng, 0.1):
            bearer = norm.split()[0]
            entry.clause["one_of"] = _alternatives(rng, names, bearer, norm.split()[-1])
            del entry.clause["norm"]
        elif isinstance(norm, str) and chance(rng, 0.1):
            entry.clause["with"] = {"manner": "in writing"}
        elif isinstance(norm, list) and chance(rng, 0.4):
            entry.clause["norm"] = [{"norm": norm[0], "with": {"days": "30"}}, *norm[1:]]


def _alternatives(
    rng: Random, names: Names, bearer: str, action: str, *, inside: bool = True
) -> Data:
    others = [name for name in names.wider if name != action]
    others = rng.sample(others, min(len(others), rng.choice((1, 1, 2))))
    found: Data = {}
    acts = (action, *others)
    for label, act in zip(("one-way", "another-way", "third-way"), acts, strict=False):
        way: Data = {"norm": f"{bearer} must {act}"}
        if chance(rng, 0.3):
            other = rng.choice(tuple(names.wider))
            modality = rng.choice(("may", "must", "must not", "need not"))
            if other != act:
                way["norm"] = [way["norm"], f"{bearer} {modality} {other}"]
        if inside and chance(rng, 0.35):
            way["one_of"] = _alternatives(rng, names, bearer, rng.choice(acts), inside=False)
            if chance(rng, 0.5):
                del way["norm"]
        if chance(rng, 0.5):
            way["when"] = [random_condition(rng, names, 1)]
        if chance(rng, 0.3):
            way["unless"] = random_condition(rng, names, 1)
        if chance(rng, 0.2):
            way["with"] = {"manner": "at once"}
        found[label] = way
    return found


def add_structure(rng: Random, data: Data, names: Names) -> None:
    """Repeal definitions, put clauses in groups, name groups, and let clauses disapply others."""
    for entry in definitions(data):
        if chance(rng, 0.15):
            _repeal(rng, data, entry)
    if chance(rng, 0.45):
        _add_groups(rng, data, names)
    for entry in everything(data):
        if chance(rng, 0.07):
            _disapply(rng, data, names, entry)


def _repeal(rng: Random, data: Data, entry: Entry) -> None:
    later = [
        instrument
        for instrument in data["instruments"]
        if instrument is not entry.instrument and is_not_later(data, entry.instrument, instrument)
    ]
    if later:
        _add_repeal(rng.choice(later), entry.id)


def _add_repeal(instrument: Data, name: str) -> None:
    repeals = instrument.get("repeals") or {}
    if name not in repeals:
        before = dict.fromkeys(repeals) if isinstance(repeals, list) else repeals
        instrument["repeals"] = {**before, name: {"why": "It was never clear."}}


def _add_groups(rng: Random, data: Data, names: Names) -> None:
    count = rng.choice((1, 2, 2))
    for place, name in enumerate(GROUPS[:count]):
        instrument = data["instruments"][0]
        holder = data if chance(rng, 0.4) else instrument
        group = _group(rng, names, date.fromisoformat(instrument["effective"]))
        if place and chance(rng, 0.85):
            group["in"] = GROUPS[0]
        holder["groups"] = {**(holder.get("groups") or {}), name: group}
    for entry in everything(data):
        if chance(rng, 0.25):
            entry.clause["in"] = rng.choice(GROUPS[:count])
            ends = ends_first(merged(data, entry).clause)
            if ends or has_circle(data) or has_cycle(data):
                del entry.clause["in"]
    for name in GROUPS[:count]:
        if chance(rng, 0.7):
            _name_group(rng, data, name)


def _group(rng: Random, names: Names, day: date) -> Data:
    group: Data = {"text": "A part of the whole"}
    if chance(rng, 0.5):
        group["when"] = [random_condition(rng, names, 1)]
    if chance(rng, 0.3):
        group["unless"] = random_condition(rng, names, 1)
    for key, probability in (("from", 0.15), ("through", 0.2), ("until", 0.2)):
        if chance(rng, probability):
            group[key] = random_term(rng, names, day)
    return group


def _name_group(rng: Random, data: Data, name: str) -> None:
    """Let a clause name the group, or an instrument repeal it, where the language allows it."""
    inside = [e for e in everything(data) if name in _around(data, e)]
    key = rng.choice(("overrides", "subject_to", "replaces", "disapplies", "repeals"))
    for entry in rng.sample(entries(data), len(entries(data))):
        ends = key in ("replaces", "repeals")
        if ends and not all(is_not_later(data, e.instrument, entry.instrument) for e in inside):
            continue
        if ends and any(e.instrument is entry.instrument for e in inside):
            continue
        if key == "repeals":
            if entry.instrument["kind"] != "memorandum":
                _add_repeal(entry.instrument, name)
            return
        before = entry.clause.get(key)
        entry.clause[key] = [*(before or []), name]
        if not (has_cycle(data) or has_circle(data)):
            return
        _put_back(entry.clause, key, before)


def _around(data: Data, entry: Entry) -> set[str]:
    groups = (data.get("groups") or {}) | (data["instruments"][0].get("groups") or {})
    found, name = set(), entry.clause.get("in")
    while name is not None:
        found.add(name)
        name = groups[name].get("in")
    return found


def _disapply(rng: Random, data: Data, names: Names, entry: Entry) -> None:
    """Let the clause disapply others, on conditions of its own."""
    some = definitions(data) if chance(rng, 0.5) else []
    others = [other.id for other in some or everything(data) if other.id != entry.id]
    if not others:
        return
    before = dict(entry.clause)
    entry.clause["disapplies"] = rng.sample(others, min(len(others), rng.choice((1, 1, 2))))
    entry.clause.setdefault("when", [random_condition(rng, names, 1)])
    if has_circle(data):
        entry.clause.clear()
        entry.clause.update(before)


def _put_back(clause: Data, key: str, before: list[str] | None) -> None:
    clause.pop(key)
    if before is not None:
        clause[key] = before
