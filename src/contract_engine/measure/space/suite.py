"""Scenario files' scenarios -> the questions they ask, and whether the diagrams answer as expected.

The verdict and the clauses come from the diagrams alone, without an answer's days and words: that
is what is asked of hundreds of mutants. It agrees with `contract-engine test`, which asks in full.
"""

from __future__ import annotations

from collections.abc import Iterable

from contract_engine.answers.engine import Engine
from contract_engine.diagnostics import Problem
from contract_engine.diagram.core.region import Impossible
from contract_engine.diagram.finding.finding import Finding
from contract_engine.lazy_dataclass import dataclass
from contract_engine.model.question import Question
from contract_engine.scenarios.expectation import differences
from contract_engine.scenarios.files import Expected, Scenario
from contract_engine.scenarios.run import read


@dataclass(frozen=True)
class Asked:
    """A scenario that holds: its question, what it expects, and the clauses that play a part."""

    scenario: Scenario
    question: Question
    involved: frozenset[str]

    @property
    def name(self) -> str:
        """Where it stands and what it is called."""
        return f"{self.scenario.place.file}: {self.scenario.name}"


@dataclass(frozen=True)
class Suite:
    """The scenarios of an agreement that hold, and those left out because they don't."""

    held: tuple[Asked, ...]
    failed: tuple[Scenario, ...]


def suite(engine: Engine, scenarios: Iterable[Scenario]) -> tuple[Suite, tuple[Problem, ...]]:
    """Every scenario asked once; problems where a question can't be read."""
    held: list[Asked] = []
    failed: list[Scenario] = []
    problems: list[Problem] = []
    for scenario in scenarios:
        question, found = read(engine.agreement, scenario)
        problems += found
        if question is None or found:
            continue
        finding = find(engine, question)
        if finding is not None and holds(scenario.expected, finding):
            held.append(Asked(scenario, question, involved(finding)))
        else:
            failed.append(scenario)
    return Suite(tuple(held), tuple(failed)), tuple(problems)


def find(engine: Engine, question: Question) -> Finding | None:
    """What the diagrams say; None where what is given can't be."""
    try:
        return engine.find(
            question.bearer, question.action, question.on, question.given, question.options
        )
    except Impossible:
        return None


def holds(expected: Expected, finding: Finding) -> bool:
    """Whether what was found is what a scenario expects, as far as it says."""
    came = differences(
        expected,
        str(finding.verdict),
        finding.governing,
        finding.outcome.ended,
        lambda: [(case.given, str(case.verdict)) for case in finding.cases],
    )
    return next(came, None) is None


def involved(finding: Finding) -> frozenset[str]:
    """The clauses that play a part in what was found."""
    outcome = finding.outcome
    names = {*outcome.governing, *outcome.also, *outcome.ended}
    for defeat in outcome.defeated:
        names |= {defeat.id, defeat.by}
    return frozenset(names)
