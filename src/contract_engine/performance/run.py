"""A history, gone through day by day in one way -> every instance and every breach.

See "Duties over time" in docs/meaning.md. Only days on which something may happen are looked at.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import count

from contract_engine.diagram.core.budget import current
from contract_engine.model.agreement import Modality
from contract_engine.model.history import Entry
from contract_engine.model.steps import Blame, Follow, Milestone
from contract_engine.performance.act_values import ActValues
from contract_engine.performance.acting import Acting
from contract_engine.performance.day_values import Known
from contract_engine.performance.facts import Facts
from contract_engine.performance.instance import GOOD, Breach, Instance, State
from contract_engine.performance.last_days import find_last_day
from contract_engine.performance.lines import Lines
from contract_engine.performance.opening import Opening
from contract_engine.performance.oracle import Oracle
from contract_engine.performance.orders import order_matters, orders_of
from contract_engine.performance.plan import Plans

ANY_WAY, FOR_EACH = 5_000, 5
"""So many instances may open in any case, and so many more for each entry of a history."""


class TooManyInstances(Exception):
    """Steps open more often than is gone through."""


class Run:
    """One way through a history, up to the end of the day `on`; after `cut` nothing is known."""

    def __init__(self, plans: Plans, facts: Facts, oracle: Oracle, cut: date, on: date) -> None:
        self.plans, self.facts, self.oracle = plans, facts, oracle
        self.cut, self.on = cut, on
        agreement = facts.agreement
        told = {name: value for name, value in facts.given.items() if name not in facts.recorded}
        self.lines = Lines(plans.spoken_of)
        self.known = Known(agreement.vocabulary, agreement.calendars, told, self.lines)
        self.values = ActValues(facts, oracle, self.lines)
        self.instances: list[Instance] = []
        self.breaches: list[Breach] = []
        self.budget = current()
        self.today = date.min
        self.dues: list[tuple[date, int, Instance]] = []
        self.undated: dict[int, Instance] = {}
        self.fresh: list[Instance] = []
        """What opened today and whose last day hangs on other steps: these may open after it."""
        self.counts: dict[str, int] = {}
        self.numbers = count(1)
        self.most = ANY_WAY
        self.opening = Opening(self)
        self.acting = Acting(self)

    # Going through days.

    def through(self, entries: Sequence[Entry], *, begun: bool = False) -> Run:
        """Go through all entries, which stand in the order of their days; returns itself.

        A run that has `begun` goes on from where it stands.
        """
        self.most = len(self.instances) + ANY_WAY + FOR_EACH * len(entries)
        if not begun:
            self.opening.start()
        at, total = 0, len(entries)
        while True:
            day = min(
                entries[at].on if at < total else date.max,
                self.opening.next_day(),
                self._next_due(),
            )
            if day > self.on or (at >= total and day == date.max):
                break
            end = at
            while end < total and entries[end].on == day:
                end += 1
            self.go_through_day(day, entries[at:end])
            at = end
        self.today = self.on
        return self

    def go_through_day(self, day: date, entries: Sequence[Entry]) -> None:
        """One day: what opens of itself, the entries, what the day's end closes."""
        self.today = day
        self.acting.begin_day()
        self.opening.by_day()
        if day <= self.cut:
            before = len(self.oracle.made)
            chosen = self.oracle.order(day) if len(entries) > 1 else None
            if chosen is not None:
                entries = orders_of(entries)[chosen.number]
            for entry in entries:
                self.budget.check()
                self.acting.take(entry)
            self._evening()
            touched = list(self.acting.touched.values())
            for instance in touched:
                if day in (instance.closed, instance.opened) and instance.due is None:
                    self.find_due(instance)
            if chosen is None and len(entries) > 1 and order_matters(self, entries, touched):
                self.oracle.leave_order_open(day, len(orders_of(entries)), before)
        fresh, self.fresh = self.fresh, []
        for instance in fresh:
            if instance.state is not State.ENDED:
                self.find_due(instance)

    def _next_due(self) -> date:
        while self.dues and not _is_its_day(*self.dues[0]):
            heapq.heappop(self.dues)
        if not self.dues:
            return date.max
        return max(self.dues[0][0], self.today) if self.dues[0][0] <= self.cut else date.max

    def _evening(self) -> None:
        """Close what the day's end closes, and what then opens and closes on this very day."""
        while True:
            for instance in list(self.undated.values()):
                self.find_due(instance)
            closing: list[Instance] = []
            while self.dues and self.dues[0][0] <= self.today:
                due = heapq.heappop(self.dues)
                if _is_its_day(*due):
                    closing.append(due[2])
            if not closing:
                return
            for instance in sorted(closing, key=lambda each: each.number):
                self.budget.check()
                if instance.number in self.undated:
                    self.find_due(instance)  # what closed before may have given it another
                last_day = instance.due
                if instance.state is State.OPEN and last_day and last_day <= self.today:
                    self._at_end_of(instance)

    def _at_end_of(self, instance: Instance) -> None:
        if self.oracle.over(instance.plan.clause, self.today):
            self.end(instance)
            return
        match instance.plan.modality:
            case Modality.MUST:
                self.close(instance, State.MISSED, None)
            case Modality.MUST_NOT:
                self.close(instance, State.KEPT, None)
            case Modality.MAY | Modality.NEED_NOT:
                self.close(instance, State.LAPSED, None)

    # What becomes of an instance.

    def find_due(self, instance: Instance) -> None:
        """Find an instance's last day, as soon as it is known."""
        find_last_day(self, instance)

    def end(self, instance: Instance) -> None:
        """Nothing more is done or missed."""
        instance.state, instance.closed = State.ENDED, self.today
        self._closed(instance)

    def _closed(self, instance: Instance) -> None:
        self.undated.pop(instance.number, None)
        self.acting.forget(instance)

    def close(self, instance: Instance, state: State, entry: Entry | None) -> None:
        """Close an instance, and open what follows."""
        instance.state, instance.entry = state, entry
        instance.closed = self.today if entry is None else entry.on
        good = state in GOOD
        if not good:
            instance.missed = self.today
        self._closed(instance)
        if entry is not None:
            self._note_values(instance, entry)
        at = None if entry is None else entry.order
        choice = instance.parent
        if choice is not None and instance.plan.name in choice.plan.alternatives:
            self._close_choice(choice, instance, good=good, at=at)
            return
        step = instance.plan.step
        self.reached(instance, Milestone.DONE if good else Milestone.MISSED, at)
        self._go_on(instance, step.then if good else step.else_, good=good, at=at)

    def _note_values(self, instance: Instance, entry: Entry) -> None:
        """An act gives the values of the step it did, and of those in whose place that opened."""
        wider = self.plans.wider[entry.action]
        each: Instance | None = instance
        while each is not None and each.plan.action in wider:
            self.values.last[each.plan.name] = each.gave = entry
            parent = each.parent
            each = parent if parent is not None and each in parent.repairs else None

    def _close_choice(
        self, choice: Instance, instance: Instance, *, good: bool, at: int | None
    ) -> None:
        """A choice is done when one alternative is, and missed when the last of them is."""
        self.reached(instance, Milestone.DONE if good else Milestone.MISSED, at)
        ways = choice.ways
        for each in ways:
            if each.state is State.OPEN and self.oracle.over(each.plan.clause, self.today):
                self.end(each)
        if choice.state is not State.OPEN or (
            not good and any(each.state is State.OPEN for each in ways)
        ):
            return
        for each in ways:
            if each.state is State.OPEN:
                self.end(each)
        choice.closed, choice.entry = instance.closed, instance.entry
        choice.state = State.DONE if good else State.BREACHED
        if good and instance.entry is not None:
            self.values.last[choice.plan.name] = choice.gave = instance.entry
        if not good:
            choice.missed = self.today
        self.reached(choice, Milestone.DONE if good else Milestone.MISSED, at)
        own, whole = instance.plan.step, choice.plan.step
        items = (*own.then, *whole.then) if good else (*own.else_, *whole.else_)
        self._go_on(choice, tuple(dict.fromkeys(items)), good=good, at=at)
        if choice.followed:
            choice.state = State.MISSED

    def _go_on(
        self,
        instance: Instance,
        items: Sequence[Follow],
        *,
        good: bool,
        at: int | None,
    ) -> None:
        """Open what follows; where nothing does, a duty that wasn't kept is a breach."""
        opened = False
        for item in items:
            if isinstance(item, Blame):
                instance.blamed = True
                self.breach(instance, item.by, item.because)
                opened = True
            else:
                opened |= self.opening.follow(instance, item, is_else=not good, at=at)
        if good:
            return
        instance.followed = opened
        if instance.plan.modality in (Modality.MUST, Modality.MUST_NOT) and not opened:
            self.breach(instance, self.plans.bearer(instance.plan), "")
        if instance.plan.modality is Modality.MUST and (
            not opened or instance.plan.step.still_owed
        ):
            for each in (instance, *instance.ways):
                if each.missed is not None:
                    each.owed = True
                    self.acting.watch(each)

    def breach(self, instance: Instance, by: str, because: str) -> None:
        """Note a breach."""
        self.breaches.append(Breach(by, instance, self.today, because))
        instance.breached = self.today
        self.reached(instance, Milestone.BREACHED, None)

    def reached(self, instance: Instance, milestone: Milestone, at: int | None) -> None:
        """Tell all that wait for it that a step has come to a milestone today."""
        self.opening.came_to(instance, milestone, self.today)
        self.opening.by_milestone(instance, milestone, at)

    def take_up(self, instance: Instance) -> None:
        """Take up an instance of before."""
        self.instances.append(instance)
        self.lines.note(instance)
        is_open = instance.state is State.OPEN
        if is_open and instance.due is not None:
            day = max(instance.due, instance.opened)
            heapq.heappush(self.dues, (day, instance.number, instance))
        if is_open or (instance.owed and instance.late is None):
            self.acting.watch(instance)

    def add(self, instance: Instance) -> None:
        """Take up a new instance."""
        if len(self.instances) >= self.most:
            raise TooManyInstances
        self.instances.append(instance)
        self.lines.note(instance)
        if instance.plan.index in self.plans.dated_by_others:
            self.fresh.append(instance)
        if not instance.plan.alternatives:
            self.acting.watch(instance)

    def still_open(self) -> Iterator[Instance]:
        """The instances that neither time nor an act has closed."""
        return (each for each in self.instances if each.state is State.OPEN)


def _is_its_day(day: date, _: int, instance: Instance) -> bool:
    """Whether an open instance's last day is still what it was noted as."""
    if instance.state is not State.OPEN or instance.due is None:
        return False
    return max(instance.due, instance.opened) == day
