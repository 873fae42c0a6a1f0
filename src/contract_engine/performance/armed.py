"""A step that may open from a day on: when it does, by a day, a trigger or in each period."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from contract_engine.calendars.periods import Period, calendar_periods, counted_periods
from contract_engine.lazy_dataclass import dataclass
from contract_engine.model.history import Entry
from contract_engine.model.steps import ByAct, ByEvent, ByMilestone, DayRule, Milestone
from contract_engine.performance.day_values import Known, depends_on
from contract_engine.performance.first_days import names_of
from contract_engine.performance.instance import Instance
from contract_engine.performance.lines import NONE, Line
from contract_engine.performance.plan import Plan, Plans


@dataclass(slots=True, eq=False)
class Armed:
    """A step that opens by a day or in periods, or that another named and that awaits its trigger.

    `since` is the day from which it may open: the clause's first day, or the day on which another
    step named it. `day` is when it opens next, as far as that is known.
    """

    plan: Plan
    since: date | None
    parent: Instance | None = None
    is_else: bool = False
    after: int | None = None
    day: date | None = None
    last_opened: date | None = None
    spent: bool = False
    triggered: bool = False
    periods: Iterator[Period] | None = None
    period: Period | None = None
    line: Line = NONE
    cause: Instance | None = None
    """The instance from whose milestone its day is counted; it opens for each such instance."""

    @property
    def day_rule(self) -> DayRule | None:
        """What `after` says, where that is a day."""
        after = self.plan.step.after
        return None if isinstance(after, ByAct | ByEvent | ByMilestone) else after

    @property
    def is_pattern(self) -> bool:
        """Whether it opens anew for each instance of another step, and not by itself."""
        return self.cause is None and self.parent is None and self.plan.counted_from is not None

    @property
    def awaits_trigger(self) -> bool:
        """Whether an act, an event or another step's end is still to come."""
        return not self.triggered and self.plan.step.after is not None and self.day_rule is None

    def needs(self) -> frozenset[object]:
        """The events and milestones from which its days are found."""
        found: frozenset[object] = depends_on(self.day_rule)
        if self.parent is None and self.plan.counted_from is not None:
            found = frozenset(need for need in found if not isinstance(need, tuple))
        if self.parent is None:
            found |= names_of(self.plan.clause.from_)
        each = self.plan.each
        if each is not None:
            found |= depends_on(each.start) | depends_on(each.through)
        return found

    def is_opened_by(self, entry: Entry, plans: Plans) -> bool:
        """Whether an entry is what it awaits."""
        match self.plan.step.after:
            case ByEvent(event):
                return entry.event == event
            case ByAct(party, action):
                wider = plans.wider.get(entry.action, ())
                return entry.party == party and action in wider
            case _:
                return False

    def is_opened_at(self, name: str, milestone: Milestone) -> bool:
        """Whether a milestone of another step is what it awaits."""
        return self.plan.step.after == ByMilestone(name, milestone)

    def find_day(self, known: Known, today: date) -> None:
        """Find the day on which it opens next, from what is known today."""
        self.day = None
        if self.since is None or self.spent or self.is_pattern:
            return
        day: date | None = self.since
        if self.day_rule is not None and not (self.triggered and self.plan.each is not None):
            day = known.day(self.day_rule, line=self.line)
        if self.plan.each is not None:
            self.day = self._day_in_period(day, known, today)
            return
        if day is not None and self.parent is not None:
            day = max(day, self.since)
        if day is not None and day >= today and day != self.last_opened:
            self.day = day

    def _day_in_period(self, day: date | None, known: Known, today: date) -> date | None:
        """The day in this or a later period; None while a trigger is to come."""
        assert self.since is not None
        if self.periods is None:
            self._begin(known)
        self.triggered = self.triggered or self._has_come(known)
        if self.periods is None or day is None or self.awaits_trigger:
            return None
        if day <= today:
            self.triggered = True  # it has come, whatever comes again later
        earliest = max(day, self.since, today)
        while self.period is not None and self.period.last < earliest:
            self.next_period()
        return None if self.period is None else max(self.period.first, earliest)

    def _has_come(self, known: Known) -> bool:
        """Whether the event or milestone has come that it awaits, be it before its first day."""
        match self.plan.step.after:
            case ByEvent(event):
                return event in known.events
            case ByMilestone(clause, milestone):
                return known.day_of(clause, milestone, self.line, None) is not None
            case _:
                return False

    def has_period_after(self, known: Known, day: date) -> bool:
        """Whether a period goes on after a day, in which it hasn't opened."""
        if self.since is None or self.spent:
            return self.since is None and not self.spent
        if self.periods is None:
            self._begin(known)
        if self.periods is None:
            return True
        while self.period is not None and self.period.last <= day:
            self.next_period()
        return self.period is not None

    def skip_to(self, known: Known, label: str | None) -> None:
        """Go on to the period of this name; None is none that is known yet."""
        self._begin(known)
        while label is not None and self.period is not None and self.period.label != label:
            self.next_period()

    def next_period(self) -> None:
        """Go on to the next period; there may be none."""
        assert self.periods is not None
        self.period = next(self.periods, None)
        self.spent = self.period is None

    def _begin(self, known: Known) -> None:
        each, since = self.plan.each, self.since
        assert each is not None
        assert since is not None
        start: date | None = since
        through: date | None = None
        if each.start is not None:
            start = known.day(each.start, since, line=self.line)
        if each.through is not None:
            through = known.day(each.through, since, line=self.line)
        if start is None:
            return
        if each.calendar:
            self.periods = calendar_periods(each.calendar, start, through, each.begins)
        else:
            self.periods = counted_periods(each.count, each.unit.value, start, through)
        self.next_period()
