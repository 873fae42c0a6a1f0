"""What a rule set is told of a situation: one value per thing asked, nothing decided in advance.

A word (the end node of a kind, yes or no, the value of a reading) is told as it is written. A
number is told as an exact integer (see scaling.py), a date fact as its day number. Of events, and
of offsets from events and date facts, it is told how many days ago they were: 0 on the day itself,
negative before it, far below any date for `never`. For to compare two told values with one another
is not safe in durable-rules, and calendar arithmetic is not in its language; to compare this one
number with 0 or 1 is left to a rule.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import TypeVar, assert_never

from contract_engine.durable.compile.offsets import after
from contract_engine.durable.compile.scaling import Scale, day_number, days_since, value_code
from contract_engine.durable.compile.weighing import weighed
from contract_engine.durable.errors import RefusedInput
from contract_engine.durable.evaluate.survival import Left
from contract_engine.lazy_dataclass import dataclass
from contract_engine.model.days import Day, Never, Way
from contract_engine.model.formulas import Weights
from contract_engine.model.ordered import Ordered
from contract_engine.model.question import TotalSituation


@dataclass(frozen=True, slots=True)
class Today:
    """The day asked about."""


@dataclass(frozen=True, slots=True)
class Word:
    """The end node of a kind fact, or the yes or no of a yes/no fact."""

    fact: str


@dataclass(frozen=True, slots=True)
class Taken:
    """The value of a reading."""

    reading: str


@dataclass(frozen=True, slots=True)
class Kept:
    """Whether the question's options leave a clause; or its repeal by an instrument."""

    clause: str
    repealed_by: str = ""


@dataclass(frozen=True, slots=True)
class Amount:
    """The value of an ordered fact."""

    fact: str


@dataclass(frozen=True, slots=True)
class Dated:
    """The day of a date fact."""

    fact: str


@dataclass(frozen=True, slots=True)
class DaysSince:
    """How many days ago offsets from an event or date fact were, counted one after the other."""

    name: str
    steps: tuple[tuple[int, Way], ...]


@dataclass(frozen=True, slots=True)
class DaysBetween:
    """How many days after an offset from `other` an offset from `name` is; 0 where both never come.

    Which of two told days is later no rule can safely tell, so it is told their difference.
    """

    name: str
    steps: tuple[tuple[int, Way], ...]
    other: str
    others: tuple[tuple[int, Way], ...]


@dataclass(frozen=True, slots=True)
class Over:
    """Whether what facts come to is more than a bound (1), less (-1), or the same (0).

    Sums of decimals are not safe in durable-rules either.
    """

    weights: Weights
    bound: Fraction


Ask = Today | Word | Taken | Kept | Amount | Dated | DaysSince | DaysBetween | Over


def value_of(ask: Ask, situation: TotalSituation, left: Left, scale: Scale) -> str | int:
    """The value told; `left` is what the options leave, `scale` that of an ordered fact.

    What the situation lacks is refused: a total situation has a value for all that is asked.
    """
    match ask:
        case Today():
            return day_number(situation.on)
        case Taken(reading):
            return _get(situation.readings, reading)
        case Word(fact):
            value = _get(situation.facts, fact)
            return ("yes" if value else "no") if isinstance(value, bool) else str(value)
        case Amount(fact):
            value = _get(situation.facts, fact)
            assert isinstance(value, Ordered)
            return value_code(value, scale)
        case Dated(fact):
            return day_number(_day(situation, fact))
        case Kept(clause, instrument):
            among = (instrument, clause) in left.repeals if instrument else clause in left.clauses
            return "yes" if among else "no"
        case DaysSince(name, steps):
            return days_since(situation.on, after(_day(situation, name), steps))
        case DaysBetween(name, steps, other, others):
            ours, theirs = _day(situation, name), _day(situation, other)
            return day_number(after(ours, steps)) - day_number(after(theirs, others))
        case Over(weights, bound):
            over = weighed(weights, situation.facts) - bound
            return (over > 0) - (over < 0)
        case _:
            assert_never(ask)


V = TypeVar("V")


def _get(values: Mapping[str, V], name: str) -> V:
    if name not in values:
        raise RefusedInput(f"the situation says nothing of `{name}`")
    return values[name]


def _day(situation: TotalSituation, name: str) -> Day:
    value = _get(situation.facts, name)
    assert isinstance(value, date | Never)
    return value
