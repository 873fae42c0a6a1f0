"""An agreement and scenarios -> which of them hold, and what they exercise, as far as time allows.

All of it is one question, within the limits of one: what isn't reached in time is told as left.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from contract_engine.answers.answer import NOT_TOLD, Answer, Json, Result
from contract_engine.answers.engine import Engine
from contract_engine.api.agreement import LoadedAgreement
from contract_engine.api.agreements import find_rules
from contract_engine.api.reading import Heard
from contract_engine.api.scenarios import ScenarioResult, result_of
from contract_engine.api.scenarios_beside import scenarios_beside
from contract_engine.api.worlds import Rules
from contract_engine.diagnostics import Problem
from contract_engine.diagnostics.render import as_data
from contract_engine.diagram.core.budget import TooLarge, current
from contract_engine.lazy_dataclass import dataclass, field, replace
from contract_engine.measure.coverage.coverage import coverage
from contract_engine.measure.space.suite import suite
from contract_engine.measure.steps import step_coverage
from contract_engine.model.question import Question
from contract_engine.scenarios.files import Scenario, scenarios_of
from contract_engine.scenarios.run import run


@dataclass(frozen=True)
class Gap:
    """What no scenario exercises: a clause, the sort of thing (`governs`), and which."""

    clause: str
    sort: str
    about: str


@dataclass(frozen=True)
class Exercised(Result):
    """How many objectives there are and how many are met, and those that are missing.

    `steps` is how much there is to see of steps, which scenarios of histories show.
    """

    objectives: int
    met: int
    missing: tuple[Gap, ...]
    steps: int
    steps_missing: tuple[Gap, ...]

    @property
    def percent(self) -> float:
        """The share that is met; 100 where there is nothing to meet."""
        return 100.0 * self.met / self.objectives if self.objectives else 100.0


@dataclass(frozen=True)
class Tried(Result):
    """What came of scenarios: `results` of those that were reached, of so many `scenarios`.

    `exercised` is missing where time was up before, and where a scenario can't be read.
    """

    scenarios: int
    failed: int
    results: tuple[ScenarioResult, ...]
    exercised: Exercised | None
    broken: tuple[Problem, ...] = field(default=(), metadata=NOT_TOLD)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What kept the file and scenarios from being asked."""
        return (*self.broken, *(p for result in self.results for p in result.problems))

    @property
    def left(self) -> int:
        """How many were not reached."""
        return self.scenarios - len(self.results)

    def to_json(self) -> dict[str, Json]:
        """The same as plain data."""
        problems: list[Any] = [as_data(problem) for problem in self.problems]
        return super().to_json() | {"left": self.left, "problems": problems}


def tried_text(agreement: LoadedAgreement, file: str, text: str) -> Tried:
    """What comes of the scenarios of a text.

    Args:
        agreement: what is asked, whatever agreement the scenarios name.
        file: what the text is called.
        text: a scenario file's.
    """
    found, problems = scenarios_of(file, text.encode("utf-8", "surrogatepass"))
    if found is None:
        return Tried(0, 0, (), None, problems)
    return replace(tried(agreement, found.scenarios), broken=problems)


def tried_beside(agreement: LoadedAgreement, name: str) -> Tried:
    """What comes of the scenarios that stand beside an agreement's rules, each named by its file.

    Args:
        agreement: what is asked.
        name: its name or path, as `load` takes it.
    """
    beside = scenarios_beside(Rules(find_rules(name)))
    return tried(agreement, [_in_file(label, each) for label, each in beside.items()])


def tried(agreement: LoadedAgreement, scenarios: Sequence[Scenario]) -> Tried:
    """What comes of scenarios.

    Args:
        agreement: what is asked.
        scenarios: what is asked of it, and expected.
    """
    results: list[ScenarioResult] = []
    exercised: Exercised | None = None

    def ask(question: Question) -> Answer:  # `agreement.ask` would begin a question of its own
        return agreement.answered(Heard(question))

    try:
        for each in scenarios:
            found = result_of(agreement, run(agreement.model, each, ask))
            current().check()
            results.append(found)
        if not any(result.problems for result in results):
            exercised = _exercised(agreement.engine, scenarios)
    except TooLarge:
        pass  # told by what is missing
    failed = sum(not result.held for result in results)
    return Tried(len(scenarios), failed, tuple(results), exercised)


def _exercised(engine: Engine, scenarios: Sequence[Scenario]) -> Exercised:
    held, _ = suite(engine, scenarios)
    found = coverage(engine, held.held)
    gaps = tuple(Gap(each.clause, each.sort, each.about) for each in found.missing)
    steps = step_coverage(engine.agreement, scenarios)
    unseen = tuple(Gap(name, "step", f"{name} {what}") for name, what in steps.missing)
    return Exercised(found.total, len(found.met), gaps, len(steps.shown), unseen)


def _in_file(label: str, scenario: Scenario) -> Scenario:
    """A scenario named by its file alone, wherever that stands."""
    place = replace(scenario.place, file=label.removesuffix(f": {scenario.name}"))
    return replace(scenario, place=place)
