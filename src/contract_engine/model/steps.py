"""Steps: what a clause says whose norm runs over time (docs/meaning.md, "Duties over time")."""

from __future__ import annotations

from enum import Enum

from contract_engine.lazy_dataclass import dataclass, field
from contract_engine.model.calendars import Roll
from contract_engine.model.conditions import All, Condition, Operator
from contract_engine.model.days import On, Unit
from contract_engine.model.ordered import Ordered
from contract_engine.model.place import NOWHERE, Span


class Milestone(Enum):
    """A day in the life of a step that other clauses may count from."""

    OPENED = "opened"
    DUE = "due"
    DONE = "done"
    MISSED = "missed"
    BREACHED = "breached"

    __hash__ = object.__hash__  # that of Enum is written in Python, and asked for at each act


@dataclass(frozen=True, slots=True)
class Named:
    """The day of an event or a date fact."""

    name: str


@dataclass(frozen=True, slots=True)
class Opened:
    """The day on which the step itself opens."""


@dataclass(frozen=True, slots=True)
class DayOf:
    """A milestone of another step: the last time that it was reached."""

    clause: str
    milestone: Milestone


@dataclass(frozen=True, slots=True)
class PeriodEnd:
    """The first or the last day of the instance's own period."""

    last: bool


@dataclass(frozen=True, slots=True)
class Counting:
    """`count` units after a day (below 0: before it); a text is the number fact that says how many.

    With a `calendar` the units are its business days, and `unit` is days.
    """

    start: DayRule
    count: int | str
    unit: Unit = Unit.DAYS
    calendar: str = ""
    before: bool = False


@dataclass(frozen=True, slots=True)
class Rolled:
    """A day, moved to a business day of the calendar."""

    day: DayRule
    calendar: str
    roll: Roll


@dataclass(frozen=True, slots=True)
class FirstOf:
    """The first of several days to come."""

    parts: tuple[DayRule, ...]


@dataclass(frozen=True, slots=True)
class LastOf:
    """The last of several days to come."""

    parts: tuple[DayRule, ...]


DayRule = On | Named | Opened | DayOf | PeriodEnd | Counting | Rolled | FirstOf | LastOf
"""How a day of a step is found: stated, of an event, or counted from another."""


@dataclass(frozen=True, slots=True)
class ByAct:
    """A step opens when a party does this action, or a kind of it."""

    party: str
    action: str


@dataclass(frozen=True, slots=True)
class ByEvent:
    """A step opens when this event is recorded."""

    event: str


@dataclass(frozen=True, slots=True)
class ByMilestone:
    """A step opens whenever another step is done, missed or breached."""

    clause: str
    milestone: Milestone


Trigger = ByAct | ByEvent | ByMilestone | DayRule


@dataclass(frozen=True, slots=True)
class Versus:
    """A value of the act, compared with a value of the act that did another step."""

    value: str
    operator: Operator
    clause: str
    of: str
    place: Span = field(default=NOWHERE, compare=False)


Where = Condition | Versus
"""What an act must be like; in a Condition the act's values stand beside the facts."""


@dataclass(frozen=True, slots=True)
class Amount:
    """`sum of amount >= 500` or, with no `value`, `count of acts >= 3`.

    `of` names a value of the act that did the step `clause`, in place of a constant.
    """

    value: str
    operator: Operator
    constant: Ordered | None = None
    clause: str = ""
    of: str = ""
    place: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Blame:
    """`{breach: {by: PARTY, because: WORDS}}`: a breach that the words themselves declare."""

    by: str
    because: str = ""
    place: Span = field(default=NOWHERE, compare=False)


Follow = str | Blame
"""What follows a step: another opens, or a breach is noted."""


@dataclass(frozen=True, slots=True)
class Each:
    """One instance a period: of a calendar (`calendar`), or `count` units from `start` on.

    `begins` is the month and day on which a calendar's year begins.
    """

    calendar: str = ""
    count: int = 0
    unit: Unit = Unit.MONTHS
    start: DayRule | None = None
    through: DayRule | None = None
    begins: tuple[int, int] = (1, 1)


@dataclass(frozen=True, slots=True)
class Step:
    """What a clause says of time.

    `when` and `unless` are the clause's own conditions, tested on the day on which it opens (the
    clause itself asks, in their place, whether it is open). `inner` tells that it opens only where
    another names it. `alternatives` are the steps of a choice, which has no act of its own: names
    of clauses, or written inside it.
    """

    when: All = field(default_factory=lambda: All(()))
    unless: tuple[Condition, ...] = ()
    after: Trigger | None = None
    by: DayRule | None = None
    through: DayRule | None = None
    where: tuple[Where, ...] = ()
    done_when: tuple[Amount, ...] = ()
    then: tuple[Follow, ...] = ()
    else_: tuple[Follow, ...] = ()
    still_owed: bool = False
    counts_from: DayRule | None = None
    at_most: int | None = None
    each: Each | None = None
    inner: bool = False
    alternatives: tuple[str | Alternative, ...] = ()
    place: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Alternative:
    """A duty written inside a choice, which is a step of the name `CLAUSE.LABEL`."""

    name: str
    bearer: str
    action: str
    step: Step


def open_fact(step: str) -> str:
    """The name of the yes/no fact that says whether a step is open."""
    return f"{step}.open"
