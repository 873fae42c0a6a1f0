"""`{sum: [...]}`, `{percent: 12, of: fees}` and the like -> Formulas, of the type of a fact."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from typing import cast

from contract_engine.files.tree import Data, Path
from contract_engine.language.scope import Scope
from contract_engine.language.values.days import Unreadable, read_number
from contract_engine.lazy_dataclass import dataclass
from contract_engine.model.formulas import (
    Constant,
    Difference,
    Formula,
    GreaterOf,
    Half,
    Input,
    LesserOf,
    Product,
    Rounded,
    Share,
    Sum,
)
from contract_engine.model.vocabulary import Fact, NumberFact

NUMBER = ("number", "")
PERCENT = ("percent", "")
Unit = tuple[str, str]
"""The type of a value and, of an amount, its currency."""

_LISTS: Mapping[str, type[Sum | Difference | GreaterOf | LesserOf]] = {
    "sum": Sum,
    "difference": Difference,
    "greater_of": GreaterOf,
    "lesser_of": LesserOf,
}
KEYS = (*_LISTS, "product", "percent")
"""The keys by which a formula is known; `of` stands beside `percent`, and `round` beside all."""
_CONSTANT = re.compile(r"(?:([A-Z]{3})\s*)?(-?[\d.,_']+)(?:\s*(%|[A-Z]{3}))?")
_EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)
_HOW = "write `sum`, `difference`, `product`, `percent` with `of`, `greater_of` or `lesser_of`"


@dataclass(frozen=True)
class _Read:
    """A formula and the unit of its values."""

    formula: Formula
    unit: Unit


def unit_of(fact: Fact) -> Unit | None:
    """The unit of a fact that can be computed with; None of any other.

    Args:
        fact: The fact.
    """
    if isinstance(fact, NumberFact) and fact.sort in ("number", "money", "percent"):
        return fact.sort, fact.currency
    return None


def tell_unit(unit: Unit) -> str:
    """A unit, in words.

    Args:
        unit: The unit.
    """
    sort, currency = unit
    return currency or {"number": "a number", "percent": "a percentage"}[sort]


def is_formula(data: Data) -> bool:
    """Whether something written is meant as a formula.

    Args:
        data: What is written.
    """
    return isinstance(data, dict) and bool(data.keys() & {*KEYS, "round", "of"})


def read_formula(scope: Scope, fact: NumberFact, data: Data, path: Path) -> Formula | None:
    """What a number follows from; None after reporting what is wrong.

    Args:
        scope: The file and the vocabulary.
        fact: The fact that it is the value of.
        data: What is written.
        path: Where.
    """
    wanted = unit_of(fact)
    if wanted is None:
        message = f"`{fact.id}` is of type {fact.sort}, and can't be computed"
        help_ = "numbers, percentages and amounts can"
        scope.report("E338", message, scope.tree.value(path), help=help_)
        return None
    read = _read(scope, data, path)
    if read is None:
        return None
    if read.unit != wanted:
        message = f"`{fact.id}` is {_is(wanted)}, and this comes to {tell_unit(read.unit)}"
        help_ = "a definition gives a value of the fact's type; currencies are never converted"
        scope.report("E338", message, scope.tree.value(path), help=help_)
        return None
    return read.formula


def _is(unit: Unit) -> str:
    return f"in {unit[1]}" if unit[1] else tell_unit(unit)


def _read(scope: Scope, data: Data, path: Path) -> _Read | None:
    if scope.lost(path):
        return None
    if isinstance(data, str):
        return _operand(scope, data, path)
    if not isinstance(data, dict):
        kind = "a list" if isinstance(data, list) else "nothing"
        help_ = "write a fact, a constant, or a formula such as `{sum: [...]}`"
        scope.report("E338", f"this is {kind}, and no value", scope.tree.key(path), help=help_)
        return None
    rounding = data.get("round")
    said = [key for key in data if key != "round"]
    found = None
    if not [key for key in said if key in KEYS] or {*said} - {*KEYS, "of"}:
        unknown = next((key for key in said if key not in (*KEYS, "of")), "")
        place = scope.tree.key((*path, unknown)) if unknown else scope.tree.key(path)
        what = f"`{unknown}` is no key of a formula" if unknown else "this computes nothing"
        scope.report("E338", what, place, help=_HOW)
        return None
    if len(said) > 1 and {*said} != {"percent", "of"}:
        place = scope.tree.key((*path, said[1]))
        help_ = "one formula may stand inside another: `{sum: [{percent: 12, of: fees}, 100]}`"
        scope.report("E338", "a formula computes in one way", place, help=help_)
        return None
    if "percent" in data:
        found = _share(scope, data, path)
    elif "product" in data:
        found = _product(scope, data["product"], (*path, "product"))
    else:
        found = _of_parts(scope, said[0], data[said[0]], (*path, said[0]))
    if "round" in data:
        round_to = _rounding(scope, rounding, (*path, "round"))
        if found is not None and round_to is not None:
            return _Read(Rounded(found.formula, *round_to), found.unit)
        return None
    return found


def _operand(scope: Scope, text: str, path: Path) -> _Read | None:
    """A fact, or a constant with its unit."""
    text = " ".join(text.split())
    place = scope.tree.value(path)
    fact = scope.vocabulary.facts.get(text)
    if fact is not None:
        unit = unit_of(fact)
        if unit is None:
            message = f"`{text}` is no number, percentage or amount, so nothing follows from it"
            scope.report("E338", message, place, help="name one that is, or write a constant")
            return None
        return _Read(Input(text), unit)
    found = _CONSTANT.fullmatch(text)
    if found is None or (found[1] and found[3]):
        numbers = [name for name, each in scope.vocabulary.facts.items() if unit_of(each)]
        if text in scope.vocabulary.events or not re.fullmatch(r"[a-z][a-z0-9_]*", text):
            help_ = "name a fact, or write a constant: `100`, `12 %`, `100 USD`"
            scope.report("E338", f"`{text}` can't be computed with", place, help=help_)
        else:
            scope.unknown("E301", "fact", text, place, numbers)
        return None
    try:
        value = read_number(found[2])
    except Unreadable as error:
        scope.unreadable(error, place)
        return None
    sign = found[1] or found[3] or ""
    unit = PERCENT if sign == "%" else ("money", sign) if sign else NUMBER
    return _Read(Constant(value, text), unit)


def _parts(scope: Scope, key: str, data: Data, path: Path) -> list[tuple[_Read, Path]] | None:
    if scope.lost(path):
        return None
    if not isinstance(data, list) or len(data) < 2:
        help_ = f"write at least two: `{key}: [fees, 100 USD]`"
        scope.report("E338", f"`{key}` takes a list", scope.tree.key(path), help=help_)
        return None
    read = [(_read(scope, each, (*path, i)), (*path, i)) for i, each in enumerate(data)]
    if any(part is None for part, _ in read):
        return None
    return cast("list[tuple[_Read, Path]]", read)


def _of_parts(scope: Scope, key: str, data: Data, path: Path) -> _Read | None:
    """Parts of one unit."""
    read = _parts(scope, key, data, path)
    if read is None:
        return None
    unit = read[0][0].unit
    for part, at in read[1:]:
        if part.unit != unit:
            message = f"{tell_unit(part.unit)} stands beside {tell_unit(unit)}"
            both = part.unit[1] and unit[1]
            help_ = "currencies are never converted" if both else "write all with one unit"
            scope.report("E338", message, scope.tree.value(at), help=help_)
            return None
    return _Read(_LISTS[key](tuple(part.formula for part, _ in read)), unit)


def _share(scope: Scope, data: dict[str, Data], path: Path) -> _Read | None:
    """`percent: 12, of: fees`."""
    if "of" not in data:
        place = scope.tree.key((*path, "percent"))
        scope.report("E338", "a percentage of what?", place, help="write `percent: 12, of: fees`")
        return None
    at = (*path, "percent")
    percent = _read(scope, data["percent"], at)
    of = _read(scope, data["of"], (*path, "of"))
    if percent is None or of is None:
        return None
    if percent.unit not in (NUMBER, PERCENT) or (
        percent.unit == NUMBER and not isinstance(percent.formula, Constant)
    ):
        help_ = "write `percent: 12` or `percent: 12 %`, or a fact of type percent"
        scope.report("E338", "this is no percentage", scope.tree.value(at), help=help_)
        return None
    if isinstance(percent.formula, Constant):
        return _Read(Share(percent.formula, of.formula), of.unit)
    if isinstance(of.formula, Constant):
        return _Read(Product(_hundredth(of.formula), percent.formula), of.unit)
    _two_facts(scope, (*path, "of"))
    return None


def _product(scope: Scope, data: Data, path: Path) -> _Read | None:
    read = _parts(scope, "product", data, path)
    return None if read is None else _times(scope, read)


def _times(scope: Scope, parts: Sequence[tuple[_Read, Path]]) -> _Read | None:
    """A product, of which one factor at most isn't a constant, and one at most an amount."""
    amounts = [(part, at) for part, at in parts if part.unit[0] == "money"]
    open_ = [(part, at) for part, at in parts if not isinstance(part.formula, Constant)]
    if len(open_) > 1:
        _two_facts(scope, open_[1][1])
        return None
    if len(amounts) > 1:
        help_ = "multiply an amount by a number or a percentage"
        message = "an amount times an amount is none"
        scope.report("E338", message, scope.tree.value(amounts[1][1]), help=help_)
        return None
    whole = (open_ or parts)[0][0]
    unit = (amounts[0][0] if amounts else whole).unit
    formula = whole.formula
    for factor, _ in parts:
        if factor is whole:
            continue
        assert isinstance(factor.formula, Constant)
        if factor.unit == PERCENT:
            formula = Share(factor.formula, formula)
        elif whole.unit == PERCENT and factor.unit[0] == "money":
            formula = Product(_hundredth(factor.formula), formula)
        else:
            formula = Product(factor.formula, formula)
    return _Read(formula, unit)


