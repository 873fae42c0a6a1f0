"""The entries of a day -> the instances that they do, or count towards; and what nearly counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from contract_engine.model.agreement import Modality
from contract_engine.model.history import Entry
from contract_engine.performance.instance import Instance, State
from contract_engine.performance.near import Nearly
from contract_engine.performance.plan import Plan

if TYPE_CHECKING:
    from contract_engine.performance.run import Run

_BY_ACT = {Modality.MUST: State.DONE, Modality.MUST_NOT: State.BROKEN, Modality.MAY: State.USED}


class _Watched(dict[int, Instance]):
    """The instances that acts of one sort may do, by number."""

    last = 0
    in_turn = True
    """Whether they stand in the order of their opening."""

    def add(self, instance: Instance) -> None:
        """Take up an instance."""
        self.in_turn &= instance.number >= self.last
        self.last = instance.number
        self[instance.number] = instance

    def in_order(self) -> list[Instance]:
        """The instances in the order of their opening."""
        if not self.in_turn:
            some = sorted(self.items())
            self.clear()
            self.update(some)
            self.in_turn, self.last = True, max(self, default=0)
        return list(self.values())


class Acting:
    """What acts do in a run."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.nearly = Nearly(run)
        self.watched: dict[tuple[str, str], _Watched] = {}
        self.seen: list[Entry] = []
        self.seen_of: dict[tuple[str, str], list[Entry]] = {}
        """The same by party and action."""
        self.earlier: list[Entry] = []
        self.counted: dict[int, list[Instance]] = {}
        self._remembers = run.plans.admits_earlier
        self.touched: dict[int, Instance] = {}

    def watch(self, instance: Instance) -> None:
        """Look out for acts that do an instance."""
        plan = instance.plan
        if not plan.alternatives and plan.modality is not Modality.NEED_NOT:
            key = (plan.bearer, plan.action)
            found = self.watched.get(key)
            if found is None:
                found = self.watched[key] = _Watched()
            found.add(instance)

    def forget(self, instance: Instance) -> None:
        """No longer look out for it."""
        plan = instance.plan
        found = self.watched.get((plan.bearer, plan.action))
        if found is not None:
            found.pop(instance.number, None)

    def begin_day(self) -> None:
        """Nothing of the day is seen yet."""
        self.touched = {}
        if self._remembers:
            self.earlier.extend(self.seen)
        else:
            self.counted.clear()
        self.seen = []
        self.seen_of = {}

    def take(self, entry: Entry) -> None:
        """Take up the next entry of the day."""
        self.seen.append(entry)
        run = self.run
        if entry.event:
            run.known.events.setdefault(entry.event, entry.on)
            run.opening.changed(entry.event)
        else:
            self.seen_of.setdefault((entry.party, entry.action), []).append(entry)
            candidates = self._candidates(entry)
            if candidates:
                self._do_first(candidates, entry)
            self.nearly.note(entry, entry.number in self.counted)
        run.opening.by_entry(entry)

    def _do_first(self, candidates: Sequence[Instance], entry: Entry) -> None:
        """Of many instances of one step an act does the first that it fits."""
        taken = {each.plan.index for each in self.counted.get(entry.number, ())}
        for instance in candidates:
            if instance.plan.index not in taken and self._fits(instance, entry):
                self._count(instance, entry)
                taken.add(instance.plan.index)

    def _candidates(self, entry: Entry) -> Sequence[Instance]:
        """The instances of the act and of what it is a kind of, in the order of their opening."""
        wider = self.run.plans.wider[entry.action]
        if len(wider) == 1:
            found = self.watched.get((entry.party, entry.action))
            return found.in_order() if found else ()
        all_: dict[int, Instance] = {}
        for action in wider:
            all_ |= self.watched.get((entry.party, action), {})
        return [all_[number] for number in sorted(all_)]

    def show(self, instance: Instance) -> None:
        """Let an instance that has opened see what the day has brought, and what it admits."""
        plan = instance.plan
        if plan.alternatives or plan.modality is Modality.NEED_NOT:
            return
        self.touched[instance.number] = instance
        if plan.step.counts_from is not None:
            rule = plan.step.counts_from
            instance.counts_from = self.run.known.day(
                rule, instance.opened, instance.period, instance.line, instance
            )
        earlier = self.earlier if instance.counts_from is not None else ()
        for entry in (*earlier, *self._seen_by(plan)):
            if instance.state is not State.OPEN:
                return
            if entry.party == plan.bearer and self._fits(instance, entry):
                self._count(instance, entry)

    def _seen_by(self, plan: Plan) -> Sequence[Entry]:
        """What the day has brought so far of a step's acts, in its order."""
        kinds = self.run.plans.kinds[plan.action]
        some = [self.seen_of[plan.bearer, k] for k in kinds if (plan.bearer, k) in self.seen_of]
        if len(some) <= 1:
            return tuple(some[0]) if some else ()
        numbers = {entry.number for each in some for entry in each}
        return tuple(entry for entry in self.seen if entry.number in numbers)

    def _fits(self, instance: Instance, entry: Entry) -> bool:
        """Whether an act does a step, or counts towards it."""
        is_open = instance.state is State.OPEN
        if not is_open and not (instance.owed and instance.late is None):
            return False
        for other in self.counted.get(entry.number, ()):
            if other.plan is instance.plan:
                return False
            if other.is_related(instance):
                self._note_twice(instance, entry, other)
                return False
            both = {other.plan.modality, instance.plan.modality}
            if both == {Modality.MUST} and other.is_of_one_sort(instance):
                return False
        if not self._is_in_time(instance, entry, late=not is_open):
            return False
        failed = self.run.values.fits(instance, entry)
        if failed is not None:
            self.nearly.other_values(instance, entry, failed)
        return failed is None

    def _note_twice(self, instance: Instance, entry: Entry, other: Instance) -> None:
        """Note that an act would do a step, had it not done one before it in the same chain."""
        is_open = instance.state is State.OPEN and instance.plan.modality is Modality.MUST
        if is_open and self.nearly.has_room and self.could_do(instance, entry):
            self.nearly.twice(instance, entry, other)

    def could_do(self, instance: Instance, entry: Entry) -> bool:
        """Whether an act of the day would do a step, were it the only one."""
        plan = instance.plan
        if entry.party != plan.bearer or not self._is_in_time(instance, entry, late=instance.owed):
            return False
        return self.run.values.fits(instance, entry) is None

    def others(self, instance: Instance, entry: Entry) -> bool:
        """Whether an act of the day could do another of the steps that are still looked out for."""
        some = self._candidates(entry)
        return any(each is not instance and self.could_do(each, entry) for each in some)

    def _is_in_time(self, instance: Instance, entry: Entry, *, late: bool) -> bool:
        """Whether an act is of a step's sort, and comes while it can be done (or later)."""
        plan = instance.plan
        if entry is instance.opened_by or plan.action not in self.run.plans.wider[entry.action]:
            return False
        if entry.on < instance.opened:
            if instance.counts_from is None or entry.on < instance.counts_from:
                return False
        elif entry.on == instance.opened and (
            instance.after is not None and entry.order is not None and entry.order < instance.after
        ):
            return False
        if instance.number in self.run.undated:
            self.run.find_due(instance)
        if not late and instance.due is not None and entry.on > instance.due:
            return False
        return not self.run.oracle.over(plan.clause, entry.on)

    def _count(self, instance: Instance, entry: Entry) -> None:
        instance.acts.append(entry)
        self.touched[instance.number] = instance
        self.counted.setdefault(entry.number, []).append(instance)
        run = self.run
        if not run.values.enough(instance):
            return
        if instance.state is not State.OPEN:
            instance.late = entry.on
            self.forget(instance)
            choice = instance.parent
            if choice is not None and instance.plan.name in choice.plan.alternatives:
                choice.late = entry.on
            return
        run.close(instance, _BY_ACT[instance.plan.modality], entry)
