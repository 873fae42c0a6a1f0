"""Numbers that are computed from others (docs/language.md, "Computed values")."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise, product
from math import prod
from typing import Any, TypeAlias

from .model import Fact, Vocabulary

SORTS = ("number", "money", "percent")
"""The sorts of facts that can be computed with."""


@dataclass(frozen=True)
class Number:
    """A constant; of a percentage the hundredths."""

    value: Fraction
    sort: str


@dataclass(frozen=True)
class Named:
    """The value of a fact of a sort."""

    fact: str
    sort: str


@dataclass(frozen=True)
class Computed:
    """`sum`, `difference`, `product`, `share`, `greater_of`, `lesser_of`, or `round` of one part.

    `sort` is what it comes to.
    """

    way: str
    parts: tuple[Formula, ...]
    sort: str
    to: Fraction = Fraction(1)
    half: str = ""


Formula: TypeAlias = Number | Named | Computed
Values: TypeAlias = Callable[[str], Decimal | Fraction]


def is_formula(plain: Any) -> bool:
    """Whether it computes something."""
    ways = {"sum", "difference", "product", "percent", "greater_of", "lesser_of"}
    return isinstance(plain, dict) and bool(ways & plain.keys())


def parse_formula(plain: Any, words: Vocabulary) -> Formula:
    """A fact, a constant with its unit, or what is computed from such."""
    if isinstance(plain, str):
        if plain in words.facts:
            return Named(plain, words.facts[plain].sort)
        found = re.fullmatch(r"(-?[\d.]+)(?: ?(%|[A-Z]{3}))?", plain)
        assert found, plain
        sort = {"%": "percent", None: "number"}.get(found[2], "money")
        return Number(Fraction(found[1]), sort)
    rest = {key: said for key, said in plain.items() if key != "round"}
    if "percent" in rest:
        percent = parse_formula(rest["percent"], words)
        if isinstance(percent, Number):
            percent = Number(percent.value, "percent")
        of = parse_formula(rest["of"], words)
        whole: Formula = Computed("share", (percent, of), of.sort)
    else:
        [(way, parts)] = rest.items()
        read = tuple(parse_formula(part, words) for part in parts)
        whole = Computed(way, read, _sort_of(way, read))
    if "round" in plain:
        return Computed(
            "round", (whole,), whole.sort, Fraction(plain["round"]["to"]), plain["round"]["half"]
        )
    return whole


def difference(one: Formula, other: Formula) -> Formula:
    """What the one is more than the other."""
    return Computed("difference", (one, other), one.sort)


def compute(formula: Formula, value_of: Values) -> Fraction:
    """The value, exactly; of a percentage the hundredths."""
    match formula:
        case Number(value):
            return value
        case Named(fact):
            return Fraction(value_of(fact))
    parts = [compute(part, value_of) for part in formula.parts]
    match formula.way:
        case "sum":
            return sum(parts, Fraction(0))
        case "difference":
            return parts[0] - sum(parts[1:], Fraction(0))
        case "greater_of":
            return max(parts)
        case "lesser_of":
            return min(parts)
        case "share":
            return parts[0] / 100 * parts[1]
        case "product":
            # "A percentage is so many hundredths; what comes to a percentage is told in such."
            found = Fraction(1)
            for part, value in zip(formula.parts, parts, strict=True):
                found *= value / 100 if part.sort == "percent" else value
            return found * 100 if formula.sort == "percent" else found
        case "round":
            return _round(parts[0], formula.to, formula.half)
    raise ValueError(f"no way to compute: {formula.way}")


def _sort_of(way: str, parts: tuple[Formula, ...]) -> str:
    """ "A product with an amount is an amount; else it is of the sort of the factor that follows
    from facts, or, where none does, of the first." """
    if way != "product":
        return parts[0].sort
    if any(part.sort == "money" for part in parts):
        return "money"
    return next((part for part in parts if facts_in(part)), parts[0]).sort


