"""Triggers, days and periods -> the instances that open."""

from __future__ import annotations

import heapq
from datetime import date
from itertools import count
from operator import attrgetter
from typing import TYPE_CHECKING

from contract_engine.calendars.periods import Period
from contract_engine.model.history import Entry
from contract_engine.model.steps import ByAct, ByEvent, Milestone
from contract_engine.performance.armed import Armed
from contract_engine.performance.first_days import first_day
from contract_engine.performance.instance import Instance
from contract_engine.performance.lines import NONE, Line
from contract_engine.performance.plan import Plan

_number = attrgetter("number")

if TYPE_CHECKING:
    from contract_engine.performance.run import Run


class Opening:
    """What opens in a run, and when."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.armed: dict[int, Armed] = {}
        self._ids = count()
        self._days: list[tuple[date, int, Armed]] = []
        self._waiting_for: dict[object, list[Armed]] = {}
        self._on_trigger: dict[int, Armed] = {}
        self._counted: dict[tuple[int, int], Armed] = {}

    # Days.

    def start(self) -> None:
        """Note all that opens by itself on a day, or in periods."""
        plans = self.run.plans
        for plan in (*plans.by_day, *plans.recurring):
            self._arm(Armed(plan, None))

    def next_day(self) -> date:
        """The next day on which something opens by itself."""
        while self._days and self._days[0][2].day != self._days[0][0]:
            heapq.heappop(self._days)
        return self._days[0][0] if self._days else date.max

    def by_day(self) -> None:
        """Open what opens today."""
        while self._days and self._days[0][0] <= self.run.today:
            day, _, armed = heapq.heappop(self._days)
            if armed.day == day == self.run.today:
                self._on_its_day(armed)

    def _arm(self, armed: Armed) -> None:
        self.armed[id(armed)] = armed
        for need in armed.needs():
            self._waiting_for.setdefault(need, []).append(armed)
        if armed.awaits_trigger:
            self._on_trigger[id(armed)] = armed
        self._find_day(armed)

    def rearm(self, armed: Armed, label: str | None) -> None:
        """Take up a step that waited before, at the end of the day; `label` is of its period."""
        if armed.cause is not None:
            self._counted[armed.plan.index, armed.cause.number] = armed
        if armed.plan.each is not None and label is not None:
            armed.skip_to(self.run.known, label)
        elif armed.plan.each is not None and armed.since is not None:
            armed.skip_to(self.run.known, None)
        self.armed[id(armed)] = armed
        for need in armed.needs():
            self._waiting_for.setdefault(need, []).append(armed)
        if armed.awaits_trigger:
            self._on_trigger[id(armed)] = armed
        if armed.spent or (armed.plan.each is None and armed.awaits_trigger):
            return
        armed.find_day(self.run.known, self.run.today)
        if armed.day is not None and armed.day <= self.run.today:
            armed.day = None
        if armed.day is not None:
            heapq.heappush(self._days, (armed.day, next(self._ids), armed))

    def changed(self, what: object) -> None:
        """An event was recorded, or a milestone reached: days that hang on it are found."""
        for armed in list(self._waiting_for.get(what, ())):
            self._find_day(armed)

    def came_to(self, instance: Instance, milestone: Milestone, day: date | None) -> None:
        """A step came to a milestone, on a day; None where its day is no longer known."""
        what = (instance.plan.name, milestone)
        if what not in self.run.plans.days_asked:
            return
        if day is not None:
            self.run.known.milestones[what] = day
            self.changed(what)
        for plan in self.run.plans.by_counted.get(what, ()):
            armed = self._counted.get((plan.index, instance.number))
            if armed is None:
                armed = Armed(plan, None, cause=instance)
                armed.line = self.run.lines.line([instance], None)
                self._counted[plan.index, instance.number] = armed
                self._arm(armed)
            else:
                self._find_day(armed)

    def _find_day(self, armed: Armed) -> None:
        run = self.run
        if armed.parent is None and armed.since is None:
            armed.since = first_day(run.facts.agreement, armed.plan.clause, run.known)
        if armed.plan.each is None and armed.awaits_trigger:
            return
        armed.find_day(run.known, run.today)
        if armed.day is None:
            if armed.spent:
                self._drop(armed)
        elif armed.day == run.today:
            self._on_its_day(armed)
        else:
            heapq.heappush(self._days, (armed.day, next(self._ids), armed))

    def _on_its_day(self, armed: Armed) -> None:
        armed.last_opened, armed.day = self.run.today, None
        if armed.plan.each is not None:
            period = armed.period
            armed.next_period()
            self.open(armed.plan, armed.parent, None, period=period)
            self._find_day(armed)
        elif armed.parent is not None or armed.cause is not None:
            self._spend(armed, None, armed.cause)
        else:
            armed.spent = not armed.needs()
            if armed.spent:
                self._drop(armed)
            self.open(armed.plan, None, None)

    def _drop(self, armed: Armed) -> None:
        armed.spent = True
        self.armed.pop(id(armed), None)
        self._on_trigger.pop(id(armed), None)

    # Triggers.

    def by_entry(self, entry: Entry) -> None:
        """Open what an act or event opens."""
        plans = self.run.plans
        if entry.event:
            for plan in plans.by_event.get(entry.event, ()):
                self.open(plan, None, entry, after=entry.order)
        else:
            for action in plans.wider[entry.action]:
                for plan in plans.by_act.get((entry.party, action), ()):
                    self.open(plan, None, entry, after=entry.order)
        for armed in list(self._on_trigger.values()):
            if armed.is_opened_by(entry, plans):
                self._trigger(armed, entry)

    def by_milestone(self, cause: Instance, milestone: Milestone, at: int | None) -> None:
        """Open what another step's end opens."""
        for plan in self.run.plans.by_milestone.get((cause.plan.name, milestone), ()):
            self.open(plan, None, None, after=at, cause=cause)
        for armed in list(self._on_trigger.values()):
            if armed.is_opened_at(cause.plan.name, milestone):
                self._trigger(armed, None, cause)

    def _trigger(self, armed: Armed, entry: Entry | None, cause: Instance | None = None) -> None:
        """What a step awaited has come: it opens, or it opens from now on in each period."""
        if armed.plan.each is None:
            self._spend(armed, entry, cause)
        elif armed.since is not None and (
            entry is None or entry.event or armed.since <= self.run.today
        ):
            armed.triggered = True
            self._on_trigger.pop(id(armed), None)
            self._find_day(armed)

    def follow(self, parent: Instance, name: str, *, is_else: bool, at: int | None) -> bool:
        """Open a step that another names, or have it wait for its trigger; whether it does."""
        plan = self.run.plans.by_name[name]
        if (plan.step.after is None or not plan.step.inner) and plan.each is None:
            child = self.open(plan, parent, None, after=at)
            if child is not None and is_else:
                parent.repairs.append(child)
            return child is not None
        armed = Armed(plan, self.run.today, parent, is_else, at)
        armed.line = self.run.lines.line([parent], None)
        parent.awaited += is_else
        self._arm(armed)
        if isinstance(plan.step.after, ByAct | ByEvent):
            for entry in self.run.acting.seen:
                early = at is not None and entry.order is not None and entry.order < at
                left = armed.awaits_trigger and not armed.spent and not early
                if left and armed.is_opened_by(entry, self.run.plans):
                    self._trigger(armed, entry)
        return True

    def _spend(self, armed: Armed, entry: Entry | None, cause: Instance | None = None) -> None:
        """Open a step that waited for its trigger or day."""
        self._drop(armed)
        at = None if entry is None else entry.order
        child = self.open(armed.plan, armed.parent, entry, after=at, cause=cause)
        if child is not None and armed.is_else and armed.parent is not None:
            armed.parent.awaited -= 1
            armed.parent.repairs.append(child)

    # Opening.

    def open(
        self,
        plan: Plan,
        parent: Instance | None,
        by: Entry | None,
        *,
        after: int | None = None,
        period: Period | None = None,
        cause: Instance | None = None,
    ) -> Instance | None:
        """Open an instance, where its clause is in force and its conditions hold.

        It then sees what the day has brought so far; alternatives once all of them are open.
        """
        run = self.run
        total = run.counts.get(plan.name, 0)
        if plan.step.at_most is not None and total >= plan.step.at_most:
            return None
        if period is not None and f"{plan.name}@{period.label}" in run.counts:
            return None
        if not self._may_open(plan):
            return None
        ways: list[Plan] = []
        if plan.alternatives:
            named = [run.plans.by_name[name] for name in plan.alternatives]
            ways = [each for each in named if self._may_open(each)]
            if not ways:
                return None
        run.counts[plan.name] = total + 1
        name = f"{plan.name}#{total + 1}" if total else plan.name
        if period is not None:
            name = f"{plan.name}@{period.label}"
            run.counts[name] = 1
        instance = Instance(next(run.numbers), plan, name, run.today, parent, by, after, period)
        instance.line = self._line(instance, cause)
        run.add(instance)
        self.came_to(instance, Milestone.OPENED, run.today)
        run.find_due(instance)
        for way in ways:
            child = self.open(way, instance, by, after=after, period=period)
            if child is not None:
                instance.ways.append(child)
        if parent is None or plan.name not in parent.plan.alternatives:
            for each in list(instance.ways) if ways else [instance]:
                run.acting.show(each)
                run.acting.nearly.early(each)
        return instance

    def _line(self, instance: Instance, cause: Instance | None) -> Line:
        """How an instance came about: what it followed from, what its opening act did."""
        run, by, parent = self.run, instance.opened_by, instance.parent
        if not run.lines.asked:
            return NONE
        did = () if by is None else sorted(run.acting.counted.get(by.number, ()), key=_number)
        sources = [each for each in (parent, cause, *did) if each is not None]
        return run.lines.line_of(instance, sources)

    def _may_open(self, plan: Plan) -> bool:
        oracle, today = self.run.oracle, self.run.today
        if not oracle.opens(plan.clause, today):
            return False
        if not plan.written_inside:
            return True
        return all(oracle.holds(part, today) for part in plan.step.when.parts) and not any(
            oracle.holds(part, today) for part in plan.step.unless
        )
