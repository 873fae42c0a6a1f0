"""Days, the day that never comes, and the moments at which terms begin and end."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

from contract_engine.lazy_dataclass import dataclass, field

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


class Unit(Enum):
    """The unit of an offset; months and years are calendar arithmetic, clamped to the month."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


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
    unit: Unit = Unit.DAYS
    then: tuple[tuple[int, Unit], ...] = ()

    @property
    def steps(self) -> tuple[tuple[int, Unit], ...]:
        """All offsets, in the order in which they are counted; none where it is the day itself."""
        return ((self.count, self.unit), *self.then) if self.count or self.then else ()


@dataclass(frozen=True, slots=True)
class Counted:
    """As many units after (or before) the day of `name` as the number fact `count` says.

    Evaluators meet what it means, a choice between its numbers.
    """

    name: str
    count: str
    unit: Unit
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
    steps: tuple[tuple[int, Unit], ...]


@dataclass(frozen=True, slots=True)
class MeantMoment:
    """What a moment counted from a defined fact, or by a fact, says; and what it means.

    Evaluators look at `means` alone, and words at `says`. Two are equal where they say the same.
    """

    says: After | Counted
    means: Moment = field(repr=False, compare=False)


Moment = On | After | Counted | EarliestOf | LatestOf | Choose | Later | MeantMoment
