"""An agreement and its scenarios -> what they exercise, and which mistakes they would notice."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from contract_engine.answers.answer import Json, Result, as_json
from contract_engine.api.agreement import LoadedAgreement
from contract_engine.api.suites import PlaceOf, Watch, nowhere, of_one, planned, unwatched
from contract_engine.checks.accepted import Accepted, accepted_of
from contract_engine.diagnostics import BadInput
from contract_engine.diagnostics.render import as_data
from contract_engine.lazy_dataclass import dataclass
from contract_engine.measure.coverage.coverage import Coverage
from contract_engine.measure.coverage.coverage import coverage as covered_by
from contract_engine.measure.coverage.missing import proposals
from contract_engine.measure.mutation.mutation import Fate, Mutation, count, fates
from contract_engine.measure.space.proposals import Proposal, as_file
from contract_engine.measure.space.suite import Suite, suite
from contract_engine.measure.step_histories import StepProposal, as_scenarios, step_proposals
from contract_engine.measure.steps import StepCoverage, StepMutant, step_coverage, step_mutants
from contract_engine.scenarios.files import Scenario


@dataclass(frozen=True)
class Measured(Result):
    """What a measure of scenarios has in common: those that hold, and what is accepted."""

    agreement: LoadedAgreement
    suite: Suite
    accepted: Accepted

    @property
    def percent_settled(self) -> float:
        """How much is exercised, or noticed, or accepted, in percent."""
        raise NotImplementedError

    def holds(self, threshold: float | None = None) -> bool:
        """Whether nothing accepted is stale, and as much is settled as a threshold in percent."""
        return not self.accepted.stale and self.percent_settled >= (threshold or 0.0)

    def in_common(self) -> dict[str, Json]:
        """The JSON that all measures begin with."""
        return {
            "agreement": self.agreement.model.id,
            "scenarios": len(self.suite.held),
            "left_out": [scenario.name for scenario in self.suite.failed],
        }

    def what_is_accepted(self) -> dict[str, Json]:
        """The JSON that all measures end with."""
        reasons = self.accepted.reasons.items()
        stale: list[Any] = [as_data(problem) for problem in self.accepted.stale]
        return {
            "accepted": [{"about": about, "why": why} for about, why in reasons],
            "stale": stale,
        }


@dataclass(frozen=True)
class CoverageTold(Measured):
    """What the scenarios exercise; `proposals` would exercise the rest, if they were asked for."""

    found: Coverage
    steps: StepCoverage
    proposals: tuple[Proposal, ...] | None = None
    step_proposals: tuple[StepProposal, ...] = ()

    @property
    def left(self) -> int:
        """How many gaps are neither exercised nor accepted, those of steps aside."""
        return sum(each.about not in self.accepted.reasons for each in self.found.missing)

    @property
    def steps_left(self) -> list[tuple[str, str]]:
        """What no scenario shows of steps, and nobody has accepted."""
        return self.steps.left(self.accepted.reasons)

    @property
    def percent_settled(self) -> float:
        """How much is exercised or accepted, in percent; what is to be seen of steps counts too."""
        total = self.found.total + len(self.steps.shown)
        return 100.0 - 100.0 * (self.left + len(self.steps_left)) / total if total else 100.0

    def proposed(self) -> str:
        """The proposals as a scenario file, to be confirmed."""
        model = self.agreement.model
        return as_file(model.id, self.proposals or (), as_scenarios(model, self.step_proposals))

    def to_json(self) -> dict[str, Json]:
        """The same as plain data."""
        found, reasons = self.found, self.accepted.reasons
        told: dict[str, Json] = {
            **self.in_common(),
            "objectives": found.total,
            "met": [
                {"clause": o.clause, "sort": o.sort, "about": o.about, "by": by}
                for o, by in found.met.items()
            ],
            "percent": round(found.percent, 2),
            "missing": [
                {"clause": o.clause, "sort": o.sort, "about": o.about}
                for o in found.missing
                if o.about not in reasons
            ],
            "steps": {
                "objectives": len(self.steps.shown),
                "missing": [{"step": name, "what": what} for name, what in self.steps_left],
            },
            **self.what_is_accepted(),
        }
        if self.proposals is not None:
            told["proposals"] = as_json(self.proposals)
            told["histories"] = as_scenarios(self.agreement.model, self.step_proposals)
        return told


@dataclass(frozen=True)
class MutationTold(Measured):
    """Which small mistakes in the terms the scenarios would notice."""

    found: Mutation
    steps: tuple[StepMutant, ...] = ()

    @property
    def steps_left(self) -> list[StepMutant]:
        """The mistakes in steps that no scenario notices, and nobody has accepted."""
        unseen = (each for each in self.steps if each.noticed_by is None)
        return [each for each in unseen if each.about not in self.accepted.reasons]

    @property
    def left(self) -> list[Fate]:
        """The survivors that nobody has accepted."""
        survivors = self.found.of_status("survived")
        return [fate for fate in survivors if fate.about not in self.accepted.reasons]

    @property
    def percent_settled(self) -> float:
        """How much is noticed or accepted, in percent; mistakes in steps count too."""
        counted = self.found.counted + len(self.steps)
        lost = len(self.left) + len(self.steps_left)
        return 100.0 - 100.0 * lost / counted if counted else 100.0

    def to_json(self) -> dict[str, Json]:
        """The same as plain data."""
        return {
            **self.in_common(),
            "counted": self.found.counted,
            "score": round(self.found.score, 2),
            "mutants": [
                {"of": fate.of, "about": fate.about, "status": fate.status, "by": fate.by}
                for fate in self.found.fates
            ],
            "steps": [
                {"step": each.step, "mistake": each.mistake, "by": each.noticed_by}
                for each in self.steps
            ],
            "survivors": [{"about": f.about, "proposal": as_json(f.proposal)} for f in self.left],
            **self.what_is_accepted(),
        }


def coverage(
    paths: Sequence[Path | str] = (),
    agreement: str | None = None,
    *,
    drafts: Sequence[str | Path] = (),
    propose: bool = False,
    places: bool = False,
    watch: Watch = unwatched,
    place: PlaceOf = nowhere,
) -> CoverageTold:
    """What the scenarios exercise of every clause.

    Args:
        paths: scenario files and folders, of one agreement; without one, the agreement's own.
        agreement: whose scenarios, where no path is given; the rules measured, where one is.
        drafts: what counts though it is only proposed, as `load` takes them.
        propose: also scenarios that would exercise the rest.
        places: read the rule files, so that each objective knows its line.
        watch: is handed the scenarios as they are measured.
        place: where the paths were written, for diagnostics.

    Returns:
        The objectives, met and missing. BadInput where there are no such files.
    """
    loaded, suite_, folders, all_ = _measured(paths, agreement, drafts, watch, place, places=places)
    found = covered_by(loaded.engine, watch(suite_.held, len(suite_.held), "scenarios measured"))
    steps = step_coverage(loaded.model, all_)
    gaps = {objective.about for objective in found.missing}
    fine = _accepted(folders, "coverage", gaps | steps.names)
    left = {o: spots for o, spots in found.missing.items() if o.about not in fine.reasons}
    proposed = tuple(proposals(loaded.engine, left)) if propose else None
    histories = step_proposals(loaded.model, steps.left(fine.reasons)) if propose else ()
    return CoverageTold(loaded, suite_, fine, found, steps, proposed, histories)


def mutate(
    paths: Sequence[Path | str] = (),
    agreement: str | None = None,
    *,
    drafts: Sequence[str | Path] = (),
    jobs: int | None = None,
    watch: Watch = unwatched,
    place: PlaceOf = nowhere,
) -> MutationTold:
    """Which small mistakes in the encoded terms the scenarios would notice.

    Args:
        paths: scenario files and folders, of one agreement; without one, the agreement's own.
        agreement: whose scenarios, where no path is given; the rules measured, where one is.
        drafts: what counts though it is only proposed, as `load` takes them.
        jobs: how many processes share the work; without it, one for each core.
        watch: is handed what becomes of each mutant.
        place: where the paths were written, for diagnostics.

    Returns:
        What became of every mutant. BadInput where there are no such files.
    """
    loaded, suite_, folders, all_ = _measured(paths, agreement, drafts, watch, place)
    came = fates(loaded.model, suite_.held, jobs)
    found = Mutation(tuple(watch(came, count(loaded.model), "mutants")))
    steps = tuple(step_mutants(loaded.model, all_))
    unseen = {each.about for each in steps if each.noticed_by is None}
    survived = {fate.about for fate in found.of_status("survived")}
    fine = _accepted(folders, "mutation", survived | unseen)
    return MutationTold(loaded, suite_, fine, found, steps)


def _measured(
    paths: Sequence[Path | str],
    agreement: str | None,
    drafts: Sequence[str | Path],
    watch: Watch,
    place: PlaceOf,
    *,
    places: bool = False,
) -> tuple[LoadedAgreement, Suite, list[Path], list[Scenario]]:
    """The agreement, its scenarios that hold, and the folders of their files; or BadInput."""
    plan = planned(paths, agreement, place)
    loaded = of_one(plan, place, drafts, places=places)
    scenarios = [scenario for _, scenario in plan.scenarios]
    found, problems = suite(loaded.engine, watch(scenarios, len(scenarios), "scenarios asked"))
    if problems:
        raise BadInput(problems)
    return loaded, found, [file.parent for file in plan.files], scenarios


def _accepted(folders: Sequence[Path], code: str, missing: set[str]) -> Accepted:
    fine, problems = accepted_of(folders, code, missing)
    if problems:
        raise BadInput(problems)
    return fine
