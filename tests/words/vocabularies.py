"""The tables of this folder, and the two vocabularies that they are about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from contract_engine.files.folder import read_folder
from contract_engine.files.tree import parse
from contract_engine.language import load_folder
from contract_engine.model.vocabulary import Action, Event, Fact, Vocabulary

HERE = Path(__file__).parent
FOLDERS = {
    "microsoft-openai": HERE.parents[1] / "rules" / "microsoft-openai",
    "made-up": HERE / "made-up",
}
Named = TypeVar("Named", Action, Fact, Event)


def table(name: str) -> Any:
    """A table of this folder, its scalars as they are written."""
    tree, problems = parse(name, (HERE / name).read_bytes())
    assert not problems, problems
    return tree.data


@cache
def vocabulary(agreement: str) -> Vocabulary:
    """The words of one of the two agreements, with the names that are still wished for."""
    loaded, problems = load_folder(read_folder(FOLDERS[agreement]))
    assert loaded is not None, problems
    words = loaded.vocabulary
    if agreement == "made-up":
        return words
    wishes = table("wishes.yaml")
    return replace(
        words,
        actions=_named(words.actions, wishes["actions"]),
        facts=_named(words.facts, wishes["facts"]),
        events=_named(words.events, wishes["events"]),
    )


def _named(words: Mapping[str, Named], wishes: Mapping[str, list[str]]) -> dict[str, Named]:
    return {name: _called(word, wishes.get(name, [])) for name, word in words.items()}


def _called(word: Named, names: list[str]) -> Named:
    return replace(word, aliases=(*word.aliases, *names))
