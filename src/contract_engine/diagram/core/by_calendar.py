"""What is counted by calendars, and known days -> what keeps it from being known, if anything."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from contract_engine.calendars.business_days import NotCovered
from contract_engine.definitions.covered import by_calendar, not_covered, not_covered_back
from contract_engine.definitions.offsets import Steps, reached
from contract_engine.model.conditions import InOrder
from contract_engine.model.days import After, Day, Never
from contract_engine.model.question import Given

ONE_DAY = date.resolution


class ByCalendar:
    """The days that are counted by a calendar, as far as they are asked for."""

    def __init__(self) -> None:
        self._come: dict[tuple[str, Steps, date], NotCovered | None] = {}
        self._orders: dict[tuple[After, After], None] = {}

    def __bool__(self) -> bool:
        """Whether anything is counted by one."""
        return bool(self._come or self._orders)

    def come(self, name: str, steps: Steps, on: date) -> None:
        """Note that somebody asks whether steps from a name have come by a day."""
        if by_calendar(steps):
            self._come[name, steps, on] = not_covered_back(on, steps)

    def order(self, condition: InOrder) -> None:
        """Note that somebody asks which of two days is later."""
        first, second = condition.moment, condition.other
        assert isinstance(first, After)
        assert isinstance(second, After)
        if by_calendar((*first.steps, *second.steps)):
            self._orders[first, second] = None

    def not_covered(self, known: Mapping[str, Given]) -> NotCovered | None:
        """What is asked for and not covered, where some names have known days; None for nothing.

        Whether a day has come can be told where the calendar covers the days up to it, or those
        back from the day asked about.
        """
        for (name, steps, _), back in self._come.items():
            day = known.get(name)
            if back is not None and not (
                isinstance(day, date | Never) and not_covered(day, steps) is None
            ):
                return back
        found = (_uncompared(*order, known) for order in self._orders)
        return next((each for each in found if each is not None), None)


def _uncompared(first: After, second: After, known: Mapping[str, Given]) -> NotCovered | None:
    """What keeps it from being known from which day on the one is after the other.

    Of two days neither of which is known, that is asked of days that the calendar doesn't cover as
    of all others.
    """
    ends: list[Day | None] = []
    lacking: list[NotCovered] = []
    for moment in (first, second):
        day, end = known.get(moment.name), None
        if isinstance(day, date | Never):
            outside = not_covered(day, moment.steps)
            lacking += [outside] if outside is not None else []
            end = reached(day, moment.steps) if outside is None else None
        ends.append(end)
    one, other = ends
    if one is not None and other is not None:
        return None
    if isinstance(one, date):
        return not_covered_back(one - ONE_DAY, second.steps) if one > date.min else None
    if isinstance(other, date):
        return not_covered_back(other, first.steps)
    return None if one is not None or other is not None else next(iter(lacking), None)
