"""An agreement's name on a command line or in a script -> the folder that holds it."""

from __future__ import annotations

import os
from pathlib import Path

from contract_engine.diagnostics import BadInput, Problem, Span
from contract_engine.diagnostics.nearest import did_you_mean
from contract_engine.files.snapshot import AGREEMENT as AGREEMENT
from contract_engine.files.snapshot import read_bytes

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


SWITCH = "CONTRACT_ENGINE_AGREEMENT"
"""The environment variable that names the agreement asked where a command line names none."""


def at_hand() -> list[str]:
    """The agreements of the folder one stands in: agreement.yaml itself, or those of ./rules."""
    here = Path(os.curdir)
    if (here / AGREEMENT).is_file():
        return ["."]
    rules = here / "rules"
    found = sorted(rules.iterdir()) if rules.is_dir() else []
    return [path.name for path in found if (path / AGREEMENT).is_file()]


def asked_here() -> str | None:
    """The agreement asked where none is named: the variable's, this folder's; None: the shipped.

    Raises BadInput where this folder holds several, and the first that is shipped isn't among them.
    """
    if named := os.environ.get(SWITCH):
        return named
    here = at_hand()
    if not here or DEFAULT in here:
        return None
    if len(here) > 1:
        help_ = f"name one: --agreement {here[0]}, or set {SWITCH}"
        message = f"this folder has several agreements: {', '.join(here)}"
        raise BadInput([Problem("E433", message, Span("rules"), help=help_)])
    return here[0]


def shipped(kind: str) -> list[Path]:
    """The `rules`, `scenarios` or `docs` that came with it: in its wheel, or in its checkout."""
    package = Path(__file__).parents[1]
    candidates = [package / "_shipped" / kind, package.parents[1] / kind]
    return [path for path in candidates if path.is_dir()]


def missing(name: str | Path) -> Problem:
    """That there is no such agreement, and which there are."""
    help_ = did_you_mean(str(name), names()) or "give an agreement's name, or a path"
    return Problem("E001", f"there is no agreement `{name}`", Span(str(name)), help=help_)


def text_of_file(file: str) -> str | None:
    """A file's text, for showing a line of it; None where it has none, or is a device or a pipe."""
    content = read_bytes(Path(file))
    return content.decode("utf-8-sig", "replace") if isinstance(content, bytes) else None
