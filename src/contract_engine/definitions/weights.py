"""Two formulas compared -> the conditions on what the facts in them come to together.

What a formula hangs on (definitions, the greatest or least of several) is spelt out, until sums of
facts, each times a factor, are compared with a bound. That is left to the evaluators.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from math import gcd, lcm
from typing import assert_never

from contract_engine.definitions.compare import FALSE, TRUE, first_of
from contract_engine.lazy_dataclass import dataclass
from contract_engine.model.conditions import All, Any, Condition, Exceeds, Not, Operator
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
    Steps,
    Sum,
    Weights,
)

WEIGHED = "of two formulas compared the meaning is what weights exceed"
_HUNDREDTH = Fraction(1, 100)


@dataclass(frozen=True)
class Greatest:
    """The greatest of its parts."""

    parts: tuple[Spelt, ...]


@dataclass(frozen=True)
class Least:
    """The least of its parts."""

    parts: tuple[Spelt, ...]


@dataclass(frozen=True)
class Cases:
    """The value beside the first condition that is true; the last one always is."""

    options: tuple[tuple[Condition, Spelt], ...]


Spelt = Weights | Greatest | Least | Cases
"""A formula in which sums stand inside of all else."""


def spelt_out(formula: Formula, value_of: Callable[[str], Spelt]) -> Spelt:
    """A formula with what the facts in it stand for.

    Args:
        formula: The formula.
        value_of: What the value of a fact is.
    """
    match formula:
        case Constant(value):
            return constant(value)
        case Input(fact):
            return value_of(fact)
        case Sum(parts):
            return _added([spelt_out(part, value_of) for part in parts])
        case Difference(parts):
            first, *others = [spelt_out(part, value_of) for part in parts]
            return _added([first, *(_scaled(other, Fraction(-1)) for other in others)])
        case Product(factor, part):
            return _scaled(spelt_out(part, value_of), Fraction(factor.value))
        case Share(percent, of):
            return _scaled(spelt_out(of, value_of), Fraction(percent.value) * _HUNDREDTH)
        case GreaterOf(parts):
            return Greatest(tuple(spelt_out(part, value_of) for part in parts))
        case LesserOf(parts):
            return Least(tuple(spelt_out(part, value_of) for part in parts))
        case Rounded(part, to, half):
            return _rounded(spelt_out(part, value_of), Fraction(to), half)
        case _:
            assert_never(formula)


def fact(name: str) -> Weights:
    """A fact's own value."""
    return Weights(((name, Fraction(1)),))


def constant(value: Decimal) -> Weights:
    """A number alone."""
    return Weights((), Fraction(value))


def weighed(first: Spelt, operator: Operator, other: Spelt) -> Condition:
    """Where the values of two formulas, which are spelt out, compare so.

    Args:
        first: The one.
        operator: How they compare.
        other: The other.
    """
    over = _added([first, _scaled(other, Fraction(-1))])
    match operator:
        case Operator.GT:
            return _positive(over, or_is=False)
        case Operator.GE:
            return _positive(over, or_is=True)
        case Operator.LE:
            return Not(_positive(over, or_is=False))
        case Operator.LT:
            return Not(_positive(over, or_is=True))
        case Operator.EQ | Operator.NE:
            same = All((_positive(over, or_is=True), Not(_positive(over, or_is=False))))
            return same if operator is Operator.EQ else Not(same)


def _positive(value: Spelt, *, or_is: bool) -> Condition:
    """True where a value is more than 0, or 0."""
    match value:
        case Weights():
            return _exceeds(value, or_is=or_is)
        case Greatest(parts):
            return Any(tuple(_positive(part, or_is=or_is) for part in parts))
        case Least(parts):
            return All(tuple(_positive(part, or_is=or_is) for part in parts))
        case Cases(options):
            return first_of([(c, _positive(part, or_is=or_is)) for c, part in options], FALSE)
        case _:
            assert_never(value)


def _exceeds(weights: Weights, *, or_is: bool) -> Condition:
    """The same of a sum: of all multiples of one, and of its opposite, the same comparison."""
    if not weights.terms:
        return TRUE if weights.plus > 0 or (or_is and weights.plus == 0) else FALSE
    factors = [factor for _, factor in weights.terms]
    size = Fraction(
        gcd(*(factor.numerator for factor in factors)),
        lcm(*(factor.denominator for factor in factors)),
    )
    over = factors[0] > 0
    size = size if over else -size
    terms = tuple((term, factor / size) for term, factor in weights.terms)
    bound = -weights.plus / size
    condition = Exceeds(Weights(terms), bound, or_is if over else not or_is, size)
    return condition if over else Not(condition)


def _added(values: list[Spelt]) -> Spelt:
    """The sum of some values; of what is chosen among several, that of what is chosen."""
    whole: Spelt = Weights(())
    for value in values:
        whole = _plus(whole, value)
    return whole


def _plus(first: Spelt, second: Spelt) -> Spelt:
    for one, other in ((first, second), (second, first)):
        if isinstance(one, Cases):
            return Cases(tuple((c, _plus(part, other)) for c, part in one.options))
        if isinstance(one, Greatest | Least):
            return type(one)(tuple(_plus(part, other) for part in one.parts))
    assert isinstance(first, Weights)
    assert isinstance(second, Weights)
    return _weights([*first.terms, *second.terms], first.plus + second.plus)


def _weights(terms: list[tuple[str | Steps, Fraction]], plus: Fraction) -> Weights:
    """Terms in one order, whoever says them, each once."""
    found: dict[str | Steps, Fraction] = {}
    for term, factor in terms:
        found[term] = found.get(term, Fraction(0)) + factor
    kept = [(term, factor) for term, factor in found.items() if factor]
    kept.sort(key=lambda each: (not isinstance(each[0], str), str(each[0])))
    return Weights(tuple(kept), plus)


def _scaled(value: Spelt, factor: Fraction) -> Spelt:
    """A value so many times; what is greatest is least where the factor is below 0."""
    match value:
        case Weights(terms, plus):
            return _weights([(term, of * factor) for term, of in terms], plus * factor)
        case Cases(options):
            return Cases(tuple((c, _scaled(part, factor)) for c, part in options))
        case Greatest(parts) | Least(parts):
            kind = type(value)
            if factor < 0:
                kind = Least if kind is Greatest else Greatest
            return kind(tuple(_scaled(part, factor) for part in parts))
        case _:
            assert_never(value)


def _rounded(value: Spelt, to: Fraction, half: Half) -> Spelt:
    """A value rounded, which never falls as the value rises."""
    match value:
        case Weights(terms, plus):
            if not terms:
                return Weights((), rounded(plus, to, half))
            return Weights(((Steps(value, to, half), Fraction(1)),))
        case Cases(options):
            return Cases(tuple((c, _rounded(part, to, half)) for c, part in options))
        case Greatest(parts) | Least(parts):
            return type(value)(tuple(_rounded(part, to, half) for part in parts))
        case _:
            assert_never(value)


def rounded(value: Fraction, to: Fraction, half: Half) -> Fraction:
    """The multiple of `to` that is nearest to a value.

    Args:
        value: The value.
        to: The steps to round to.
        half: Of two that are as near: that further from 0, the even multiple, or that nearer to 0.
    """
    steps = abs(value) / to
    below = steps.numerator // steps.denominator
    rest = steps - below
    up = rest > Fraction(1, 2)
    if rest == Fraction(1, 2):
        up = half is Half.UP or (half is Half.EVEN and below % 2 == 1)
    nearest = to * (below + up)
    return nearest if value >= 0 else -nearest
