"""What facts say of how people speak of them -> Usage, its parties and slots checked."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from contract_engine.files.shapes import FactShape
from contract_engine.files.tree import Path
from contract_engine.language.scope import Scope, listed
from contract_engine.model.vocabulary import Fact, Party, Usage, YesNoFact

_SLOT = re.compile(r"\{([^{}]*)\}")
_SLOTS = ("value", "label")


def read_usage(
    scope: Scope,
    shapes: Mapping[str, FactShape | None],
    facts: Mapping[str, Fact],
    parties: Mapping[str, Party],
) -> dict[str, Usage]:
    """The usage of each fact that says something of it; problems go to the scope."""
    found = {}
    for name, shape in shapes.items():
        if shape is None or name not in facts:
            continue
        path: Path = ("facts", name)
        for key, party in (("owner", shape.owner), ("conduct", shape.conduct)):
            _check_party(scope, party, (*path, key), parties)
        phrases = tuple(listed(shape.phrase))
        _check_phrases(scope, facts[name], phrases, (*path, "phrase"))
        prepositions = tuple(listed(shape.prepositions))
        usage = Usage(phrases, prepositions, shape.owner or "", shape.conduct or "")
        if usage != Usage():
            found[name] = usage
    return found


def slots_of(phrase: str) -> list[str]:
    """The names in the braces of a phrase."""
    return _SLOT.findall(phrase)


def _check_party(scope: Scope, name: str | None, path: Path, parties: Collection[str]) -> None:
    if name is not None and name not in parties and not scope.lost(path):
        scope.unknown("E305", "party", name, scope.tree.value(path), parties)


def _check_phrases(scope: Scope, fact: Fact, phrases: tuple[str, ...], path: Path) -> None:
    """A yes/no fact has a phrase for yes and one for no; any other fact has one."""
    most = 2 if isinstance(fact, YesNoFact) else 1
    if len(phrases) > most:
        sort = "for yes and one for no" if most == 2 else "for any value: write `{value}` in it"
        help_ = f"write one phrase {sort}"
        scope.report(
            "E210", f"`{fact.id}` has too many phrases", scope.tree.value(path), help=help_
        )
    for phrase in phrases:
        for slot in slots_of(phrase):
            if slot not in _SLOTS:
                help_ = "write `{value}` for the value's label, `{label}` for the fact's"
                message = f"`{{{slot}}}` is nothing that a phrase can have"
                scope.report("E210", message, scope.tree.value(path), help=help_)
