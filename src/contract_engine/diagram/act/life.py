"""A clause that survives -> its life: when it begins, and each of its endings with the reason.

Of each it says where it has come on a day, as a node. Everything that tells whether a clause is in
force, or why it isn't, reads it here; see "In force" in docs/meaning.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from enum import Enum
from typing import assert_never

from contract_engine.diagram.act.survival import Survivors
from contract_engine.diagram.core.encode import Grounding
from contract_engine.diagram.core.mentions import YESTERDAY, Mentions
from contract_engine.diagram.core.nodes import FALSE
from contract_engine.lazy_dataclass import dataclass, replace
from contract_engine.model.agreement import Clause
from contract_engine.model.days import (
    After,
    Choose,
    Counted,
    EarliestOf,
    Later,
    LatestOf,
    MeantMoment,
    Moment,
    On,
)

ONE_DAY = timedelta(days=1)


class Why(Enum):
    """What ends a clause."""

    REPEALED = "repealed"
    REPLACED = "replaced"
    THROUGH = "through"
    UNTIL = "until"


@dataclass(frozen=True)
class Beginning:
    """From `effective` on, and from `moment` on where there is one."""

    effective: date
    moment: Moment | None

    @property
    def day(self) -> date | None:
        """The first day, where the terms alone fix it."""
        return _fixed(self.effective, self.moment)

    def come(self, ground: Grounding, on: date) -> int:
        """True where it has begun by a day."""
        return ground.come(self.moment, on) if self.effective <= on else FALSE

    def note(self, mentions: Mentions, on: date) -> None:
        """Note what `come` asks on a day."""
        if self.moment is not None:
            mentions.note_moment(self.moment, on)


@dataclass(frozen=True)
class Ending:
    """One thing that ends a clause: on the day of both `effective` and `moment`, or after it.

    `by` names the instrument that repeals or the clause that replaces it; a term has none.
    `moment` is the term, of which only `through` includes its day, or the replacing clause's
    beginning.
    """

    why: Why
    moment: Moment | None = None
    by: str = ""
    effective: date = date.min

    @property
    def day(self) -> date | None:
        """The first day on which the clause is over, where the terms alone fix it."""
        day = _fixed(self.effective, self.moment)
        if self.why is not Why.THROUGH or day is None:
            return day
        return day + ONE_DAY if day < date.max else None

    def come(self, ground: Grounding, on: date) -> int:
        """True where it has come by a day, so that the clause is over on it."""
        if self.effective > on:
            return FALSE
        if self.why is Why.THROUGH:
            return ground.past(self.moment, on)
        return ground.come(self.moment, on)

    def note(self, mentions: Mentions, on: date) -> None:
        """Note what `come` asks on a day."""
        if self.moment is None:
            return
        if self.why is Why.THROUGH:
            yesterday = on - ONE_DAY if on > date.min else on
            mentions.note_moment(self.moment, yesterday, YESTERDAY, on)
        else:
            mentions.note_moment(self.moment, on)

    def parts(self) -> Iterator[Ending]:
        """The same ending, of a term that ends with the first of several moments each of them."""
        if self.by or not isinstance(self.moment, EarliestOf):
            yield self
            return
        for part in self.moment.parts:
            yield from replace(self, moment=part).parts()


@dataclass(frozen=True)
class Life:
    """When a clause begins, and all that ends it: repeals, replacements, then its own term."""

    clause: Clause
    begins: Beginning
    ends: tuple[Ending, ...]

    def over(self, ground: Grounding, on: date) -> int:
        """True where one of its endings has come by a day, whether or not it ever began."""
        return ground.nodes.any(ending.come(ground, on) for ending in self.ends)

    def in_force(self, ground: Grounding, on: date) -> int:
        """True where it has begun and isn't over on a day, whatever its conditions."""
        return ground.nodes.minus(self.begins.come(ground, on), self.over(ground, on))

    def note(self, mentions: Mentions, on: date) -> None:
        """Note all that these ask on a day."""
        if self.begins.effective <= on:
            self.begins.note(mentions, on)
        for ending in self.ends:
            if ending.effective <= on:
                ending.note(mentions, on)


def life_of(survivors: Survivors, clause: Clause) -> Life:
    """The life of a clause among what survives the options of a question.

    Args:
        survivors: The clauses and repeals that the options leave; only they can end it.
        clause: One of them.
    """
    instruments = survivors.instruments
    ends = [
        Ending(Why.REPEALED, None, repeal.instrument, instruments[repeal.instrument].effective)
        for repeal in survivors.repeals_of.get(clause.id, ())
    ]
    ends += [
        Ending(Why.REPLACED, other.from_, other.id, instruments[other.instrument].effective)
        for other in survivors.replacers.get(clause.id, ())
    ]
    if clause.through is not None:
        ends.append(Ending(Why.THROUGH, clause.through))
    if clause.until is not None:
        ends.append(Ending(Why.UNTIL, clause.until))
    return Life(
        clause, Beginning(instruments[clause.instrument].effective, clause.from_), tuple(ends)
    )


def gone_before(survivors: Survivors, clause: Clause, other: Clause) -> bool:
    """Whether a clause has ended when another begins, by stated days alone."""
    beginning = life_of(survivors, other).begins
    first = beginning.day or beginning.effective
    ends = (ending.day for ending in life_of(survivors, clause).ends)
    return any(day is not None and day <= first for day in ends)


def chain_of(survivors: Survivors, names: Iterable[str]) -> tuple[Clause, ...]:
    """The clauses that replace some, directly or through a chain, each once."""
    found: dict[str, Clause] = {}
    waiting = list(names)
    for each in waiting:
        for other in survivors.replacers.get(each, ()):
            if other.id not in found:
                found[other.id] = other
                waiting.append(other.id)
    return tuple(found.values())


def _fixed(effective: date, moment: Moment | None) -> date | None:
    """The day on which both have come, where the moment is none or made of stated days."""
    if moment is None:
        return effective
    stated = _stated(moment)
    return None if stated is None else max(effective, stated)


def _stated(moment: Moment) -> date | None:
    match moment:
        case On(day):
            return day
        case EarliestOf(parts) | LatestOf(parts):
            stated = [_stated(part) for part in parts]
            days = [each for each in stated if each is not None]
            if len(days) < len(stated):
                return None
            return min(days) if isinstance(moment, EarliestOf) else max(days)
        case After() | Counted() | Choose() | Later() | MeantMoment():
            return None
        case _:
            assert_never(moment)
