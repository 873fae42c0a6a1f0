"""An agreement's name on a command line or in a script -> the folder that holds it."""

from __future__ import annotations

import os
from pathlib import Path

from contract_engine.diagnostics import Problem, Span
from contract_engine.diagnostics.nearest import did_you_mean
from contract_engine.files.snapshot import AGREEMENT as AGREEMENT

DEFAULT = "microsoft-openai"
"""The agreement that is asked where none is named."""


def find_rules(name: str | Path) -> Path:
    """The folder (or file) of an agreement: a path that is there, ./rules/NAME, or shipped."""
    path = Path(name)
    if not str(name):
        return Path(os.curdir, "rules", "no such agreement")
    if not is_there(path) and len(path.parts) != 1:
        return path
    if path.name == AGREEMENT and path.is_file():
        return path.parent
    if is_there(path) and (len(path.parts) != 1 or path.suffix or str(name).startswith(".")):
        return path
    for base in rule_bases():
        if is_there(base / path) and (base / path).is_dir() and len(path.parts) == 1:
            return base / path
    return path


def is_there(path: Path) -> bool:
    """Whether there is such a file or folder; never an error, however odd the name."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def rule_bases() -> list[Path]:
    """Where agreements are looked for by name."""
    return [Path(os.curdir, "rules"), *shipped("rules")]


def names() -> list[str]:
    """The agreements that can be called by their name here."""
    folders = [p for base in rule_bases() if base.is_dir() for p in sorted(base.iterdir())]
    return list(dict.fromkeys(p.name for p in folders if (p / AGREEMENT).is_file()))


def shipped(kind: str) -> list[Path]:
    """The `rules` or `scenarios` that came with the engine: in its wheel, or in its checkout."""
    package = Path(__file__).parents[1]
    candidates = [package / "_shipped" / kind, package.parents[1] / kind]
    return [path for path in candidates if path.is_dir()]


def missing(name: str | Path) -> Problem:
    """That there is no such agreement, and which there are."""
    help_ = did_you_mean(str(name), names()) or "give an agreement's name, or a path"
    return Problem("E001", f"there is no agreement `{name}`", Span(str(name)), help=help_)
