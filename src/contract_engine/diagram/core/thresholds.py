"""Weights that exceed a bound -> the sum of facts, and the cut that it is then past.

What is rounded never falls as what it is made of rises. So where all of it rises with one sum of
facts, it exceeds a bound exactly where that sum is past some number, and on which side of the
number is known too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import floor, gcd, inf

from contract_engine.definitions.weights import rounded
from contract_engine.diagram.core.decimals import as_decimal
from contract_engine.lazy_dataclass import dataclass
from contract_engine.model.conditions import Exceeds
from contract_engine.model.formulas import Half, Steps, Weights

Direction = tuple[tuple[str, int], ...]
"""Facts, each times a whole number: the first above 0, and no number divides all."""
Cut = tuple[Decimal | Fraction, int]
"""Just below a value, (v, 0), or just above it, (v, 1)."""
_Found = tuple[Fraction | float, int]
"""The same; or below all values, and above all."""
_HALF = Fraction(1, 2)


@dataclass(frozen=True)
class Past:
    """That a sum of facts is past a cut; or, `negated`, that it isn't."""

    direction: Direction
    cut: Cut
    negated: bool

    @property
    def of_fact(self) -> tuple[str, tuple[Decimal, int]] | None:
        """The fact and its cut, where that is of one fact, and a decimal."""
        value, side = self.cut
        if len(self.direction) > 1 or not isinstance(value, Decimal):
            return None
        return self.direction[0][0], (value, side)


@dataclass(frozen=True)
class _Rising:
    """What a sum of facts comes to: so many times itself, roundings of such, and a number."""

    slope: Fraction
    steps: tuple[tuple[Fraction, Fraction, Half, _Rising], ...]
    plus: Fraction

    def negated(self) -> _Rising:
        steps = tuple((-factor, to, half, of) for factor, to, half, of in self.steps)
        return _Rising(-self.slope, steps, -self.plus)

    def at(self, value: Fraction) -> Fraction:
        """What it comes to at a value."""
        found = self.slope * value + self.plus
        for factor, to, half, of in self.steps:
            found += factor * rounded(of.at(value), to, half)
        return found

    def about(self) -> Fraction:
        """How fast it rises, roundings apart."""
        return self.slope + sum((f * of.about() for f, _, _, of in self.steps), Fraction(0))


def past(condition: Exceeds) -> Past | None:
    """Where weights exceed a bound; None where that is more than one sum's being past a cut.

    Args:
        condition: The weights and the bound.
    """
    return _past(condition.weights, condition.bound, condition.or_is)


@lru_cache(maxsize=1 << 12)
def _past(weights: Weights, bound: Fraction, or_is: bool) -> Past | None:  # of a cache
    direction = _direction(weights)
    if direction is None:
        return None
    rising = _along(weights, direction)
    upwards = _signed(rising)
    if upwards is None:
        return None
    way = rising if upwards is rising else rising.negated()
    if way is rising:
        found = _cut(_sorted(way), bound, or_is=or_is)
    else:
        found = _cut(_sorted(way), -bound, or_is=not or_is)
    value, side = found
    assert isinstance(value, Fraction)
    exact = as_decimal(value)
    # Whole multiples of decimals never come to what is no decimal.
    cut = (value, 0) if exact is None else (exact, side)
    return Past(direction, cut, way is not rising)


def put_in(weights: Weights, known: Mapping[str, Fraction]) -> Weights:
    """The weights where some facts are known.

    Args:
        weights: The weights.
        known: The values of these facts.
    """
    found: dict[str | Steps, Fraction] = {}
    plus = weights.plus
    for term, factor in weights.terms:
        if isinstance(term, str):
            if term in known:
                plus += factor * known[term]
                continue
            key: str | Steps = term
        else:
            of = put_in(term.of, known)
            if not of.terms:
                plus += factor * rounded(of.plus, term.to, term.half)
                continue
            key = Steps(of, term.to, term.half)
        found[key] = found.get(key, Fraction(0)) + factor
    return Weights(tuple((term, factor) for term, factor in found.items() if factor), plus)


