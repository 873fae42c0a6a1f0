"""Constants and values of the types that have an order: money, date-times, versions, counts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from random import Random
from typing import Final

from .names import Names
from .vocabulary import chance

CURRENCY: Final = "EUR"
AMOUNTS: Final = ("100", "99.99", "250.5")
PERCENTAGES: Final = ("12", "12.5", "85.0")
INSTANTS: Final = (
    "2022-02-28T12:00:00Z",
    "2022-02-28T13:00:00.000001+01:00",
    "2024-02-29T23:59:59.999999Z",
)
VERSIONS: Final = {
    "plain": ("2.9", "2.10"),
    "semver": ("2.9.0", "2.10.0", "2.10.0-rc1", "2.10.0-rc1.0"),
    "pep440": ("2.9", "2.10", "2.10rc1", "2.10rc1.post0.dev0"),
    "debian": ("2.9", "2.10-1", "2.10~rc1", "2.10-1A~"),
}
FAMILIES: Final = ("2", "2.9")
OTHER_VERSIONS: Final = {
    "plain": ("1.99", "2.8.9", "2.9.0", "2.9.0.1", "2.10.1"),
    "semver": ("1.99.0", "2.9.0-alpha", "2.9.1-rc.1", "2.10.0-beta+build", "2.10.1"),
    "pep440": ("1.99", "2.9.dev1", "2.9.0", "2.9.1c1", "2.10b2", "2.10.post1", "1!0"),
    "debian": ("1.99-1", "2.9~~", "2.9-0", "2.9+dfsg-1", "2.10a", "1:0.1"),
}
TERM: Final = (1, 3)
SIGNS: Final = ("<", "<=", ">", ">=", "is", "is not")


def random_comparison(rng: Random, names: Names, name: str) -> str:
    """A line about a fact of such a type."""
    sign = rng.choice(SIGNS)
    if name in names.amounts:
        return f"{name} {sign} {rng.choice(AMOUNTS)} {CURRENCY}"
    if name in names.percentages:
        return f"{name} {sign} {rng.choice(PERCENTAGES)}{rng.choice(('%', ' %'))}"
    if name in names.instants:
        return f"{name} {sign} {rng.choice(INSTANTS)}"
    if name in names.versions and names.scheme != "debian" and chance(rng, 0.6):
        return f"{name} {rng.choice(('in', 'in', 'not in'))} {rng.choice(FAMILIES)}"
    if name in names.versions:
        return f"{name} {sign} {rng.choice(VERSIONS[names.scheme])}"
    return f"{name} {sign} {rng.randint(*TERM)}"


def random_constant(rng: Random, names: Names, name: str) -> str:
    """A value of the kind that conditions compare with."""
    if name in names.amounts:
        return f"{rng.choice(AMOUNTS)} {CURRENCY}"
    if name in names.percentages:
        return f"{rng.choice(PERCENTAGES)} %"
    if name in names.instants:
        return rng.choice(INSTANTS)
    if name in names.versions:
        return rng.choice(VERSIONS[names.scheme])
    return str(rng.randint(*TERM))


def random_ordered(rng: Random, names: Names, name: str) -> str:
    """A value of a fact of such a type, often a constant or beside one."""
    if name in names.amounts:
        step = Decimal(rng.choice(("-1", "-0.01", "0", "0", "0.01", "5")))
        return f"{Decimal(rng.choice(AMOUNTS)) + step} {CURRENCY}"
    if name in names.percentages:
        step = Decimal(rng.choice(("-0.01", "0", "0", "0.01", "3")))
        return f"{Decimal(rng.choice(PERCENTAGES)) + step} %"
    if name in names.instants:
        instant = datetime.fromisoformat(rng.choice(INSTANTS)).astimezone(UTC)
        instant += timedelta(microseconds=rng.choice((-1, 0, 0, 1, 10**9)))
        zone = rng.choice((UTC, timezone(timedelta(hours=-5, minutes=-30))))
        return instant.astimezone(zone).isoformat().replace("+00:00", "Z")
    if name in names.versions:
        return rng.choice((*VERSIONS[names.scheme], *OTHER_VERSIONS[names.scheme]))
    return str(rng.randint(*TERM))
