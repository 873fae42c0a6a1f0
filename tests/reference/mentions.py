"""What a question's completions must give a value: what the clauses in play mention.

Nothing else can change an outcome, because no condition or term that is looked at asks for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from itertools import pairwise
from typing import TypeAlias, assert_never

from .conditions import (
    After,
    AllOf,
    AnyOf,
    Come,
    Compare,
    Condition,
    Earliest,
    Is,
    Latest,
    Moment,
    Not,
    Of,
    On,
)
from .days import NEVER, ONE_DAY, When, last_start
from .model import Agreement, Clause, Vocabulary
from .verdict import relevant


@dataclass(frozen=True)
class By:
    """The question whether a moment has come by a day."""

    moment: Of | After
    day: date


Ask: TypeAlias = Is | Compare | By
"""The only ways in which a value of a fact, event or reading is ever asked for."""


def asked_of_question(agreement: Agreement, bearer: str, action: str, day: date) -> frozenset[Ask]:
    """What the clauses in play ask: those with a relevant norm whose instrument is effective,
    and the `from` of the clauses that replace those, directly or through a chain."""
    effective = [clause for clause in agreement.clauses if clause.effective <= day]
    with_norm = {clause.id for clause, _ in relevant(agreement, bearer, action)}
    asked: set[Ask] = set()
    for clause in effective:
        if clause.id in with_norm:
            asked.update(_asked_by(clause, day))
    for clause in _replacing(with_norm, effective):
        asked.update(_by(clause.start, day))
    return frozenset(asked)


def asked_of_impossible(agreement: Agreement, day: date) -> frozenset[Ask]:
    """What the `impossible` combinations ask."""
    return frozenset(ask for lines in agreement.impossible for ask in _asked(lines, day))


def _replacing(names: set[str], clauses: list[Clause]) -> list[Clause]:
    more = [clause for clause in clauses if names.intersection(clause.replaces)]
    wider = names | {clause.id for clause in more}
    return more if wider == names else _replacing(wider, clauses)


def _asked_by(clause: Clause, day: date) -> Iterator[Ask]:
    for condition in (*clause.when, *clause.unless):
        yield from _asked(condition, day)
    yield from _by(clause.start, day)
    yield from _by(clause.until, day)
    # "D is not after `through`": the moment has not come by the day before D.
    yield from _by(clause.through, day - ONE_DAY)


def _asked(condition: Condition, day: date) -> Iterator[Ask]:
    match condition:
        case Is() | Compare():
            yield condition
        case Come(moment):
            yield By(moment, day)
        case Not(part):
            yield from _asked(part, day)
        case AnyOf(parts) | AllOf(parts):
            for part in parts:
                yield from _asked(part, day)
        case _:
            assert_never(condition)


def _by(moment: Moment | None, day: date) -> Iterator[Ask]:
    match moment:
        case None | On():
            return
        case Of() | After():
            yield By(moment, day)
        case Earliest(parts) | Latest(parts):
            for part in parts:
                yield from _by(part, day)
        case _:
            assert_never(moment)


def names_asked(ask: Ask, words: Vocabulary) -> frozenset[str]:
    """The facts, plain events and readings whose values answer it.

    For an event with readings: the reading, and each event that it may be.
    """
    if not isinstance(ask, By):
        return frozenset({ask.name})
    return _names_behind(ask.moment.name, words)


def _names_behind(name: str, words: Vocabulary) -> frozenset[str]:
    event = words.events.get(name)
    if event is None or event.reading is None:
        return frozenset({name})
    behind = (_names_behind(other, words) for other in event.named.values())
    return frozenset({event.reading}).union(*behind)


def representatives(name: str, asked: Iterable[Ask], words: Vocabulary) -> tuple[object, ...]:
    """Values of an unknown: one for each way in which it can answer all that is asked of it."""
    about = [ask for ask in asked if name in names_asked(ask, words)]
    if name in words.readings:
        return tuple(words.readings[name].values)
    fact = words.facts.get(name)
    if fact is None or fact.sort == "date":
        return _days(about)
    match fact.sort:
        case "kind":
            return fact.ends
        case "yes/no":
            return (True, False)
        case "number":
            return _numbers(about)


def _numbers(about: list[Ask]) -> tuple[Decimal, ...]:
    """Each constant it is compared with, one number between two, one below and one above all."""
    constants = sorted(
        ask.constant
        for ask in about
        if isinstance(ask, Compare) and isinstance(ask.constant, Decimal)
    )
    with localcontext(prec=999):  # so that no number here is rounded
        between = [(low + high) / 2 for low, high in pairwise(constants)]
        numbers = {*constants, *between, constants[0] - 1, constants[-1] + 1}
    return tuple(sorted(numbers))


def _days(about: list[Ask]) -> tuple[When, ...]:
    """Whatever is asked of a day has one answer up to some last day and the other from then on.

    So the last days, and `never`, stand for all days. Of a constant the last day is the constant
    itself or the day before it (`is` has both).
    """
    last_days: set[date] = set()
    for ask in about:
        match ask:
            case By(Of(), day):
                last_days.add(day)
            case By(After(number, unit, _), day):
                start = last_start(number, unit, day)
                last_days.update(() if start is None else (start,))
            case Compare(_, _, date() as constant):
                last_days.update((constant - ONE_DAY, constant))
            case _:
                raise ValueError(f"not asked of a day: {ask}")
    return (*sorted(last_days), NEVER)
