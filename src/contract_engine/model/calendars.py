"""Calendars of business days: data of the agreement, so that an answer never hangs on a library."""

from __future__ import annotations

from datetime import date
from enum import Enum

from contract_engine.lazy_dataclass import dataclass, field
from contract_engine.model.place import NOWHERE, Span

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are business days: those that are neither weekend nor holiday.

    `weekend` holds weekdays (0 is Monday). The holidays are known from `first` through `last`,
    both included; about days outside that the calendar says nothing.
    """

    id: str
    weekend: tuple[int, ...]
    holidays: tuple[date, ...]
    first: date
    last: date
    place: Span = field(default=NOWHERE, compare=False)

    def __hash__(self) -> int:
        """Without its holidays, of which there are many: days are counted in many steps."""
        return hash((self.id, self.weekend, self.first, self.last))


class Roll(Enum):
    """Which way a day that is no business day is moved to one.

    `modified_following` is `following`, but never into the next month: then it is `preceding`.
    """

    FOLLOWING = "following"
    PRECEDING = "preceding"
    MODIFIED_FOLLOWING = "modified_following"


@dataclass(frozen=True, slots=True)
class Calendars:
    """What an agreement says of days: its calendars by name, and the zone its days are in."""

    named: tuple[Calendar, ...] = ()
    time_zone: str = ""

    def find(self, name: str) -> Calendar | None:
        """The calendar of this name."""
        return next((calendar for calendar in self.named if calendar.id == name), None)
