"""The tables of this folder, and the vocabularies that they are about."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from contract_engine.files.folder import read_folder
from contract_engine.files.yaml_parser import parse
from contract_engine.language import load_folder
from contract_engine.model.vocabulary import Vocabulary

HERE = Path(__file__).parent
FOLDERS = {
    "microsoft-openai": HERE.parents[1] / "rules" / "microsoft-openai",
    "made-up": HERE / "made-up",
    "typed": HERE / "typed",
}


def table(name: str) -> Any:
    """A table of this folder, its scalars as they are written."""
    tree, problems = parse(name, (HERE / name).read_bytes())
    assert not problems, problems
    return tree.data


@cache
def vocabulary(agreement: str) -> Vocabulary:
    """The words of one of the agreements."""
    loaded, problems = load_folder(read_folder(FOLDERS[agreement]))
    assert loaded is not None, problems
    return loaded.vocabulary
