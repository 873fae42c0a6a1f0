"""What is true in a total situation: conditions, moments, values of facts, which clauses apply
(docs/meaning.md). Each of these asks for the others, so they stand together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, localcontext
from typing import assert_never, cast

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
from .days import NEVER, When, earliest, has_come, is_when, latest, offset, offsets, order
from .formulas import compute
from .model import Agreement, Alternative, Clause, Line, Norm
from .ordered import Ordered
from .versions import Family, Version


@dataclass(frozen=True)
class Situation:
    """A total situation: a day, and a value for each fact, plain event and reading.

    An end node of a kind is a text, yes/no a bool, a date a `When`, others `Ordered`.
    Of a defined fact it is the fact's own value; `known` has its values that were asked for
    before. The agreement is what survives the options.
    """

    agreement: Agreement
    day: date
    total: Mapping[str, object]
    readings: Mapping[str, str]
    known: dict[str, object] = field(default_factory=dict, compare=False, repr=False)


# Conditions.


def is_true(condition: Condition, now: Situation) -> bool:
    """One row of the table of conditions in docs/language.md."""
    match condition:
        case Is(name, value):
            return _is(name, value, now)
        case Compare(name, sign, constant):
            return _compare(value_of(name, now), sign, constant)
        case Come(moment):
            return has_come(day_of(moment, now), now.day)
        case InOrder(first, sign, second):
            return _compare(day_of(first, now), sign, day_of(second, now))
        case Weighed(one, sign, other):
            return _compare(value_of(one, now), sign, cast(Decimal, value_of(other, now)))
        case Not(part):
            return not is_true(part, now)
        case AnyOf(parts):
            return any(is_true(part, now) for part in parts)
        case AllOf(parts):
            return all(is_true(part, now) for part in parts)
        case HowMany(parts, least, most):
            return least <= sum(is_true(part, now) for part in parts) <= most
        case ConditionUnder(reading, under):
            return is_true(dict(under)[now.readings[reading]], now)
    assert_never(condition)


def _is(name: str, value: str, now: Situation) -> bool:
    """ "The fact has that value, or one below it"; "the reading is taken this way"."""
    fact = now.agreement.vocabulary.facts.get(name)
    if fact is None:
        return now.readings[name] == value
    if fact.sort == "kind":
        return value_of(name, now) in fact.below[value]
    return value_of(name, now) is (value == "yes")


def _compare(value: object, sign: str, constant: Ordered | When) -> bool:
    """ "Compared with constants by `<`, `<=`, `>`, `>=`, `is` and `is not`; versions also by
    `in`." """
    if sign == "in":
        assert isinstance(value, Version)
        assert isinstance(constant, Family)
        return value.is_in(constant)
    below, equal = _is_below(value, constant), value == constant
    match sign:
        case "<":
            return below
        case "<=":
            return below or equal
        case ">":
            return not below and not equal
        case ">=":
            return not below
        case "is":
            return equal
    raise ValueError(f"no comparison: {sign}")


def _is_below(value: object, constant: Ordered | When) -> bool:
    """`never` is "later than every day"."""
    if is_when(value) and is_when(constant):
        return order(value) < order(constant)
    assert type(value) is type(constant)
    return bool(value < constant)  # type: ignore[operator]  # both are of one ordered type


# Moments.


def day_of(moment: Moment, now: Situation) -> When:
    """ "A moment is a day, an event, a date fact, or an offset from one of the last two."

    `earliest_of` has come when one part has, `latest_of` when all have.
    """
    match moment:
        case On(day):
            return day
        case Of(name):
            return _day_named(name, now)
        case After(number, unit, name, then, before):
            count = _count(number, now)
            if count is None:
                return NEVER
            start = offset(-count if before else count, unit, _day_named(name, now))
            return offsets(then, start)
        case Earliest(parts):
            return earliest(day_of(part, now) for part in parts)
        case Latest(parts):
            return latest(day_of(part, now) for part in parts)
        case InTime(part, last):
            day, limit = day_of(part, now), day_of(last, now)
            return day if order(day) <= order(limit) else NEVER
        case MomentUnder(reading, under):
            return day_of(dict(under)[now.readings[reading]], now)
    assert_never(moment)


def _day_named(name: str, now: Situation) -> When:
    """ "An event with readings is the event that its reading's value names." """
    event = now.agreement.vocabulary.events.get(name)
    if event is not None and event.reading is not None:
        return _day_named(event.named[now.readings[event.reading]], now)
    day = value_of(name, now)
    assert is_when(day)
    return day


def _count(number: int | str, now: Situation) -> int | None:
    """ "The count of an offset that is a number fact has that fact's value; where a definition
    makes it no whole number within the fact's bounds, the offset is `never`" (None)."""
    if isinstance(number, int):
        return number
    value = value_of(number, now)
    assert isinstance(value, Decimal)
    return int(value) if now.agreement.vocabulary.facts[number].allows(value) else None


# Values.


