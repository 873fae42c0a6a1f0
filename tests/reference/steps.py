"""Values of an unknown number, amount, instant or version: one for each answer (docs/language.md).

Each is compared with constants alone. So the constants, and something between every two of them,
below all and above all, stand for all values.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from decimal import Decimal, localcontext
from itertools import pairwise

from .days import When
from .model import Fact
from .ordered import Ordered
from .versions import Family, Version, stand_ins


def around(fact: Fact, compared: Iterable[tuple[str, Ordered | When]]) -> tuple[Ordered, ...]:
    """One value for each way in which the fact can compare with these (by these signs)."""
    signs = list(compared)
    constants = [constant for _, constant in signs]
    if fact.sort == "date-time":
        return _instants([one for one in constants if isinstance(one, datetime)])
    if fact.sort == "version":
        families = [one for one in constants if isinstance(one, Family)]
        versions = [one for one in constants if isinstance(one, Version)]
        return stand_ins(fact.scheme, versions, families)
    return _numbers(fact, [one for one in constants if isinstance(one, Decimal)])


def _numbers(fact: Fact, constants: list[Decimal]) -> tuple[Decimal, ...]:
    """ "`min` and `max`, both included, refuse others." """
    bounds = [bound for bound in (fact.least, fact.most) if bound is not None]
    points = sorted({*constants, *bounds}) or [Decimal(0)]
    with localcontext(prec=999):  # so that no number here is rounded
        between = [(low + high) / 2 for low, high in pairwise(points)]
        numbers = {*points, *between, points[0] - 1, points[-1] + 1}
    return tuple(number for number in sorted(numbers) if fact.allows(number))


def _instants(constants: list[datetime]) -> tuple[datetime, ...]:
    """ "Exact to the microsecond": between two constants that touch there is nothing."""
    step = timedelta(microseconds=1)
    first, last = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
    before = {one - step for one in constants if one > first}
    after = {one + step for one in constants if one < last}
    return tuple(sorted({*constants, *before, *after})) or (datetime(2020, 1, 1, tzinfo=UTC),)
