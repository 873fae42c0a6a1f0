"""Sums of unknown numbers that are more than 0 -> what they say without an unknown, or without any.

Of two sums, of which one holds an unknown down and the other up, what they say together without it
(Fourier and Motzkin's way). What is left at last are numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from math import gcd, lcm

from contract_engine.lazy_dataclass import dataclass

Step = Callable[[], None]
"""Called for each sum that is made; may raise where a question has no more time."""


@dataclass(frozen=True, slots=True)
class Positive:
    """A sum of unknowns, each so many times, and of a number is more than 0; or 0, if not strict.

    The names are in order, no factor is 0, and no number divides them all.
    """

    terms: tuple[tuple[str, int], ...]
    plus: int
    strict: bool


def positive(terms: Mapping[str, Fraction], plus: Fraction, *, strict: bool) -> Positive:
    """A sum that is positive, in whole numbers.

    Args:
        terms: The factor of each unknown.
        plus: What is added.
        strict: Whether 0 is too little.
    """
    size = lcm(plus.denominator, *(factor.denominator for factor in terms.values()))
    whole = {name: int(factor * size) for name, factor in terms.items()}
    return _whole(whole, int(plus * size), strict=strict)


def _whole(terms: Mapping[str, int], plus: int, *, strict: bool) -> Positive:
    kept = sorted([each for each in terms.items() if each[1]])
    common = gcd(plus, *[factor for _, factor in kept])
    if common > 1:
        kept, plus = [(name, factor // common) for name, factor in kept], plus // common
    return Positive(tuple(kept), plus, strict)


def strictly(each: Positive) -> Positive:
    """The same sum, for which 0 is too little.

    Args:
        each: The sum.
    """
    return Positive(each.terms, each.plus, strict=True)


def has_solution(sums: Iterable[Positive], step: Step) -> bool:
    """Whether any numbers, decimals or not, make all of the sums positive.

    Args:
        sums: The sums.
        step: Called for each sum that is made.
    """
    left: set[Positive] | None = {*sums}
    while left is not None:
        left = consistent(left)
        if not left:
            return left is not None
        left = without(_cheapest(left), left, step)
    return False


def consistent(sums: Iterable[Positive]) -> set[Positive] | None:
    """The sums that say something, the strongest of those alike; None where one can't be so.

    Args:
        sums: The sums.
    """
    found: dict[tuple[tuple[str, int], ...], tuple[int, Positive]] = {}
    for each in sums:
        if not each.terms:
            if each.plus < 0 or (each.plus == 0 and each.strict):
                return None
            continue
        common = gcd(*[factor for _, factor in each.terms])
        alike = each.terms
        if common > 1:
            alike = tuple([(name, factor // common) for name, factor in alike])
        by, other = found.get(alike, (0, each))
        ours, theirs = (each.plus * by, not each.strict), (other.plus * common, not other.strict)
        if not by or ours < theirs:
            found[alike] = common, each
    return {each for _, each in found.values()}


def _cheapest(sums: Iterable[Positive]) -> str:
    """The unknown whose taking out makes the fewest sums."""
    up: dict[str, int] = {}
    down: dict[str, int] = {}
    for each in sums:
        for name, factor in each.terms:
            counted = up if factor > 0 else down
            counted[name] = counted.get(name, 0) + 1
    return min({*up, *down}, key=lambda name: (up.get(name, 0) * down.get(name, 0), name))


def without(name: str, sums: Iterable[Positive], step: Step) -> set[Positive]:
    """What the sums say together of all but one unknown.

    Args:
        name: The unknown.
        sums: The sums.
        step: Called for each sum that is made.
    """
    ups: list[tuple[int, Positive]] = []
    downs: list[tuple[int, Positive]] = []
    rest: set[Positive] = set()
    for each in sums:
        factor = dict(each.terms).get(name)
        if factor is None:
            rest.add(each)
        else:
            (ups if factor > 0 else downs).append((abs(factor), each))
    for by, one in ups:
        for other_by, other in downs:
            step()
            terms = {n: factor * other_by for n, factor in one.terms}
            for n, factor in other.terms:
                terms[n] = terms.get(n, 0) + factor * by
            plus = one.plus * other_by + other.plus * by
            rest.add(_whole(terms, plus, strict=one.strict or other.strict))
    return rest
