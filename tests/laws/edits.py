"""An agreement -> the same in another order, or with something left out, added or changed."""

from __future__ import annotations

from collections.abc import Collection
from copy import deepcopy
from datetime import date
from random import Random
from typing import Any

from tests.generators import Data
from tests.generators.conditions import random_condition
from tests.generators.names import names_of
from tests.generators.order import rank

LINKS = ("overrides", "subject_to", "replaces")


def without_clauses(data: Data, names: Collection[str]) -> Data:
    """The agreement that never had these clauses: nothing names them either."""
    data = deepcopy(data)
    for instrument in data["instruments"]:
        clauses = instrument.get("clauses") or {}
        for name in [name for name in clauses if name in names]:
            del clauses[name]
        for clause in clauses.values():
            for key in LINKS:
                if key in clause:
                    clause[key] = [name for name in clause[key] if name not in names]
        repeals = instrument.get("repeals")
        if isinstance(repeals, list):
            instrument["repeals"] = [name for name in repeals if name not in names]
        elif repeals is not None:
            instrument["repeals"] = {
                name: repeal for name, repeal in repeals.items() if name not in names
            }
    return data


def without_repeals(data: Data, gone: Collection[tuple[str, str]]) -> Data:
    """The agreement in which these instruments don't repeal these clauses."""
    data = deepcopy(data)
    for instrument in data["instruments"]:
        repeals = instrument.get("repeals") or {}
        kept = [name for name in repeals if (instrument["instrument"], name) not in gone]
        if isinstance(repeals, list):
            instrument["repeals"] = kept
        elif repeals:
            instrument["repeals"] = {name: repeals[name] for name in kept}
    return data


def without_instruments(data: Data, names: Collection[str]) -> Data:
    """The agreement whose files never had these instruments, nor what clarifies them."""
    gone = set(with_clarifications(data, names))
    clauses = {
        clause
        for instrument in data["instruments"]
        if instrument["instrument"] in gone
        for clause in instrument.get("clauses") or {}
    }
    data = without_clauses(data, {*clauses, *gone})
    if "precedence" in data:
        data["precedence"] = [name for name in data["precedence"] if name not in gone]
    data["instruments"] = [i for i in data["instruments"] if i["instrument"] not in gone]
    return data


def with_clarifications(data: Data, names: Collection[str]) -> list[str]:
    """These instruments, the clarifications of them, and the clarifications of those."""
    gone = list(names)
    for name in gone:
        gone += [
            i["instrument"]
            for i in data["instruments"]
            if i.get("clarifies") == name and i["instrument"] not in gone
        ]
    return gone


def cut_after(data: Data, version: str) -> Data:
    """The agreement as it was after this instrument: nothing of a higher rank."""
    by_name = {instrument["instrument"]: instrument for instrument in data["instruments"]}
    limit = rank(by_name[version], data)
    return without_instruments(data, [n for n, i in by_name.items() if rank(i, data) > limit])


def shuffled(rng: Random, data: Data) -> Data:
    """The same clauses and instruments in another order, as far as order has no meaning.

    The order of instruments decides between those that take effect on one day, and only there.
    """
    data = deepcopy(data)
    for instrument in data["instruments"]:
        instrument["clauses"] = _mixed(rng, instrument.get("clauses") or {})
    places: dict[date, list[Data]] = {}
    for instrument in data["instruments"]:
        places.setdefault(date.fromisoformat(instrument["effective"]), []).append(instrument)
    order = [day for day, some in places.items() for _ in some]
    rng.shuffle(order)
    data["instruments"] = [places[day].pop(0) for day in order]
    return data


def with_clause(data: Data, place: int, name: str, clause: Data) -> Data:
    """The agreement with one more clause in the instrument at this place."""
    data = deepcopy(data)
    instrument = data["instruments"][place]
    instrument["clauses"] = {**(instrument.get("clauses") or {}), name: clause}
    return data


def without_habits(data: Data) -> Data:
    """The agreement in which nothing is usually so and no reading has a default."""
    data = deepcopy(data)
    for words in ("facts", "events"):
        data[words] = {
            name: {k: v for k, v in entry.items() if k != "usually"} if entry else entry
            for name, entry in data[words].items()
        }
    for reading in data["readings"].values():
        reading.pop("default", None)
    return data


def edited(rng: Random, data: Data) -> Data:
    """The agreement after somebody's small edit, which may change no answer at all."""
    data = deepcopy(data)
    names = names_of(data)
    clauses = [
        (instrument, name)
        for instrument in data["instruments"]
        for name, clause in (instrument.get("clauses") or {}).items()
        if "norm" in clause
    ]
    if not clauses:
        return data
    instrument, name = rng.choice(clauses)
    clause = instrument["clauses"][name]
    match rng.choice(("condition", "exception", "drop", "term", "text", "modality", "gone")):
        case "condition":
            clause["when"] = [*_listed(clause.get("when")), random_condition(rng, names)]
        case "exception":
            clause["unless"] = [*_listed(clause.get("unless")), random_condition(rng, names)]
        case "drop":
            for key in ("when", "unless"):
                if clause.get(key) and rng.random() < 0.7:
                    clause[key] = clause[key][1:]
        case "term":
            for key in ("from", "through", "until"):
                clause.pop(key, None)
        case "text":
            clause["text"] = "The same provision in other words."
        case "modality":
            bearer, *_, action = str(_listed(clause["norm"])[0]).split()
            clause["norm"] = f"{bearer} {rng.choice(('may', 'must not', 'must'))} {action}"
        case "gone":
            data = without_clauses(data, [name])
    return data


def _mixed(rng: Random, mapping: Data) -> Data:
    items = list(mapping.items())
    rng.shuffle(items)
    return dict(items)


def _listed(plain: Any) -> list[Any]:
    if plain is None:
        return []
    return plain if isinstance(plain, list) else [plain]
