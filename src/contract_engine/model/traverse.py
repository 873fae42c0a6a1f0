"""Conditions and moments -> all that is inside them, as it was written or as it is meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from contract_engine.model.agreement import Clause, Same
from contract_engine.model.conditions import (
    All,
    Any,
    Compare,
    Condition,
    HasCome,
    Holds,
    Is,
    Meant,
    Not,
    ReadAs,
)
from contract_engine.model.days import After, Choose, Counted, EarliestOf, LatestOf, Moment

Part = Condition | Moment


def of_clause(clause: Clause) -> Iterator[Part]:
    """What a clause asks for: its conditions and terms, its lines, the cases of its choice."""
    yield clause.when
    yield from clause.unless
    yield from (m for m in (clause.from_, clause.through, clause.until) if m is not None)
    yield from (norm.when for norm in clause.norms if norm.when is not None)
    for row in clause.rows:
        yield row.when
        if not isinstance(row.value, str | bool | Same) and isinstance(row.value, Moment):
            yield row.value


def inside(*parts: Part) -> Iterator[Part]:
    """These and every part of them, as written: what a definition gives is not gone into."""
    stack: list[Part] = list(reversed(parts))
    while stack:
        part = stack.pop()
        if isinstance(part, Meant):
            stack.append(part.says)
            continue
        if isinstance(part, Choose) and part.says is not None:
            stack.append(part.says)
            continue
        yield part
        match part:
            case HasCome(moment):
                stack.append(moment)
            case Not(inner):
                stack.append(inner)
            case All(inner_parts) | Any(inner_parts):
                stack += reversed(inner_parts)
            case EarliestOf(moments) | LatestOf(moments):
                stack += reversed(moments)
            case Choose(options):
                stack += [each for option in reversed(options) for each in reversed(option)]
            case _:
                pass


def as_meant(parts: Iterable[Part | None]) -> Iterator[Part]:
    """These and every part of them, of defined facts what they mean, each meaning once."""
    stack: list[Part | None] = list(parts)
    stack.reverse()
    seen: set[int] = set()
    while stack:
        part = stack.pop()
        if part is None:
            continue
        yield part
        match part:
            case Meant(_, means):
                if id(means) not in seen:
                    seen.add(id(means))
                    stack.append(means)
            case HasCome(moment):
                stack.append(moment)
            case Not(inner):
                stack.append(inner)
            case All(inner_parts) | Any(inner_parts):
                stack += reversed(inner_parts)
            case EarliestOf(moments) | LatestOf(moments):
                stack += reversed(moments)
            case Choose(options):
                if id(options) not in seen:
                    seen.add(id(options))
                    stack += [each for option in reversed(options) for each in reversed(option)]
            case _:
                pass


def names_of(clause: Clause) -> Iterator[str]:
    """The facts, events and readings that a clause asks for, as often as it does."""
    yield from named(*of_clause(clause))
    yield from (row.value.fact for row in clause.rows if isinstance(row.value, Same))


def named(*parts: Part) -> Iterator[str]:
    """The facts, events and readings in conditions and moments."""
    for part in inside(*parts):
        match part:
            case Is(name) | Holds(name) | Compare(name) | ReadAs(name) | After(name):
                yield name
            case Counted(name, count):
                yield name
                yield count
            case _:
                pass
