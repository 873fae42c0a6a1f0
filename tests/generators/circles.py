"""Whether anything in an agreement would hang on itself, which the language refuses."""

from __future__ import annotations

from .names import Data, defined_facts, subjects
from .order import LINES, TERMS, Entry, defines, definitions, spelt_out


def asked_by(entry: Entry) -> set[str]:
    """The names of which it hangs whether a clause applies, and what it says as a definition."""
    return subjects([entry.clause.get(key) for key in ("when", "unless", *TERMS, *LINES)])


def has_circle(data: Data) -> bool:
    """Whether the applying of a clause hangs on itself, by definitions or by what disapplies it."""
    every = spelt_out(data)
    hangs_on: dict[str, set[str]] = {f"fact {name}": set() for name in defined_facts(data)}
    for entry in definitions(data):
        hangs_on[f"fact {defines(entry)}"].add(entry.id)
    for entry in every:
        beginnings = [e.clause.get("from") for e in every if entry.id in _named(e, "replaces")]
        names = asked_by(entry) | subjects(beginnings)
        hangs_on[entry.id] = {f"fact {name}" for name in names if f"fact {name}" in hangs_on}
        hangs_on[entry.id] |= {e.id for e in every if entry.id in _named(e, "disapplies")}
    settled: set[str] = set()
    while len(settled) < len(hangs_on):
        ready = {name for name, others in hangs_on.items() if settled.issuperset(others)}
        if ready == settled:
            return True
        settled = ready
    return False


def _named(entry: Entry, key: str) -> list[str]:
    return entry.clause.get(key) or []
