"""Who a norm binds, as written -> the parties, each with the condition under which it is bound.

`each party`, `either party` and `every party but X` stand for parties by name, but for those that
succeed another and so take over what that one has; a role stands for the one of its parties that
it is in the situation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from contract_engine.files.tree import Path
from contract_engine.language.scope import Scope
from contract_engine.lazy_dataclass import dataclass
from contract_engine.model.conditions import All, Condition, Is, Not
from contract_engine.model.place import Span

_SEVERAL = re.compile(r"(each|either|every|any)\s+party(?:\s+but\s+(.+))?")
_BETWEEN = re.compile(r"\s*(?:,|\bor\b|\band\b)\s*")

Bearers = Mapping[str, Condition | None]
"""Parties, each with what must be so for it to be bound; None: whatever is so."""


@dataclass(frozen=True)
class Said:
    """The words for a bearer, and where they stand."""

    words: str
    path: Path
    start: int


def read_bearers(scope: Scope, said: Said) -> Bearers | None:
    """The parties that the words stand for; None after reporting what is wrong with them."""
    place = scope.tree.part(said.path, said.start, len(said.words))
    match = _SEVERAL.fullmatch(said.words)
    if match is None:
        return _one(scope, said.words, place)
    parties = [name for name in scope.vocabulary.parties if name not in scope.successors]
    if match[1] == "either" and len(parties) != 2:
        several = f"{len(parties)} parties" if len(parties) > 2 else "one party"
        help_ = "write `each party` or `every party but ...`"
        scope.report("E320", f"`either party` of {several}", place, help=help_)
        return None
    but = [name for name in _BETWEEN.split(match[2] or "") if name]
    known = [*scope.vocabulary.parties, *scope.vocabulary.roles]
    unknown = [name for name in but if name not in known]
    for name in unknown:
        at = said.start + said.words.index(name, match.start(2))
        span = scope.tree.part(said.path, at, len(name))
        scope.unknown("E305", "party", name, span, known)
    if unknown:
        return None
    left = dict(_left(scope, parties, but, place))
    if not left:
        help_ = "take a party away after `but`"
        scope.report("E320", f"`{said.words}` is nobody", place, help=help_)
        return None
    return left


def _one(scope: Scope, name: str, place: Span) -> Bearers | None:
    words = scope.vocabulary
    if name in words.parties:
        return {name: None}
    if name in words.roles:
        return {party: is_in_role(name, party, place) for party in words.roles[name]}
    scope.unknown("E305", "party", name, place, [*words.parties, *words.roles])
    return None


def _left(
    scope: Scope, parties: list[str], but: list[str], place: Span
) -> Iterator[tuple[str, Condition | None]]:
    """The parties that are none of those after `but`, of whom some may be so in a situation."""
    roles = scope.vocabulary.roles
    for party in parties:
        if party in but:
            continue
        not_in: list[Condition] = [
            Not(is_in_role(role, party, place), place)
            for role in but
            if role in roles and party in roles[role]
        ]
        yield party, All(tuple(not_in), place) if len(not_in) > 1 else next(iter(not_in), None)


def is_in_role(role: str, party: str, place: Span) -> Is:
    """That a party is the one in a role."""
    return Is(role, frozenset((party,)), (party,), place)
