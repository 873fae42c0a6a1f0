"""The conditions and terms in play, on one day -> what they set apart of each variable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from math import ceil, floor
from typing import assert_never

from contract_engine.definitions.compare import COUNTED
from contract_engine.definitions.offsets import Steps, last_start, merged
from contract_engine.definitions.weights import WEIGHED
from contract_engine.diagram.core.by_calendar import ByCalendar
from contract_engine.diagram.core.domains import (
    Cuts,
    cut_before,
    day_cuts,
    number_cuts,
    stated_cuts,
)
from contract_engine.diagram.core.known_values import KnownValues
from contract_engine.diagram.core.measures import Measure, Unsettled, measured
from contract_engine.diagram.core.options import options_left
from contract_engine.diagram.core.order_cases import cases_in
from contract_engine.diagram.core.relations import Relation, order_of
from contract_engine.diagram.core.thresholds import Past
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
from contract_engine.model.question import Given
from contract_engine.model.vocabulary import NumberFact, Vocabulary

Case = tuple[tuple[Condition, date], ...]
"""Conditions, each asked on a day, all of which are true."""

TODAY = "the day asked about"
YESTERDAY = f"the day before {TODAY}"


class Mentions:
    """First pass: what the conditions in play say about each variable.

    `applying` are the clauses that are asked whether they apply; to be noted as well. `defined`
    are the facts asked for that follow from others. Nothing will be asked of situations that
    aren't as is `given`. Days that are `stated` are told apart from all others where they are
    compared with others.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        readings: Mapping[str, tuple[str, ...]],
        given: Mapping[str, Given] | None = None,
        stated: Mapping[str, Given] | None = None,
    ) -> None:
        self.known = KnownValues(vocabulary, given or {}, stated or {})
        self.relations: dict[str, Relation | Measure | Unsettled] = {}
        self.cases: dict[str, set[Case]] = {}
        """Of each relation the cases in which it is asked for; see `cases_in`."""
        self.vocabulary = vocabulary
        self.readings = readings
        self.cuts: dict[str, Cuts] = {}
        self.applying: dict[str, None] = {}
        self.defined: set[str] = set()
        self.by_calendar = ByCalendar()
        self.count: Counter[str] = Counter()
        self.together: list[dict[str, None]] = [{}]
        self._noted: dict[tuple[int, date], tuple[Condition, dict[str, None]]] = {}
        self._noted_moments: dict[
            tuple[int, date, date, Steps, str], tuple[Moment, dict[str, None]]
        ] = {}

    def begin(self) -> None:
        """What is noted from here on stands together, as of one clause."""
        self.together.append({})

    def note(self, condition: Condition, on: date) -> None:
        """Note one condition, asked on a day."""
        match condition:
            case Is(fact, values):
                self._of(fact).sets.add(values)
            case Holds(fact):
                self._of(fact)
            case Compare(fact, operator, constant):
                if isinstance(constant, date):
                    cuts, found = self._of(fact), day_cuts(operator, constant)
                    cuts.days |= found
                    cuts.marks |= {cut: cut for cut in found}
                else:
                    self._of(fact).numbers |= number_cuts(operator, constant)
            case HasCome(moment):
                self.note_moment(moment, on)
            case InOrder():
                self._relate(order_of(condition))
                self.by_calendar.order(condition)
                self._in_cases([(condition, ())], on)
            case Applies(clause):
                self.applying[clause] = None
            case Meant(says, means, behind):
                self.defined.update(behind)
                if isinstance(says, Is | Holds | Compare):
                    self.defined.add(says.fact)
                known = self._noted.get((id(means), on))
                if known is None:
                    with self._apart() as inside:
                        if isinstance(says, InOrder):
                            self._note_order(means, on)
                        else:
                            self.note(means, on)
                    known = self._noted[id(means), on] = means, inside
                self.together[-1] |= known[1]
            case Exceeds():
                self._measure(condition)
            case Weighed():
                raise AssertionError(WEIGHED)
            case ReadAs(reading, _):
                self._of(reading)
            case Not(part):
                self.note(part, on)
            case All(parts) | Any(parts) | Cardinality(parts):
                for part in parts:
                    self.note(part, on)
            case _:
                assert_never(condition)

    @contextmanager
    def _apart(self) -> Iterator[dict[str, None]]:
        """The names of what is noted within, which are not told to stand with those around."""
        around, inside = self.together[-1], dict[str, None]()
        self.together[-1] = inside
        yield inside
        self.together[-1] = around

    def _note_order(self, means: Condition, on: date) -> None:
        """Note what two moments compared come to: of two choices, each order in its case alone."""
        elsewhere = {name: set(cases) for name, cases in self.cases.items()}
        self.note(means, on)
        self.cases = elsewhere
        self._in_cases(cases_in(means), on)

    def _in_cases(self, orders: Iterable[tuple[InOrder, tuple[Condition, ...]]], on: date) -> None:
        for order, case in orders:
            asked = tuple((condition, on) for condition in case)
            self.cases.setdefault(order_of(order).name, set()).add(asked)

    def note_moment(
        self,
        moment: Moment,
        on: date,
        today: str = TODAY,
        asked: date | None = None,
        back: Steps = (),
    ) -> None:
        """Note that somebody asks whether a moment has come by `on`.

        That is so many steps `back` from what `today` calls. `asked` is the day of the question,
        if another.
        """
        match moment:
            case On():
                pass
            case After(name):
                read = self.vocabulary.read_events.get(name)
                if read is not None:
                    self._of(read.reading)
                cut = cut_before(on, moment.steps)
                steps = merged((*moment.steps, *back))
                for event in (name,) if read is None else read.events.values():
                    cuts = self._of(event)
                    cuts.days.add(cut)
                    cuts.marks[steps, today] = cut
                    self.by_calendar.come(event, steps, asked or on)
            case EarliestOf(parts) | LatestOf(parts):
                for part in parts:
                    self.note_moment(part, on, today, asked, back)
            case Choose(options):
                for condition, option in options_left(options, self.known.given):
                    self.note(condition, asked or on)
                    self.note_moment(option, on, today, asked, back)
            case Later(of, steps):
                start = last_start(on, steps)
                if start is not None:
                    self.note_moment(of, start, today, asked or on, merged((*steps, *back)))
            case MeantMoment(says, means):
                self.defined.add(says.name)
                key = (id(means), on, asked or on, back, today)
                known = self._noted_moments.get(key)
                if known is None:
                    with self._apart() as inside:
                        self.note_moment(means, on, today, asked, back)
                    known = self._noted_moments[key] = means, inside
                self.together[-1] |= known[1]
            case Counted():
                raise AssertionError(COUNTED)
            case _:
                assert_never(moment)

    def _relate(self, relation: Relation) -> None:
        """Note that two values are compared; what is usual of either is told apart by itself."""
        self.relations[relation.name] = relation
        self._of(relation.name)
        for name in relation.between:
            cuts = self._of(name)
            for day in self.known.days(name):
                found = stated_cuts(day)
                cuts.days |= found
                cuts.marks |= {cut: cut for cut in found}

    def _measure(self, condition: Exceeds) -> None:
        """Note what some facts come to; where several do, what is usual of each is told apart."""
        found = measured(self.vocabulary, condition)
        if isinstance(found, Past):
            self.cut(found)
            return
        measure, _ = found
        self.relations[measure.name] = measure
        self._of(measure.name)
        for name in measure.between:
            numbers = self._of(name).numbers
            fact = self.vocabulary.facts[name]
            assert isinstance(fact, NumberFact)
            values = self.known.numbers(name)
            if fact.whole:
                assert fact.least is not None
                assert fact.most is not None
                values |= {Decimal(n) for n in range(ceil(fact.least), floor(fact.most) + 1)}
            numbers |= {(value, side) for value in values for side in (0, 1)}

    def _of(self, name: str) -> Cuts:
        self.count[name] += 1
        self.together[-1][name] = None
        return self.cuts.setdefault(name, Cuts())

    def cut(self, found: Past) -> None:
        """Note that one fact is past a cut, or that nothing hangs on any.

        Args:
            found: What is past which cut.
        """
        if found.of_fact is not None:
            name, cut = found.of_fact
            self._of(name).numbers.add(cut)
