"""A value or moment and a constant -> the condition under which they compare so; a later moment.

The day of a moment that hangs on others is compared by what it hangs on: the earliest of two is
by a day where one of them is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import assert_never

from contract_engine.definitions.offsets import Steps, last_start, reached
from contract_engine.model.conditions import All, Any, Compare, Condition, Not, Operator, ReadAs
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
from contract_engine.model.ordered import Ordered
from contract_engine.model.vocabulary import Vocabulary

TRUE, FALSE = All(()), Any(())
NEVER_COMES = Choose(())
COUNTED = "of what is counted by a fact the meaning is a choice"


_ONE_BY_ONE = 32
"""So many lines of a definition are asked one after the other."""

MeantBy = Callable[[MeantMoment, date], Condition]
"""True where a moment that hangs on a definition is on or before a day."""


def compared(
    words: Vocabulary, meant_by: MeantBy, moment: Moment, operator: Operator, constant: date
) -> Condition:
    """The moment's day against a constant, as conditions on what it hangs on."""
    by = come_by(words, meant_by, moment, constant)
    first = constant == date.min
    before = FALSE if first else come_by(words, meant_by, moment, constant - timedelta(days=1))
    match operator:
        case Operator.LE:
            return by
        case Operator.LT:
            return before
        case Operator.GT:
            return Not(by)
        case Operator.GE:
            return Not(before)
        case Operator.EQ:
            return All((by, Not(before)))
        case Operator.NE:
            return Not(All((by, Not(before))))


def come_by(words: Vocabulary, meant_by: MeantBy, moment: Moment, day: date) -> Condition:
    """True where the moment, whose meaning is spelt out, is on or before a stated day."""
    match moment:
        case On(stated):
            return TRUE if stated <= day else FALSE
        case After(name):
            start = last_start(day, moment.steps)
            if start is None:
                return FALSE
            read = words.read_events.get(name)
            if read is None:
                return Compare(name, Operator.LE, start)
            return Any(
                tuple(
                    All(
                        (
                            ReadAs(read.reading, frozenset({value})),
                            Compare(event, Operator.LE, start),
                        )
                    )
                    for value, event in read.events.items()
                )
            )
        case EarliestOf(parts):
            return Any(tuple(come_by(words, meant_by, part, day) for part in parts))
        case LatestOf(parts):
            return All(tuple(come_by(words, meant_by, part, day) for part in parts))
        case Choose(options):
            lines = [(chosen, come_by(words, meant_by, option, day)) for chosen, option in options]
            return first_of(lines, FALSE)
        case MeantMoment():
            return meant_by(moment, day)
        case Later(of, steps):
            start = last_start(day, steps)
            return FALSE if start is None else come_by(words, meant_by, of, start)
        case Counted():
            raise AssertionError(COUNTED)
        case _:
            assert_never(moment)


def first_of(lines: Sequence[tuple[Condition, Condition]], otherwise: Condition) -> Condition:
    """What the first line that is true says; many lines by halves, so that it isn't deep.

    Args:
        lines: where each is true, and what it says there, in the order in which they are asked.
        otherwise: what holds where none is true.
    """
    if len(lines) > _ONE_BY_ONE:
        first, rest = lines[: len(lines) // 2], lines[len(lines) // 2 :]
        none = Not(Any(tuple(match for match, _ in first)))
        return Any((first_of(first, FALSE), All((none, first_of(rest, otherwise)))))
    means = otherwise
    for match, says in reversed(lines):
        if says == TRUE:
            means = Any((match, means))
        elif says == FALSE:
            means = All((Not(match), means))
        else:
            means = Any((All((match, says)), All((Not(match), means))))
    return means


def compare(value: Ordered, operator: Operator, constant: Ordered) -> bool:
    """Whether an ordered value compares so with a constant of its type."""
    less, same = value < constant, value == constant  # type: ignore[operator]  # of one type
    match operator:
        case Operator.LT:
            return less
        case Operator.LE:
            return less or same
        case Operator.GT:
            return not less and not same
        case Operator.GE:
            return not less
        case Operator.EQ:
            return same
        case Operator.NE:
            return not same


def later(moment: Moment, steps: Steps) -> Moment:
    """The moment, whose meaning is spelt out, so much later."""
    if not steps:
        return moment
    match moment:
        case On(day):
            end = reached(day, steps)
            return On(end) if isinstance(end, date) else NEVER_COMES
        case After(name):
            (count, unit), *then = (*moment.steps, *steps)
            return After(name, count, unit, tuple(then))
        case EarliestOf(parts):
            return EarliestOf(tuple(later(part, steps) for part in parts))
        case LatestOf(parts):
            return LatestOf(tuple(later(part, steps) for part in parts))
        case Later(of, before):
            return Later(of, (*before, *steps))
        case Choose() | MeantMoment() | Counted():
            return Later(moment, steps)
        case _:
            assert_never(moment)
