"""A question -> the stretches of days on which its answer can't change, and what divides them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import assert_never

from contract_engine.answers.engine import Engine
from contract_engine.answers.wording import tell_moment
from contract_engine.definitions.compare import COUNTED
from contract_engine.diagram.act.applied import OfClause, applied
from contract_engine.diagram.act.life import Ending, Why, life_of
from contract_engine.diagram.core.domains import moved
from contract_engine.diagram.core.options import options_left
from contract_engine.model.agreement import Clause
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
from contract_engine.model.days import (
    After,
    Choose,
    Counted,
    Day,
    EarliestOf,
    LatestOf,
    Moment,
    Never,
    On,
)
from contract_engine.model.question import Given, Question
from contract_engine.model.traverse import as_meant, of_clause

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Cause:
    """Something that comes about on a day; `clause` is the clause it is about, if any."""

    on: date
    words: str
    clause: str = ""
    weight: int = 0


class Stretches:
    """The days on which something that a question's clauses ask for comes about."""

    def __init__(
        self, engine: Engine, question: Question, asked: Sequence[OfClause] | None = None
    ) -> None:
        """Of the norms that bear on a question; or of what else is `asked`."""
        self.engine = engine
        self.agreement = engine.agreement
        self.left = engine.survivors(question.options)
        norms: Sequence[OfClause] = (
            engine.norms(question.bearer, question.action, question.options)
            if asked is None
            else asked
        )
        self.clauses = {norm.clause.id: norm.clause for norm in norms}
        for name in applied(self.agreement, self.left, norms):
            self.clauses.setdefault(name, self.left.clauses[name])
        self.days = self._days(question)
        self.given = question.given
        self.causes: dict[date, list[Cause]] = {}
        self._met: set[tuple[int, str]] = set()
        for cause in self._all_causes():
            self.causes.setdefault(cause.on, []).append(cause)
        self.starts = sorted(day for day in self.causes if day > date.min)

    def index(self, on: date) -> int:
        """The number of the stretch that a day is in."""
        return sum(start <= on for start in self.starts)

    def first(self, index: int) -> date | None:
        """The first day of a stretch; None for the one without a beginning."""
        return None if index == 0 else self.starts[index - 1]

    def last(self, index: int) -> date | None:
        """The last day of a stretch; None for the one without an end."""
        return None if index == len(self.starts) else self.starts[index] - ONE_DAY

    def sample(self, index: int) -> date:
        """A day of the stretch."""
        start = self.first(index)
        if start is not None:
            return start
        end = self.last(index)
        return end if end is not None else date(2000, 1, 1)

    def why(self, on: date, touched: frozenset[str]) -> str:
        """What comes about on a day, what is about the touched clauses first."""
        causes = self.causes.get(on, [])
        about = [c for c in causes if not c.clause or c.clause in touched] or causes
        best = min((cause.weight for cause in about), default=0)
        words = dict.fromkeys(cause.words for cause in about if cause.weight == best)
        return "; ".join(words)

    def _days(self, question: Question) -> dict[str, Day]:
        """The days that events and date facts have, as given or assumed."""
        words = self.agreement.vocabulary
        days: dict[str, Day] = {}
        for name, subject in (*words.events.items(), *words.facts.items()):
            given: Given | None = question.given.get(name, getattr(subject, "usually", None))
            if isinstance(given, (date, Never)):
                days[name] = given
        return days

    def _all_causes(self) -> Iterator[Cause]:
        for instrument in self.left.instruments.values():
            yield Cause(instrument.effective, f"{instrument.id} takes effect", weight=1)
        for combination in self.agreement.impossible:
            yield from self._of_condition(combination)
        for clause in self.clauses.values():
            yield from self._of_clause(clause)

    def _of_clause(self, clause: Clause) -> Iterator[Cause]:
        life = life_of(self.left, clause)
        yield from self._of_moment(life.begins.moment, f"`{clause.id}` begins", clause.id)
        for ending in life.ends:
            yield from self._of_ending(clause.id, ending)
        for condition in (clause.when, *clause.unless, *_cases(clause)):
            yield from self._of_condition(condition, clause.id)

    def _of_ending(self, name: str, ending: Ending) -> Iterator[Cause]:
        match ending.why:
            case Why.REPEALED:
                return  # on the day its instrument takes effect
            case Why.REPLACED:
                if ending.by not in self.clauses:
                    yield from self._of_moment(ending.moment, f"`{ending.by}` begins", ending.by)
            case Why.THROUGH:
                assert ending.moment is not None
                words = f"`{name}` has run out (through {tell_moment(ending.moment)})"
                for cause in self._of_moment(ending.moment, words, name):
                    if cause.on < date.max:
                        yield Cause(cause.on + ONE_DAY, words, name)
            case Why.UNTIL:
                assert ending.moment is not None
                words = f"`{name}` ends (until {tell_moment(ending.moment)})"
                yield from self._of_moment(ending.moment, words, name)
            case _:
                assert_never(ending.why)

    def _of_condition(self, condition: Condition, clause: str = "") -> Iterator[Cause]:
        match condition:
            case HasCome(moment):
                yield from self._of_moment(moment, f"{tell_moment(moment)} comes", clause)
            case Meant(says, means):
                if not isinstance(says, HasCome):
                    if (id(means), clause) not in self._met:
                        self._met.add((id(means), clause))
                        yield from self._of_condition(means, clause)
                else:
                    assert isinstance(means, HasCome)
                    words = f"{tell_moment(says.moment)} comes"
                    yield from self._of_moment(means.moment, words, clause)
            case Compare(fact, _, constant):
                if isinstance(constant, date):
                    yield from self._shifted(fact, constant, clause)
            case Not(part):
                yield from self._of_condition(part, clause)
            case All(parts) | Any(parts):
                for part in parts:
                    yield from self._of_condition(part, clause)
            case Is() | Holds() | ReadAs() | Applies():
                return
            case _:
                assert_never(condition)

    def _of_moment(self, moment: Moment | None, words: str, clause: str) -> Iterator[Cause]:
        match moment:
            case None:
                return
            case On(day):
                yield Cause(day, words, clause)
            case After(name):
                read = self.agreement.vocabulary.read_events.get(name)
                for event in (name,) if read is None else read.events.values():
                    known = self.days.get(event)
                    happens = None if known is None else moved(known, moment)
                    if isinstance(happens, date):
                        counted = replace(moment, name=event)
                        said = (
                            f"{tell_moment(counted)} comes"
                            if moment.steps
                            else f"`{event}` happens"
                        )
                        yield Cause(happens, said, clause)
            case EarliestOf(parts) | LatestOf(parts):
                for part in parts:
                    yield from self._of_moment(part, words, clause)
            case Choose(options):
                for condition, option in options_left(options, self.given):
                    yield from self._of_condition(condition, clause)
                    yield from self._of_moment(option, words, clause)
            case Counted():
                raise AssertionError(COUNTED)
            case _:
                assert_never(moment)

    def _shifted(self, fact: str, constant: date, clause: str) -> Iterator[Cause]:
        """A date fact compared with a constant and also counted from: their order can change."""
        for other in self.clauses.values():
            for moment in _moments(other):
                if moment.name == fact:
                    for day in _around(constant):
                        end = moved(day, moment)
                        if isinstance(end, date):
                            yield Cause(end, f"{tell_moment(moment)} can have come", clause, 2)


def _around(day: date) -> Iterator[date]:
    """A day and its neighbours, as far as the calendar goes."""
    for more in (-1, 0, 1):
        with suppress(OverflowError):
            yield day + more * ONE_DAY


def _cases(clause: Clause) -> list[Condition]:
    """Of a choice, the conditions under which each alternative is left."""
    return [norm.when for norm in clause.norms if norm.when is not None]


def _moments(clause: Clause) -> Iterator[After]:
    """The moments that are counted from a fact or event."""
    return (part for part in as_meant(of_clause(clause)) if isinstance(part, After))
