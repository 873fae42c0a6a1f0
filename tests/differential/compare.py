"""A generated case -> what the engine and the reference say of it, in the same shape."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest

from contract_engine.answers.ask.cross_check import outcome_in
from contract_engine.answers.engine import Engine
from contract_engine.diagram.core.region import Impossible
from contract_engine.diagram.finding.finding import Finding
from contract_engine.files.folder import from_bytes
from contract_engine.language import load_folder
from contract_engine.language.questions import QuestionText, read_question
from contract_engine.model.outcome import Outcome, Verdict
from contract_engine.model.question import Question as Typed
from contract_engine.model.question import TotalSituation
from tests import reference
from tests.generators.cases import cases
from tests.generators.questions import Question
from tests.generators.text import to_yaml

MOST = 10_000
"""The reference tries no more completions of a generated question."""

UNSETTLED = (Verdict.DEPENDS, Verdict.DISPUTED)


def few_or_all(few: int, every: int) -> pytest.MarkDecorator:
    """So many cases of a test are part of `make test`; all of them are of `make test-long`."""
    return pytest.mark.parametrize("count", [few, pytest.param(every, marks=pytest.mark.long)])


@dataclass(frozen=True)
class Case:
    """A generated question about a generated agreement, ready for both sides."""

    number: int
    data: dict[str, Any]
    question: Question
    engine: Engine
    typed: Typed
    theirs: reference.Agreement
    options: reference.Options


def engine_of(data: dict[str, Any]) -> Engine:
    """The engine's own reading of the agreement, from its text."""
    folder = from_bytes({"agreement.yaml": to_yaml(data).encode()}, "generated")
    agreement, problems = load_folder(folder)
    assert agreement is not None, problems
    return Engine(agreement)


def typed_question(engine: Engine, question: Question) -> Typed:
    """The question as the engine reads it."""
    text = QuestionText(
        ask=f"{question.bearer} {question.action}",
        on=question.on.isoformat(),
        given=question.given,
        under=question.under,
        without=question.without,
        known=None if question.known is None else question.known.isoformat(),
        evidence=question.evidence,
        readings=question.readings,
    )
    typed, problems = read_question(engine.agreement, text)
    assert typed is not None, problems
    return typed


def generated(count: int, seed: int, *, additions: bool = False) -> Iterator[Case]:
    """So many cases, the same for the same seed."""
    engine: Engine | None = None
    last: object = None
    for number, (data, question) in enumerate(cases(count, seed, additions=additions)):
        if engine is None or data is not last:
            engine, theirs, last = engine_of(data), reference.from_data(data), data
        options = reference.Options(
            question.under, question.without, question.known, question.evidence, question.readings
        )
        yield Case(
            number, data, question, engine, typed_question(engine, question), theirs, options
        )


def reference_says(case: Case) -> object:
    """Verdict, governing and ended clauses; or that the situation is impossible."""
    q = case.question
    try:
        said = reference.answer(case.theirs, q.bearer, q.action, q.on, q.given, case.options, MOST)
    except reference.Impossible:
        return "impossible"
    return said.verdict, said.governing, said.ended, _by_reading(said.readings)


def engine_says(case: Case) -> object:
    """The same, of the diagram."""
    try:
        found = found_by_engine(case)
    except Impossible:
        return "impossible"
    if found.verdict in UNSETTLED:
        by_reading = (
            {str(c.verdict) for c in found.cases} if found.verdict is Verdict.DISPUTED else set()
        )
        return str(found.verdict), frozenset(), frozenset(), frozenset(by_reading)
    outcome = found.outcome
    return str(outcome.verdict), frozenset(outcome.governing), frozenset(outcome.ended), frozenset()


def found_by_engine(case: Case) -> Finding:
    """What the diagram finds; raises Impossible."""
    t = case.typed
    return case.engine.find(t.bearer, t.action, t.on, t.given, t.options)


def _by_reading(readings: object) -> frozenset[str]:
    assert isinstance(readings, dict)
    return frozenset(readings.values())


def total_outcome(engine: Engine, question: Typed, situation: TotalSituation) -> Outcome:
    """What the whole diagrams, held to nothing, say of a total situation."""
    options = replace(question.options, readings=dict(situation.readings))
    program = engine.program(question.bearer, question.action, situation.on, options)
    return outcome_in(program, situation)
