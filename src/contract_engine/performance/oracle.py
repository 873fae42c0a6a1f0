"""What a run asks about facts -> yes or no; where both may be, one now and the other another time.

A run is gone through again for each choice that is left open, so that all that may be is looked at:
see `explore`. Choices between orders of a day's entries are made the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TypeVar

from contract_engine.lazy_dataclass import dataclass
from contract_engine.model.agreement import Clause
from contract_engine.model.conditions import Condition
from contract_engine.model.days import On
from contract_engine.performance.facts import Case, Facts, Supposed

T = TypeVar("T")

MOST = 256
"""So many ways in which a history may go are looked at."""


class TooManyWays(Exception):
    """Facts that are not known leave more ways open than are looked at."""


@dataclass(frozen=True, slots=True)
class Order:
    """That the entries of a day came in the order with this number."""

    on: date
    number: int


Choice = tuple[Supposed | Order, bool]


@dataclass(frozen=True)
class Way:
    """One way in which a history may go: what it supposes, and the orders of its days."""

    case: Case
    orders: tuple[Order, ...]


class Oracle:
    """Answers one run's questions; `script` are the choices made before."""

    def __init__(self, known: Answers, script: tuple[Choice, ...], case: Case = ()) -> None:
        self.known = known
        self.script = script
        self.at = 0
        self.made: list[Choice] = []
        self.open: list[tuple[Choice, ...]] = []
        self.answers: dict[Supposed, bool] = dict(case)
        self.case: list[tuple[Supposed, bool]] = list(case)

    def opens(self, clause: Clause, on: date) -> bool:
        """Whether a clause is in force on a day and its conditions hold."""
        fixed = self.known.plain_life(clause)
        if fixed is not None:
            begins, ends = fixed
            return begins <= on and (ends is None or on < ends)
        return self._ask(Supposed(on, opens=clause.id))

    def over(self, clause: Clause, on: date) -> bool:
        """Whether a clause's term is over on a day, or it was repealed or replaced."""
        fixed = self.known.plain_end(clause)
        if fixed is not None:
            return fixed[0] is not None and fixed[0] <= on
        return self._ask(Supposed(on, over=clause.id))

    def holds(self, condition: Condition, on: date) -> bool:
        """Whether a condition is true on a day."""
        return self._ask(Supposed(on, condition=self.known.facts.meant(condition)))

    def _ask(self, supposed: Supposed) -> bool:
        found = self.answers.get(supposed)
        if found is None:
            found = self.known.alone(supposed)
            if found is None:
                found = self._choose(supposed)
            self.answers[supposed] = found
        return found

    def _choose(self, supposed: Supposed) -> bool:
        if self.at < len(self.script):
            choice = self.script[self.at]
            self.at += 1
            assert choice[0] == supposed, "a run asks the same in the same order"
            so = choice[1]
        else:
            facts, case = self.known.facts, tuple(self.case)
            so = facts.can_be((*case, (supposed, True)))
            if so and facts.can_be((*case, (supposed, False))):
                self.open.append((*self.made, (supposed, False)))
        self.made.append((supposed, so))
        self.case.append((supposed, so))
        return so

    def order(self, on: date) -> Order | None:
        """The order of a day's entries that was chosen for this time, if one was."""
        choice = self.script[self.at][0] if self.at < len(self.script) else None
        if not isinstance(choice, Order) or choice.on != on:
            return None
        self.at += 1
        self.made.append((choice, True))
        return choice

    def leave_order_open(self, on: date, count: int, before: int) -> None:
        """Note that a day's entries may have come in so many orders; this was the first.

        `before` is how many choices had been made when the day began.
        """
        begun = tuple(self.made[:before])
        for number in range(1, count):
            self.open.append((*begun, (Order(on, number), True)))
        self.made.insert(before, (Order(on, 0), True))


class Answers:
    """What is known in every way: lives of clauses without conditions, answers that are fixed."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self._alone: dict[Supposed, bool | None] = {}
        self._lives: dict[str, tuple[date, date | None] | None] = {}
        self._ends: dict[str, tuple[date | None] | None] = {}

    def alone(self, supposed: Supposed) -> bool | None:
        """The answer where what is given decides it; None where it doesn't."""
        if supposed not in self._alone:
            yes = self.facts.can_be(((supposed, True),))
            no = yes and self.facts.can_be(((supposed, False),))
            self._alone[supposed] = None if no else yes
        return self._alone[supposed]

    def plain_life(self, clause: Clause) -> tuple[date, date | None] | None:
        """The days between which a clause without conditions is in force, the last excluded."""
        if clause.id not in self._lives:
            self._lives[clause.id] = self._life(clause)
        return self._lives[clause.id]

    def _life(self, clause: Clause) -> tuple[date, date | None] | None:
        ours = self.facts.left.clauses.get(clause.id)
        ends = self.plain_end(clause)
        if ours is None:
            return date.max, date.min
        if ends is None or ours.when.parts or ours.unless:
            return None
        begins = self.facts.agreement.instruments[clause.instrument].effective
        if ours.from_ is None:
            return begins, ends[0]
        return (max(begins, ours.from_.day), ends[0]) if isinstance(ours.from_, On) else None

    def plain_end(self, clause: Clause) -> tuple[date | None] | None:
        """The day from which a clause is over, where no fact decides that; None where one does."""
        if clause.id not in self._ends:
            self._ends[clause.id] = self._end(clause)
        return self._ends[clause.id]

    def _end(self, clause: Clause) -> tuple[date | None] | None:
        left, instruments = self.facts.left, self.facts.agreement.instruments
        ours = left.clauses.get(clause.id)
        if ours is None:
            return (date.min,)
        days = [
            instruments[repeal.instrument].effective
            for repeal in left.repeals
            if repeal.clause == clause.id
        ]
        for other in left.clauses.values():
            if clause.id in other.replaces:
                if other.from_ is not None and not isinstance(other.from_, On):
                    return None
                begins = instruments[other.instrument].effective
                days.append(begins if other.from_ is None else max(begins, other.from_.day))
        for term, more in ((ours.through, 1), (ours.until, 0)):
            if term is not None and not isinstance(term, On):
                return None
            if term is not None:
                days.append(date.fromordinal(min(term.day.toordinal() + more, 3652059)))
        return (min(days, default=None),)


def explore(facts: Facts, run: Callable[[Oracle], T], case: Case = ()) -> Iterator[tuple[Way, T]]:
    """Every way in which a run may go, with what it comes to.

    Args:
        facts: What is given.
        run: One run, that asks an oracle; in the same state of facts always the same.
        case: What is supposed from the start.

    Raises TooManyWays where there are more than MOST.
    """
    known = Answers(facts)
    waiting: list[tuple[Choice, ...]] = [()]
    count = 0
    while waiting:
        count += 1
        if count > MOST:
            raise TooManyWays
        oracle = Oracle(known, waiting.pop(), case)
        result = run(oracle)
        waiting.extend(oracle.open)
        orders = tuple(choice for choice, _ in oracle.made if isinstance(choice, Order))
        yield Way(tuple(oracle.case), orders), result
