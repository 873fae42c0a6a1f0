"""An agreement's clauses -> its steps as a run goes through them, found by what opens them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from contract_engine.lazy_dataclass import dataclass, field, replace
from contract_engine.model.agreement import Agreement, Clause, Modality
from contract_engine.model.steps import (
    Alternative,
    Amount,
    ByAct,
    ByEvent,
    ByMilestone,
    DayRule,
    Each,
    Milestone,
    Step,
    Versus,
)
from contract_engine.performance.day_values import depends_on
from contract_engine.performance.kept import kept

K = TypeVar("K")


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """One step: whose it is, what is to be done, and what its clause says of time.

    A choice has `alternatives`, and no action of its own. `label` is that of an alternative.
    """

    index: int
    name: str
    clause: Clause
    bearer: str
    modality: Modality
    action: str
    step: Step
    with_: tuple[tuple[str, str], ...] = ()
    alternatives: tuple[str, ...] = ()
    written_inside: bool = False
    beside: Mapping[str, str] = field(default_factory=dict)
    """What stands beside the norm, as `with_` has it."""

    @property
    def last_day(self) -> DayRule | None:
        """The rule of the last day on which it can be done."""
        return self.step.by if self.modality is Modality.MUST else self.step.through

    @property
    def needs(self) -> frozenset[object]:
        """The events and the milestones of other steps on which its days hang."""
        step, each = self.step, self.step.each
        after = step.after if isinstance(step.after, DayRule) else None
        rules = (step.by, step.through, step.counts_from, after)
        more = () if each is None else (each.start, each.through)
        return frozenset[object]().union(*(depends_on(rule) for rule in (*rules, *more)))

    @property
    def speaks_of(self) -> frozenset[str]:
        """The steps of which it asks the days or the acts."""
        named = {need[0] for need in self.needs if isinstance(need, tuple)}
        parts = (*self.step.where, *self.step.done_when)
        named |= {p.clause for p in parts if isinstance(p, Versus | Amount) and p.clause}
        return frozenset(named)

    @property
    def counted_from(self) -> object:
        """The one milestone from which the day is counted on which it opens, each time anew."""
        after = self.step.after
        if self.each is not None or not isinstance(after, DayRule):
            return None
        milestones = [need for need in depends_on(after) if isinstance(need, tuple)]
        return milestones[0] if len(milestones) == 1 else None

    @property
    def each(self) -> Each | None:
        """The periods in which it recurs."""
        return self.step.each


class Plans:
    """The steps of an agreement by name, and those that open by themselves by what opens them."""

    def __init__(self, agreement: Agreement) -> None:
        self.agreement = agreement
        self.by_name: dict[str, Plan] = {}
        for clause in agreement.clauses.values():
            if clause.step is not None:
                for plan in self._plans(clause, clause.step):
                    self.by_name[plan.name] = replace(plan, beside=dict(plan.with_))
        plans = list(self.by_name.values())
        roots = [plan for plan in plans if not plan.step.inner]
        self.by_counted: dict[object, list[Plan]] = {}
        for plan in roots:
            milestone = plan.counted_from
            if milestone is not None:
                self.by_counted.setdefault(milestone, []).append(plan)
        self.recurring = [plan for plan in roots if plan.each is not None]
        single = [plan for plan in roots if plan.each is None]
        self.by_act: dict[tuple[str, str], list[Plan]] = {}
        self.by_event: dict[str, list[Plan]] = {}
        self.by_milestone: dict[tuple[str, Milestone], list[Plan]] = {}
        self.by_day: list[Plan] = []
        for plan in single:
            match plan.step.after:
                case ByAct(party, action):
                    self.by_act.setdefault((party, action), []).append(plan)
                case ByEvent(event):
                    self.by_event.setdefault(event, []).append(plan)
                case ByMilestone(clause_id, milestone):
                    self.by_milestone.setdefault((clause_id, milestone), []).append(plan)
                case _:
                    self.by_day.append(plan)
        self.admits_earlier = any(plan.step.counts_from is not None for plan in plans)
        self.wider = {
            action: agreement.vocabulary.widening(action) for action in agreement.vocabulary.actions
        }
        self.dated_by_others = {
            plan.index
            for plan in plans
            if any(isinstance(need, tuple) for need in depends_on(plan.last_day))
        }
        self.plainly_dated = {
            plan.index for plan in plans if plan.last_day and not depends_on(plan.last_day)
        }
        """The steps whose last day is known as soon as they open."""
        after = [plan.step.after for plan in plans]
        self.days_asked = frozenset(
            {need for plan in plans for need in plan.needs if isinstance(need, tuple)}
            | {(each.clause, each.milestone) for each in after if isinstance(each, ByMilestone)}
        )
        """The milestones whose day a step asks for."""
        self.kinds: dict[str, list[str]] = {}
        for action, wider in self.wider.items():
            for each in wider:
                self.kinds.setdefault(each, []).append(action)
        self.spoken_of = frozenset[str]().union(*(plan.speaks_of for plan in plans))
        self.asks: dict[str, list[Plan]] = {}
        for plan in plans:
            for part in (*plan.step.where, *plan.step.done_when):
                if isinstance(part, Versus | Amount) and part.clause:
                    self.asks.setdefault(part.clause, []).append(plan)

    def _plans(self, clause: Clause, step: Step) -> Iterator[Plan]:
        """The clause's own step, then the alternatives written inside it."""
        start = len(self.by_name)
        if not step.alternatives:
            for norm in clause.norms[:1]:
                yield Plan(
                    start,
                    clause.id,
                    clause,
                    norm.bearer,
                    norm.modality,
                    norm.action,
                    step,
                    norm.with_,
                )
            return
        names = tuple(a if isinstance(a, str) else a.name for a in step.alternatives)
        yield Plan(start, clause.id, clause, "", Modality.MUST, "", step, (), names)
        withs = {f"{clause.id}.{norm.choice}": norm.with_ for norm in clause.norms}
        inside = [each for each in step.alternatives if isinstance(each, Alternative)]
        for number, each in enumerate(inside, start + 1):
            own = each.step if each.step.by is not None else replace(each.step, by=step.by)
            yield Plan(
                number,
                each.name,
                clause,
                each.bearer,
                Modality.MUST,
                each.action,
                own,
                withs.get(each.name, ()),
                written_inside=True,
            )

    def bearer(self, plan: Plan) -> str:
        """Whose a step is; of a choice, that of its alternatives."""
        return self.by_name[plan.alternatives[0]].bearer if plan.alternatives else plan.bearer


@kept
def plans_of(agreement: Agreement) -> Plans:
    """An agreement's plans, which are made once."""
    return Plans(agreement)
