"""A scenario and an agreement -> whether the answer is the expected one, and if not, how."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from contract_engine.answers.answer import Answer
from contract_engine.diagnostics import BadInput, Problem
from contract_engine.diagnostics.nearest import did_you_mean
from contract_engine.language.questions import read_question
from contract_engine.lazy_dataclass import dataclass, replace
from contract_engine.model.agreement import Agreement
from contract_engine.model.question import Question
from contract_engine.performance.result import StatusTold
from contract_engine.scenarios.expectation import differences
from contract_engine.scenarios.files import Scenario
from contract_engine.scenarios.status import read_status, run_status

Ask = Callable[[Question], Answer]


@dataclass(frozen=True)
class Result:
    """What came of a scenario: `differences` is empty where it held.

    `problems` is what is wrong with the scenario itself; there is no answer then.
    """

    scenario: Scenario
    answer: Answer | None
    differences: tuple[str, ...]
    problems: tuple[Problem, ...] = ()
    seconds: float = 0.0
    status: StatusTold | None = None

    @property
    def held(self) -> bool:
        """Whether the answer is the expected one."""
        return not self.differences and not self.problems


def read(agreement: Agreement, scenario: Scenario) -> tuple[Question | None, tuple[Problem, ...]]:
    """A scenario's question; None with what is wrong where it can't be asked of the agreement."""
    if scenario.status is not None:
        return None, read_status(agreement, scenario, scenario.status)[1]
    question, problems = read_question(agreement, scenario.question)
    problems += tuple(_unknown_clauses(agreement, scenario))
    return (None if problems else question), problems


def run(agreement: Agreement, scenario: Scenario, ask: Ask) -> Result:
    """Ask a scenario's question. Problems are in the scenario's own words, not in the answer."""
    started = time.perf_counter()
    if scenario.status is not None:
        told, others, wrong = run_status(agreement, scenario, scenario.status)
        seconds = time.perf_counter() - started
        return Result(scenario, None, others, wrong, seconds, told)
    question, problems = read(agreement, scenario)
    if question is None:
        return Result(scenario, None, (), problems)
    try:
        answer = ask(question)
    except BadInput as error:
        placed = tuple(
            problem if problem.span.line else replace(problem, span=scenario.place)
            for problem in error.problems
        )
        return Result(scenario, None, (), placed)
    came = differences(
        scenario.expected,
        str(answer.verdict),
        [clause.id for clause in answer.clauses],
        [end.id for end in answer.ended],
        lambda: [(case.given, str(case.verdict)) for case in answer.cases],
    )
    return Result(scenario, answer, tuple(came), seconds=time.perf_counter() - started)


def _unknown_clauses(agreement: Agreement, scenario: Scenario) -> Iterator[Problem]:
    expected = scenario.expected
    for name in (*(expected.because or ()), *(expected.ended or ())):
        if name not in agreement.clauses:
            place = scenario.places.get("because", scenario.place)
            yield Problem(
                "E306",
                f"unknown clause `{name}`",
                place,
                help=did_you_mean(name, agreement.clauses),
            )
