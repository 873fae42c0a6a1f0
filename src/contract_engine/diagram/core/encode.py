"""Conditions and terms, on one day -> nodes over the classes of the variables they mention.

Reading is done twice: a first pass over everything in play notes what must be told apart
(`note_*`), then the variables get their classes and order, and the second pass makes nodes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from datetime import date, timedelta
from typing import assert_never

from contract_engine.definitions.compare import COUNTED
from contract_engine.diagram.core.domains import (
    Classes,
    Cuts,
    DayClasses,
    KindClasses,
    NumberClasses,
    cut_before,
    day_classes,
    day_cuts,
    kind_classes,
    number_classes,
    number_cuts,
)
from contract_engine.diagram.core.nodes import FALSE, TRUE, Nodes
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
from contract_engine.model.vocabulary import (
    DateFact,
    Event,
    KindFact,
    NumberFact,
    Vocabulary,
    YesNoFact,
)

NO, YES = "no", "yes"
TODAY = "the day asked about"
YESTERDAY = f"the day before {TODAY}"


class Mentions:
    """First pass: what the conditions in play say about each variable.

    `applying` are the clauses that are asked whether they apply; to be noted as well. `defined`
    are the facts asked for that follow from others.
    """

    def __init__(self, vocabulary: Vocabulary, readings: Mapping[str, tuple[str, ...]]) -> None:
        self.vocabulary = vocabulary
        self.readings = readings
        self.cuts: dict[str, Cuts] = {}
        self.applying: dict[str, None] = {}
        self.defined: set[str] = set()
        self.count: Counter[str] = Counter()
        self._noted: dict[tuple[int, date], Condition] = {}

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
            case Applies(clause):
                self.applying[clause] = None
            case Meant(says, means):
                if isinstance(says, Is | Holds | Compare):
                    self.defined.add(says.fact)
                if (id(means), on) not in self._noted:
                    self._noted[id(means), on] = means
                    self.note(means, on)
            case ReadAs(reading, _):
                self._of(reading)
            case Not(part):
                self.note(part, on)
            case All(parts) | Any(parts):
                for part in parts:
                    self.note(part, on)
            case _:
                assert_never(condition)

    def note_moment(
        self, moment: Moment, on: date, today: str = TODAY, asked: date | None = None
    ) -> None:
        """Note that somebody asks whether a moment has come by `on`, which `today` calls.

        `asked` is the day of the question, if another.
        """
        match moment:
            case On():
                pass
            case After(name):
                read = self.vocabulary.read_events.get(name)
                if read is not None:
                    self._of(read.reading)
                cut = cut_before(on, moment)
                for event in (name,) if read is None else read.events.values():
                    cuts, words = self._of(event), _before(moment, today)
                    cuts.days.add(cut)
                    cuts.marks[moment, today] = cut
                    cuts.moving[cut] = min(words, cuts.moving.get(cut, words))
            case EarliestOf(parts) | LatestOf(parts):
                for part in parts:
                    self.note_moment(part, on, today, asked)
            case Choose(options, says):
                if isinstance(says, After):
                    self.defined.add(says.name)
                for condition, option in options:
                    self.note(condition, asked or on)
                    self.note_moment(option, on, today, asked)
            case Counted():
                raise AssertionError(COUNTED)
            case _:
                assert_never(moment)

    def _of(self, name: str) -> Cuts:
        self.count[name] += 1
        return self.cuts.setdefault(name, Cuts())

    def order(self) -> list[str]:
        """The variables, first to last.

        Readings come first, because disputes are told by them; then what is mentioned most; ties
        stand in the order of the vocabulary.
        """
        words = self.vocabulary
        names = [*words.readings, *words.facts, *words.events]
        place = {name: index for index, name in enumerate(names)}
        return sorted(
            self.cuts,
            key=lambda name: (name not in words.readings, -self.count[name], place[name]),
        )

    def classes(self, name: str) -> Classes:
        """The classes of one variable."""
        cuts = self.cuts[name]
        if name in self.vocabulary.readings:
            values = self.readings[name]
            return kind_classes(values, [frozenset({value}) for value in values])
        match self.vocabulary.facts.get(name) or self.vocabulary.events[name]:
            case KindFact() as fact:
                return kind_classes(fact.ends, sorted(cuts.sets, key=sorted))
            case YesNoFact():
                return kind_classes((NO, YES), [frozenset({YES})])
            case NumberFact() as fact:
                return number_classes(fact, cuts.numbers)
            case DateFact(never=never):
                return day_classes(cuts.days, cuts.moving, never=never)
            case Event():
                return day_classes(cuts.days, cuts.moving, never=True)


class Grounding:
    """Second pass: nodes for conditions and moments on a day."""

    def __init__(self, mentions: Mentions, limit: int, names: Sequence[str] = ()) -> None:
        self.vocabulary = mentions.vocabulary
        self.defined = frozenset(mentions.defined)
        self.names = list(names) or mentions.order()
        self.level = {name: index for index, name in enumerate(self.names)}
        self.classes = [mentions.classes(name) for name in self.names]
        self.nodes = Nodes([len(classes) for classes in self.classes], limit)
        self._applying: Callable[[str], int] = _never_asked
        self._meant: dict[tuple[int, date], tuple[Condition, int]] = {}

    def asking(self, applying: Callable[[str], int]) -> Grounding:
        """The same variables and nodes, with where each clause applies."""
        other = copy(self)
        other._applying = applying
        other._meant = {}
        return other

    def seen_by(self, vocabulary: Vocabulary) -> Grounding:
        """The same variables and nodes, with another agreement's events with readings."""
        other = copy(self)
        other.vocabulary = vocabulary
        return other

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
                cut = cut_before(on, moment)
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
                node = FALSE
                for condition, option in reversed(options):
                    chosen = self.condition(condition, asked or on)
                    node = self.nodes.choose(chosen, self.come(option, on, asked), node)
                return node
            case Counted():
                raise AssertionError(COUNTED)
            case _:
                assert_never(moment)

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


def _before(moment: After, today: str) -> str:
    """The last day from which a moment has come by `today`, in words."""
    for count, unit in reversed(moment.steps):
        today = f"{count} {unit.value.rstrip('s') if count == 1 else unit.value} before {today}"
    return today


def _never_asked(clause: str) -> int:
    raise AssertionError(f"nothing says where `{clause}` applies")
