"""Days, the day that never comes, and the moments at which terms begin and end."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

from contract_engine.lazy_dataclass import dataclass, field
from contract_engine.model.calendars import Calendar, Roll

if TYPE_CHECKING:
    from contract_engine.model.conditions import Condition


class Never(Enum):
    """The day of an event that does not come: later than every date."""

    NEVER = "never"

    def __repr__(self) -> str:
        return "NEVER"

    def __str__(self) -> str:
        return "never"


NEVER = Never.NEVER
Day = date | Never


_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def month_length(year: int, month: int) -> int:
    """How many days a month has; `calendar`, which knows it too, takes a millisecond to come."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if leap and month == 2 else _LENGTHS[month - 1]


class Unit(Enum):
    """The unit of an offset; months and years are calendar arithmetic, clamped to the month.

    Where month ends are kept, a month's last day comes to a month's last day; where leap days go
    up, 29 February comes to 1 March in a year without it.
    """

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"
    MONTHS_KEPT = "months (month_end: keep)"
    YEARS_KEPT = "years (month_end: keep)"
    YEARS_UP = "years (leap: up)"


@dataclass(frozen=True, slots=True)
class EndOf:
    """The last day of the month, quarter or year (of so many months) in which a day is.

    A year begins on the day of `begins` (month and day); 29 February is 28 in a year without it.
    """

    months: int
    begins: tuple[int, int] = (1, 1)


@dataclass(frozen=True, slots=True)
class TermEnd:
    """The end of the first term for which a day comes in time: so much before its end, or earlier.

    The first term lasts so much from `begins` on; it is renewed for so much at a time, and each is
    counted from the first where both are counted by months, or both by days.
    """

    begins: date
    lasts: tuple[int, Unit]
    renews: tuple[int, Unit]
    before: tuple[int, Unit]


@dataclass(frozen=True, slots=True)
class BusinessDays:
    """Business days of a calendar; the day they are counted from is itself not counted.

    Of days that the calendar doesn't cover each is one that is no weekend; what hangs on such a day
    is refused where it is asked.
    """

    calendar: Calendar


@dataclass(frozen=True, slots=True)
class RolledTo:
    """A business day itself; of any other day the business day that the roll moves it to."""

    calendar: Calendar
    roll: Roll


Way = Unit | EndOf | TermEnd | BusinessDays | RolledTo
"""How one step of an offset goes; that of a period's or a term's end, or a roll, has the count 1.

Whichever it is, from a later day it comes to no earlier one.
"""


@dataclass(frozen=True, slots=True)
class On:
    """A stated day."""

    day: date


@dataclass(frozen=True, slots=True)
class After:
    """`count` units after the day of `name`: a date fact, an event or an event with readings.

    A count below 0 is so many before it.

    `then` are further offsets, counted one after the other from the day that this makes.
    """

    name: str
    count: int = 0
    unit: Way = Unit.DAYS
    then: tuple[tuple[int, Way], ...] = ()

    @property
    def steps(self) -> tuple[tuple[int, Way], ...]:
        """All offsets, in the order in which they are counted; none where it is the day itself."""
        return ((self.count, self.unit), *self.then) if self.count or self.then else ()


@dataclass(frozen=True, slots=True)
class Counted:
    """As many units after (or before) the day of `name` as the number fact `count` says.

    Evaluators meet what it means, a choice between its numbers.
    """

    name: str
    count: str
    unit: Unit | BusinessDays
    before: bool = False


@dataclass(frozen=True, slots=True)
class EarliestOf:
    """The first of several moments to come."""

    parts: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class LatestOf:
    """The last of several moments to come."""

    parts: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class Choose:
    """The moment of the first condition that is true; never where none is.

    The conditions are asked on the day of the question, whatever the moment is compared with.
    """

    options: tuple[tuple[Condition, Moment], ...]


@dataclass(frozen=True, slots=True)
class Later:
    """So much later than another moment, of which the meaning stands once for all that ask it."""

    of: Moment
    steps: tuple[tuple[int, Way], ...]


@dataclass(frozen=True, slots=True)
class MeantMoment:
    """What a moment counted from a defined fact, or by a fact, says; and what it means.

    Evaluators look at `means` alone, and words at `says`. Two are equal where they say the same.
    """

    says: After | Counted
    means: Moment = field(repr=False, compare=False)


Moment = On | After | Counted | EarliestOf | LatestOf | Choose | Later | MeantMoment
