"""A fraction, or two that are bounds -> the decimal that it is, or a short one between them."""

from __future__ import annotations

from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from fractions import Fraction
from math import ceil, floor

_EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)


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
