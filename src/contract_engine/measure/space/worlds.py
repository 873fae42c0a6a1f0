"""An agreement -> the worlds, acts and days on which its terms are asked about.

A world is plain, or under one version, or as known on the eve of a publication. `without` and
`evidence` make worlds too, but nobody needs to have tested each of those.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from contract_engine.answers.engine import Engine
from contract_engine.answers.timeline.periods import ONE_DAY, Stretches
from contract_engine.lazy_dataclass import dataclass, field
from contract_engine.model.agreement import Agreement
from contract_engine.model.question import Act, Options, Question

PLAIN = Options()
ANY_DAY = date(2000, 1, 1)


@dataclass(frozen=True)
class Spot:
    """Where a question can be put: an act, a day, and a world."""

    bearer: str
    action: str
    on: date
    world: Options = field(default_factory=Options)


def worlds(agreement: Agreement) -> tuple[Options, ...]:
    """The plain world first, then those under a version, then those as known on some day."""
    return (PLAIN, *under(agreement.instruments), *as_known(agreement))


def under(instruments: Iterable[str]) -> tuple[Options, ...]:
    """The worlds in which one of these versions is the latest."""
    return tuple(Options(under=name) for name in dict.fromkeys(instruments))


def as_known(agreement: Agreement) -> tuple[Options, ...]:
    """The worlds known on the eve of each publication, the latest first."""
    days = {clause.published for clause in agreement.clauses.values()}
    days |= {repeal.published for repeal in agreement.repeals}
    for reading in agreement.vocabulary.readings.values():
        days |= {v.published for v in reading.values.values() if v.published is not None}
    eves = (day - ONE_DAY for day in sorted(days, reverse=True) if day > date.min)
    return tuple(Options(known=day) for day in eves)


def acts(engine: Engine) -> Iterator[tuple[str, str]]:
    """Every bearer and action that some norm speaks of, in the order of the vocabulary."""
    words = engine.agreement.vocabulary
    for bearer in words.parties:
        for action in words.actions:
            if engine.norms(bearer, action, PLAIN):
                yield bearer, action


def starts(engine: Engine, bearer: str, action: str) -> list[date]:
    """The first days of the stretches on which no answer about an act can change.

    They do for every world: options only take terms away.
    """
    return Stretches(engine, Question(Act(bearer, action))).starts


def firsts(starts: list[date]) -> Iterator[date]:
    """A day of each stretch: the first, but of the stretch without a beginning the last."""
    if not starts:
        yield ANY_DAY
    elif starts[0] > date.min:
        yield starts[0] - ONE_DAY
    yield from starts


def others(starts: list[date]) -> Iterator[date]:
    """The second day of each stretch that has one, and its last."""
    for index, start in enumerate(starts):
        last = starts[index + 1] - ONE_DAY if index + 1 < len(starts) else date.max
        if start < last:
            yield start + ONE_DAY
        if start < last - ONE_DAY and last < date.max:
            yield last
