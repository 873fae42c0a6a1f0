"""Days, the day that never comes, and the moments at which terms begin and end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum


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
    """`count` units after the day of `name`: a date fact, an event or an event with readings."""

    name: str
    count: int = 0
    unit: Unit = Unit.DAYS


@dataclass(frozen=True, slots=True)
class EarliestOf:
    """The first of several moments to come."""

    parts: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class LatestOf:
    """The last of several moments to come."""

    parts: tuple[Moment, ...]


Moment = On | After | EarliestOf | LatestOf
