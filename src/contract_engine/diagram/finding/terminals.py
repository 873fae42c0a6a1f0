"""The values of a fact's node: known, hanging on what isn't, or the fact's own; days among them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from contract_engine.definitions.compare import later
from contract_engine.definitions.covered import not_covered
from contract_engine.definitions.offsets import Steps, reached
from contract_engine.lazy_dataclass import dataclass
from contract_engine.model.calendars import Calendar
from contract_engine.model.days import NEVER, Day, EarliestOf, LatestOf, Moment, Never, On
from contract_engine.model.formulas import Formula
from contract_engine.model.question import FactValue


@dataclass(frozen=True)
class Known:
    """A value that is known."""

    value: FactValue


@dataclass(frozen=True)
class Hanging:
    """A day that hangs on what isn't known: the moment it is, and those names."""

    moment: Moment
    names: tuple[str, ...]


@dataclass(frozen=True)
class Awaiting:
    """A number that hangs on what isn't known: the formula it is, and those names."""

    formula: Formula
    names: tuple[str, ...]


@dataclass(frozen=True)
class Own:
    """A fact's own value, where no definition says it and nobody gave it."""

    fact: str


@dataclass(frozen=True)
class Beyond:
    """A day that hangs on one of which a calendar says nothing."""

    calendar: Calendar
    day: date


Terminal = Known | Hanging | Awaiting | Own | Beyond


def counted(day: Day, steps: Steps) -> Known | Beyond:
    """The day that steps come to from a known one."""
    outside = not_covered(day, steps)
    if outside is not None:
        return Beyond(outside.calendar, outside.day)
    return Known(reached(day, steps))


def first_of(days: Iterable[object]) -> Terminal:
    """The first of some days to come: those that never do are left out."""
    return _of(EarliestOf, days, min)


def last_of(days: Iterable[object]) -> Terminal:
    """The last of some days to come."""
    listed = list(days)
    if Known(NEVER) in listed:
        return Known(NEVER)
    return _of(LatestOf, listed, max)


def later_than(day: object, steps: Steps) -> Terminal:
    """So much later than a day; one that hangs on what isn't known still does."""
    if isinstance(day, Beyond):
        return day
    if isinstance(day, Hanging):
        return Hanging(later(day.moment, steps), day.names)
    assert isinstance(day, Known)
    assert isinstance(day.value, date | Never)
    return counted(day.value, steps)


def _of(
    kind: type[EarliestOf | LatestOf],
    days: Iterable[object],
    choose: Callable[[Iterable[date]], date],
) -> Terminal:
    known: list[date] = []
    hanging: list[Hanging] = []
    for day in days:
        if isinstance(day, Beyond):
            return day
        if isinstance(day, Hanging):
            hanging.append(day)
        elif isinstance(day, Known) and isinstance(day.value, date):
            known.append(day.value)
    if not hanging:
        return Known(choose(known) if known else NEVER)
    parts: dict[Moment, None] = {On(choose(known)): None} if known else {}
    for each in hanging:
        inner = each.moment.parts if isinstance(each.moment, kind) else (each.moment,)
        parts |= dict.fromkeys(inner)
    moment = next(iter(parts)) if len(parts) == 1 else kind(tuple(parts))
    return Hanging(moment, tuple(dict.fromkeys(name for each in hanging for name in each.names)))
