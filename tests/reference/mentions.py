"""What a question's completions must give a value: what the clauses in play mention.

Nothing else can change an outcome, because no condition or term that is looked at asks for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TypeAlias, assert_never

from .conditions import (
    After,
    AllOf,
    AnyOf,
    Come,
    Compare,
    Condition,
    ConditionUnder,
    Earliest,
    HowMany,
    Is,
    Latest,
    Moment,
    MomentUnder,
    Not,
    Of,
    On,
)
from .days import NEVER, ONE_DAY, When, is_when, last_start
from .model import Agreement, Clause, Fact, Vocabulary
from .steps import around
from .verdict import may_be_relevant


@dataclass(frozen=True)
class By:
    """The question whether the day of a date fact or event is on or before a day."""

    name: str
    day: date


@dataclass(frozen=True)
class Which:
    """The question which value a reading, or a number that counts, has."""

    name: str


Ask: TypeAlias = Is | Compare | By | Which
"""The only ways in which a value of a fact, event or reading is ever asked for."""


def asked_of_question(agreement: Agreement, bearer: str, action: str, day: date) -> frozenset[Ask]:
    """What the clauses in play ask: those with a norm that may be relevant."""
    in_play = {c.id for c in agreement.clauses if may_be_relevant(c, agreement, bearer, action)}
    return _all_asked(agreement, day, frozenset(in_play), frozenset())


def asked_of_terms(agreement: Agreement, clause: Clause, day: date) -> frozenset[Ask]:
    """What is asked to say whether a clause is in force: its term, and the `from` of those that
    replace it."""
    words = agreement.vocabulary
    asked = {*_asked_by_term(clause, day, words)}
    for other in agreement.clauses:
        if clause.id in other.replaces and other.effective <= day:
            asked.update(_by(other.start, day, words))
    return _all_asked(agreement, day, frozenset(), frozenset(asked))


def asked_of_impossible(agreement: Agreement, day: date) -> frozenset[Ask]:
    """What the `impossible` combinations ask."""
    words = agreement.vocabulary
    asked = frozenset(ask for lines in agreement.impossible for ask in _asked(lines, day, words))
    return _all_asked(agreement, day, frozenset(), asked)


def _all_asked(
    agreement: Agreement, day: date, clauses: frozenset[str], asked: frozenset[Ask]
) -> frozenset[Ask]:
    """All that is asked in the end, where these clauses are looked at and this is asked.

    A clause asks what its conditions and terms do, and what the clauses that disapply it do, and
    the `from` of those that replace it, directly or through a chain. Who asks for a defined fact
    asks what its definitions do. Only clauses whose instrument is effective are looked at.
    """
    words = agreement.vocabulary
    effective = [clause for clause in agreement.clauses if clause.effective <= day]
    names = {ask.name for ask in asked}
    looked_at = [
        clause
        for clause in effective
        if clause.id in clauses or clauses & set(clause.disapplies) or clause.defines in names
    ]
    more = set(asked)
    for clause in looked_at:
        more.update(_asked_by(clause, day, words))
        for ask in asked:
            if ask.name == clause.defines:
                more.update(_asked_of_lines(clause, ask, words))
    wider = clauses | {clause.id for clause in looked_at}
    for clause in _replacing(set(wider), effective):
        more.update(_by(clause.start, day, words))
    if wider == clauses and more == asked:
        return asked
    return _all_asked(agreement, day, wider, frozenset(more))


def _replacing(names: set[str], clauses: list[Clause]) -> list[Clause]:
    more = [clause for clause in clauses if names.intersection(clause.replaces)]
    wider = names | {clause.id for clause in more}
    return more if wider == names else _replacing(wider, clauses)


def _asked_by(clause: Clause, day: date, words: Vocabulary) -> Iterator[Ask]:
    conditions = (
        *clause.when,
        *clause.unless,
        *(part for way in clause.choice for part in way.conditions()),
        *(norm.condition for norm in clause.norms if norm.condition is not None),
        *(line.condition for line in clause.lines),
    )
    for condition in conditions:
        yield from _asked(condition, day, words)
    yield from _asked_by_term(clause, day, words)


def _asked_by_term(clause: Clause, day: date, words: Vocabulary) -> Iterator[Ask]:
    yield from _by(clause.start, day, words)
    yield from _by(clause.until, day, words)
    # "D is not after `through`": the moment has not come by the day before D.
    yield from _by(clause.through, day - ONE_DAY, words)


def _asked_of_lines(definition: Clause, ask: Ask, words: Vocabulary) -> Iterator[Ask]:
    """What is asked of the moments of a defined date where this is asked of the date, and of the
    facts whose value a defined number and the like may have."""
    for line in definition.lines:
        if line.same is not None and isinstance(ask, Which):
            for number in _whole(words.facts[ask.name]):
                yield Compare(line.same, "is", Decimal(number))
        elif line.same is not None:
            yield replace(ask, name=line.same)
    match ask:
        case By(_, day):
            days = [day]
        case Compare(_, _, constant) if is_when(constant):
            days = _last_days(constant)
        case _:
            days = []
    for line in definition.lines:
        for day in days:
            yield from _by(line.moment, day, words)


def _asked(condition: Condition, day: date, words: Vocabulary) -> Iterator[Ask]:
    match condition:
        case Is() | Compare():
            yield condition
        case Come(moment):
            yield from _by(moment, day, words)
        case Not(part):
            yield from _asked(part, day, words)
        case AnyOf(parts) | AllOf(parts) | HowMany(parts):
            for part in parts:
                yield from _asked(part, day, words)
        case ConditionUnder(reading, under):
            yield Which(reading)
            for _, part in under:
                yield from _asked(part, day, words)
        case _:
            assert_never(condition)


def _by(moment: Moment | None, day: date, words: Vocabulary) -> Iterator[Ask]:
    match moment:
        case None | On():
            return
        case Of(name):
            yield By(name, day)
        case After(number, unit, name):
            if isinstance(number, str):
                yield Which(number)
            for count in _counts(number, words):
                start = last_start(count, unit, day)
                # None: no day of the calendar is that early.
                yield By(name, date.min if start is None else start)
        case Earliest(parts) | Latest(parts):
            for part in parts:
                yield from _by(part, day, words)
        case MomentUnder(reading, under):
            yield Which(reading)
            for _, part in under:
                yield from _by(part, day, words)
        case _:
            assert_never(moment)


def _counts(number: int | str, words: Vocabulary) -> Iterable[int]:
    return [number] if isinstance(number, int) else _whole(words.facts[number])


def _whole(fact: Fact) -> range:
    """ "The fact needs a `min` and a `max`; it then takes whole numbers only." """
    return range(int(str(fact.least)), int(str(fact.most)) + 1)


def _last_days(constant: When) -> list[date]:
    """The days by which a day must come to be before the constant, and to be the constant."""
    return [date.max] if constant is NEVER else [constant - ONE_DAY, constant]


def names_asked(ask: Ask, words: Vocabulary) -> frozenset[str]:
    """The facts, plain events and readings whose values answer it.

    For an event with readings: the reading, and each event that it may be.
    """
    return _names_behind(ask.name, words) if isinstance(ask, By) else frozenset({ask.name})


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
    if fact is None or fact.sort == "date or never":
        return (*sorted(_last(about)), NEVER)
    if fact.sort == "date":
        return tuple(sorted(_last(about) | {date.max}))
    if fact.sort == "kind":
        return fact.ends
    if fact.sort == "yes/no":
        return (True, False)
    if fact.counts:
        return tuple(Decimal(number) for number in _whole(fact))
    return around(fact, [(ask.sign, ask.constant) for ask in about if isinstance(ask, Compare)])


def _last(about: list[Ask]) -> set[date]:
    """Whatever is asked of a day has one answer up to some last day and the other from then on.

    So the last days, and one after all of them, stand for all days. Of a constant the last day is
    the constant itself or the day before it (`is` has both).
    """
    last_days: set[date] = set()
    for ask in about:
        match ask:
            case By(_, day):
                last_days.add(day)
            case Compare(_, _, constant) if is_when(constant):
                last_days.update(_last_days(constant))
            case _:
                raise ValueError(f"not asked of a day: {ask}")
    return last_days
