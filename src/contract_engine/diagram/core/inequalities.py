"""Sums of unknown numbers that are more than 0 -> whether any decimals make them so; and which.

Unknowns are taken out one after the other: of two sums, of which one holds an unknown down and the
other up, what they say together without it (Fourier and Motzkin's way). What is left at last are
numbers. Where sums leave an unknown no room, it is a matter of whole multiples: `3 x = 1` has no
decimal that solves it, and `3 x = 2 y` has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from fractions import Fraction
from math import ceil, floor, gcd, lcm

from contract_engine.lazy_dataclass import dataclass

_EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)
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


def as_decimal(value: Fraction) -> Decimal | None:
    """The decimal that a fraction is; None where it has no end.

    Args:
        value: The fraction.
    """
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return None
    places = max(twos, fives)
    whole = value.numerator * 10**places // value.denominator
    return Decimal(whole).scaleb(-places, _EXACT)


def solution(sums: Iterable[Positive], step: Step) -> dict[str, Decimal] | None:
    """Decimals that make all of the sums positive; None where there are none.

    Args:
        sums: The sums.
        step: Called for each sum that is made.
    """
    found = {*sums}
    names = sorted({name for each in found for name, _ in each.terms})
    if not _has_solution(found, step):
        return None
    fixed = [each for each in found if not each.strict and not _with_strict(found, each, step)]
    if not fixed:
        return _chosen(names, found, step)
    free = _multiples(names, fixed)
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
    if _has_solution((_strictly(each) for each in found), step):
        return True  # with room on all sides, where there are decimals
    if not _has_solution(found, step):
        return False
    fixed = [each for each in found if not each.strict and not _with_strict(found, each, step)]
    names = sorted({name for each in found for name, _ in each.terms})
    return not fixed or _multiples(names, fixed) is not None


def _strictly(each: Positive) -> Positive:
    return Positive(each.terms, each.plus, strict=True)


def _decimal(value: Fraction) -> Decimal:
    found = as_decimal(value)
    assert found is not None
    return found


def _with_strict(sums: set[Positive], one: Positive, step: Step) -> bool:
    """Whether one of the sums may also be more than 0."""
    return _has_solution((sums - {one}) | {_strictly(one)}, step)


def _has_solution(sums: Iterable[Positive], step: Step) -> bool:
    left: set[Positive] | None = {*sums}
    while left is not None:
        left = _consistent(left)
        if not left:
            return left is not None
        left = _without(_cheapest(left), left, step)
    return False


def _consistent(sums: Iterable[Positive]) -> set[Positive] | None:
    """The sums that say something, the strongest of those alike; None where one can't be so."""
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


def _without(name: str, sums: Iterable[Positive], step: Step) -> set[Positive]:
    """What the sums say together of all but one unknown."""
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


def _chosen(names: Sequence[str], sums: Iterable[Positive], step: Step) -> dict[str, Decimal]:
    """Short decimals that solve sums which leave every unknown some room."""
    left, stages = _consistent(sums), list[tuple[str, set[Positive]]]()
    assert left is not None
    for name in names:
        stages.append((name, left))
        without = _consistent(_without(name, left, step))
        assert without is not None
        left = without
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


def decimal_between(low: Fraction | None, high: Fraction | None) -> Decimal:
    """A short decimal that is more than one bound and less than another, which is greater.

    Args:
        low: What it is more than; None for no bound.
        high: What it is less than; None for no bound.
    """
    if low is None and high is None:
        return Decimal(0)
    if low is None:
        assert high is not None
        return Decimal(ceil(high) - 1)
    if high is None:
        return Decimal(floor(low) + 1)
    places = 0
    while True:
        size = 10**places
        first, last = floor(low * size) + 1, ceil(high * size) - 1
        if first <= last:
            return Decimal((first + last) // 2).scaleb(-places, _EXACT)
        places += 1


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


def _multiples(
    names: Sequence[str], fixed: Sequence[Positive]
) -> tuple[list[Fraction], list[list[int]]] | None:
    """Decimals for which all of some sums are 0, and the ways to go on to others.

    The sums are brought to a stair by whole multiples of columns, so that each step says one
    number at once; None where one of these is no decimal.
    """
    rows: list[list[int]] = []
    ends: list[Fraction] = []
    for each in fixed:
        factors = dict(each.terms)
        rows.append([factors.get(name, 0) for name in names])
        ends.append(Fraction(-each.plus))
    count = len(names)
    turned = [[int(i == j) for j in range(count)] for i in range(count)]
    columns = [[row[j] for row in rows] for j in range(count)]
    found: list[Fraction] = []
    done = 0
    for number, end in enumerate(ends):
        while True:
            open_ = [j for j in range(done, count) if columns[j][number]]
            if len(open_) <= 1:
                break
            least = min(open_, key=lambda j: abs(columns[j][number]))
            for j in open_:
                if j != least:
                    times = columns[j][number] // columns[least][number]
                    columns[j] = [
                        a - times * b for a, b in zip(columns[j], columns[least], strict=True)
                    ]
                    turned[j] = [
                        a - times * b for a, b in zip(turned[j], turned[least], strict=True)
                    ]
        known = sum((columns[j][number] * value for j, value in enumerate(found)), Fraction(0))
        if not open_:
            if known != end:
                return None
            continue
        (pivot,) = open_
        columns[done], columns[pivot] = columns[pivot], columns[done]
        turned[done], turned[pivot] = turned[pivot], turned[done]
        value = (end - known) / columns[done][number]
        if as_decimal(value) is None:
            return None
        found.append(value)
        done += 1
    start = [
        sum((turned[j][i] * value for j, value in enumerate(found)), Fraction(0))
        for i in range(count)
    ]
    return start, turned[done:]
