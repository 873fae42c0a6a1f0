"""Scenarios of histories -> what they exercise of steps, and which mistakes they would notice."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import TypeVar

from contract_engine.diagram.core.region import Impossible
from contract_engine.lazy_dataclass import dataclass, replace
from contract_engine.model.agreement import Agreement, Clause, Modality
from contract_engine.model.history import Entry, History
from contract_engine.model.steps import Alternative, Counting, DayRule, Step
from contract_engine.performance.instance import Instance
from contract_engine.performance.plan import Plan, plans_of
from contract_engine.performance.problems import TROUBLES
from contract_engine.performance.run import Run
from contract_engine.performance.status import ways_of
from contract_engine.scenarios.files import Scenario
from contract_engine.scenarios.status import read_status, run_status

T = TypeVar("T")

OPENED, DONE, ON_TIME, MISSED = "opened", "done", "done on its last day", "missed"
LATE, THEN, ELSE = "the day after its last", "then", "else"


@dataclass(frozen=True)
class StepCoverage:
    """For each step and what is to be seen of it, the scenario that shows it, or none."""

    shown: Mapping[tuple[str, str], str | None]

    @property
    def missing(self) -> list[tuple[str, str]]:
        """What no scenario shows."""
        return [objective for objective, by in self.shown.items() if by is None]

    def left(self, reasons: Container[str]) -> list[tuple[str, str]]:
        """What no scenario shows and nobody has accepted; `reasons` is by name.

        Args:
            reasons: what is accepted.
        """
        return [each for each in self.missing if " ".join(each) not in reasons]

    @property
    def names(self) -> set[str]:
        """The names of what no scenario shows, as `accepted.yaml` has them."""
        return {" ".join(each) for each in self.missing}


@dataclass(frozen=True)
class StepMutant:
    """A small mistake in a step, and the scenario that would notice it, or none."""

    step: str
    mistake: str
    noticed_by: str | None

    @property
    def about(self) -> str:
        """Its name in `accepted.yaml`."""
        return f"{self.step}: {self.mistake}"


def step_coverage(agreement: Agreement, scenarios: Iterable[Scenario]) -> StepCoverage:
    """What scenarios of histories exercise of each step.

    That it opened, was done, was missed, on its last day and the day after, and each branch.

    Args:
        agreement: Whose steps they are.
        scenarios: All scenarios; those that ask questions are passed over.
    """
    plans = plans_of(agreement)
    shown: dict[tuple[str, str], str | None] = {
        (plan.name, what): None for plan in plans.by_name.values() for what in _objectives(plan)
    }
    for scenario in scenarios:
        read = _read(agreement, scenario)
        if read is None:
            continue
        history, on = read
        try:
            ways = ways_of(agreement, history, on)
        except (*TROUBLES, Impossible):
            continue
        for _, run, _ in ways.runs:
            for instance in run.instances:
                for what in seen(instance, run, history.entries):
                    if shown.get((instance.plan.name, what), "") is None:
                        shown[instance.plan.name, what] = scenario.name
    return StepCoverage(shown)


def _read(agreement: Agreement, scenario: Scenario) -> tuple[History, date] | None:
    if scenario.status is None:
        return None
    return read_status(agreement, scenario, scenario.status)[0]


def _objectives(plan: Plan) -> Iterator[str]:
    yield OPENED
    by_act = plan.modality is not Modality.NEED_NOT
    if by_act:
        yield DONE
    if plan.last_day is not None and not plan.alternatives:
        yield MISSED
        if by_act:
            yield ON_TIME
        yield LATE
    for key, follows in ((THEN, plan.step.then), (ELSE, plan.step.else_)):
        for each in follows:
            yield f"{key}: {each}" if isinstance(each, str) else f"{key}: a breach by {each.by}"


def seen(instance: Instance, run: Run, entries: Iterable[Entry]) -> Iterator[str]:
    """What one instance shows of its step.

    Args:
        instance: The instance.
        run: Its run.
        entries: What was recorded, of which what comes a day too late may have done nothing.
    """
    yield OPENED
    if instance.entry is not None:
        yield DONE
        if instance.due is not None and instance.entry.on == instance.due:
            yield ON_TIME
    elif instance.closed is not None and instance.due is not None:
        yield MISSED
    after = None if instance.due is None else instance.due + timedelta(days=1)
    if instance.entry is None and any(
        each.on == after
        and each.party == instance.plan.bearer
        and instance.plan.action in run.plans.wider[each.action]
        for each in entries
    ):
        yield LATE
    for child in run.instances:
        if child.parent is not instance:
            continue
        for key in (THEN, ELSE):
            yield f"{key}: {child.plan.name}"
    if instance.blamed:
        for follow in (*instance.plan.step.then, *instance.plan.step.else_):
            if not isinstance(follow, str):
                yield f"{THEN}: a breach by {follow.by}"
                yield f"{ELSE}: a breach by {follow.by}"


def step_mutants(agreement: Agreement, scenarios: Iterable[Scenario]) -> list[StepMutant]:
    """Small mistakes in steps, each with the first scenario of a history that would notice it.

    A last day by one, business for calendar days, a branch or a condition dropped.

    Args:
        agreement: The rules as they are.
        scenarios: All scenarios; those that ask questions, or don't hold, are passed over.
    """
    held = [
        scenario
        for scenario in scenarios
        if scenario.status is not None and not _differs(agreement, scenario)
    ]
    found = []
    for clause in agreement.clauses.values():
        if clause.step is None:
            continue
        for name, mistake, step in _wrong(clause.id, clause.step, agreement):
            other = _with_step(agreement, clause, step)
            by = next((each.name for each in held if _differs(other, each)), None)
            found.append(StepMutant(name, mistake, by))
    return found


def _differs(agreement: Agreement, scenario: Scenario) -> bool:
    """Whether a scenario doesn't hold, or can't be asked."""
    assert scenario.status is not None
    told, differences, problems = run_status(agreement, scenario, scenario.status)
    return told is None or bool(differences) or bool(problems)


def _wrong(name: str, step: Step, agreement: Agreement) -> Iterator[tuple[str, str, Step]]:
    for key, rule in (("by", step.by), ("through", step.through)):
        if rule is not None:
            for days in (1, -1):
                moved = Counting(rule, days)
                yield name, f"`{key}` by {days:+d} day", _set(step, key, moved)
            if (swapped := _swapped(rule, agreement)) is not None:
                yield name, f"`{key}` in other days", _set(step, key, swapped)
    for index in range(len(step.where)):
        yield name, "a `where` dropped", replace(step, where=_without(step.where, index))
    for index in range(len(step.done_when)):
        kept = replace(step, done_when=_without(step.done_when, index))
        yield name, "a `done_when` dropped", kept
    for index, follow in enumerate(step.then):
        kept = replace(step, then=_without(step.then, index))
        yield name, f"`then: {follow if isinstance(follow, str) else 'breach'}` dropped", kept
    for index, follow in enumerate(step.else_):
        kept = replace(step, else_=_without(step.else_, index))
        yield name, f"`else: {follow if isinstance(follow, str) else 'breach'}` dropped", kept
    for index, each in enumerate(step.alternatives):
        if isinstance(each, Alternative):
            for _, mistake, inner in _wrong(each.name, each.step, agreement):
                ways = list(step.alternatives)
                ways[index] = replace(each, step=inner)
                yield each.name, mistake, replace(step, alternatives=tuple(ways))


def _set(step: Step, key: str, rule: DayRule) -> Step:
    return replace(step, by=rule) if key == "by" else replace(step, through=rule)


def _swapped(rule: DayRule, agreement: Agreement) -> DayRule | None:
    """Calendar days for business days, or the other way round where there is a calendar."""
    if not isinstance(rule, Counting) or rule.unit.value != "days":
        return None
    if rule.calendar:
        return replace(rule, calendar="")
    named = agreement.calendars.named
    return replace(rule, calendar=named[0].id) if named else None


def _without(items: tuple[T, ...], index: int) -> tuple[T, ...]:
    return (*items[:index], *items[index + 1 :])


def _with_step(agreement: Agreement, clause: Clause, step: Step) -> Agreement:
    instrument = agreement.instruments[clause.instrument]
    clauses = tuple(
        replace(each, step=step) if each.id == clause.id else each for each in instrument.clauses
    )
    changed = replace(instrument, clauses=clauses)
    return replace(agreement, instruments={**agreement.instruments, instrument.id: changed})
