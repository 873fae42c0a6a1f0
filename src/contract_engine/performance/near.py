"""Acts that nearly counted, and why they didn't."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contract_engine.lazy_dataclass import dataclass
from contract_engine.model.agreement import Modality
from contract_engine.model.history import Entry
from contract_engine.model.steps import Where
from contract_engine.performance.instance import Instance

if TYPE_CHECKING:
    from contract_engine.performance.run import Run

MOST = 1000
"""So many acts that nearly counted are noted."""


@dataclass(frozen=True, slots=True)
class Near:
    """An act that would have done a step, but for `why`: party, values, early or twice.

    `failed` is the condition that its values don't meet, `other` the step that it did in its chain.
    """

    entry: Entry
    instance: Instance
    why: str
    failed: Where | None = None
    other: Instance | None = None


class Nearly:
    """Notes the acts that nearly did a step."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.found: list[Near] = []
        self.lost: dict[tuple[str, str], Entry] = {}
        """The last act of each sort that did nothing at all."""

    def other_values(self, instance: Instance, entry: Entry, failed: Where) -> None:
        """An act whose values are other than the step wants."""
        self._add(Near(entry, instance, "values", failed))

    @property
    def has_room(self) -> bool:
        """Whether more is noted."""
        return len(self.found) < MOST

    def twice(self, instance: Instance, entry: Entry, other: Instance) -> None:
        """An act that did a step from which this one came: it never does both."""
        self._add(Near(entry, instance, "twice", other=other))

    def note(self, entry: Entry, counted: bool) -> None:
        """An act that did nothing may come too early, or from another party."""
        if counted:
            return
        self.lost[entry.party, entry.action] = entry
        if len(self.found) >= MOST:
            return
        wider = self.run.plans.wider[entry.action]
        watched = self.run.acting.watched
        for party in self.run.facts.agreement.vocabulary.parties:
            for action in wider if party != entry.party else ():
                for instance in watched.get((party, action), {}).values():
                    if instance.plan.modality is Modality.MUST and instance.missed is None:
                        self._add(Near(entry, instance, "party"))

    def early(self, instance: Instance) -> None:
        """The last act before a step opened that did nothing else."""
        plan = instance.plan
        if plan.modality is not Modality.MUST or plan.alternatives:
            return
        if len(self.found) >= MOST:
            return
        for action in self.run.plans.kinds[plan.action]:
            lost = self.lost.get((plan.bearer, action))
            if lost is not None and lost.on < instance.opened:
                self._add(Near(lost, instance, "early"))

    def _add(self, near: Near) -> None:
        if len(self.found) < MOST:
            self.found.append(near)
