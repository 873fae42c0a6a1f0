"""One opening of a step, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import assert_never

from contract_engine.calendars.periods import Period
from contract_engine.lazy_dataclass import dataclass, field
from contract_engine.model.history import Entry
from contract_engine.model.steps import Milestone
from contract_engine.performance.lines import NONE, Line
from contract_engine.performance.plan import Plan


class State(Enum):
    """What a step has come to."""

    WAITING = "waiting"
    OPEN = "open"
    DONE = "done"
    KEPT = "kept"
    USED = "used"
    LAPSED = "lapsed"
    MISSED = "missed"
    BROKEN = "broken"
    REPAIRED = "repaired"
    BREACHED = "breached"
    ENDED = "ended"

    __hash__ = object.__hash__  # that of Enum is written in Python, and asked for at each act

    def __str__(self) -> str:
        return self.value


GOOD = frozenset({State.DONE, State.KEPT, State.USED})
"""What `then` follows."""


@dataclass(slots=True, eq=False)
class Instance:
    """A step that opened. Days include their whole day.

    `number` counts all instances in the order of their opening. `entry` is what closed it, `acts`
    what counted towards it (of so many of them `sums` has the sum of a value), `opened_by` the
    entry that opened it, from whose instant (`after`, in microseconds) it sees entries of its first
    day. `owed` says that it stays owed though missed. `repairs` are the instances that opened under
    its `else`, `awaited` how many more may; `ways` are the alternatives of a choice. `line` says
    how it came about, `gave` is the act whose values are the step's.
    """

    number: int
    plan: Plan
    name: str
    opened: date
    parent: Instance | None = None
    opened_by: Entry | None = None
    after: int | None = None
    period: Period | None = None
    due: date | None = None
    counts_from: date | None = None
    state: State = State.OPEN
    closed: date | None = None
    missed: date | None = None
    late: date | None = None
    entry: Entry | None = None
    acts: list[Entry] = field(default_factory=list)
    sums: dict[str, tuple[int, Decimal]] | None = None
    owed: bool = False
    followed: bool = False
    blamed: bool = False
    repairs: list[Instance] = field(default_factory=list)
    ways: list[Instance] = field(default_factory=list)
    awaited: int = 0
    line: Line = NONE
    gave: Entry | None = None
    breached: date | None = None

    def above(self) -> Iterator[Instance]:
        """The instances that this one followed from, the nearest first."""
        parent = self.parent
        while parent is not None:
            yield parent
            parent = parent.parent

    def is_related(self, other: Instance) -> bool:
        """Whether one of the two followed from the other."""
        first, last = (self, other) if self.number < other.number else (other, self)
        for each in last.above():
            if each.number <= first.number:
                return each is first
        return False

    def is_of_one_sort(self, other: Instance) -> bool:
        """Whether the two followed from two instances of one step."""
        one: Instance | None = self
        two: Instance | None = other
        first: set[int] = set()
        second: set[int] = set()
        while one is not two:
            if two is None or (one is not None and one.number > two.number):
                assert one is not None
                first.add(one.plan.index)
                one = one.parent
            else:
                second.add(two.plan.index)
                two = two.parent
        return not first.isdisjoint(second)

    def day_of(self, milestone: Milestone) -> date | None:
        """The day on which it came to a milestone."""
        match milestone:
            case Milestone.OPENED:
                return self.opened
            case Milestone.DUE:
                return self.due
            case Milestone.DONE:
                return self.closed if self.state in GOOD else None
            case Milestone.MISSED:
                return self.missed
            case Milestone.BREACHED:
                return self.breached
        assert_never(milestone)

    @property
    def final(self) -> State:
        """The state as it is told: a miss is repaired once all that followed ended well."""
        if self.state in (State.MISSED, State.BROKEN) and self.is_repaired():
            return State.REPAIRED
        return self.state

    def is_repaired(self) -> bool:
        """Whether what opened in its place has ended well."""
        if not self.followed or self.blamed or self.awaited or not self.repairs:
            return False
        good = (*GOOD, State.LAPSED, State.REPAIRED)
        return all(each.final in good for each in self.repairs)


@dataclass(frozen=True, slots=True)
class Breach:
    """A party's failure that no further step repairs."""

    by: str
    instance: Instance
    since: date
    because: str = ""
