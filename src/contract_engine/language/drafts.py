"""A folder and the drafts that are asked for -> the same folder without the other drafts.

A draft (`proposed: yes`) counts only where it is asked for. One that amends or clarifies another
draft comes with it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from contract_engine.diagnostics import Problem, Span
from contract_engine.diagnostics.nearest import did_you_mean
from contract_engine.files.folder import Folder
from contract_engine.lazy_dataclass import replace

MOST = 20
"""So many drafts a folder may hold: each is tried on top of what is in effect."""
_NEEDED = ("amends", "clarifies")

Drafts = Mapping[str, tuple[str, ...]]
"""Drafts by name, each with the instruments that it amends or clarifies."""


def read_drafts(folder: Folder) -> Drafts:
    """The drafts among a folder's instruments, and those whose files stand elsewhere."""
    return {
        name: tuple(said for key in _NEEDED if isinstance(said := data.get(key), str))
        for name, data in folder.written()
        if name and (name in folder.added or data.get("proposed") == "yes")
    }


def together_with(drafts: Drafts, names: Iterable[str]) -> frozenset[str]:
    """These drafts, and those that they amend or clarify."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in drafts and name not in found:
            found.add(name)
            waiting += drafts[name]
    return frozenset(found)


def counting(folder: Folder, drafts: Drafts, chosen: Collection[str]) -> Folder:
    """The folder without the drafts that are not chosen."""
    return replace(folder, left_out=frozenset(drafts) - {*chosen})


def wrongly_asked(folder: Folder, drafts: Drafts, asked: Mapping[str, Span]) -> tuple[Problem, ...]:
    """What is wrong with the drafts that are asked for, and with how many there are."""
    problems = [
        _no_draft(name, place, drafts, {each for each, _ in folder.written()})
        for name, place in asked.items()
        if name not in drafts
    ]
    if len(drafts) > MOST:
        span = folder.main.value(("instruments",)) if folder.main is not None else Span(folder.name)
        help_ = "take those away that nobody considers any more"
        message = f"there are {len(drafts)} drafts, and {MOST} at most are looked at"
        problems.append(Problem("E349", message, span, help=help_))
    return tuple(problems)


def _no_draft(name: str, place: Span, drafts: Drafts, known: Collection[str]) -> Problem:
    if name in known:
        help_ = "leave it out, or write `proposed: yes` in it where it is only proposed"
        return Problem("E349", f"`{name}` is no draft: it counts anyway", place, help=help_)
    near = did_you_mean(name, drafts)
    help_ = "no instrument here says `proposed: yes`; a file's name ends in `.yaml`"
    if near.startswith("did"):
        help_ = near
    elif drafts:
        help_ = f"the drafts are: {', '.join(drafts)}; a file's name ends in `.yaml`"
    return Problem("E349", f"there is no draft `{name}`", place, help=help_)
