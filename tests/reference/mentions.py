"""What a question's completions must give a value: what the clauses in play mention.

Nothing else can change an outcome, because no condition or term that is looked at asks for it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias, assert_never, cast

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
    InOrder,
    InTime,
    Is,
    Latest,
    Moment,
    MomentUnder,
    Not,
    Of,
    On,
    Weighed,
)
from .days import NEVER, ONE_DAY, Way, When, is_when, last_from, offsets
from .formulas import Formula, Named, Number, difference, facts_in, with_formula
from .model import Agreement, Clause, Fact, Line, Vocabulary
from .steps import around
from .verdict import may_be_relevant

Steps: TypeAlias = tuple[tuple[int, Way], ...]
"""Offsets, counted one after the other."""


@dataclass(frozen=True)
class By:
    """The question whether the day of a date fact or event is on or before a day."""

    name: str
    day: date


@dataclass(frozen=True)
class Which:
    """The question which value a reading, or a number that counts, has."""

    name: str


@dataclass(frozen=True)
class Later:
    """The question whether one day, so many steps on, is after another."""

    first: str
    forth: Steps
    second: str
    back: Steps


@dataclass(frozen=True)
class Weighs:
    """The question whether a formula comes to more than 0, to 0, or to less."""

    formula: Formula


Ask: TypeAlias = Is | Compare | By | Which | Later | Weighs
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
    names = {name for ask in asked for name in named_by(ask)}
    looked_at = [
        clause
        for clause in effective
        if clause.id in clauses or clauses & set(clause.disapplies) or clause.defines in names
    ]
    more = set(asked)
    for clause in looked_at:
        more.update(_asked_by(clause, day, words))
        for ask in asked:
            if clause.defines in named_by(ask):
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
    if isinstance(ask, Later):
        for line in definition.lines:
            if line.moment is not None and ask.first == definition.defines:
                for one in _points(line.moment, ask.forth, words):
                    yield from _is_after(one, (ask.second, ask.back))
            if line.moment is not None and ask.second == definition.defines:
                for other in _points(line.moment, ask.back, words):
                    yield from _is_after((ask.first, ask.forth), other)
            yield from () if line.moment is None else _readings_in(line.moment)
        return
    if isinstance(ask, Weighs):
        for line in definition.lines:
            fact = str(definition.defines)
            said = _formula(line, words.facts[fact].sort)
            yield Weighs(with_formula(ask.formula, fact, said))
        return
    for line in definition.lines:
        if line.formula is not None:
            yield from _weighs_of(line.formula, ask, words)
        elif line.same is not None and isinstance(ask, Which):
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


def _formula(line: Line, sort: str) -> Formula:
    """The value of a line of a definition of a number of this sort, as a formula."""
    if line.formula is not None:
        return line.formula
    if line.same is not None:
        return Named(line.same, sort)
    assert isinstance(line.value, Decimal)
    return Number(Fraction(line.value), sort)


def _weighs_of(formula: Formula, ask: Ask, words: Vocabulary) -> Iterator[Ask]:
    """What is asked of a formula where this is asked of the fact that has its value."""
    constants = [ask.constant] if isinstance(ask, Compare) else []
    if isinstance(ask, Which):
        constants = [Decimal(number) for number in _whole(words.facts[ask.name])]
    for constant in constants:
        assert isinstance(constant, Decimal)
        yield Weighs(difference(formula, Number(Fraction(constant), formula.sort)))


def _asked(condition: Condition, day: date, words: Vocabulary) -> Iterator[Ask]:
    match condition:
        case Is() | Compare():
            yield condition
        case Come(moment):
            yield from _by(moment, day, words)
        case InOrder(first, _, second):
            yield from _readings_in(first)
            yield from _readings_in(second)
            for one in _points(first, (), words):
                for other in _points(second, (), words):
                    yield from _is_after(one, other)
                    yield from _is_after(other, one)
        case Weighed(one, _, other):
            both = [Named(name, words.facts[name].sort) for name in (one, other)]
            yield Weighs(difference(*both))
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
        case After(number, _, name):
            if isinstance(number, str):
                yield Which(number)
            for steps in steps_of(moment, words):
                start = last_from(steps, day)
                # None: no day of the calendar is that early.
                yield By(name, date.min if start is None else start)
        case Earliest(parts) | Latest(parts):
            for part in parts:
                yield from _by(part, day, words)
        case InTime(part, last):
            yield from _by(part, day, words)
            yield from _asked(InOrder(part, "<=", last), day, words)
        case MomentUnder(reading, under):
            yield Which(reading)
            for _, part in under:
                yield from _by(part, day, words)
        case _:
            assert_never(moment)


Counted: TypeAlias = tuple[str, Steps]
Point: TypeAlias = Counted | When
"""A day counted from a name, or a day of the calendar."""


def _points(moment: Moment, then: Steps, words: Vocabulary) -> Iterator[Point]:
    """The days of which a moment, and offsets from it, may be one."""
    match moment:
        case On(day):
            yield offsets(then, day)
        case Of(name):
            yield name, then
        case After(_, _, name):
            for steps in steps_of(moment, words):
                yield name, (*steps, *then)
        case Earliest(parts) | Latest(parts):
            for part in parts:
                yield from _points(part, then, words)
        case MomentUnder(_, under):
            for _, part in under:
                yield from _points(part, then, words)
        case InTime():
            raise ValueError("it stands in a `from` alone")
        case _:
            assert_never(moment)


def steps_of(moment: After, words: Vocabulary) -> Iterator[Steps]:
    """The offsets by which a moment may be counted: one, or one for each number that counts."""
    for count in _counts(moment.number, words):
        yield (-count if moment.before else count, moment.unit), *moment.then


def _readings_in(moment: Moment) -> Iterator[Ask]:
    """The readings and numbers that choose between the days of a moment."""
    match moment:
        case After(str(number)):
            yield Which(number)
        case Earliest(parts) | Latest(parts):
            for part in parts:
                yield from _readings_in(part)
        case MomentUnder(reading, under):
            yield Which(reading)
            for _, part in under:
                yield from _readings_in(part)
        case _:
            return


def _is_after(one: Point, other: Point) -> Iterator[Ask]:
    """What is asked where one is asked to be after the other."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        yield Later(*one, *other)
    elif isinstance(one, tuple):
        yield By(one[0], _last_of(one[1], other))
    elif isinstance(other, tuple):
        before = None if one is NEVER else one - ONE_DAY if one > date.min else date.min
        yield By(other[0], _last_of(other[1], NEVER if before is None else before))


