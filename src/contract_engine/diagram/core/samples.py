"""Two cuts -> an ordered value that lies between them: a real one, that can be given."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from contract_engine.model.ordered import FIRST_VERSION, Instant, Ordered, Version
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
            return Version((1,), (1,), "1")
        case "date-time":
            return Instant(_YEAR_2000)
        case _:
            return fact.least or Decimal(0)


def _after(value: Ordered, cut: Cut) -> bool:
    return bool((value, 1) > cut)


def _candidates(some: Ordered, low: Cut | None, high: Cut | None) -> Iterator[Ordered]:
    ends = [end[0] for end in (low, high) if end is not None]
    if isinstance(some, Version):
        for end in ends:
            yield from _near(end)
        yield _just_after(low, ends)
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


def _just_after(low: Cut | None, ends: list[Ordered]) -> Version:
    """The version next after a cut; after a release, one before all that have as few parts."""
    if low is None:
        return FIRST_VERSION
    value, side = low
    assert isinstance(value, Version)
    if not side and value.stage:
        return value
    deep = max(len(end.parts) for end in ends if isinstance(end, Version))
    release = ".".join(map(str, value.parts))
    return value.following() or Version.read(f"{release}{'.0' * deep}.1-a") or value


def _near(version: Ordered) -> Iterator[Version]:
    """Real versions around one, the plainest first."""
    assert isinstance(version, Version)
    release = ".".join(map(str, version.parts))
    texts = [version.text] if version.stage else []
    head, last = version.parts[:-1], version.parts[-1]
    if last:
        texts.append(".".join(map(str, (*head, last - 1))))
    texts += [release, f"{release}.1", f"{release}-a", f"{version.text}1", f"{version.text}.1"]
    texts += [f"{release}.0.1", f"{release}.0.0.1"]
    for text in texts:
        found = Version.read(text)
        if found is not None:
            yield found
