"""A clause on a bench -> its conditions, its beginning and its endings, as nodes.

Each end is told from the others: on which day it came, and whether it came the day before.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import assert_never

from contract_engine.answers.wording import tell_moment
from contract_engine.diagram.act.life import Beginning, Ending, Why, life_of
from contract_engine.diagram.core.nodes import FALSE, TRUE
from contract_engine.lazy_dataclass import dataclass
from contract_engine.measure.space.space import Bench, eve
from contract_engine.model.agreement import Clause


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
    life = life_of(bench.left, clause)
    own_term_first = sorted(life.ends, key=lambda ending: bool(ending.by))
    return Span(
        tuple(ground.condition(part, on) for part in clause.when.parts),
        tuple(ground.condition(part, on) for part in clause.unless),
        _turn(bench, "begins", life.begins),
        tuple(_merged(_turn(bench, _tell(ending), ending) for ending in own_term_first)),
    )


def _turn(bench: Bench, words: str, part: Beginning | Ending) -> Turn:
    """A beginning or an end on the bench's day, and on the day before it if there is one."""
    ground, on = bench.ground, bench.on
    yesterday = eve(on)
    already = part.come(ground, yesterday) if yesterday < on else FALSE
    return Turn(words, part.come(ground, on), already, part.day)


def _tell(ending: Ending) -> str:
    match ending.why:
        case Why.REPEALED | Why.REPLACED:
            return f"{ending.why.value} by {ending.by}"
        case Why.THROUGH | Why.UNTIL:
            assert ending.moment is not None
            return f"{ending.why.value} {tell_moment(ending.moment)}"
        case _:
            assert_never(ending.why)


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
