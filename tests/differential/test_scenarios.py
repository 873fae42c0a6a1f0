"""The three evaluators on every shipped scenario."""

from __future__ import annotations

from pathlib import Path

import pytest

from contract_engine.answers.engine import Engine
from contract_engine.answers.trust import CrossCheck
from contract_engine.files.folder import read_folder
from contract_engine.language import load_folder
from contract_engine.language.questions import read_question
from contract_engine.model.outcome import Verdict
from contract_engine.scenarios.files import Scenario, read_scenarios, scenario_files
from tests import reference

ROOT = Path(__file__).parents[2]
RULES = ROOT / "rules" / "microsoft-openai"
FILES = scenario_files([ROOT / "scenarios" / "microsoft-openai"])


@pytest.fixture(scope="module")
def engine() -> Engine:
    agreement, problems = load_folder(read_folder(RULES))
    assert agreement is not None, problems
    return Engine(agreement)


@pytest.fixture(scope="module")
def slow() -> reference.Agreement:
    return reference.read(RULES)


def scenarios(file: Path) -> tuple[Scenario, ...]:
    found, problems = read_scenarios(file)
    assert found is not None, problems
    return found.scenarios


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_all_evaluators_agree_on_the_scenarios(
    file: Path, engine: Engine, slow: reference.Agreement
) -> None:
    """Of every scenario the diagram, durable-rules and the reference say the same."""
    check = CrossCheck(engine)
    too_many = 0
    for scenario in scenarios(file):
        question, problems = read_question(engine.agreement, scenario.question)
        assert question is not None, problems
        q, o = question, question.options
        found = engine.find(q.bearer, q.action, q.on, q.given, o)
        assert check.note(question, found) is None
        said = reference.Options(
            o.under, o.without, o.known, None if o.evidence is None else str(o.evidence), o.readings
        )
        try:
            told = reference.answer(slow, q.bearer, q.action, q.on, scenario.question.given, said)
        except reference.TooMany:
            too_many += 1
            continue
        assert str(found.verdict) == told.verdict, scenario.name
        if found.verdict not in (Verdict.DEPENDS, Verdict.DISPUTED):
            assert set(found.outcome.governing) == told.governing, scenario.name
            assert set(found.outcome.ended) == told.ended, scenario.name
    assert too_many <= len(scenarios(file)) / 10
