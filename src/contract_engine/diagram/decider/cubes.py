"""Conditions and terms -> boxes: for each variable a set of classes, all of which must hold.

A box is a conjunction of tests of one variable each; a condition is true where one of its boxes
is. Variables are facts, and "has this moment come by the day asked about".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from contract_engine.diagram.core.domains import (
    NumberClasses,
    day_classes,
    day_cuts,
    number_classes,
    number_cuts,
)
from contract_engine.diagram.core.encode import COUNTED
from contract_engine.model.conditions import (
    All,
    Any,
    Applies,
    Compare,
    Condition,
    HasCome,
    Holds,
    Is,
    Meant,
    Not,
    ReadAs,
)
from contract_engine.model.days import After, Choose, Counted, EarliestOf, LatestOf, Moment, On
from contract_engine.model.ordered import Ordered
from contract_engine.model.traverse import as_meant
from contract_engine.model.vocabulary import (
    DateFact,
    KindFact,
    NumberFact,
    Vocabulary,
    YesNoFact,
)

MAX_BOXES = 64
"""A clause of more boxes than this is not written as boxes."""

FALSE_TRUE = 2
Variable = tuple[str, After | None, bool]
"""A fact's name; or a name with a moment, and whether it must have come the day before."""
Box = Mapping[Variable, int]
"""For each variable tested, a bit mask of its classes."""

NOTHING: tuple[Box, ...] = ()
EVERYTHING: tuple[Box, ...] = ({},)


class TooManyBoxes(Exception):
    """These conditions don't fit into few boxes."""


