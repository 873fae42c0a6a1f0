"""One fact of `agreement.yaml` -> a Fact of its type."""

from __future__ import annotations

import re
from functools import partial

from contract_engine.files.shapes import FactShape, ValueShape
from contract_engine.files.tree import Path
from contract_engine.language.scope import Scope
from contract_engine.language.values.amounts import read_ordered, read_percentage
from contract_engine.language.values.days import read_number
from contract_engine.language.values.typed import read_date, read_kind, read_yes_no
from contract_engine.language.vocabulary.taxonomy import walk_kinds, words_in
from contract_engine.lazy_dataclass import replace
from contract_engine.model.vocabulary import (
    DateFact,
    Fact,
    KindFact,
    NumberFact,
    Value,
    YesNoFact,
)

_CURRENCY = re.compile(r"[A-Z]{3}")


def read_fact(
    scope: Scope, name: str, inner: FactShape | None, path: Path | None = None
) -> Fact | None:
    """The fact (or value of an act, at a path); None after reporting why its type isn't one."""
    path = path or ("facts", name)
    if scope.lost(path, (*path, "kind"), (*path, "type")):
        return None
    shape = inner or FactShape()
    if shape.kind is not None:
        return _kind(scope, name, shape, path)
    label, aliases = shape.label or words_in(name), tuple(shape.aliases)
    place, usual = scope.tree.key(path), (*path, "usually")
    _check_keys(scope, name, shape, path)
    match shape.type:
        case "number" | "money" | "percent" | "date-time" | "version":
            ordered = _ordered(scope, name, shape, path)
            if ordered is None:
                return None
            value = scope.read(shape.usually, usual, partial(read_ordered, ordered))
            return replace(ordered, label=label, aliases=aliases, usually=value, place=place)
        case "date" | "date or never":
            dated = DateFact(name, label, aliases, None, shape.type == "date or never", place)
            return replace(
                dated, usually=scope.read(shape.usually, usual, partial(read_date, dated))
            )
        case _:
            yes = scope.read(shape.usually, usual, lambda text: read_yes_no(name, text))
            return YesNoFact(name, label, aliases, yes, place)


def _ordered(scope: Scope, name: str, shape: FactShape, path: Path) -> NumberFact | None:
    """The fact without its words: what is needed to read a value of it; None after a report."""
    if scope.lost((*path, "min"), (*path, "max"), (*path, "currency"), (*path, "scheme")):
        return None
    read = read_percentage if shape.type == "percent" else read_number
    least = scope.read(shape.min, (*path, "min"), read)
    most = scope.read(shape.max, (*path, "max"), read)
    fits = (shape.min is None) is (least is None) and (shape.max is None) is (most is None)
    if least is not None and most is not None and least > most:
        scope.report(
            "E329",
            f"`{name}` can have no value",
            scope.tree.value((*path, "max")),
            also=((scope.tree.value((*path, "min")), "the least it can be"),),
            help="write the smaller number under `min:`",
        )
        fits = False
    currency = shape.currency or ""
    if shape.type == "money" and not _CURRENCY.fullmatch(currency):
        key = (*path, "currency")
        span = scope.tree.value(key) if currency else scope.tree.key(path)
        help_ = "write `currency: EUR`: three capitals"
        message = f"`{name}` is money without a currency"
        if currency:
            message = f"`{currency}` is not a currency"
        scope.report("E329", message, span, help=help_)
        fits = False
    if not fits:
        return None
    scheme = (shape.scheme or "plain") if shape.type == "version" else ""
    return NumberFact(
        name,
        name,
        sort=shape.type or "",
        currency=currency,
        least=least,
        most=most,
        scheme=scheme,
    )


def _check_keys(scope: Scope, name: str, shape: FactShape, path: Path) -> None:
    """Bounds belong to numbers and amounts, a currency to money."""
    for key, value, types in (
        ("min", shape.min, ("number", "money", "percent")),
        ("max", shape.max, ("number", "money", "percent")),
        ("currency", shape.currency, ("money",)),
        ("scheme", shape.scheme, ("version",)),
    ):
        if value is not None and shape.type not in types:
            span = scope.tree.key((*path, key))
            help_ = f"leave it out, or write `type: {types[0]}`"
            scope.report(
                "E329", f"`{name}` is no {types[0]}, so it has no `{key}`", span, help=help_
            )


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
