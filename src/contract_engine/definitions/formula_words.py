"""Formulas and what weights exceed -> words, with the names of facts."""

from __future__ import annotations

from fractions import Fraction
from typing import assert_never

from contract_engine.model.conditions import Exceeds
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
    Steps,
    Sum,
    Weights,
)


def tell_formula(formula: Formula) -> str:
    """A formula as a sentence would say it: `12 % of fees`, `the greater of fees and 100 USD`.

    Args:
        formula: The formula.
    """
    match formula:
        case Constant(value):
            return formula.words or f"{value}"
        case Input(fact):
            return fact
        case Sum(parts):
            return " + ".join(_grouped(part) for part in parts)
        case Difference(parts):
            return " - ".join(_grouped(part) for part in parts)
        case Product(factor, part):
            return f"{factor.words or factor.value} × {_grouped(part)}"
        case Share(percent, of):
            words = (percent.words or f"{percent.value}").removesuffix("%").strip()
            return f"{words} % of {_grouped(of)}"
        case GreaterOf(parts):
            return f"the {'greater' if len(parts) == 2 else 'greatest'} of {_listed(parts)}"
        case LesserOf(parts):
            return f"the {'lesser' if len(parts) == 2 else 'least'} of {_listed(parts)}"
        case Rounded(part, to, half):
            return f"{_grouped(part)} rounded to {to} (a half {half.value})"
        case _:
            assert_never(formula)


def _listed(parts: tuple[Formula, ...]) -> str:
    *first, last = [_grouped(part) for part in parts]
    return f"{', '.join(first)} and {last}"


def _grouped(formula: Formula) -> str:
    told = tell_formula(formula)
    return told if isinstance(formula, Constant | Input | Product | Share) else f"({told})"


def tell_exceeds(condition: Exceeds, unit: str = "") -> str:
    """What weights exceed, as it was weighed: `paid > cap`, `12 % of fees > 100 USD`.

    Args:
        condition: The weights and the bound.
        unit: What is written after the bound.
    """
    size = abs(condition.size)
    terms = [(term, factor * size) for term, factor in condition.weights.terms]
    bound = condition.bound * size
    left = [_term(term, factor) for term, factor in terms if factor > 0]
    right = [_term(term, -factor) for term, factor in terms if factor < 0]
    amount = f"{_number(abs(bound))} {unit}".strip()
    if bound > 0 or not right:
        right.append(f"-{amount}" if bound < 0 else amount)
    elif bound < 0:
        left.append(amount)
    sign = ">=" if condition.or_is else ">"
    return f"{' + '.join(left)} {sign} {' + '.join(right)}"


def _term(term: str | Steps, factor: Fraction) -> str:
    what = term if isinstance(term, str) else _steps(term)
    if factor == 1:
        return what
    if factor < 1:
        return f"{_number(factor * 100)} % of {what}"
    return f"{_number(factor)} × {what}"


def _steps(steps: Steps) -> str:
    return f"({_weights(steps.of)} rounded to {_number(steps.to)}, a half {steps.half.value})"


def _weights(weights: Weights) -> str:
    told = ""
    for term, factor in weights.terms:
        sign = " + " if factor > 0 else " - "
        told += (sign if told else "" if factor > 0 else "-") + _term(term, abs(factor))
    if weights.plus:
        told += f" {'+' if weights.plus > 0 else '-'} {_number(abs(weights.plus))}"
    return told


def _number(value: Fraction) -> str:
    """A decimal, as it would be written."""
    places, size = 0, value.denominator
    while 10**places % size:
        places += 1
    whole, rest = divmod(value.numerator * 10**places // size, 10**places)
    return f"{whole}.{rest:0{places}}" if places else f"{whole}"
