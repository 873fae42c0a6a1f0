"""Weights and the values of facts -> the exact number that they come to."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from contract_engine.durable.errors import RefusedInput
from contract_engine.model.formulas import Half, Steps, Weights


def weighed(weights: Weights, facts: Mapping[str, object]) -> Fraction:
    """What weights come to in a total situation.

    Args:
        weights: The weights.
        facts: The values of facts.
    """
    total = weights.plus
    for term, factor in weights.terms:
        if isinstance(term, Steps):
            total += factor * _nearest(weighed(term.of, facts), term)
            continue
        value = facts.get(term)
        if not isinstance(value, Decimal):
            raise RefusedInput(f"the situation says nothing of `{term}`")
        total += factor * Fraction(value)
    return total


def _nearest(value: Fraction, steps: Steps) -> Fraction:
    """The multiple of a step that is nearest to a value."""
    below = value // steps.to * steps.to
    above = below + steps.to
    if value - below != above - value:
        return below if value - below < above - value else above
    match steps.half:
        case Half.UP:
            return above if value > 0 else below
        case Half.DOWN:
            return below if value > 0 else above
        case Half.EVEN:
            return below if below / steps.to % 2 == 0 else above
