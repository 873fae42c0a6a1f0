"""The made-up licence, and the tables of questions about it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from contract_engine.api import LoadedAgreement
from contract_engine.files.folder import read_folder
from contract_engine.files.yaml_parser import parse
from contract_engine.language import load_folder

HERE = Path(__file__).parent
LICENCE = HERE / "licence"


@cache
def licence() -> LoadedAgreement:
    """The licence, read from its files."""
    agreement, problems = load_folder(read_folder(LICENCE))
    assert agreement is not None, problems
    return LoadedAgreement(agreement)


def table(name: str) -> Any:
    """A table of questions; every scalar is its text."""
    tree, problems = parse(name, (HERE / name).read_bytes())
    assert not problems
    return tree.data
