"""An instance, and what is known so far -> its last day, as soon as that is known."""

from __future__ import annotations

import heapq
from datetime import date
from typing import TYPE_CHECKING

from contract_engine.model.steps import DayRule, Milestone
from contract_engine.performance.day_values import depends_on
from contract_engine.performance.instance import Instance, State

if TYPE_CHECKING:
    from contract_engine.performance.run import Run


def find_last_day(run: Run, instance: Instance) -> None:
    """Find an instance's last day; what may change it still leaves the instance among `undated`.

    Args:
        run: The run, on its day.
        instance: One of its instances.
    """
    rule = instance.plan.last_day
    if rule is None or instance.plan.alternatives:
        return
    if instance.plan.index in run.plans.plainly_dated:
        if instance.due is None:
            _note(run, instance, run.known.day(rule, instance.opened, instance.period))
        return
    waits = instance.number in run.undated
    if waits and run.oracle.over(instance.plan.clause, run.today):
        run.end(instance)
        return
    by_others = instance.plan.index in run.plans.dated_by_others
    if not waits and instance.due is not None and not by_others:
        return
    day = run.known.day(rule, instance.opened, instance.period, instance.line, instance)
    if instance in run.fresh or not _is_settled(run, rule, instance):
        if instance.state is State.OPEN:
            run.undated[instance.number] = instance
    else:
        run.undated.pop(instance.number, None)
    if day != instance.due:
        _note(run, instance, day)


def _note(run: Run, instance: Instance, day: date | None) -> None:
    """Have an instance be closed at the end of its last day."""
    instance.due = day
    if day is not None:
        heapq.heappush(run.dues, (max(day, instance.opened), instance.number, instance))
    run.opening.came_to(instance, Milestone.DUE, day)


def _is_settled(run: Run, rule: DayRule, instance: Instance) -> bool:
    """Whether a last day stays as it is, and so do the last days of others that it hangs on."""
    if not run.known.is_settled(rule, instance):
        return False
    needs = (need for need in depends_on(rule) if isinstance(need, tuple))
    names = {name for name, milestone in needs if milestone is Milestone.DUE}
    for name in names - {instance.plan.name}:
        other = run.lines.find(name, instance.line, instance)
        some = run.undated.values() if other is None else (other,)
        if any(each.number in run.undated and each.plan.name == name for each in some):
            return False
    return True
