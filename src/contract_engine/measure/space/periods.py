"""A clause on a bench -> its conditions, its beginning and its endings, as nodes.

Each end is told from the others: on which day it came, and whether it came the day before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from contract_engine.answers.timeline.periods import ONE_DAY, resolve
from contract_engine.answers.wording import tell_moment
from contract_engine.diagram.core.nodes import FALSE, TRUE
from contract_engine.measure.space.space import Bench, eve
from contract_engine.model.agreement import Clause
from contract_engine.model.days import Moment


@dataclass(frozen=True)
class Turn:
    """A beginning or an end: `now` where it has come, `already` where it had the day before.

    `day` is its day where the terms alone fix it; None where it hangs on an event or date fact.
    """

    words: str
    now: int
    already: int
    day: date | None


@dataclass(frozen=True)
class Span:
    """A clause's conditions and its turns, on one bench."""

    when: tuple[int, ...]
    unless: tuple[int, ...]
    begins: Turn
    ends: tuple[Turn, ...]


def span_of(bench: Bench, clause: Clause) -> Span:
    """The nodes of a clause, whether or not it has begun."""
    ground, on = bench.ground, bench.on
    effective = bench.agreement.instruments[clause.instrument].effective
    return Span(
        tuple(ground.condition(part, on) for part in clause.when.parts),
        tuple(ground.condition(part, on) for part in clause.unless),
        _turn(bench, "begins", effective, clause.from_),
        tuple(_merged(_ends(bench, clause))),
    )


def _ends(bench: Bench, clause: Clause) -> Iterator[Turn]:
    ground, on = bench.ground, bench.on
    instruments = bench.agreement.instruments
    if clause.through is not None:
        day = resolve(clause.through, {}, {})
        fixed = day + ONE_DAY if isinstance(day, date) and day < date.max else None
        words = f"through {tell_moment(clause.through)}"
        now = ground.past(clause.through, on)
        yield Turn(words, now, ground.past(clause.through, eve(on)), fixed)
    if clause.until is not None:
        yield _turn(bench, f"until {tell_moment(clause.until)}", date.min, clause.until)
    for repeal in bench.left.repeals:
        if repeal.clause == clause.id:
            effective = instruments[repeal.instrument].effective
            yield _turn(bench, f"repealed by {repeal.instrument}", effective, None)
    for other in bench.left.clauses.values():
        if clause.id in other.replaces:
            effective = instruments[other.instrument].effective
            yield _turn(bench, f"replaced by {other.id}", effective, other.from_)


def _turn(bench: Bench, words: str, effective: date, moment: Moment | None) -> Turn:
    """What comes when a day and a moment both have."""
    ground, on = bench.ground, bench.on
    yesterday = eve(on)
    now = ground.come(moment, on) if effective <= on else FALSE
    already = ground.come(moment, yesterday) if effective <= yesterday < on else FALSE
    fixed: date | None = effective
    if moment is not None:
        known = resolve(moment, {}, {})
        fixed = max(effective, known) if isinstance(known, date) else None
    return Turn(words, now, already, fixed)


def _merged(turns: Iterator[Turn]) -> Iterator[Turn]:
    """Ends on the same fixed day are one end."""
    by_day: dict[date, list[Turn]] = {}
    for turn in turns:
        if turn.day is None:
            yield turn
        else:
            by_day.setdefault(turn.day, []).append(turn)
    for day, group in by_day.items():
        now = TRUE if any(turn.now == TRUE for turn in group) else FALSE
        already = TRUE if any(turn.already == TRUE for turn in group) else FALSE
        yield Turn(", ".join(turn.words for turn in group), now, already, day)
