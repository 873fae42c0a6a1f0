"""A day and offsets -> the first day on which it hangs, and which a calendar says nothing about."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date

from contract_engine.calendars.all_days import reach
from contract_engine.calendars.business_days import NotCovered
from contract_engine.definitions.offsets import Steps, last_start, reached
from contract_engine.diagnostics import Problem, Span
from contract_engine.model.days import BusinessDays, Day, RolledTo
from contract_engine.model.place import NOWHERE

_LAST = date.max.toordinal()


def by_calendar(steps: Steps) -> bool:
    """Whether one of the offsets is counted by a calendar.

    Args:
        steps: The offsets.
    """
    return any(isinstance(way, BusinessDays | RolledTo) for _, way in steps)


def not_covered(day: Day, steps: Steps) -> NotCovered | None:
    """What keeps the day that the steps come to from being known; None where it is.

    Args:
        day: Where they begin.
        steps: Offsets, counted one after the other.
    """
    for count, way in steps:
        if isinstance(day, date) and isinstance(way, BusinessDays | RolledTo):
            found = _outside(way, reach(day, count, way))
            if found is not None:
                return found
        day = reached(day, ((count, way),))
    return None


def surely(day: Day, steps: Steps) -> Day:
    """The day that the steps come to; raises NotCovered where no calendar says it.

    Args:
        day: Where they begin.
        steps: Offsets, counted one after the other.
    """
    outside = not_covered(day, steps)
    if outside is not None:
        raise outside
    return reached(day, steps)


def told_not_covered(why: NotCovered) -> Problem:
    """The diagnostic of a day that a calendar doesn't cover.

    Args:
        why: The calendar, and the day.
    """
    calendar, day = why.calendar, why.day
    message = (
        f"calendar `{calendar.id}` covers {calendar.first} through {calendar.last}, "
        f"and {day} is asked for"
    )
    help_ = "add the holidays of that year to it, and cover it"
    place = Span("<question>") if calendar.place == NOWHERE else calendar.place
    return Problem("E375", message, place, help=help_)


def not_covered_back(day: date, steps: Steps) -> NotCovered | None:
    """What keeps the last day from which the steps come by a day from being known.

    Args:
        day: The day by which they come.
        steps: Offsets, counted one after the other.
    """
    return next((found for way, days in _back(day, steps) if (found := _outside(way, days))), None)


def covered_days(steps: Steps) -> tuple[date, date] | None:
    """The first and the last day by which it is known of each day whether the steps have come.

    Args:
        steps: Offsets, counted one after the other.

    None where there is no such day.
    """

    def is_late(number: int) -> bool:
        ways = _back(date.fromordinal(number), steps)
        return any(last > way.calendar.last.toordinal() for way, (_, last) in ways)

    def is_early(number: int) -> bool:
        ways = _back(date.fromordinal(number), steps)
        return any(first < way.calendar.first.toordinal() for way, (first, _) in ways)

    every = range(1, _LAST + 1)
    last = bisect_left(every, True, key=is_late)
    first = bisect_left(every, True, key=lambda number: not is_early(number)) + 1
    if first > last:
        return None
    return date.fromordinal(first), date.fromordinal(last)


def _back(day: date, steps: Steps) -> Iterator[tuple[BusinessDays | RolledTo, tuple[int, int]]]:
    """For each step that is counted by a calendar the days on which it hangs, from a day back."""
    start: date | None = day
    for count, way in reversed(steps):
        if start is None:
            return
        if isinstance(way, BusinessDays | RolledTo):
            yield way, reach(start, count, way, back=True)
        start = last_start(start, ((count, way),))


def _outside(way: BusinessDays | RolledTo, days: tuple[int, int]) -> NotCovered | None:
    """The day of these furthest outside of what the calendar covers."""
    calendar, (first, last) = way.calendar, days
    if first > last:
        return None
    if last > calendar.last.toordinal():
        return NotCovered(calendar, date.fromordinal(min(last, _LAST)))
    if first < calendar.first.toordinal():
        return NotCovered(calendar, date.fromordinal(max(first, 1)))
    return None
