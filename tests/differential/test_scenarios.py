"""The three evaluators on every shipped scenario."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from contract_engine.answers.ask.cross_check import CrossCheck
from contract_engine.answers.engine import Engine
from contract_engine.files.folder import read_folder
from contract_engine.language import load_folder
from contract_engine.language.questions import read_question
from contract_engine.language.values.amounts import tell_ordered
from contract_engine.model.days import NEVER
from contract_engine.model.ordered import Ordered
from contract_engine.model.outcome import Verdict
from contract_engine.model.question import UNKNOWN, Given, Question
from contract_engine.model.vocabulary import NumberFact
from contract_engine.scenarios.files import Scenario, read_scenarios, scenario_files
from tests import reference
from tests.reference.complete import LIMIT

ROOT = Path(__file__).parents[2]
FILES = [
    pytest.param(rules, file, id=f"{rules.name}/{file.stem}")
    for rules in sorted((ROOT / "rules").iterdir())
    for file in scenario_files([ROOT / "scenarios" / rules.name])
]

FEW = 64
"""So many completions of a scenario are tried in `make test`; `make test-long` tries all."""


@cache
def engine_of(rules: Path) -> Engine:
    agreement, problems = load_folder(read_folder(rules))
    assert agreement is not None, problems
    return Engine(agreement)


@cache
def reference_of(rules: Path) -> reference.Agreement:
    return reference.read(rules)


def scenarios(file: Path) -> tuple[Scenario, ...]:
    found, problems = read_scenarios(file)
    assert found is not None, problems
    return found.scenarios


def given(engine: Engine, question: Question, said: dict[str, str]) -> dict[str, str]:
    """What is given as the reference reads it: as it stands, and of an item the facts of its row
    (the reference has no tables)."""
    tables = engine.agreement.tables
    rows = {name: as_text(engine, name, value) for name, value in question.given.items()}
    return {
        **(rows if tables.keys() & said.keys() else {}),
        **{name: text for name, text in said.items() if name not in tables},
    }


def as_text(engine: Engine, name: str, value: Given) -> str:
    """A value as a question would say it."""
    fact = engine.agreement.vocabulary.facts.get(name)
    if value is UNKNOWN:
        return "unknown"
    if value is NEVER:
        return "never"
    if isinstance(value, frozenset):
        return " or ".join(sorted(value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(fact, NumberFact):
        assert isinstance(value, Ordered)
        return tell_ordered(fact, value)
    return str(value)


@pytest.mark.parametrize("limit", [FEW, pytest.param(LIMIT, marks=pytest.mark.long)])
@pytest.mark.parametrize(("rules", "file"), FILES)
def test_all_evaluators_agree_on_the_scenarios(rules: Path, file: Path, limit: int) -> None:
    """Of every scenario the diagram, durable-rules and the reference say the same."""
    engine, slow = engine_of(rules), reference_of(rules)
    check = CrossCheck(engine)
    too_many = 0
    for scenario in scenarios(file):
        question, problems = read_question(engine.agreement, scenario.question)
        assert question is not None, problems
        q, o = question, question.options
        found = engine.find(q.bearer, q.action, q.on, q.given, o)
        assert check.note(question, found) is None
        options = reference.Options(
            o.under, o.without, o.known, None if o.evidence is None else str(o.evidence), o.readings
        )
        said = given(engine, question, dict(scenario.question.given))
        try:
            told = reference.answer(slow, q.bearer, q.action, q.on, said, options, limit)
        except reference.TooMany:
            too_many += 1
            continue
        assert str(found.verdict) == told.verdict, scenario.name
        if found.verdict not in (Verdict.DEPENDS, Verdict.DISPUTED):
            assert set(found.outcome.governing) == told.governing, scenario.name
            assert set(found.outcome.ended) == told.ended, scenario.name
    assert limit == FEW or too_many <= len(scenarios(file)) / 10
