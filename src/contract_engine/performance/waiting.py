"""A run that has come to its end -> the steps that have not opened and still may."""

from __future__ import annotations

from collections.abc import Iterator

from contract_engine.model.agreement import Modality
from contract_engine.model.steps import ByAct, ByEvent, ByMilestone, Milestone
from contract_engine.performance.armed import Armed
from contract_engine.performance.day_values import depends_on
from contract_engine.performance.plan import Plan
from contract_engine.performance.run import Run


class Waiting:
    """What may still open after a run."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.opened = {instance.plan.name for instance in run.instances}
        self.live = {instance.plan.name for instance in run.still_open()}
        self.armed: dict[str, list[Armed]] = {}
        for armed in run.opening.armed.values():
            self.armed.setdefault(armed.plan.name, []).append(armed)
        self._openers: dict[str, list[Plan]] = {}
        for plan in run.plans.by_name.values():
            for name in _names(plan):
                self._openers.setdefault(name, []).append(plan)
        self.may: frozenset[str] = frozenset()
        self.may = self._all_that_may()

    def steps(self) -> list[Plan]:
        """The steps that have not opened yet and still may, in the order of the files."""
        plans = self.run.plans.by_name.values()
        return [plan for plan in plans if plan.name not in self.opened and self.may_open(plan)]

    @property
    def anything(self) -> bool:
        """Whether a step waits, or one that recurs has periods to come."""
        recurring = any(
            armed.plan.each is not None
            and not self._is_over(armed.plan)
            and armed.has_period_after(self.run.known, self.run.on)
            for some in self.armed.values()
            for armed in some
        )
        return recurring or bool(self.steps())

    def may_open(self, plan: Plan) -> bool:
        """Whether a step may open still, by what opens it."""
        return plan.name in self.may

    def _all_that_may(self) -> frozenset[str]:
        """From what opens by itself on to what that opens; a circle opens nothing by itself."""
        plans = [p for p in self.run.plans.by_name.values() if not self._is_over(p)]
        while True:
            more = {p.name for p in plans if p.name not in self.may and self._may_open(p)}
            if not more:
                return self.may
            self.may |= more

    def _is_over(self, plan: Plan) -> bool:
        return self.run.oracle.over(plan.clause, self.run.on)

    def _may_open(self, plan: Plan) -> bool:
        if any(
            opener.name in self.live or self.may_open(opener)
            for opener in self._openers.get(plan.name, ())
            if opener.name in self.live or opener.name not in self.opened
        ):
            return True
        if plan.step.inner:
            return any(
                plan.each is None or armed.has_period_after(self.run.known, self.run.on)
                for armed in self.armed.get(plan.name, ())
            )
        if plan.each is not None and not any(
            armed.has_period_after(self.run.known, self.run.on)
            for armed in self.armed.get(plan.name, ())
        ):
            return False
        match plan.step.after:
            case ByAct() | ByEvent():
                return True
            case ByMilestone(clause, milestone):
                return self._may_come(clause, milestone)
        return any(self._day_may_come(armed) for armed in self.armed.get(plan.name, ()))

    def _may_come(self, name: str, milestone: Milestone) -> bool:
        source = self.run.plans.by_name[name]
        if name in self.live:
            is_duty = source.modality is Modality.MUST and not source.alternatives
            never = is_duty and source.last_day is None
            return not never or milestone is Milestone.DONE
        return name not in self.opened and self.may_open(source)

    def _day_may_come(self, armed: Armed) -> bool:
        rule = armed.day_rule
        if armed.cause is not None:
            assert rule is not None
            own = self.run.known.day(rule, line=armed.line)
            return own is not None and own > self.run.on
        if armed.is_pattern:
            milestone = armed.plan.counted_from
            assert isinstance(milestone, tuple)
            came = (each for each in self.run.instances if each.plan.name == milestone[0])
            if any(each.day_of(milestone[1]) is not None for each in came):
                return False  # what opens for one of these tells itself whether it waits
        day = self.run.known.day(rule) if rule is not None and armed.parent is None else None
        if day is not None and armed.plan.each is None:
            return day > self.run.on
        if armed.day is not None:
            return armed.day > self.run.on
        if armed.plan.each is not None:
            return True
        needs = depends_on(armed.day_rule)
        known = self.run.known
        if not needs:
            return armed.since is None
        return any(
            self._may_come(need[0], need[1])
            if isinstance(need, tuple)
            else known.named(str(need)) is None
            for need in needs
        )


def _names(plan: Plan) -> Iterator[str]:
    """The steps that a step opens."""
    yield from plan.alternatives
    for follow in (*plan.step.then, *plan.step.else_):
        if isinstance(follow, str):
            yield follow
