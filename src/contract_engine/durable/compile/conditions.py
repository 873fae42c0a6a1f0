"""Conditions and moments -> formulas over what a rule set is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import assert_never

from contract_engine.durable.compile.graph import FALSE, TRUE, Among, Graph, Literal, Ordered
from contract_engine.durable.compile.inputs import (
    Amount,
    Dated,
    DaysBetween,
    DaysSince,
    Over,
    Taken,
    Today,
    Word,
)
from contract_engine.durable.compile.kinds import is_one_of
from contract_engine.durable.compile.offsets import Offset, after, one_after_the_other
from contract_engine.durable.compile.scaling import day_number
from contract_engine.lazy_dataclass import dataclass
from contract_engine.model.conditions import (
    All,
    Any,
    Applies,
    Cardinality,
    Compare,
    Comparison,
    Condition,
    Exceeds,
    HasCome,
    Holds,
    InOrder,
    Is,
    Meant,
    Not,
    Operator,
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
from contract_engine.model.ordered import Ordered as Value
from contract_engine.model.place import Span
from contract_engine.model.vocabulary import KindFact, Vocabulary

Note = Callable[[Literal, Span], None]


@dataclass(frozen=True, slots=True)
class Around:
    """What formulas are made with: the graph, the vocabulary, and where a clause applies."""

    graph: Graph
    words: Vocabulary
    applying: Callable[[str], Literal]
    meant: dict[int, Literal]
    """What a defined fact means, by the identity of the condition: an agreement's are kept."""
    moments: dict[tuple[int, int, Offset], Literal]
    """The same of a moment that is so many days late, after a further offset."""


def condition(around: Around, what: Condition, note: Note) -> Literal:
    """True where the condition is; `note` is told of each comparison in it and of its place."""
    graph = around.graph
    match what:
        case Not(part):
            return condition(around, part, note) ^ 1
        case All(parts):
            return graph.all([condition(around, part, note) for part in parts])
        case Any(parts):
            return graph.any([condition(around, part, note) for part in parts])
        case Cardinality(parts, least, most):
            counted = [condition(around, part, note) for part in parts]
            enough = graph.at_least(least, counted)
            many = FALSE if most is None else graph.at_least(most + 1, counted)
            return graph.all((enough, many ^ 1))
        case Meant(_, means):
            literal = around.meant.get(id(means), -1)
            if literal < 0:
                literal = around.meant[id(means)] = condition(around, means, _nothing)
            note(literal, what.place)
            return literal
        case (
            Is()
            | Holds()
            | Compare()
            | HasCome()
            | InOrder()
            | Weighed()
            | Exceeds()
            | ReadAs()
            | Applies()
        ):
            literal = _comparison(around, what)
            note(literal, what.place)
            return literal
        case _:
            assert_never(what)


def _nothing(literal: Literal, place: Span) -> None:
    """Of the parts of a meaning nothing is noted: they were written elsewhere."""


def _comparison(around: Around, what: Comparison) -> Literal:
    graph, words = around.graph, around.words
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
            return came(around, moment)
        case InOrder(After(name) as first, Operator.GT, After(other) as second):
            asks = DaysBetween(name, first.steps, other, second.steps)
            return graph.add(Ordered(asks, ">", 0))
        case InOrder():
            raise AssertionError("`definitions.order` leaves days counted from names")
        case Exceeds(weights, bound, or_is):
            return graph.add(Ordered(Over(weights, bound), ">=" if or_is else ">", 0))
        case Weighed():
            raise AssertionError("`definitions.weights` leaves what weights exceed")
        case Applies(clause):
            return around.applying(clause)
        case ReadAs(reading, values):
            return _taken(graph, reading, words.readings[reading].values, values)
        case _:
            assert_never(what)


def came(around: Around, moment: Moment, late: int = 0, then: Offset = ()) -> Literal:
    """True where the moment, and `then` an offset, was at least `late` days before the day asked.

    With 0 days it has come by that day; with 1 that day is after it.
    """
    graph, words = around.graph, around.words
    match moment:
        case On(day):
            end = after(day, then)
            if not isinstance(end, date):
                return FALSE
            return graph.add(Ordered(Today(), ">=", day_number(end) + late))
        case After(name):
            steps = one_after_the_other(moment.steps, then) if then else moment.steps
            if (read := words.read_events.get(name)) is None:
                return graph.add(Ordered(DaysSince(name, steps), ">=", late))
            values = words.readings[read.reading].values
            return graph.any(
                graph.all(
                    (
                        _taken(graph, read.reading, values, (value,)),
                        graph.add(Ordered(DaysSince(event, steps), ">=", late)),
                    )
                )
                for value, event in read.events.items()
            )
        case EarliestOf(parts):
            return graph.any([came(around, part, late, then) for part in parts])
        case LatestOf(parts):
            return graph.all([came(around, part, late, then) for part in parts])
        case Choose(options):
            literal = FALSE
            for chosen, option in reversed(options):
                here = condition(around, chosen, _nothing)
                literal = graph.any(
                    (
                        graph.all((here, came(around, option, late, then))),
                        graph.all((here ^ 1, literal)),
                    )
                )
            return literal
        case Later(of, steps):
            return came(around, of, late, one_after_the_other(steps, then))
        case MeantMoment(_, means):
            key = (id(means), late, then)
            if key not in around.moments:
                around.moments[key] = came(around, means, late, then)
            return around.moments[key]
        case Counted():
            raise AssertionError("definitions.meanings makes a choice of what is counted by a fact")
        case _:
            assert_never(moment)


def _compare(graph: Graph, fact: str, operator: Operator, constant: Value | date) -> Literal:
    asks: Amount | Dated
    bound: Value | int
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
