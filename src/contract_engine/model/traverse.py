"""Conditions and moments -> all that is inside them, as it was written or as it is meant.

The only traversal: whoever looks for something in conditions and terms walks here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain
from typing import assert_never

from contract_engine.model.agreement import Clause, Row, Same
from contract_engine.model.conditions import (
    All,
    Any,
    Applies,
    Cardinality,
    Compare,
    Condition,
    Exceeds,
    HasCome,
    Holds,
    InOrder,
    Is,
    Meant,
    Not,
    ReadAs,
    Weighed,
)
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
from contract_engine.model.formulas import Formula, inputs_of
from contract_engine.model.place import NOWHERE, Span
from contract_engine.model.steps import (
    ByAct,
    ByEvent,
    ByMilestone,
    Counting,
    DayOf,
    DayRule,
    FirstOf,
    LastOf,
    Named,
    Opened,
    PeriodEnd,
    Rolled,
    Step,
    Versus,
)

Part = Condition | Moment


def children(part: Part, *, meant: bool) -> tuple[Part, ...]:
    """What a condition or moment is made of, in the order written.

    Args:
        part: The condition or moment.
        meant: Of a comparison of a defined fact, and of a moment counted from one, whether to give
            what it means by the definitions, and not what was written.
    """
    match part:
        case Meant(says, means):
            return (means,) if meant else (says,)
        case MeantMoment(said, moment):
            return (moment,) if meant else (said,)
        case Later(moment):
            return (moment,)
        case Choose(options):
            return tuple(chain.from_iterable(options))
        case HasCome(moment):
            return (moment,)
        case InOrder(moment, _, other):
            return (moment, other)
        case Not(inner):
            return (inner,)
        case All(parts) | Any(parts) | Cardinality(parts):
            return parts
        case EarliestOf(moments) | LatestOf(moments):
            return moments
        case (
            Is()
            | Holds()
            | Compare()
            | Weighed()
            | Exceeds()
            | ReadAs()
            | Applies()
            | On()
            | After()
            | Counted()
        ):
            return ()
        case _:
            assert_never(part)


def own_names(part: Part) -> tuple[str, ...]:
    """The facts, events and readings that a part itself names, apart from what is inside it."""
    match part:
        case Is(name) | Holds(name) | Compare(name) | ReadAs(name) | After(name):
            return (name,)
        case Counted(name, count):
            return (name, count)
        case Weighed(first, _, other):
            return tuple(dict.fromkeys((*inputs_of(first), *inputs_of(other))))
        case Exceeds(weights):
            return weights.facts
        case (
            Meant()
            | MeantMoment()
            | Later()
            | Choose()
            | HasCome()
            | InOrder()
            | Not()
            | All()
            | Any()
            | Cardinality()
            | EarliestOf()
            | LatestOf()
            | Applies()
            | On()
        ):
            return ()
        case _:
            assert_never(part)


def stated_day(part: Part) -> date | None:
    """The day that a part itself names, on which what it says changes whatever is given."""
    match part:
        case On(day):
            return day
        case After() | Later() | Choose() | EarliestOf() | LatestOf() | MeantMoment() | Counted():
            return None  # counted from something that may be open, or made of others
        case HasCome() | InOrder() | Meant() | Not() | All() | Any() | Cardinality():
            return None  # what is inside says it
        case Is() | Holds() | Compare() | Weighed() | Exceeds() | ReadAs() | Applies():
            return None  # the same on every day
        case _:
            assert_never(part)


def inside(*parts: Part) -> Iterator[Part]:
    """These and every part of them, as written: what a definition gives is not gone into."""
    stack = list(reversed(parts))
    while stack:
        part = stack.pop()
        yield part
        stack += reversed(children(part, meant=False))


def inside_at(part: Part, around: Span) -> Iterator[tuple[Part, Span]]:
    """The same of one part, each with its place, or that of what it is in where it has none."""
    stack = [(part, around)]
    while stack:
        each, outer = stack.pop()
        own = getattr(each, "place", NOWHERE)
        here = own if own.line else outer
        yield each, here
        stack += [(inner, here) for inner in reversed(children(each, meant=False))]


def as_meant(parts: Iterable[Part | None]) -> Iterator[Part]:
    """These and every part of them, of defined facts what they mean, each part once."""
    return unfolded([part for part in reversed(list(parts)) if part is not None])


def unfolded(stack: list[Part]) -> Iterator[Part]:
    """The same, from the end of a list to which more may be added while it is read."""
    seen: dict[int, Part] = {}  # by identity, and kept so that no other gets the same
    while stack:
        part = stack.pop()
        if id(part) not in seen:
            seen[id(part)] = part
            yield part
            stack += reversed(children(part, meant=True))


def of_clause(clause: Clause) -> Iterator[Part]:
    """What a clause asks for: its conditions and terms, its lines, the cases of its choice."""
    yield clause.when
    yield from clause.unless
    yield from (m for m in (clause.from_, clause.through, clause.until) if m is not None)
    yield from (norm.when for norm in clause.norms if norm.when is not None)
    for row in clause.rows:
        yield row.when
        if isinstance(row.value, Moment):
            yield row.value


def names_of(clause: Clause) -> Iterator[str]:
    """The facts, events and readings that a clause asks for, as often as it does."""
    yield from named(*of_clause(clause))
    for row in clause.rows:
        yield from row_inputs(row)
    if clause.step is not None:
        yield from names_of_step(clause.step)


def row_inputs(row: Row) -> tuple[str, ...]:
    """The facts whose values the value of a line is made of."""
    if isinstance(row.value, Same):
        return (row.value.fact,)
    return inputs_of(row.value) if isinstance(row.value, Formula) else ()


def names_of_step(step: Step) -> Iterator[str]:
    """The facts and events that a step asks for, in its conditions and its days."""
    parts = [step.when, *step.unless, *(p for p in step.where if not isinstance(p, Versus))]
    yield from named(*parts)
    rules = [step.by, step.through, step.counts_from]
    if step.each is not None:
        rules += [step.each.start, step.each.through]
    if isinstance(step.after, ByEvent):
        yield step.after.event
    elif step.after is not None and not isinstance(step.after, ByAct | ByMilestone):
        rules.append(step.after)
    for rule in rules:
        yield from () if rule is None else names_of_day(rule)
    for each in step.alternatives:
        if not isinstance(each, str):
            yield from names_of_step(each.step)


def names_of_day(rule: DayRule) -> Iterator[str]:
    """The events, date facts and numbers that a day of a step is counted from."""
    match rule:
        case Named(name):
            yield name
        case Counting(start, count):
            if isinstance(count, str):
                yield count
            yield from names_of_day(start)
        case Rolled(day):
            yield from names_of_day(day)
        case FirstOf(parts) | LastOf(parts):
            for part in parts:
                yield from names_of_day(part)
        case On() | Opened() | DayOf() | PeriodEnd():
            pass
        case _:
            assert_never(rule)


def named(*parts: Part) -> Iterator[str]:
    """The facts, events and readings in conditions and moments."""
    return chain.from_iterable(map(own_names, inside(*parts)))
