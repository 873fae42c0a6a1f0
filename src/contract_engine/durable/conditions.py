"""Conditions and moments -> formulas over what a rule set is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import assert_never

from contract_engine.durable.asks import Amount, Dated, DaysSince, Taken, Today, Word
from contract_engine.durable.exact import day_number
from contract_engine.durable.graph import FALSE, TRUE, Among, Graph, Literal, Ordered
from contract_engine.durable.kinds import is_one_of
from contract_engine.model.conditions import (
    All,
    Any,
    Compare,
    Comparison,
    Condition,
    HasCome,
    Holds,
    Is,
    Not,
    Operator,
    ReadAs,
)
from contract_engine.model.days import After, EarliestOf, LatestOf, Moment, On
from contract_engine.model.place import Span
from contract_engine.model.vocabulary import KindFact, Vocabulary

Note = Callable[[Literal, Span], None]


def condition(graph: Graph, words: Vocabulary, what: Condition, note: Note) -> Literal:
    """True where the condition is; `note` is told of each comparison in it and of its place."""
    match what:
        case Not(part):
            return condition(graph, words, part, note) ^ 1
        case All(parts):
            return graph.all([condition(graph, words, part, note) for part in parts])
        case Any(parts):
            return graph.any([condition(graph, words, part, note) for part in parts])
        case _:
            literal = _comparison(graph, words, what)
            note(literal, what.place)
            return literal


def _comparison(graph: Graph, words: Vocabulary, what: Comparison) -> Literal:
    match what:
        case Is(fact, values):
            kind = words.facts[fact]
            assert isinstance(kind, KindFact)
            return is_one_of(graph, kind, values)
        case Holds(fact):
            return graph.add(Among(Word(fact), (("yes", True), ("no", False))))
        case Compare(fact, operator, constant):
            return _compare(graph, fact, operator, constant)
        case HasCome(moment):
            return came(graph, words, moment)
        case ReadAs(reading, values):
            return _taken(graph, reading, words.readings[reading].values, values)
        case _:
            assert_never(what)


def came(graph: Graph, words: Vocabulary, moment: Moment, late: int = 0) -> Literal:
    """True where the moment was at least `late` days before the day asked about.

    With 0 days it has come by that day; with 1 that day is after it.
    """
    match moment:
        case On(day):
            return graph.add(Ordered(Today(), ">=", day_number(day) + late))
        case After(name, count, unit):
            if (read := words.read_events.get(name)) is None:
                return graph.add(Ordered(DaysSince(name, count, unit), ">=", late))
            values = words.readings[read.reading].values
            return graph.any(
                graph.all(
                    (
                        _taken(graph, read.reading, values, (value,)),
                        graph.add(Ordered(DaysSince(event, count, unit), ">=", late)),
                    )
                )
                for value, event in read.events.items()
            )
        case EarliestOf(parts):
            return graph.any([came(graph, words, part, late) for part in parts])
        case LatestOf(parts):
            return graph.all([came(graph, words, part, late) for part in parts])
        case _:
            assert_never(moment)


def _compare(graph: Graph, fact: str, operator: Operator, constant: Decimal | date) -> Literal:
    asks: Amount | Dated
    bound: Decimal | int
    if isinstance(constant, date):
        asks, bound = Dated(fact), day_number(constant)
    else:
        asks, bound = Amount(fact), constant
    match operator:
        case Operator.GE | Operator.LT:
            literal = graph.add(Ordered(asks, ">=", bound))
        case Operator.GT | Operator.LE:
            literal = graph.add(Ordered(asks, ">", bound))
        case Operator.EQ | Operator.NE:
            literal = graph.add(Ordered(asks, "is", bound))
    return literal ^ (operator in (Operator.LT, Operator.LE, Operator.NE))


def _taken(
    graph: Graph, reading: str, values: Mapping[str, object], among: Iterable[str]
) -> Literal:
    chosen = set(among)
    ends = tuple((value, value in chosen) for value in values)
    if len(outcomes := {holds for _, holds in ends}) == 1:
        return TRUE if outcomes == {True} else FALSE
    return graph.add(Among(Taken(reading), ends))
