"""A rule of a day, and what is known so far -> the day, or None where that hasn't come."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, assert_never

from contract_engine.calendars.business_days import add_business_days, rolled
from contract_engine.calendars.periods import Period
from contract_engine.definitions.offsets import reached
from contract_engine.model.calendars import Calendar, Calendars
from contract_engine.model.days import NEVER, On, Unit
from contract_engine.model.question import UNKNOWN, Given
from contract_engine.model.steps import (
    Counting,
    DayOf,
    DayRule,
    FirstOf,
    LastOf,
    Milestone,
    Named,
    Opened,
    PeriodEnd,
    Rolled,
)
from contract_engine.model.vocabulary import Vocabulary
from contract_engine.performance.lines import NONE, Line, Lines

if TYPE_CHECKING:
    from contract_engine.performance.instance import Instance


class NeedsValue(Exception):
    """A day or an amount hangs on a fact (`name`) that nobody gave."""

    def __init__(self, name: str, line: int = 0) -> None:
        self.name = name
        self.line = line
        super().__init__(name)


class Known:
    """The days that rules are found from: of events, date facts and milestones."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        calendars: Calendars,
        given: Mapping[str, Given],
        lines: Lines,
    ) -> None:
        self.vocabulary = vocabulary
        self.calendars = calendars
        self.given = given
        self.lines = lines
        self.events: dict[str, date] = {}
        self.milestones: dict[tuple[str, Milestone], date] = {}

    def day(
        self,
        rule: DayRule,
        opened: date | None = None,
        period: Period | None = None,
        line: Line = NONE,
        own: Instance | None = None,
    ) -> date | None:
        """The day that a rule is, for an instance that opened on a day, in a period.

        Args:
            rule: The rule.
            opened: The day on which the step opened, or may open.
            period: Its period.
            line: How it came about, by which the instances of other steps are found.
            own: The instance itself.

        Raises NotCovered for a day outside a calendar, and NeedsValue where a fact is not given.
        """
        match rule:  # what most rules are comes first
            case Opened():
                return opened
            case Counting(start):
                return self._counted(rule, self.day(start, opened, period, line, own))
            case On(day):
                return day
            case Named(name):
                return self.named(name)
            case DayOf(clause, milestone):
                return self.day_of(clause, milestone, line, own)
            case PeriodEnd(last):
                return None if period is None else period.last if last else period.first
            case Rolled(inner, calendar, roll):
                moved = self.day(inner, opened, period, line, own)
                return None if moved is None else rolled(self._calendar(calendar), moved, roll)
            case FirstOf(parts):
                days = [self.day(part, opened, period, line, own) for part in parts]
                return min((day for day in days if day is not None), default=None)
            case LastOf(parts):
                days = [self.day(part, opened, period, line, own) for part in parts]
                known = [day for day in days if day is not None]
                return max(known) if len(known) == len(days) else None
            case _:
                assert_never(rule)

    def day_of(
        self, clause: str, milestone: Milestone, line: Line, own: Instance | None
    ) -> date | None:
        """The day on which a step came to a milestone: the instance that another goes back to.

        Where it goes back to none, the last time.
        """
        is_own = own is not None and own.plan.name == clause
        if is_own and milestone in (Milestone.OPENED, Milestone.DUE):
            assert own is not None
            return own.day_of(milestone)
        found = self.lines.find(clause, line, own)
        if found is not None:
            return found.day_of(milestone)
        return self.milestones.get((clause, milestone))

    def is_settled(self, rule: DayRule, own: Instance) -> bool:
        """Whether all that a rule hangs on has come, so that its day stays as it is."""
        return all(
            self.day_of(need[0], need[1], own.line, own) is not None
            if isinstance(need, tuple)
            else self._has_day(str(need))
            for need in depends_on(rule)
        )

    def _has_day(self, name: str) -> bool:
        return name not in self.vocabulary.events or self.named(name) is not None

    def named(self, name: str) -> date | None:
        """The day of an event or date fact; of an event that is not recorded what is given."""
        if name in self.vocabulary.events:
            said = self.events.get(name, self.given.get(name))
            return said if isinstance(said, date) else None
        value = self._fact(name)
        return value if isinstance(value, date) else None

    def _fact(self, name: str) -> Given:
        value = self.given.get(name)
        if value is None:
            usual = self.vocabulary.facts[name].usually
            value = None if isinstance(usual, str) else usual
        if value is None or value is UNKNOWN:
            raise NeedsValue(name)
        return value

    def _counted(self, rule: Counting, start: date | None) -> date | None:
        if start is None:
            return None
        count = rule.count
        if isinstance(count, str):
            value = self._fact(count)
            assert isinstance(value, Decimal)
            count = int(value)
        count = -count if rule.before else count
        if rule.calendar:
            return add_business_days(self._calendar(rule.calendar), start, count)
        if rule.unit is Unit.DAYS:
            try:
                return start + timedelta(days=count)
            except OverflowError:
                return None
        day = reached(start, ((count, rule.unit),))
        return None if day is NEVER or not isinstance(day, date) else day

    def _calendar(self, name: str) -> Calendar:
        calendar = self.calendars.find(name)
        assert calendar is not None, name  # the loader saw to it
        return calendar


def depends_on(rule: DayRule | None) -> frozenset[object]:
    """The events (by name) and milestones that a rule is found from."""
    match rule:
        case Named(name):
            return frozenset({name})
        case DayOf(clause, milestone):
            return frozenset({(clause, milestone)})
        case Counting(start):
            return depends_on(start)
        case Rolled(day):
            return depends_on(day)
        case FirstOf(parts) | LastOf(parts):
            return frozenset().union(*(depends_on(part) for part in parts))
        case _:
            return frozenset()
