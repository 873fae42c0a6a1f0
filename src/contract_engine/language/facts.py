"""One fact of `agreement.yaml` -> a Fact of its type."""

from __future__ import annotations

from contract_engine.files.data import Path
from contract_engine.files.shapes import FactShape, ValueShape
from contract_engine.language.days import read_event_day, read_number
from contract_engine.language.scope import Scope
from contract_engine.language.trees import walk_kinds, words_in
from contract_engine.language.values import read_kind, read_yes_no
from contract_engine.model.vocabulary import (
    DateFact,
    Fact,
    KindFact,
    NumberFact,
    Value,
    YesNoFact,
)


def read_fact(scope: Scope, name: str, inner: FactShape | None) -> Fact | None:
    """The fact; None where its type could not be read, after reporting why."""
    path: Path = ("facts", name)
    if scope.lost(path, (*path, "kind"), (*path, "type")):
        return None
    shape = inner or FactShape()
    if shape.kind is not None:
        return _kind(scope, name, shape, path)
    label, aliases = shape.label or words_in(name), tuple(shape.aliases)
    place, usual = scope.tree.key(path), (*path, "usually")
    match shape.type:
        case "number":
            number = scope.read(shape.usually, usual, read_number)
            return NumberFact(name, label, aliases, number, place)
        case "date":
            day = scope.read(shape.usually, usual, read_event_day)
            return DateFact(name, label, aliases, day, place)
        case _:
            yes = scope.read(shape.usually, usual, lambda text: read_yes_no(name, text))
            return YesNoFact(name, label, aliases, yes, place)


def _kind(scope: Scope, name: str, shape: FactShape, path: Path) -> Fact | None:
    if shape.type is not None:
        scope.report(
            "E204",
            f"`{name}` has both `kind:` and `type:`",
            scope.tree.key((*path, "type")),
            also=((scope.tree.key((*path, "kind")), "its values"),),
            help="leave `type:` out",
        )
    values = _values(scope, shape, path)
    if not values:
        if not shape.kind:
            help_ = "write its values below it, each as `NAME:`"
            place = scope.tree.key((*path, "kind"))
            scope.report("E205", "a kind has at least one value", place, help=help_)
        return None
    label, aliases = shape.label or words_in(name), tuple(shape.aliases)
    place = scope.tree.key(path)
    fact = KindFact(name, label, values, aliases, None, place)
    said = " ".join((shape.usually or "").split())
    known = scope.read(said or None, (*path, "usually"), lambda text: read_kind(fact, text))
    usual = said if known else None
    return KindFact(name, label, values, aliases, usual, place)


def _values(scope: Scope, shape: FactShape, path: Path) -> dict[str, Value]:
    nodes = list(walk_kinds(scope, shape.kind or {}, (*path, "kind"), "value"))
    inner = {name for node in nodes for name in node.above}
    leaves: dict[str, set[str]] = {node.name: set() for node in nodes}
    for node in nodes:
        if node.name not in inner:
            for name in (node.name, *node.above):
                leaves.setdefault(name, set()).add(node.name)
    values = {}
    for node in nodes:
        written = node.shape or ValueShape()
        values[node.name] = Value(
            node.name,
            written.label or words_in(node.name),
            tuple(written.aliases),
            node.above[-1] if node.above else None,
            frozenset(leaves[node.name]) or frozenset({node.name}),
            scope.tree.key(node.path),
        )
    return values
