"""Random words on what prevails over many clauses, and an order of precedence."""

from __future__ import annotations

from random import Random

from .names import Data
from .order import Entry, clash, entries, has_cycle, norms
from .vocabulary import chance


def _opposed(data: Data, entry: Entry) -> bool:
    """Whether another clause of its instrument says the opposite: such are left in conflict."""
    own = list(norms(entry.clause))
    return any(
        act == act2 and bearer == bearer2 and clash(how, how2)
        for other in entries(data)
        if other.instrument is entry.instrument and other.id != entry.id
        for bearer, how, act in own
        for bearer2, how2, act2 in norms(other.clause)
    )


def add_precedence(rng: Random, data: Data) -> None:
    """Let clauses override all or an instrument, and instruments go before others."""
    instruments = [each["instrument"] for each in data["instruments"]]
    for entry in entries(data):
        if "states" not in entry.clause and not _opposed(data, entry) and chance(rng, 0.12):
            key = rng.choice(("overrides", "overrides", "subject_to"))
            word = rng.choice(("all", "all", rng.choice(instruments)))
            before = entry.clause.get(key)
            entry.clause[key] = [*(before or []), word]
            if has_cycle(data):
                entry.clause.pop(key)
                if before is not None:
                    entry.clause[key] = before
    if chance(rng, 0.15):
        data["precedence"] = rng.sample(instruments, rng.choice((2, 2, min(3, len(instruments)))))
        if has_cycle(data):
            del data["precedence"]
