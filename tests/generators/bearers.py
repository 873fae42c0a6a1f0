"""Random bearers: norms of each party, of every party but one, of a role; and a successor."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from .names import Data
from .order import PARTIES, entries, has_cycle, norms
from .vocabulary import chance

ROLE = "in_default"
SUCCESSOR = "assignee"
SHARED = (
    "each party",
    "either party",
    "every party but lessor",
    f"every party but {ROLE}",
    f"every party but {ROLE}",
    ROLE,
    ROLE,
)
_SINCE = (*["{event}"] * 3, "30 days after {event}", "2021-05-01")


def add_bearers(rng: Random, data: Data) -> None:
    """Let norms bind more than one party, or one that the situation tells."""
    if chance(rng, 0.5):
        data["roles"] = {ROLE: {"of": [*PARTIES]}}
        if chance(rng, 0.3):
            data["roles"][ROLE]["usually"] = rng.choice(PARTIES)
        for entry in entries(data):
            norm = entry.clause.get("norm")
            if isinstance(norm, str) and chance(rng, 0.35):
                entry.clause["norm"] = re.sub(r"^\S+", rng.choice(SHARED), norm)
                if has_cycle(data):
                    entry.clause["norm"] = norm
        if not any(ROLE in text for text in _norms(data)):
            del data["roles"]
    if chance(rng, 0.45):
        _add_successor(rng, data)


def _norms(data: Data) -> Iterator[str]:
    for entry in entries(data):
        plain = entry.clause.get("norm") or []
        for norm in plain if isinstance(plain, list) else [plain]:
            yield norm["norm"] if isinstance(norm, dict) else norm


def _add_successor(rng: Random, data: Data) -> None:
    """A party that takes over what another has, which chooses nothing."""
    choosing = {
        bearer
        for entry in entries(data)
        if "one_of" in entry.clause
        for bearer, _, _ in norms(entry.clause)
    }
    events = [name for name, entry in data["events"].items() if "reading" not in (entry or {})]
    to = rng.choice(("lessor", "lessor", "lessee"))
    if to in choosing or not events:
        return
    since = rng.choice(_SINCE).format(event=rng.choice(events))
    data["parties"] = {**data["parties"], SUCCESSOR: None}
    data["succeeds"] = {SUCCESSOR: {"to": to, "from": since}}
    for key, probability in (("rights", 0.2), ("duties", 0.1), ("jointly", 0.3)):
        if chance(rng, probability):
            data["succeeds"][SUCCESSOR][key] = "yes" if key == "jointly" else "no"
            if key != "jointly":
                break
