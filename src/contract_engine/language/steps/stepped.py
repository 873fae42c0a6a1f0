"""The files as they are -> the names of the clauses that are steps, before any clause is read."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping

from contract_engine.files.folder import Folder
from contract_engine.files.tree import Data
from contract_engine.language.steps.circles import entered_by_none

KEYS = (
    *("after", "by", "where", "done_when", "then", "else"),
    *("still_owed", "counts_from", "at_most", "each"),
)
"""A clause with any of these is a step."""
_OF_A_STEP = re.compile(
    r"\bopened\b|\bperiod\.(?:first|last)\b|\.(?:opened|due|done|missed|breached)\b"
)
"""What makes a `through` the last day of a step."""


def step_names(folder: Folder) -> Mapping[str, bool]:
    """The steps of a folder's files by name, each with whether another clause opens it.

    An alternative of a choice that is a step has the name `CLAUSE.LABEL`.
    """
    clauses = dict(pair for _, data in folder.written() for pair in _clauses(data))
    found: dict[str, bool] = {}
    opens: dict[str, set[str]] = {}
    ways: set[str] = set()
    for name, clause in clauses.items():
        if is_step(clause):
            found[name] = False
        opens[name] = set(_follows(clause))
        alternatives = clause.get("one_of")
        if isinstance(alternatives, list):
            found[name] = False
            ways |= set(_names(alternatives))
            opens[name] |= set(_names(alternatives))
        elif isinstance(alternatives, dict) and is_step(clause):
            for label, each in alternatives.items():
                found[f"{name}.{label}"] = True
                opens[name] |= set(_follows(each))
    named = {each for follows in opens.values() for each in follows if each in clauses}
    for name in named:
        found[name] = True
    for name in _entries(clauses, opens, ways):
        found[name] = False
    return found


def _entries(
    clauses: Mapping[str, Mapping[str, Data]],
    opens: Mapping[str, Iterable[str]],
    ways: Container[str],
) -> Iterator[str]:
    """Where circles of steps are entered that no other step names.

    At those of their steps that have a trigger of their own, or else at the first of them.
    """
    for circle in entered_by_none(opens):
        first = [name for name in clauses if name in circle and name not in ways]
        own = [name for name in first if "after" in clauses[name] or "each" in clauses[name]]
        yield from own or first[:1]


def is_step(clause: Mapping[str, Data]) -> bool:
    """Whether a clause, as it is written, is a step by what it says itself."""
    if any(key in clause for key in KEYS):
        return True
    alternatives = clause.get("one_of")
    if isinstance(alternatives, list):
        return True
    if isinstance(alternatives, dict) and any(
        isinstance(each, dict) and is_step(each) for each in alternatives.values()
    ):
        return True
    return speaks_of_steps(clause.get("through"))


def speaks_of_steps(data: Data) -> bool:
    """Whether a term is counted from when a step opens."""
    if isinstance(data, str):
        return _OF_A_STEP.search(data) is not None
    if isinstance(data, dict):
        return any(speaks_of_steps(key) or speaks_of_steps(part) for key, part in data.items())
    return isinstance(data, list) and any(speaks_of_steps(part) for part in data)


def _follows(data: Data) -> Iterator[str]:
    if isinstance(data, dict):
        for key in ("then", "else"):
            yield from _names(data.get(key))


def _names(data: Data) -> Iterator[str]:
    for each in data if isinstance(data, list) else [data]:
        if isinstance(each, str):
            yield each


def _clauses(data: Mapping[str, Data]) -> Iterator[tuple[str, dict[str, Data]]]:
    clauses = data.get("clauses")
    if isinstance(clauses, dict):
        for name, clause in clauses.items():
            if isinstance(clause, dict):
                yield name, clause
