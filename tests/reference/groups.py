"""Groups: what clauses take from them, and what their names stand for (docs/language.md)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .lines import listed

_TERMS = ("from", "through", "until")


def groups_of(data: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """The groups of the agreement and of its instruments."""
    found = dict(data.get("groups") or {})
    for instrument in data.get("instruments") or []:
        for name, entry in (instrument.get("groups") or {}).items():
            found[name] = begun(entry or {}, instrument)
    return {name: entry or {} for name, entry in found.items()}


def begun(entry: Mapping[str, Any], instrument: Mapping[str, Any]) -> Mapping[str, Any]:
    """The same with the day on which its term begins, "by default the instrument's `effective`"."""
    if "term" not in entry:
        return entry
    return {**entry, "term": {"begins": instrument["effective"], **entry["term"]}}


def with_group(
    entry: Mapping[str, Any], groups: Mapping[str, Mapping[str, Any]]
) -> Mapping[str, Any]:
    """ "A clause that is `in` a group has the group's conditions beside its own, and each of
    `from`, `through` and `until` that it doesn't state." A group "may itself be `in` a group".

    "`term` stands in the place of `through`"; one of a group begins when the group's instrument
    does, where it doesn't say: that is filled in by `groups_of`.
    """
    if "in" not in entry:
        return entry
    group = with_group(groups[entry["in"]], groups)
    taken: tuple[str, ...] = (
        ("from", "until") if {"through", "term"} & entry.keys() else (*_TERMS, "term")
    )
    taken = tuple(key for key in taken if key != "from" or "from" not in entry)
    if "from" in taken:
        taken = (*taken, "void_after")
    terms = {key: group[key] for key in taken if key in group}
    conditions = {
        key: [*listed(entry.get(key)), *listed(group.get(key))] for key in ("when", "unless")
    }
    return {**terms, **entry, **conditions}


def members(
    entries: Iterable[tuple[str, Mapping[str, Any]]], groups: Mapping[str, Mapping[str, Any]]
) -> dict[str, tuple[str, ...]]:
    """For each group the clauses in it, also through a group that is in it."""
    found: dict[str, tuple[str, ...]] = dict.fromkeys(groups, ())
    for name, entry in entries:
        inside = entry.get("in")
        while inside is not None:
            found[inside] = (*found[inside], name)
            inside = groups[inside].get("in")
    return found


def spread(
    names: Iterable[str], clauses_in: Mapping[str, tuple[str, ...]], by: str = ""
) -> tuple[str, ...]:
    """ "The name of a group stands for every clause that is in it, but for the one saying it." """
    every = (name for one in names for name in clauses_in.get(one, (one,)) if name != by)
    return tuple(dict.fromkeys(every))
