"""A run at its end -> the status: duties, breaches, what comes next, what was near."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from contract_engine.answers.steps_told import tell_where
from contract_engine.model.agreement import Modality
from contract_engine.performance.instance import Breach, Instance, State
from contract_engine.performance.near import Near
from contract_engine.performance.result import (
    BREACHED,
    FULFILLED,
    IN_PERFORMANCE,
    BreachTold,
    Duty,
    Found,
    NearTold,
    Upcoming,
)
from contract_engine.performance.run import Run
from contract_engine.performance.waiting import Waiting

_BY_ACT = (State.DONE, State.USED)
_ENDS = {
    Modality.MUST: "is due",
    Modality.MAY: "lapses",
    Modality.MUST_NOT: "ends",
    Modality.NEED_NOT: "lapses",
}


def tell(run: Run) -> Found:
    """The status at the end of the day that a run was gone through to."""
    _end_what_is_over(run)
    waiting = Waiting(run)
    duties = [_duty(run, instance) for instance in run.instances]
    for plan in waiting.steps():
        duties.append(
            Duty(
                clause=plan.clause.id,
                instance=plan.name,
                bearer=run.plans.bearer(plan),
                modality=str(plan.modality),
                action=plan.action,
                state=str(State.WAITING),
                with_=plan.beside,
                text=plan.clause.text,
            )
        )
    state, since, by = IN_PERFORMANCE, None, None
    breaches = sorted(run.breaches, key=_in_order)
    if breaches:
        first = breaches[0]
        state, since, by = BREACHED, first.since, first.by
    elif run.instances and not waiting.anything and not _is_anything_left(run):
        state = FULFILLED
    return Found(
        state,
        since,
        by,
        tuple(duties),
        tuple(_breach(run, breach) for breach in breaches),
        tuple(sorted(_next(run), key=lambda each: (each.day, each.instance))),
        tuple(_near(run, near) for near in run.acting.nearly.found),
    )


def _in_order(breach: Breach) -> tuple[date, int, str]:
    """By days, then in the order of the files."""
    return breach.since, breach.instance.plan.index, breach.by


def _end_what_is_over(run: Run) -> None:
    """What its clause's end has ended, though no act or last day asked for it."""
    for instance in list(run.still_open()):
        last = run.on if instance.due is None else min(instance.due, run.on)
        if run.oracle.over(instance.plan.clause, max(last, instance.opened)):
            run.end(instance)
            instance.closed = None


def _is_anything_left(run: Run) -> bool:
    return any(
        instance.state is State.OPEN or (instance.owed and instance.late is None)
        for instance in run.instances
    )


def _duty(run: Run, instance: Instance) -> Duty:
    plan = instance.plan
    due = instance.due
    if plan.alternatives:
        due = _due_of_choice(instance)
    is_open = instance.state is State.OPEN
    return Duty(
        clause=plan.clause.id,
        instance=instance.name,
        bearer=run.plans.bearer(plan),
        modality=str(plan.modality),
        action=plan.action,
        state=str(instance.final),
        with_=plan.beside,
        opened=instance.opened,
        due=due,
        remaining_days=(due - run.on).days if due is not None and is_open else None,
        done=instance.closed if instance.state in _BY_ACT else None,
        done_late=instance.late,
        missed=instance.missed,
        replaced_by=tuple(each.name for each in instance.repairs if instance.followed),
        entry=instance.entry.number if instance.entry is not None else None,
        owed=instance.owed,
        text=plan.clause.text,
    )


def _due_of_choice(choice: Instance) -> date | None:
    """The last day on which a choice can still be made: the latest of its alternatives'."""
    dues = [each.due for each in choice.ways]
    known = [due for due in dues if due is not None]
    return max(known) if known and len(known) == len(dues) else None


def _breach(run: Run, breach: Breach) -> BreachTold:
    instance = breach.instance
    due = _due_of_choice(instance) if instance.plan.alternatives else instance.due
    return BreachTold(
        breach.by,
        instance.plan.clause.id,
        instance.name,
        due,
        breach.since,
        breach.because or _reason(run, instance),
    )


def _reason(run: Run, instance: Instance) -> str:
    words, plan = run.facts.agreement.vocabulary, instance.plan
    party = words.parties[run.plans.bearer(plan)].label
    acts = [run.plans.by_name[name].action for name in plan.alternatives] or [plan.action]
    what = " or ".join(words.actions[action].label for action in acts)
    if plan.modality is Modality.MUST_NOT:
        return f"{party} did {what} on {instance.missed}"
    return f"{party} did not {what} by {max(instance.due or instance.opened, instance.opened)}"


def _next(run: Run) -> Iterator[Upcoming]:
    """The last days of what is open, and the days on which steps open by themselves."""
    plans = run.plans
    for instance in run.still_open():
        plan = instance.plan
        if instance.due is not None and instance.due >= run.on:
            what = _ENDS[plan.modality]
            name = instance.name
            yield Upcoming(instance.due, plans.bearer(plan), what, plan.clause.id, name)
    for armed in run.opening.armed.values():
        if armed.day is not None and armed.day > run.on:
            plan = armed.plan
            name = plan.name if armed.period is None else f"{plan.name}@{armed.period.label}"
            yield Upcoming(armed.day, plans.bearer(plan), "opens", plan.clause.id, name)


def _near(run: Run, near: Near) -> NearTold:
    entry, plan = near.entry, near.instance.plan
    match near.why:
        case "party":
            why = f"`{plan.bearer}` is to do it, not `{entry.party}`"
        case "early":
            why = f"it came before {near.instance.opened}, when `{near.instance.name}` opened"
        case "twice":
            assert near.other is not None
            why = f"it did `{near.other.name}`, and one act never does two steps of one chain"
        case _:
            why = f"it doesn't meet `{_condition(near)}`"
    act = f"{entry.party} {entry.action}"
    return NearTold(entry.number, entry.on, act, plan.clause.id, near.instance.name, why)


def _condition(near: Near) -> str:
    assert near.failed is not None
    return tell_where(near.failed)
