"""Two cuts -> an ordered value that lies between them: a real one, that can be given."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from contract_engine.model.ordered import Instant, Ordered
from contract_engine.model.versions import Version, below, example
from contract_engine.model.vocabulary import NumberFact

_YEAR_2000 = 63_082_281_600_000_000

Cut = tuple[Ordered, int]
"""Just below a value, (v, 0), or just above it, (v, 1)."""


def between(fact: NumberFact, low: Cut | None, high: Cut | None) -> Ordered:
    """A value of the fact above `low` and below `high`; None is without a bound."""
    if low is None and fact.least is not None:
        low = (fact.least, 0)
    if high is None and fact.most is not None:
        high = (fact.most, 1)
    if low is None and high is None:
        return any_value(fact)
    some = (low or high or (Decimal(0), 0))[0]
    for value in _candidates(some, low, high):
        if (low is None or _after(value, low)) and (high is None or not _after(value, high)):
            return value
    return some


def any_value(fact: NumberFact) -> Ordered:
    """Some value of the fact."""
    if fact.usually is not None:
        return fact.usually
    match fact.sort:
        case "version":
            version = Version.read(fact.scheme, example(fact.scheme))
            assert version is not None
            return version
        case "date-time":
            return Instant(_YEAR_2000)
        case _:
            return fact.least or Decimal(0)


def _after(value: Ordered, cut: Cut) -> bool:
    return bool((value, 1) > cut)


def _candidates(some: Ordered, low: Cut | None, high: Cut | None) -> Iterator[Ordered]:
    ends = [end[0] for end in (low, high) if end is not None]
    if isinstance(some, Version):
        yield from _versions(low, [end for end in ends if isinstance(end, Version)])
        return
    yield from ends
    if isinstance(some, Instant):
        yield from (
            Instant(e.micros + more) for e in ends if isinstance(e, Instant) for more in (1, -1)
        )
        return
    numbers = [end for end in ends if isinstance(end, Decimal)]
    yield from (number + more for number in numbers for more in (1, -1))
    yield sum(numbers, Decimal(0)) / max(1, len(numbers))


def _versions(low: Cut | None, ends: list[Version]) -> Iterator[Version]:
    """Versions near cuts, the plainest first; one of them is between."""
    for end in ends:
        base = end.family or end.text.partition("-")[0].partition("+")[0]
        for text in (end.family, end.text, base, f"{base}.1", f"{base}.0", f"{base}.0.1"):
            found = Version.read(end.scheme, text)
            if found is not None:
                yield found
    if low is None:
        lowest = below(ends[0].scheme, iter(ends))
        assert lowest is not None
        yield lowest
        return
    value, _ = low
    assert isinstance(value, Version)
    above = value.above(iter(ends))
    assert above is not None
    yield above
