"""A formula, and the nodes of what it names -> the node of its value."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import assert_never

from contract_engine.definitions.weights import rounded
from contract_engine.diagram.core.decimals import as_decimal
from contract_engine.diagram.core.nodes import Nodes
from contract_engine.diagram.finding.terminals import Awaiting, Known, Own, Terminal
from contract_engine.lazy_dataclass import replace
from contract_engine.model.formulas import (
    Constant,
    Difference,
    Formula,
    GreaterOf,
    Input,
    LesserOf,
    Product,
    Rounded,
    Share,
    Sum,
    inputs_of,
    parts_of,
)


def number_node(
    nodes: Nodes, formula: Formula, value_of: Callable[[str], int], told: Callable[[Decimal], str]
) -> int:
    """The node of a formula's value: known, or what is left of the formula.

    Args:
        nodes: The store of nodes.
        formula: The formula.
        value_of: The node of a fact's value.
        told: A value, with its unit.
    """
    names = inputs_of(formula)

    def put_together(values: tuple[Hashable, ...]) -> Terminal:
        known: dict[str, Formula] = {}
        for name, value in zip(names, values, strict=True):
            match value:
                case Known(Decimal() as number):
                    known[name] = Constant(number, told(number))
                case Awaiting(inner):
                    known[name] = inner
                case Own(fact):
                    known[name] = Input(fact)
                case _:
                    raise AssertionError
        left = _put_in(formula, known)
        if (open_ := inputs_of(left)) == ():
            return Known(_exact(computed(left)))
        return Awaiting(left, open_)

    if not names:
        return nodes.terminal(Known(_exact(computed(formula))))
    return nodes.combine(tuple(value_of(name) for name in names), put_together)


def value_where(formula: Formula, known: Mapping[str, object]) -> Decimal | None:
    """The value of a formula where all that it is computed from is known; else None.

    Args:
        formula: The formula.
        known: What is known of facts; the value of one that it is computed from is a decimal.
    """
    found = {name: known.get(name) for name in inputs_of(formula)}
    constants = {n: Constant(v, str(v)) for n, v in found.items() if isinstance(v, Decimal)}
    if constants.keys() != found.keys():
        return None
    return _exact(computed(_put_in(formula, {**constants})))


def _exact(value: Fraction) -> Decimal:
    """The decimal that it is: sums and multiples of decimals are."""
    found = as_decimal(value)
    assert found is not None
    return found


def _put_in(formula: Formula, known: dict[str, Formula]) -> Formula:
    match formula:
        case Constant():
            return formula
        case Input(fact):
            return known[fact]
        case Sum(parts) | Difference(parts) | GreaterOf(parts) | LesserOf(parts):
            return replace(formula, parts=tuple(_put_in(part, known) for part in parts))
        case Product(_, part) | Rounded(part):
            return replace(formula, part=_put_in(part, known))
        case Share(_, of):
            return replace(formula, of=_put_in(of, known))
        case _:
            assert_never(formula)


def computed(formula: Formula) -> Fraction:
    """The value of a formula of constants alone.

    Args:
        formula: The formula.
    """
    values = [computed(part) for part in parts_of(formula)]
    match formula:
        case Constant(value):
            return Fraction(value)
        case Input():
            raise AssertionError("no constant")
        case Sum():
            return sum(values, Fraction(0))
        case Difference():
            return 2 * values[0] - sum(values, Fraction(0))
        case Product(factor):
            return Fraction(factor.value) * values[0]
        case Share(percent):
            return Fraction(percent.value) * values[0] / 100
        case GreaterOf():
            return max(values)
        case LesserOf():
            return min(values)
        case Rounded(_, to, half):
            return rounded(values[0], Fraction(to), half)
        case _:
            assert_never(formula)