def _direction(weights: Weights) -> Direction | None:
    """The one sum of facts with which all of the weights rise or fall."""
    linear = {term: factor for term, factor in weights.terms if isinstance(term, str)}
    found: list[Direction | None] = [_whole(linear)] if linear else []
    found += [_direction(term.of) for term, _ in weights.terms if isinstance(term, Steps)]
    return found[0] if found and all(each == found[0] for each in found) else None


def _whole(terms: Mapping[str, Fraction]) -> Direction:
    ordered = sorted(terms.items())
    size = 1
    for _, factor in ordered:
        size = size * factor.denominator // gcd(size, factor.denominator)
    whole = [(name, int(factor * size)) for name, factor in ordered]
    common = gcd(*(number for _, number in whole))
    common = common if whole[0][1] > 0 else -common
    return tuple((name, number // common) for name, number in whole)


def _along(weights: Weights, direction: Direction) -> _Rising:
    """The weights, as what that sum comes to."""
    name, times = direction[0]
    slope = Fraction(0)
    steps: list[tuple[Fraction, Fraction, Half, _Rising]] = []
    for term, factor in weights.terms:
        if isinstance(term, Steps):
            steps.append((factor, term.to, term.half, _along(term.of, direction)))
        elif term == name:
            slope = factor / times
    return _Rising(slope, tuple(steps), weights.plus)


def _signed(rising: _Rising) -> _Rising | None:
    """Itself where it never falls; its opposite where it never rises; None where it may do both."""
    signs = {rising.slope > 0} if rising.slope else set()
    for factor, _, _, of in rising.steps:
        way = _signed(of)
        if way is None:
            return None
        signs.add((factor > 0) is (way is of))
    if len(signs) != 1:
        return None
    return rising if signs == {True} else rising.negated()


def _sorted(rising: _Rising) -> _Rising:
    """The same with each rounding of what rises, times a number above 0.

    To round is the same on both sides of 0.
    """
    steps = []
    for factor, to, half, of in rising.steps:
        inner = of if factor > 0 else of.negated()
        steps.append((abs(factor), to, half, _sorted(inner)))
    return _Rising(rising.slope, tuple(steps), rising.plus)


def _cut(rising: _Rising, bound: Fraction, *, or_is: bool) -> _Found:
    """The cut past which what rises is more than a bound, or no less."""
    if not rising.steps:
        if not rising.slope:
            always = rising.plus > bound or (or_is and rising.plus == bound)
            return (-inf, 0) if always else (inf, 0)
        return (bound - rising.plus) / rising.slope, 0 if or_is else 1
    (factor, to, half, of), *others = rising.steps
    rest = _Rising(rising.slope, tuple(others), rising.plus)

    def where(number: int) -> _Found:
        """The cut for the rest, where this rounding is so many steps."""
        return _cut(rest, bound - factor * to * number, or_is=or_is)

    def begins(number: int) -> _Found:
        """The cut from which this rounding is so many steps, or more."""
        up = half is Half.UP or (half is Half.EVEN and number % 2 == 0)
        if half is not Half.EVEN and number <= 0:
            up = not up
        return _cut(of, to * (number - _HALF), or_is=up)

    def enough(number: int) -> bool:
        """Whether some value of so many steps is past the cut for it."""
        return where(number) < begins(number + 1)

    about = of.at((bound - rising.at(Fraction(0))) / rising.about())
    first = _first(enough, floor(about / to))
    return max(where(first), begins(first))


def _first(enough: Callable[[int], bool], guess: int) -> int:
    """The first number that is enough, as all after it are."""
    low, high, reach = guess, guess, 1
    while not enough(high):
        low, high, reach = high, high + reach, 2 * reach
    if low == high:
        reach = 1
        low = high - 1
        while enough(low):
            high, low, reach = low, low - reach, 2 * reach
    while high - low > 1:
        middle = (low + high) // 2
        if enough(middle):
            high = middle
        else:
            low = middle
    return high
