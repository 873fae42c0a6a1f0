"""The roles of `agreement.yaml` -> for each the parties that may be in it, and a fact of who is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from contract_engine.files.shapes import AgreementShape
from contract_engine.language.scope import Scope
from contract_engine.language.values.days import Unreadable
from contract_engine.language.values.typed import read_given
from contract_engine.language.vocabulary.taxonomy import words_in
from contract_engine.model.vocabulary import KindFact, Party, Value

Roles = Mapping[str, tuple[str, ...]]


def read_roles(
    scope: Scope, shape: AgreementShape, parties: Mapping[str, Party]
) -> Iterator[tuple[KindFact, tuple[str, ...]]]:
    """Each role as the fact whose value says who is in it, and the parties it may be."""
    for name, inner in shape.roles.items():
        path = ("roles", name)
        if not scope.check_word(name, path):
            continue
        if name in parties:
            scope.report(
                "E201",
                f"`{name}` is two things",
                scope.tree.key(path),
                label="a role",
                also=((parties[name].place, "a party"),),
                help="give one of them another name",
            )
            continue
        known = []
        for index, party in enumerate(inner.of):
            if party in parties and party not in known:
                known.append(party)
            elif party not in parties:
                place = scope.tree.value((*path, "of", index))
                scope.unknown("E305", "party", party, place, parties)
        if len(known) < 2:
            if len(known) == len(inner.of) and not scope.lost((*path, "of")):
                help_ = "name the parties of whom it may be one"
                message = "a role is of at least two parties"
                scope.report("E208", message, scope.tree.key(path), help=help_)
            scope.excused.names.add(name)
            continue
        yield _fact(scope, name, inner.label, tuple(inner.aliases), known, parties), tuple(known)


def _fact(
    scope: Scope,
    name: str,
    label: str,
    aliases: tuple[str, ...],
    of: list[str],
    parties: Mapping[str, Party],
) -> KindFact:
    values = {
        party: Value(party, parties[party].label, leaves=frozenset((party,)), place=place)
        for party in of
        for place in (parties[party].place,)
    }
    place = scope.tree.key(("roles", name))
    return KindFact(name, label or words_in(name), values, aliases, place=place)


def usual_party(scope: Scope, fact: KindFact, usually: str | None) -> str | None:
    """Who is usually in a role; None where nobody is, or after reporting what is wrong."""
    path = ("roles", fact.id, "usually")
    if usually is None or scope.lost(path):
        return None
    try:
        read_given(fact, usually)
    except Unreadable as error:
        scope.unreadable(error, scope.tree.value(path))
        return None
    return usually
