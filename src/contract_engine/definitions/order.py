"""Two moments -> the conditions under which one is after the other.

What moments hang on (definitions, readings, the first or last of several) is spelt out, until days
are compared that are counted from one name each. That is left to the evaluators.
"""

from __future__ import annotations

from datetime import date
from typing import assert_never

from contract_engine.definitions.compare import (
    COUNTED,
    FALSE,
    MeantBy,
    come_by,
    later,
)
from contract_engine.definitions.offsets import Steps
from contract_engine.model.conditions import All, Any, Condition, InOrder, Not, Operator, ReadAs
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
from contract_engine.model.vocabulary import Vocabulary

ONE_DAY = date.resolution


def in_order(
    words: Vocabulary, meant_by: MeantBy, first: Moment, operator: Operator, second: Moment
) -> Condition:
    """Where the days of two moments, whose meanings are spelt out, compare so."""
    match operator:
        case Operator.GT:
            return _after(words, meant_by, first, second)
        case Operator.LT:
            return _after(words, meant_by, second, first)
        case Operator.LE:
            return Not(_after(words, meant_by, first, second))
        case Operator.GE:
            return Not(_after(words, meant_by, second, first))
        case Operator.EQ | Operator.NE:
            differ = Any(
                (
                    _after(words, meant_by, first, second),
                    _after(words, meant_by, second, first),
                )
            )
            return differ if operator is Operator.NE else Not(differ)


def _after(words: Vocabulary, meant_by: MeantBy, first: Moment, second: Moment) -> Condition:
    """True where the first is after the second; `never` is after every day."""
    one, other = _spelt_out(words, first), _spelt_out(words, second)
    match one:
        case EarliestOf(parts):
            return All(tuple(_after(words, meant_by, part, other) for part in parts))
        case LatestOf(parts):
            return Any(tuple(_after(words, meant_by, part, other) for part in parts))
        case Choose(options):
            never = come_by(words, meant_by, other, date.max)
            return _chosen(
                [(case, _after(words, meant_by, option, other)) for case, option in options], never
            )
        case On() | After():
            pass
        case MeantMoment() | Later() | Counted():
            raise AssertionError("spelt out")
        case _:
            assert_never(one)
    match other:
        case EarliestOf(parts):
            return Any(tuple(_after(words, meant_by, one, part) for part in parts))
        case LatestOf(parts):
            return All(tuple(_after(words, meant_by, one, part) for part in parts))
        case Choose(options):
            return _chosen(
                [(case, _after(words, meant_by, one, option)) for case, option in options], FALSE
            )
        case On(day):
            return Not(come_by(words, meant_by, one, day))
        case After():
            if isinstance(one, On):
                first_day = one.day == date.min
                return FALSE if first_day else come_by(words, meant_by, other, one.day - ONE_DAY)
            if (one.name, one.steps) == (other.name, other.steps):
                return FALSE
            return InOrder(one, Operator.GT, other)
        case MeantMoment() | Later() | Counted():
            raise AssertionError("spelt out")
        case _:
            assert_never(other)


def _chosen(options: list[tuple[Condition, Condition]], otherwise: Condition) -> Condition:
    """What the first option says whose case is true."""
    found = otherwise
    for case, said in reversed(options):
        found = Any((All((case, said)), All((Not(case), found))))
    return found


def _spelt_out(words: Vocabulary, moment: Moment, steps: Steps = ()) -> Moment:
    """The moment, and steps counted from it, as a day, a choice or a group of such."""
    match moment:
        case MeantMoment(_, means):
            return _spelt_out(words, means, steps)
        case Later(of, before):
            return _spelt_out(words, of, (*before, *steps))
        case EarliestOf(parts):
            return EarliestOf(tuple(_spelt_out(words, part, steps) for part in parts))
        case LatestOf(parts):
            return LatestOf(tuple(_spelt_out(words, part, steps) for part in parts))
        case Choose(options):
            return Choose(tuple((case, _spelt_out(words, m, steps)) for case, m in options))
        case On() | After():
            counted = later(moment, steps)
            read = words.read_events.get(moment.name) if isinstance(moment, After) else None
            if read is None or not isinstance(counted, After):
                return counted
            return Choose(
                tuple(
                    (
                        ReadAs(read.reading, frozenset({value})),
                        After(event, counted.count, counted.unit, counted.then),
                    )
                    for value, event in read.events.items()
                )
            )
        case Counted():
            raise AssertionError(COUNTED)
        case _:
            assert_never(moment)
