"""What clauses and conditions ask for -> the days on which something of it comes about, and what.

Between two such days an answer can't change: the same has come, and the days that are open are cut
in the same order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import chain
from typing import assert_never

from contract_engine.answers.timeline.orders import Cause, Offset, Orders
from contract_engine.answers.wording import tell_moment
from contract_engine.definitions.compare import COUNTED, later
from contract_engine.definitions.offsets import Steps, merged, reached
from contract_engine.diagram.act.life import ONE_DAY, Ending, Life, Why
from contract_engine.diagram.core.options import Option, options_left
from contract_engine.diagram.core.relations import order_of
from contract_engine.model.conditions import (
    All,
    Any,
    Applies,
    Cardinality,
    Compare,
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
    Day,
    EarliestOf,
    Later,
    LatestOf,
    MeantMoment,
    Moment,
    On,
    TermEnd,
)
from contract_engine.model.question import Given
from contract_engine.model.traverse import Part, as_meant, of_clause
from contract_engine.model.vocabulary import Vocabulary


class Causes:
    """Finds causes; a moment that several ask for is gone through once."""

    def __init__(
        self, words: Vocabulary, days: Mapping[str, Day], given: Mapping[str, Given]
    ) -> None:
        """`days` are those that events and date facts have, where they are given or assumed."""
        self._words = words
        self._given = given
        self._days = days
        self._ends: dict[int, tuple[Moment, Mapping[date, Moment | None]]] = {}
        self._counts: dict[int, tuple[Moment, tuple[tuple[str, Steps], ...]]] = {}
        self.orders = Orders(words, days, given)

    def of_life(self, life: Life, named: Iterable[str]) -> Iterator[Cause]:
        """When a clause begins and ends; `named` are the clauses of which the same is asked."""
        name = life.clause.id
        if life.begins.moment is not None:
            yield from self._of_moment(life.begins.moment, f"`{name}` begins", name)
        for ending in life.ends:
            if ending.moment is not None and not (ending.by and ending.by in named):
                yield from self._of_ending(name, ending, ending.moment)
        parts = [part for part in of_clause(life.clause) if not isinstance(part, Moment)]
        yield from self.of_parts((*parts, *_terms(life)), name)

    def of_parts(self, parts: Iterable[Part], clause: str = "") -> Iterator[Cause]:
        """What comes about in conditions, and in what moments hang on."""
        for part in as_meant(parts):
            match part:
                case HasCome(moment):
                    yield from self._of_moment(moment, f"{tell_moment(moment)} comes", clause)
                case Compare(fact, constant=date() as day):
                    self.orders.constants.setdefault(fact, set()).add(day)
                case InOrder():
                    relation = order_of(part)
                    self.orders.relations[relation.name] = relation
                case Is() | Holds() | Compare() | Weighed() | Exceeds() | ReadAs() | Applies():
                    pass  # the same on every day
                case Meant() | Not() | All() | Any() | Cardinality():
                    pass  # what is inside comes by itself
                case On() | After() | Later() | Choose() | EarliestOf() | LatestOf():
                    pass  # what asks whether it has come, or which is later, says it
                case MeantMoment() | Counted():
                    pass
                case _:
                    assert_never(part)

    def _of_ending(self, name: str, ending: Ending, moment: Moment) -> Iterator[Cause]:
        match ending.why:
            case Why.REPEALED:
                return  # on the day its instrument takes effect
            case Why.REPLACED:
                yield from self._of_moment(moment, f"`{ending.by}` begins", ending.by)
            case Why.THROUGH:
                for one in self._one_each(moment):
                    words = f"`{name}` has run out (through {tell_moment(one)})"
                    for cause in self._of_moment(one, words, name, late=1):
                        if cause.on < date.max:
                            yield Cause(cause.on + ONE_DAY, words, name)
            case Why.UNTIL:
                for one in self._one_each(moment):
                    words = f"`{name}` ends (until {tell_moment(one)})"
                    yield from self._of_moment(one, words, name)
            case _:
                assert_never(ending.why)

    def _of_moment(
        self, moment: Moment, words: str, clause: str, *, late: int = 0
    ) -> Iterator[Cause]:
        """The days on which a moment may come; where it is counted, what it is counted from."""
        for name, steps in self._counted(moment):
            self.orders.offsets.setdefault(name, {})[Offset(steps, late, clause)] = None
            # Before the first term ends no day is counted to, whatever is known.
            of_term = any(isinstance(way, TermEnd) for _, way in steps)
            first = reached(date.min, steps) if of_term else None
            if isinstance(first, date):
                yield Cause(first, f"a first term ends ({words})", clause, 1)
        for day, counted in self._days_of(moment).items():
            if isinstance(counted, After) and not counted.steps:
                yield Cause(day, f"`{counted.name}` happens", clause)
            else:
                said = words if counted is None else f"{tell_moment(counted)} comes"
                yield Cause(day, said, clause)

    def _one_each(self, moment: Moment) -> Iterator[Moment]:
        """Of a moment that is one of several, those that are the same: each ends it on its own."""
        if not isinstance(moment, Choose):
            yield moment
            return
        same: dict[date | int, list[Option]] = {}
        for option in options_left(moment.options, self._given):
            day = option[1]
            same.setdefault(day.day if isinstance(day, On) else id(day), []).append(option)
        for options in same.values():
            yield Choose(tuple(options))

    def _days_of(self, moment: Moment) -> Mapping[date, Moment | None]:
        """Every day that a moment may have, by what is known; each with what is counted to it."""
        known = self._ends.get(id(moment))
        if known is None:
            # The moment is kept too, so that no other gets its id.
            known = self._ends[id(moment)] = moment, self._find_days(moment)
        return known[1]

    def _find_days(self, moment: Moment) -> Mapping[date, Moment | None]:
        found: dict[date, Moment | None] = {}
        match moment:
            case On(day):
                found[day] = None
            case After(name):
                for event in self._meant_by(name):
                    start = self._days.get(event)
                    end = None if start is None else reached(start, moment.steps)
                    if isinstance(end, date):
                        counted = After(event, moment.count, moment.unit, moment.then)
                        found.setdefault(end, counted)
            case Later(of, steps):
                for day, counted_from in self._days_of(of).items():
                    end = reached(day, steps)
                    if isinstance(end, date):
                        told = None if counted_from is None else later(counted_from, steps)
                        found.setdefault(end, told)
            case MeantMoment(_, means):
                return self._days_of(means)
            case EarliestOf(parts) | LatestOf(parts):
                for part in parts:
                    found = {**self._days_of(part), **found}
            case Choose(options):
                for _, option in options_left(options, self._given):
                    found = {**self._days_of(option), **found}
            case Counted():
                raise AssertionError(COUNTED)
            case _:
                assert_never(moment)
        return found

    def _counted(self, moment: Moment) -> tuple[tuple[str, Steps], ...]:
        """All that a moment is counted from, with the offsets."""
        known = self._counts.get(id(moment))
        if known is None:
            known = self._counts[id(moment)] = moment, self._find_counted(moment)
        return known[1]

    def _find_counted(self, moment: Moment) -> tuple[tuple[str, Steps], ...]:
        match moment:
            case On():
                return ()
            case After(name):
                steps = merged(moment.steps)
                return tuple((event, steps) for event in self._meant_by(name))
            case Later(of, steps):
                inner = self._counted(of)
                return _each_once((name, merged((*before, *steps))) for name, before in inner)
            case MeantMoment(_, means):
                return self._counted(means)
            case EarliestOf(parts) | LatestOf(parts):
                return _each_once(chain.from_iterable(map(self._counted, parts)))
            case Choose(options):
                left = options_left(options, self._given)
                return _each_once(chain.from_iterable(self._counted(each) for _, each in left))
            case Counted():
                raise AssertionError(COUNTED)
            case _:
                assert_never(moment)

    def _meant_by(self, name: str) -> Iterable[str]:
        read = self._words.read_events.get(name)
        return (name,) if read is None else read.events.values()


def _each_once(counted: Iterable[tuple[str, Steps]]) -> tuple[tuple[str, Steps], ...]:
    return tuple(dict.fromkeys(counted))


def _terms(life: Life) -> Iterator[Moment]:
    """The moments on which it hangs when a clause begins and ends."""
    moments = (life.begins.moment, *(ending.moment for ending in life.ends))
    return (moment for moment in moments if moment is not None)
