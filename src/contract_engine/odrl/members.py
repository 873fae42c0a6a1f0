"""What policies say of who and what is in their collections -> definitions."""

from __future__ import annotations

from collections.abc import Sequence

from contract_engine.odrl.facts import Data, Facts, Words
from contract_engine.odrl.policy import Remark
from contract_engine.odrl.vocabulary import short


def definitions_of(
    members: Sequence[tuple[str, str]], facts: Facts, words: Words
) -> tuple[dict[str, Data], list[Remark]]:
    """A definition for each collection whose members are told; and circles, which are left out.

    Beside those told, others may be members: that is to be given.
    """
    wholes = {whole for _, whole in members}
    above: dict[str, list[str]] = {}
    made: dict[str, Data] = {}
    circles: list[Remark] = []
    for member, whole in members:
        if member in _around(whole, above):
            says = f"odrl:partOf {short(whole)}: this goes round in a circle"
            circles.append(Remark("left out", short(member), says))
            continue
        above.setdefault(member, []).append(whole)
        for role in ("party", "target"):
            fact = words.collections.get((role, whole))
            if fact is not None:
                inner = member in wholes
                line = (facts.is_in if inner else facts.is_one)(role, member)
                made.setdefault(fact, {"includes": []})["includes"].append(line)
    return made, circles


def _around(one: str, above: dict[str, list[str]]) -> set[str]:
    """A collection and every one that it is in."""
    found, todo = {one}, [one]
    while todo:
        more = set(above.get(todo.pop(), ())) - found
        found |= more
        todo += more
    return found