def _round(value: Fraction, to: Fraction, half: str) -> Fraction:
    """ "The nearest multiple of `to`; of two as near, `up` takes that further from 0, `down` that
    nearer to 0, and `even` the even multiple." """
    sign = -1 if value < 0 else 1
    many, rest = divmod(abs(value), to)
    if 2 * rest > to or (2 * rest == to and (half == "up" or (half == "even" and many % 2))):
        many += 1
    return sign * many * to


def facts_in(formula: Formula) -> frozenset[str]:
    """The facts that it names."""
    match formula:
        case Number():
            return frozenset()
        case Named(fact):
            return frozenset({fact})
    return frozenset().union(*map(facts_in, formula.parts))


def with_formula(formula: Formula, fact: str, other: Formula) -> Formula:
    """The formula with another in the place of a fact."""
    match formula:
        case Number():
            return formula
        case Named(name):
            return other if name == fact else formula
    parts = tuple(with_formula(part, fact, other) for part in formula.parts)
    return replace(formula, parts=parts)


# Values of unknowns.

_FAR = sorted({Fraction(sign * 10**k) for k in range(8) for sign in (1, -1)} | {Fraction(0)})
_NEAR = Fraction(1, 10**7)


@lru_cache(maxsize=1 << 16)
def turning(
    formula: Formula, fact: str, others: tuple[tuple[str, Decimal], ...]
) -> frozenset[Decimal]:
    """Values of a fact on both sides of where the formula turns from below 0 to above; and there.

    Where that is no short decimal, there is no value at which it is 0.
    """
    said: dict[str, Decimal | Fraction] = dict(others)

    def sign(value: Fraction) -> int:
        said[fact] = value
        found = compute(formula, said.__getitem__)
        return (found > 0) - (found < 0)

    found: set[Decimal] = set()
    for (low, before), (high, after) in pairwise([(each, sign(each)) for each in _FAR]):
        for least in (0, 1):
            if (before >= least) == (after >= least):
                continue
            first, last = low, high
            while last - first > _NEAR:
                middle = (first + last) / 2
                if (sign(middle) >= least) == (before >= least):
                    first = middle
                else:
                    last = middle
            nearest = round((first + last) / 2, 5)
            found |= {_short(first, -1), _short(last, 1), _decimal(nearest)}
    return frozenset(found)


def _short(value: Fraction, way: int) -> Decimal:
    """A decimal of some places beside it."""
    size = 10**6
    whole = value * size // 1 if way < 0 else -(-value * size // 1)
    return Decimal(int(whole) + way) / size


def _decimal(value: Fraction) -> Decimal:
    return Decimal(int(value * 10**5)) / 10**5


def weighed(
    values: Mapping[str, tuple[object, ...]],
    fixed: Mapping[str, object],
    formulas: list[Formula],
    facts: Mapping[str, Fact],
    limit: int,
) -> dict[str, tuple[object, ...]]:
    """The values of unknowns, with those at which a formula of several turns.

    Once there are more combinations of them than `limit`, no more are looked for: there are too
    many to try already.
    """
    found: dict[str, tuple[object, ...]] = dict(values)
    for _ in range(2):
        for formula in formulas:
            for fact in sorted(facts_in(formula)):
                if fact in fixed:
                    continue
                if prod(map(len, found.values())) > limit:
                    return found
                others = sorted(facts_in(formula) - {fact})
                more: set[Decimal] = set()
                tried = [one for one in found[fact] if isinstance(one, Decimal)]
                for some in product(*(found[other] for other in others)):
                    known = tuple(zip(others, some, strict=True))
                    more |= turning(formula, fact, known)
                whole = sorted({*tried, *(one for one in more if facts[fact].allows(one))})
                between = [(a + b) / 2 for a, b in pairwise(whole)]
                kept = (one for one in between if facts[fact].allows(one))
                found[fact] = tuple(sorted({*whole, *kept}))
        if sum(map(len, found.values())) > 200:
            break
    return found