def value_of(name: str, now: Situation) -> object:
    """The value of a fact or plain event.

    Of a defined one "take its definitions that apply, those of higher rank first, and of one rank
    in the order of the files. The first line whose conditions are true gives the value. Where
    there is none, the value is the fact's own value".
    """
    if name not in now.agreement.definitions:
        return now.total[name]
    if name not in now.known:
        now.known[name] = _defined_value(name, now)
    return now.known[name]


def _defined_value(name: str, now: Situation) -> object:
    for clause in now.agreement.definitions[name]:
        if applies(clause, now):
            for line in clause.lines:
                if is_true(line.condition, now):
                    return _value_said(line, now)
    return now.total[name]


def _value_said(line: Line, now: Situation) -> object:
    if line.same is not None:
        return value_of(line.same, now)
    if line.formula is not None:
        found = compute(line.formula, lambda name: cast(Decimal, value_of(name, now)))
        with localcontext(prec=999):  # enough for sums and multiples of short decimals
            return Decimal(found.numerator) / Decimal(found.denominator)
    return line.value if line.moment is None else day_of(line.moment, now)


# Clauses.


def applies(clause: Clause, now: Situation) -> bool:
    """ "A clause applies when it is in force, every `when` is true, no `unless` is true, and no
    clause that disapplies it applies." """
    return in_force(clause, now) and conditions_hold(clause, now)


def conditions_hold(clause: Clause, now: Situation) -> bool:
    """ "All of whose `when` and none of whose `unless` are true"; "being disapplied counts as an
    `unless`"."""
    return (
        all(is_true(line, now) for line in clause.when)
        and not any(is_true(line, now) for line in clause.unless)
        and not any(
            clause.id in other.disapplies and applies(other, now) for other in now.agreement.clauses
        )
    )


def norms(clause: Clause, now: Situation) -> tuple[Norm, ...]:
    """The clause's norms that bind somebody; of a choice those of the alternatives that are left.

    "With one left, its norms hold as they are said. With several, what each of them says holds so
    too; of the rest `must` is `may`, `must not` says nothing, and `may` and `need not` hold."
    """
    if not clause.choice:
        return tuple(n for n in clause.norms if n.condition is None or is_true(n.condition, now))
    ways = _ways(clause.choice, now)
    found: dict[Norm, None] = {}
    for norm in (norm for way in ways for norm in way):
        if all(norm in way for way in ways) or norm.modality in ("may", "need not"):
            found[norm] = None
        elif norm.modality == "must":
            found[Norm(norm.bearer, "may", norm.action)] = None
    return tuple(found)


def _ways(choice: tuple[Alternative, ...], now: Situation) -> list[tuple[Norm, ...]]:
    """The norms of each way that is left: "each alternative whose own `when` are all true and
    `unless` all false is left"; "one with a choice of its own stands for one alternative for each
    that is left there; where none is, for its own norms, or, where it has none, it falls away"."""
    found: list[tuple[Norm, ...]] = []
    for way in choice:
        if not is_true(way.condition, now):
            continue
        inside = _ways(way.inner, now)
        if not inside and (way.norms or not way.inner):
            inside = [()]
        found += [(*way.norms, *more) for more in inside]
    return found


def in_force(clause: Clause, now: Situation) -> bool:
    """ "A clause is in force on D when": the five points of docs/meaning.md.

    Point 1 asks that the clause survives: only those that do are ever asked about.
    """
    return (
        has_begun(clause, now)
        and not _is_repealed(clause, now)
        and not _is_replaced(clause, now)
        and not _has_run_out(clause, now)
    )


def is_over(clause: Clause, now: Situation) -> bool:
    """Points 3, 4 and 5 together: it was repealed or replaced, or its term has run out."""
    return _is_repealed(clause, now) or _is_replaced(clause, now) or _has_run_out(clause, now)


def has_begun(clause: Clause, now: Situation) -> bool:
    """1. "Its instrument's effective day is on or before D";
    2. "its `from`, if any, has come by D"."""
    return clause.effective <= now.day and (
        clause.start is None or has_come(day_of(clause.start, now), now.day)
    )


def _is_repealed(clause: Clause, now: Situation) -> bool:
    """3. "No surviving repeal of it stands in an instrument whose effective day is on or before
    D"."""
    return any(
        repeal.clause == clause.id and repeal.effective <= now.day
        for repeal in now.agreement.repeals
    )


def _is_replaced(clause: Clause, now: Situation) -> bool:
    """4. "No surviving clause replaces it whose instrument's effective day is on or before D and
    whose `from`, if any, has come by D (whether or not that clause is itself still in force)"."""
    return any(
        clause.id in other.replaces and has_begun(other, now) for other in now.agreement.clauses
    )


def _has_run_out(clause: Clause, now: Situation) -> bool:
    """5. "D is not after `through`, and `until` has not come by D"."""
    through, until = clause.through, clause.until
    if through is not None:
        last_day = day_of(through, now)
        if has_come(last_day, now.day) and last_day != now.day:
            return True
    return until is not None and has_come(day_of(until, now), now.day)
