"""Conditions and terms, on one day -> nodes over the classes of the variables they mention.

What is given is used as nodes are made: classes that it closes are told apart by none of them.
Reading is done twice: a first pass over everything in play notes what must be told apart
(`Mentions`), then the variables get their classes and order, and the second pass makes nodes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from copy import copy
from datetime import date, timedelta
from decimal import Decimal
from typing import assert_never

from contract_engine.definitions.compare import COUNTED
from contract_engine.definitions.offsets import last_start
from contract_engine.definitions.weights import WEIGHED
from contract_engine.diagram.core.amounts import Amounts
from contract_engine.diagram.core.domains import (
    YES,
    DayClasses,
    KindClasses,
    NumberClasses,
    cut_before,
    mask_of,
)
from contract_engine.diagram.core.mentions import Mentions
from contract_engine.diagram.core.nodes import FALSE, TRUE, Nodes
from contract_engine.diagram.core.options import options_left
from contract_engine.diagram.core.pushes import ordinal
from contract_engine.diagram.core.relations import Related, Relation, Span, order_of
from contract_engine.diagram.core.variables import classes_of, variables_of
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
from contract_engine.model.question import UNKNOWN
from contract_engine.model.vocabulary import Vocabulary


class Grounding:
    """Second pass: nodes for conditions and moments on a day."""

    def __init__(self, mentions: Mentions, names: Sequence[str] = ()) -> None:
        self.vocabulary = mentions.vocabulary
        self.defined = frozenset(mentions.defined)
        self.names = list(names) or variables_of(mentions)
        self.level = {name: index for index, name in enumerate(self.names)}
        self.classes = [classes_of(mentions, name) for name in self.names]
        self.nodes = Nodes(
            [len(classes) for classes in self.classes],
            self.names,
            [
                mask_of(classes, mentions.known.given.get(name, UNKNOWN))
                for name, classes in zip(self.names, self.classes, strict=True)
            ],
        )
        self.given = mentions.known.given
        self.by_calendar = mentions.by_calendar
        self.relations = mentions.relations
        self.cases = mentions.cases
        self.stated = {
            name: ordinal(day)
            for name, day in mentions.known.stated.items()
            if not isinstance(day, Decimal)
        }
        self._known_number = mentions.known.number
        self.amounts = self._amounts()
        self._feasible: list[int] = []
        """The node, once it is made: shared by all that are of the same variables."""
        self._applying: Callable[[str], int] = _never_asked
        self._meant: dict[tuple[int, date], tuple[Condition, int]] = {}
        self._moments: dict[tuple[int, date, date], tuple[Moment, int]] = {}

    def asking(self, applying: Callable[[str], int]) -> Grounding:
        """The same variables and nodes, with where each clause applies."""
        other = copy(self)
        other._applying = applying
        other._meant = {}
        other._moments = {}
        return other

    def seen_by(self, vocabulary: Vocabulary) -> Grounding:
        """The same variables and nodes, with another agreement's events with readings."""
        other = copy(self)
        other.vocabulary = vocabulary
        other.amounts = other._amounts()
        return other

    def _amounts(self) -> Amounts:
        return Amounts(self.vocabulary, self.nodes, self.level, self.classes, self._known_number)

    def condition(self, condition: Condition, on: date) -> int:
        """A node that is true where the condition is."""
        match condition:
            case Is(fact, values):
                return self._kind(fact, values)
            case Holds(fact):
                return self._kind(fact, frozenset({YES}))
            case ReadAs(reading, values):
                return self._kind(reading, values)
            case Compare(fact, operator, constant):
                classes = self.classes[self.level[fact]]
                if isinstance(constant, date):
                    assert isinstance(classes, DayClasses)
                    return self._atom(fact, classes.compared(operator, constant))
                assert isinstance(classes, NumberClasses)
                return self._atom(fact, classes.compared(operator, constant))
            case HasCome(moment):
                return self.come(moment, on)
            case InOrder():
                return self._kind(order_of(condition).name, frozenset({YES}))
            case Exceeds():
                return self.amounts.exceeds(condition)
            case Weighed():
                raise AssertionError(WEIGHED)
            case Applies(clause):
                return self._applying(clause)
            case Meant(_, means):
                key = (id(means), on)
                if key not in self._meant:
                    # The condition is kept too, so that no other gets its id.
                    self._meant[key] = means, self.condition(means, on)
                return self._meant[key][1]
            case Not(part):
                return self.nodes.negate(self.condition(part, on))
            case All(parts):
                return self.nodes.all(self.condition(part, on) for part in parts)
            case Any(parts):
                return self.nodes.any(self.condition(part, on) for part in parts)
            case Cardinality(parts, least, most):
                counted = [self.condition(part, on) for part in parts]
                return self.nodes.count(counted, least, most)
            case _:
                assert_never(condition)

    def come(self, moment: Moment | None, on: date, asked: date | None = None) -> int:
        """True where the moment is on or before `on`; a missing moment has always come.

        `asked` is the day of the question, if another.
        """
        match moment:
            case None:
                return TRUE
            case On(day):
                return TRUE if day <= on else FALSE
            case After(name):
                cut = cut_before(on, moment.steps)
                read = self.vocabulary.read_events.get(name)
                if read is None:
                    return self._by(name, cut)
                return self.nodes.any(
                    self.nodes.both(
                        self._kind(read.reading, frozenset({value})), self._by(event, cut)
                    )
                    for value, event in read.events.items()
                )
            case EarliestOf(parts):
                return self.nodes.any(self.come(part, on, asked) for part in parts)
            case LatestOf(parts):
                return self.nodes.all(self.come(part, on, asked) for part in parts)
            case Choose(options):
                nodes, left, come = self.nodes, TRUE, []
                for condition, option in options_left(options, self.given):
                    chosen = nodes.both(left, self.condition(condition, asked or on))
                    if chosen != FALSE:
                        come.append(nodes.both(chosen, self.come(option, on, asked)))
                        left = nodes.minus(left, chosen)
                    if left == FALSE:
                        break
                return nodes.any(come)
            case Later(of, steps):
                start = last_start(on, steps)
                return FALSE if start is None else self.come(of, start, asked or on)
            case MeantMoment(_, means):
                key = (id(means), on, asked or on)
                if key not in self._moments:
                    # The moment is kept too, so that no other gets its id.
                    self._moments[key] = means, self.come(means, on, asked)
                return self._moments[key][1]
            case Counted():
                raise AssertionError(COUNTED)
            case _:
                assert_never(moment)

    def feasible(self) -> int:
        """True where some values of the classes are related so; see `relations`."""
        if not self._feasible:
            related = Related(self.nodes, self.level, self.spans, self.stated, self.asked_for)
            every = self.relations.values()
            days = related.feasible([each for each in every if isinstance(each, Relation)])
            amounts = self.amounts.feasible([e for e in every if not isinstance(e, Relation)])
            self._feasible.append(self.nodes.both(days, amounts))
        return self._feasible[0]

    def asked_for(self, name: str) -> int:
        """True where it matters how two values are related."""
        nodes = self.nodes
        return nodes.any(
            nodes.all(self.condition(condition, on) for condition, on in case)
            for case in self.cases[name]
        )

    def spans(self, name: str) -> list[Span]:
        """Of each class of a value that is compared with others, the least and the greatest."""
        classes = self.classes[self.level[name]]
        assert isinstance(classes, DayClasses)
        return classes.spans()

    def past(self, moment: Moment | None, on: date) -> int:
        """True where `on` is after the moment; a missing moment is never past."""
        if moment is None or on == date.min:
            return FALSE
        return self.come(moment, on - timedelta(days=1), on)

    def _by(self, name: str, cut: int) -> int:
        classes = self.classes[self.level[name]]
        assert isinstance(classes, DayClasses)
        return self._atom(name, classes.by(cut))

    def _kind(self, name: str, values: Iterable[str]) -> int:
        classes = self.classes[self.level[name]]
        assert isinstance(classes, KindClasses)
        return self._atom(name, classes.within(values))

    def _atom(self, name: str, classes: frozenset[int]) -> int:
        return self.nodes.atom(self.level[name], classes)


def _never_asked(clause: str) -> int:
    raise AssertionError(f"nothing says where `{clause}` applies")
