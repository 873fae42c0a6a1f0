"""Exact decimals -> integers that compare the same way; days -> day numbers.

durable-rules reads decimals as doubles and not all of them, so that it is told integers alone.
With p the most decimal places of any constant that a number is compared with, a constant c becomes
2 * c * 10**p, and a value v becomes 2 * floor(v * 10**p), plus 1 if a remainder was cut off. A
value between two neighbouring constants then lies strictly between their integers.

Of instants and versions only the order counts: the constants that one is compared with get odd
integers, and what lies between two of them the even one between.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from datetime import date
from decimal import MAX_EMAX, MIN_EMIN, ROUND_FLOOR, Context, Decimal

from contract_engine.durable.errors import BeyondLimits
from contract_engine.model.days import NEVER, Day
from contract_engine.model.ordered import Instant, Ordered
from contract_engine.model.versions import Version

Scale = int | tuple[Instant | Version, ...]
"""Decimal places kept; or, of instants and versions, the constants in order."""

LIMIT = 2**53
"""No integer told to durable-rules, or written in a rule, is further from 0 than this."""

NEVER_NUMBER = 10_000_000
"""The day number of `never`: far beyond that of 9999-12-31, which is 3652059."""


def places_of(constant: Decimal) -> int:
    """How many decimal places it has; trailing zeros don't count."""
    _, digits, exponent = constant.as_tuple()
    if not isinstance(exponent, int):
        raise BeyondLimits(f"{constant} can't be compared with")
    written = "".join(map(str, digits))
    return max(0, -exponent - (len(written) - len(written.rstrip("0")))) if any(digits) else 0


def scale_of(constants: Iterable[Ordered]) -> Scale:
    """What the integers for the values of a fact depend on: the constants of its comparisons."""
    numbers, others = [], []
    for constant in constants:
        if isinstance(constant, Decimal):
            numbers.append(constant)
        else:
            others.append(constant)
    if others:
        return tuple(sorted(set(others)))
    return max(map(places_of, numbers), default=0)


def constant_code(constant: Ordered, scale: Scale) -> int:
    """The integer for a constant; one that doesn't fit is beyond the limits."""
    if isinstance(scale, tuple) or not isinstance(constant, Decimal):
        return value_code(constant, scale)
    places = scale
    code = _code(constant, places)
    if abs(code) >= LIMIT:
        raise BeyondLimits(
            f"{constant} with {places} decimal places is too long a number for durable-rules"
        )
    return code


def value_code(value: Ordered, scale: Scale) -> int:
    """The integer for a value; beyond every constant that fits, all values have one integer."""
    if isinstance(scale, tuple):
        return 2 * bisect_left(scale, value) + (value in scale)
    assert isinstance(value, Decimal)
    return _code(value, scale)


def _code(number: Decimal, places: int) -> int:
    """2 * floor(number * 10**places), plus 1 for a remainder, held within the limit."""
    context = Context(
        prec=len(number.as_tuple().digits) + 40,
        rounding=ROUND_FLOOR,
        Emax=MAX_EMAX,
        Emin=MIN_EMIN,
        traps=[],
    )
    if number and number.adjusted() + places > 20:
        return LIMIT if number > 0 else -LIMIT
    if number and number.adjusted() + places < -1:
        return 1 if number > 0 else -1
    scaled = number.scaleb(places, context)
    floor = scaled.to_integral_value(ROUND_FLOOR, context)
    return max(-LIMIT, min(LIMIT, 2 * int(floor) + (floor != scaled)))


def day_number(day: Day) -> int:
    """Days since 0001-01-01, which is 1; `never` is later than every date."""
    return day.toordinal() if isinstance(day, date) else NEVER_NUMBER


def days_since(day: date, moment: Day) -> int:
    """How many days `day` is after the moment: 0 on it, negative before it and for `never`."""
    return day.toordinal() - (NEVER_NUMBER if moment is NEVER else day_number(moment))