def _last_of(steps: Steps, day: Point) -> date:
    """The last day that is, so many steps on, by a day; the calendar's first where none is."""
    start = last_from(steps, day if isinstance(day, date) else date.max)
    return date.min if start is None else start


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
    if isinstance(ask, Weighs):
        return facts_in(ask.formula)
    if isinstance(ask, By | Later):
        return frozenset().union(*(_names_behind(name, words) for name in named_by(ask)))
    return frozenset({ask.name})


def named_by(ask: Ask) -> tuple[str, ...]:
    """The names in what is asked."""
    if isinstance(ask, Weighs):
        return tuple(sorted(facts_in(ask.formula)))
    return (ask.first, ask.second) if isinstance(ask, Later) else (ask.name,)


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
            case Later() | Which():
                pass  # see `led_to`
            case _:
                raise ValueError(f"not asked of a day: {ask}")
    return last_days


def led_to(
    values: Mapping[str, tuple[object, ...]],
    fixed: Collection[str],
    asked: Iterable[Ask],
    words: Vocabulary,
) -> dict[str, tuple[object, ...]]:
    """The values of unknowns, with those that matter for which of two days is later.

    If some days answer all that is asked in a way, so do the latest that do: each of these is the
    last that answers what is asked of it alone, or the last that another of them allows. So the
    last days are followed from one name to the next, through as many names as there are.
    """
    orders = [
        (first, ask.forth, second, ask.back)
        for ask in asked
        if isinstance(ask, Later)
        for first in _names_behind(ask.first, words)
        for second in _names_behind(ask.second, words)
        if first in values and second in values
        if first not in words.readings and second not in words.readings
    ]
    found = {name: dict.fromkeys(some) for name, some in values.items()}
    for _ in {name for order in orders for name in (order[0], order[2])}:
        more: list[tuple[str, object]] = []
        for first, forth, second, back in orders:
            for day in found[first]:
                end = offsets(forth, cast(When, day))
                limit = date.max if end is NEVER else end - ONE_DAY if end > date.min else None
                more.append((second, None if limit is None else last_from(back, limit)))
            for day in found[second]:
                end = offsets(back, cast(When, day))
                more.append((first, NEVER if end is NEVER else last_from(forth, end)))
        for name, day in more:
            allowed = day is not NEVER or NEVER in found[name]
            if day is not None and name not in fixed and allowed:
                found[name][day] = None
    return {name: tuple(some) for name, some in found.items()}
