"""Scenario files -> which scenarios hold, and of those that don't, what came instead."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from contract_engine.answers.answer import NOT_TOLD, Json, Result, as_json
from contract_engine.api.agreement import LoadedAgreement
from contract_engine.api.loader import load
from contract_engine.api.suites import PlaceOf, Planned, Watch, nowhere, planned, unwatched
from contract_engine.diagnostics import BadInput, Problem
from contract_engine.lazy_dataclass import dataclass, field
from contract_engine.scenarios.explain import explain
from contract_engine.scenarios.files import Scenario
from contract_engine.scenarios.run import Result as Ran
from contract_engine.scenarios.run import run


@dataclass(frozen=True)
class ScenarioResult(Result):
    """What came of a scenario: `differences` is empty where it held.

    `told` says where it stands, what came instead and why, a line each. `problems` is what is
    wrong with the scenario itself; there is no answer then.
    """

    name: str
    file: str
    line: int
    held: bool
    differences: tuple[str, ...]
    answer: Json
    told: tuple[str, ...] = field(default=(), metadata=NOT_TOLD)
    problems: tuple[Problem, ...] = field(default=(), metadata=NOT_TOLD)
    seconds: float = field(default=0.0, metadata=NOT_TOLD)


@dataclass(frozen=True)
class Tested(Result):
    """What came of scenarios. `broken` is what is wrong with their files, `files` how many."""

    scenarios: int
    failed: int
    results: tuple[ScenarioResult, ...]
    files: int = field(metadata=NOT_TOLD)
    broken: tuple[Problem, ...] = field(metadata=NOT_TOLD)

    @property
    def held(self) -> bool:
        """Whether every scenario held."""
        return not self.failed

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What kept files and scenarios from being asked."""
        return (*self.broken, *(p for result in self.results for p in result.problems))


def run_scenarios(
    paths: Sequence[Path | str] = (),
    agreement: str | None = None,
    *,
    drafts: Sequence[str | Path] = (),
    words: str = "",
    exit_first: bool = False,
    watch: Watch = unwatched,
    place: PlaceOf = nowhere,
) -> Tested:
    """Run scenarios: questions with the answers that the record gives.

    Args:
        paths: scenario files and folders; without one, the agreement's own.
        agreement: whose scenarios, where no path is given; the rules asked, where one is.
        drafts: what counts though it is only proposed, as `load` takes them.
        words: only scenarios with all of these words in their name or file.
        exit_first: stop at the first that does not hold.
        watch: is handed the scenarios as they are run.
        place: where the paths were written, for diagnostics.

    Returns:
        What came of each. BadInput where there are no such files or scenarios.
    """
    plan = planned(paths, agreement, place)
    opened = {home: load(home, drafts=drafts, place=place) for home in plan.homes()}
    chosen = [(opened[home], each) for home, each in plan.scenarios if _has(each, words)]
    if words and not chosen and not plan.broken:
        raise BadInput([Problem("E512", f"no scenario has the words `{words}`", place(words))])
    results: list[ScenarioResult] = []
    for loaded, scenario in watch(chosen, len(chosen), "scenarios"):
        results.append(result_of(loaded, run(loaded.model, scenario, loaded.ask)))
        if exit_first and not results[-1].held:
            break
    return _tested(plan, results)


def _tested(plan: Planned, results: Sequence[ScenarioResult]) -> Tested:
    failed = sum(not result.held for result in results)
    return Tested(len(results), failed, tuple(results), len(plan.files), tuple(plan.broken))


def result_of(loaded: LoadedAgreement, ran: Ran) -> ScenarioResult:
    """What came of a scenario, with the reasons.

    Args:
        loaded: what was asked.
        ran: what came of it.
    """
    place = ran.scenario.place
    return ScenarioResult(
        ran.scenario.name,
        place.file,
        place.line,
        ran.held,
        ran.differences,
        None if ran.held else as_json(ran.answer),
        explain(loaded.model, ran),
        ran.problems,
        ran.seconds,
    )


def _has(scenario: Scenario, words: str) -> bool:
    text = f"{scenario.place.file} {scenario.name}".lower()
    return all(word in text for word in words.lower().split())
