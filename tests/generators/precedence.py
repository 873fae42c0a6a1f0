"""Random words on what prevails over many clauses, and an order of precedence."""

from __future__ import annotations

from random import Random

from .names import Data
from .order import entries, has_cycle
from .vocabulary import chance


def add_precedence(rng: Random, data: Data) -> None:
    """Let clauses override all or an instrument, and instruments go before others."""
    instruments = [each["instrument"] for each in data["instruments"]]
    for entry in entries(data):
        if "states" not in entry.clause and chance(rng, 0.14):
            key = rng.choice(("overrides", "overrides", "subject_to"))
            word = rng.choice(("all", "all", rng.choice(instruments)))
            before = entry.clause.get(key)
            entry.clause[key] = [*(before or []), word]
            if has_cycle(data):
                entry.clause.pop(key)
                if before is not None:
                    entry.clause[key] = before
    if chance(rng, 0.4):
        data["precedence"] = rng.sample(instruments, rng.choice((2, 2, min(3, len(instruments)))))
        if has_cycle(data):
            del data["precedence"]
