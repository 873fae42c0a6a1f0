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
from .ordered import Ordered, Version, version


def around(fact: Fact, compared: Iterable[tuple[str, Ordered | When]]) -> tuple[Ordered, ...]:
    """One value for each way in which the fact can compare with these (by these signs)."""
    signs = list(compared)
    constants = [constant for _, constant in signs]
    if fact.sort == "date-time":
        return _instants([one for one in constants if isinstance(one, datetime)])
    if fact.sort == "version":
        families = [one for sign, one in signs if sign == "in" and isinstance(one, Version)]
        others = [one for sign, one in signs if sign != "in" and isinstance(one, Version)]
        return _versions(others, families)
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


def _versions(constants: list[Version], families: list[Version]) -> tuple[Version, ...]:
    """The lowest version there is, and each constant with what comes next after it.

    A family begins with the first pre-release of its first version, and ends before that of the
    next (`in 2.9`: from 2.9-a, before 2.10-a).
    """
    deep = 1 + max((len(one.written) for one in (*constants, *families)), default=0)
    lowest = version((0,), ("a",))
    after = {_after(one, deep) for one in constants}
    begin = {version(one.written, ("a",)) for one in families}
    beyond = {version((*one.written[:-1], one.written[-1] + 1), ("a",)) for one in families}
    return tuple(sorted({lowest, *constants, *after, *begin, *beyond}))


def _after(one: Version, deep: int) -> Version:
    """A version that comes after this one and before any other of so few parts.

    After 2.9-rc1 comes 2.9-rc1.0; after 2.9, with parts enough, 2.9.0.0.1-a.
    """
    if one.pre is not None:
        return version(one.written, (*one.pre, 0))
    return version((*one.written, *(0,) * deep, 1), ("a",))
