"""Sums of unknown numbers that are more than 0 -> whether any decimals make them so; and which.

Unknowns are taken out one after the other; see `elimination`. Sums that leave an unknown no room
are equations, and decimals don't solve all that fractions do; see `equations`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from contract_engine.diagram.core.decimals import as_decimal, decimal_between
from contract_engine.diagram.core.elimination import (
    Positive,
    Step,
    consistent,
    has_solution,
    positive,
    strictly,
    without,
)
from contract_engine.diagram.core.equations import multiples


def solution(sums: Iterable[Positive], step: Step) -> dict[str, Decimal] | None:
    """Decimals that make all of the sums positive; None where there are none.

    Args:
        sums: The sums.
        step: Called for each sum that is made.
    """
    found = {*sums}
    names = sorted({name for each in found for name, _ in each.terms})
    if not has_solution(found, step):
        return None
    fixed = [each for each in found if not each.strict and not _with_strict(found, each, step)]
    if not fixed:
        return _chosen(names, found, step)
    free = multiples(names, fixed)
    if free is None:
        return None
    start, ways = free
    others = {_along(each, names, start, ways) for each in found if each not in fixed}
    steps = _chosen([f"{number}" for number in range(len(ways))], others, step)
    assert steps is not None
    return {
        name: _decimal(
            start[place]
            + sum((Fraction(steps[f"{n}"]) * way[place] for n, way in enumerate(ways)), Fraction(0))
        )
        for place, name in enumerate(names)
    }


def is_possible(sums: Iterable[Positive], step: Step) -> bool:
    """Whether any decimals make all of the sums positive.

    Args:
        sums: The sums.
        step: Called for each sum that is made.
    """
    found = {*sums}
    if has_solution((strictly(each) for each in found), step):
        return True  # with room on all sides, where there are decimals
    if not has_solution(found, step):
        return False
    fixed = [each for each in found if not each.strict and not _with_strict(found, each, step)]
    names = sorted({name for each in found for name, _ in each.terms})
    return not fixed or multiples(names, fixed) is not None


def _decimal(value: Fraction) -> Decimal:
    found = as_decimal(value)
    assert found is not None
    return found


def _with_strict(sums: set[Positive], one: Positive, step: Step) -> bool:
    """Whether one of the sums may also be more than 0."""
    return has_solution((sums - {one}) | {strictly(one)}, step)


def _chosen(names: Sequence[str], sums: Iterable[Positive], step: Step) -> dict[str, Decimal]:
    """Short decimals that solve sums which leave every unknown some room."""
    left, stages = consistent(sums), list[tuple[str, set[Positive]]]()
    assert left is not None
    for name in names:
        stages.append((name, left))
        left = consistent(without(name, left, step))
        assert left is not None
    found: dict[str, Decimal] = {}
    for name, stage in reversed(stages):
        low: Fraction | None = None
        high: Fraction | None = None
        for each in stage:
            terms = dict(each.terms)
            factor = terms.pop(name, None)
            if factor is None:
                continue
            known = each.plus + sum(
                (by * Fraction(found[n]) for n, by in terms.items()), Fraction(0)
            )
            bound = -known / factor
            if factor > 0:
                low = bound if low is None else max(low, bound)
            else:
                high = bound if high is None else min(high, bound)
        found[name] = decimal_between(low, high)
    return found


def _along(
    each: Positive,
    names: Sequence[str],
    start: Sequence[Fraction],
    ways: Sequence[Sequence[int]],
) -> Positive:
    """A sum, of how far one goes each way from a start."""
    factors = dict(each.terms)
    by = [factors.get(name, 0) for name in names]
    plus = each.plus + sum((f * s for f, s in zip(by, start, strict=True)), Fraction(0))
    terms = {
        f"{number}": Fraction(sum(f * w for f, w in zip(by, way, strict=True)))
        for number, way in enumerate(ways)
    }
    return positive(terms, plus, strict=True)