class Space:
    """The variables and their classes, as far as an agreement's conditions tell values apart."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        conditions: Iterable[Condition],
        readings: Mapping[str, str | None],
    ) -> None:
        self.vocabulary = vocabulary
        self.readings = readings
        self.asked = date.max
        self.applying: Callable[[str, bool], tuple[Box, ...]] = _never_asked
        numbers: dict[str, set[tuple[Ordered, int]]] = {}
        days: dict[str, set[int]] = {}
        self._meant: dict[tuple[int, date, bool], tuple[Condition, tuple[Box, ...]]] = {}
        for comparison in as_meant(conditions):
            if not isinstance(comparison, Compare):
                continue
            if isinstance(comparison.constant, date):
                found = day_cuts(comparison.operator, comparison.constant)
                days.setdefault(comparison.fact, set()).update(found)
            else:
                cuts = number_cuts(comparison.operator, comparison.constant)
                numbers.setdefault(comparison.fact, set()).update(cuts)
        self.numbers: dict[str, NumberClasses] = {}
        for name, cuts in numbers.items():
            fact = vocabulary.facts[name]
            assert isinstance(fact, NumberFact)
            self.numbers[name] = number_classes(fact, cuts)
        self.days = {}
        for name, ordinals in days.items():
            dated = vocabulary.facts.get(name)
            never = not isinstance(dated, DateFact) or dated.never
            self.days[name] = day_classes(ordinals, {}, never=never)

    def size(self, variable: Variable) -> int:
        """How many classes a variable has."""
        name, moment, _ = variable
        if moment is not None:
            return FALSE_TRUE
        match self.vocabulary.facts.get(name):
            case KindFact() as fact:
                return len(fact.ends)
            case YesNoFact():
                return FALSE_TRUE
            case NumberFact():
                return len(self.numbers[name])
            case DateFact() | None:
                return len(self.days[name])

    def condition(self, condition: Condition, *, negated: bool = False) -> tuple[Box, ...]:
        """The boxes in which a condition is true (with `negated`, false)."""
        match condition:
            case Is(fact, values):
                kind = self.vocabulary.facts[fact]
                assert isinstance(kind, KindFact)
                chosen = (c for c, end in enumerate(kind.ends) if end in values)
                return self._test((fact, None, False), chosen, negated)
            case Holds(fact):
                return self._test((fact, None, False), (1,), negated)
            case Compare(fact, operator, constant):
                if isinstance(constant, date):
                    chosen_classes = self.days[fact].compared(operator, constant)
                else:
                    chosen_classes = self.numbers[fact].compared(operator, constant)
                return self._test((fact, None, False), chosen_classes, negated)
            case HasCome(moment):
                return self.come(moment, self.asked, negated=negated)
            case Applies(clause):
                return self.applying(clause, negated)
            case Meant(_, means):
                key = id(means), self.asked, negated
                if key not in self._meant:
                    self._meant[key] = means, self.condition(means, negated=negated)
                return self._meant[key][1]
            case ReadAs(reading, values):
                value = self.readings.get(reading)
                if value is None:
                    raise TooManyBoxes
                return EVERYTHING if (value in values) is not negated else NOTHING
            case Not(part):
                return self.condition(part, negated=not negated)
            case All(parts) | Any(parts):
                found = (self.condition(part, negated=negated) for part in parts)
                return both(found) if isinstance(condition, All) is not negated else either(found)

    def come(
        self, moment: Moment | None, on: date, *, negated: bool = False, past: bool = False
    ) -> tuple[Box, ...]:
        """The boxes in which a moment has come (with `past`, by the day before).

        Stated days are compared with `on`; what hangs on an event or fact is a variable.
        """
        match moment:
            case None:
                return NOTHING if negated else EVERYTHING
            case On(day):
                by = on - timedelta(days=1) if past and on > date.min else on
                return EVERYTHING if (day <= by) is not negated else NOTHING
            case After(name):
                read = self.vocabulary.read_events.get(name)
                if read is not None:
                    value = self.readings.get(read.reading)
                    if value is None:
                        raise TooManyBoxes
                    moment = replace(moment, name=read.events[value])
                return self._test((moment.name, moment, past), (1,), negated)
            case EarliestOf(parts) | LatestOf(parts):
                found = (self.come(p, on, negated=negated, past=past) for p in parts)
                latest = isinstance(moment, LatestOf)
                return both(found) if latest is not negated else either(found)
            case Choose(options):
                return self._choose(options, on, negated=negated, past=past)
            case Counted():
                raise AssertionError(COUNTED)

    def _choose(
        self,
        options: Sequence[tuple[Condition, Moment]],
        on: date,
        *,
        negated: bool,
        past: bool,
    ) -> tuple[Box, ...]:
        """The boxes in which the moment of the first true condition has come."""
        found: list[Box] = []
        others: tuple[Box, ...] = EVERYTHING
        for condition, option in options:
            come = self.come(option, on, negated=negated, past=past)
            found += both([others, self.condition(condition), come])
            others = both([others, self.condition(condition, negated=True)])
            if len(found) > MAX_BOXES:
                raise TooManyBoxes
        return either([found, others] if negated else [found])

    def _test(self, variable: Variable, chosen: Iterable[int], negated: bool) -> tuple[Box, ...]:
        mask = sum(1 << c for c in chosen)
        whole = (1 << self.size(variable)) - 1
        if negated:
            mask = whole & ~mask
        if mask == whole:
            return EVERYTHING
        return ({variable: mask},) if mask else NOTHING


def both(parts: Iterable[Sequence[Box]]) -> tuple[Box, ...]:
    """Boxes in which every part has one."""
    boxes: Sequence[Box] = EVERYTHING
    for part in parts:
        boxes = [joined for a in boxes for b in part if (joined := _join(a, b)) is not None]
        if len(boxes) > MAX_BOXES:
            raise TooManyBoxes
    return tuple(boxes)


def either(parts: Iterable[Sequence[Box]]) -> tuple[Box, ...]:
    """Boxes in which some part has one."""
    boxes: list[Box] = []
    for part in parts:
        if part == EVERYTHING:
            return EVERYTHING
        boxes.extend(part)
        if len(boxes) > MAX_BOXES:
            raise TooManyBoxes
    return tuple(boxes)


def _join(a: Box, b: Box) -> Box | None:
    if not b:
        return a
    joined = dict(a)
    for variable, mask in b.items():
        joined[variable] = joined.get(variable, mask) & mask
        if not joined[variable]:
            return None
    return joined


def _never_asked(clause: str, negated: bool) -> tuple[Box, ...]:
    raise AssertionError(f"nothing says where `{clause}` applies, {negated}")
