"""The tables of this folder, and the agreements that they are about."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from contract_engine.api import LoadedAgreement
from contract_engine.cli.new import STARTER
from contract_engine.files.folder import read_folder
from contract_engine.files.yaml_parser import parse
from contract_engine.language import load_folder
from contract_engine.model.agreement import Agreement
from contract_engine.words.attempt import Understood
from contract_engine.words.command import command
from contract_engine.words.understand import Refused, understand

HERE = Path(__file__).parent
RULES = HERE.parents[1] / "rules"
FOLDERS = {
    **{name: RULES / name for name in ("microsoft-openai", "github-corporate", "zerotier-bsl")},
    "made-up": HERE / "made-up",
    "typed": HERE / "typed",
}
TODAY = date(2026, 11, 30)
"""The day on which the questions of these tables are asked."""


def table(name: str) -> Any:
    """A table of this folder, its scalars as they are written."""
    tree, problems = parse(name, (HERE / name).read_bytes())
    assert not problems, problems
    return tree.data


def rows() -> list[tuple[str, dict[str, Any]]]:
    """Every phrasing with its agreement."""
    return [(name, row) for name, rows in table("phrasings.yaml").items() for row in rows]


def _starter() -> Path:
    """The folder of rules that `new` makes, in a place of its own."""
    place = Path(mkdtemp()) / "lease"
    place.mkdir()
    for name in ("agreement.yaml", "2024-01.yaml"):
        text = (STARTER / name).read_text(encoding="utf-8")
        (place / name).write_text(text.replace("NAME", "lease"), encoding="utf-8")
    return place


@cache
def agreement(name: str) -> Agreement:
    """One of the agreements; `starter` is what `new` makes."""
    folder = _starter() if name == "starter" else FOLDERS[name]
    loaded, problems = load_folder(read_folder(folder))
    assert loaded is not None, problems
    return loaded


@cache
def loaded(name: str) -> LoadedAgreement:
    """One of the agreements, to be asked."""
    return LoadedAgreement(agreement(name))


@cache
def heard(name: str, text: str, on: date | None = None) -> Understood | Refused:
    """What an agreement makes of a question."""
    return understand(agreement(name), text, on, TODAY)


def reading(found: Understood | Refused) -> list[str]:
    """The requests as the words of their commands."""
    return [" ".join(command(r)) for r in found.requests] if isinstance(found, Understood) else []
