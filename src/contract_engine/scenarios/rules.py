"""A scenario file and the agreement it names -> where the rules are that it is about."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from contract_engine.files.snapshot import AGREEMENT


def rules_of(file: Path, name: str, find: Callable[[str], Path]) -> Path:
    """The rules beside a scenario file, or else where `find` knows an agreement of this name.

    `name` is a path from the file's own folder, or a folder in the `rules` beside `scenarios`:
    scenarios/lease/first.yaml is about rules/lease.
    """
    for candidate in places_beside(file, name):
        if (candidate / AGREEMENT).is_file() or (candidate.suffix and candidate.is_file()):
            return candidate
    return find(name)


def places_beside(file: Path, name: str) -> tuple[Path, ...]:
    """Where the rules may stand that a scenario file is about, the likeliest first."""
    folder = file.parent
    return (
        folder / name,
        folder.parent / "rules" / name,
        folder.parent.parent / "rules" / name,
    )