def _two_facts(scope: Scope, path: Path) -> None:
    help_ = (
        "one factor may follow from facts; write the other as a constant, "
        "in a row of its own for each value that it may have"
    )
    message = "a product of two facts can't be compared exactly"
    scope.report("E338", message, scope.tree.value(path), help=help_)


def _hundredth(constant: Constant) -> Constant:
    """What one percent of it is."""
    return Constant(constant.value.scaleb(-2, _EXACT), constant.words)


def _rounding(scope: Scope, data: Data, path: Path) -> tuple[Decimal, Half] | None:
    if scope.lost(path):
        return None
    help_ = "write `round: {to: 0.01, half: up}`, with `half: even` or `down` where that is meant"
    if not isinstance(data, dict) or {*data} != {"to", "half"}:
        message = "rounding says to what, and where a half goes"
        scope.report("E338", message, scope.tree.key(path), help=help_)
        return None
    half, to = data["half"], None
    if half not in [each.value for each in Half]:
        place = scope.tree.value((*path, "half"))
        scope.report("E338", "a half goes `up`, `down` or to the `even` one", place, help=help_)
        return None
    if isinstance(data["to"], str):
        to = scope.read(data["to"], (*path, "to"), read_number)
    if to is None or to <= 0:
        if to is not None or not isinstance(data["to"], str):
            place = scope.tree.value((*path, "to"))
            scope.report("E338", "steps to round to are more than 0", place, help=help_)
        return None
    return to, Half(half)
