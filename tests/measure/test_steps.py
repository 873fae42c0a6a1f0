"""What scenarios of histories exercise of steps, and the mistakes in steps that they notice."""

from __future__ import annotations

from pathlib import Path

from contract_engine.api import load
from contract_engine.measure.steps import step_coverage, step_mutants
from contract_engine.scenarios.files import ScenarioFile, read_scenarios
from contract_engine.scenarios.run import read, run

SUPPLY = Path(__file__).parents[2] / "docs" / "deadlines" / "supply"


def scenarios() -> ScenarioFile:
    found, problems = read_scenarios(SUPPLY / "scenarios.yaml")
    assert found is not None, problems
    return found


def test_a_scenario_is_read_as_often_as_one_likes() -> None:
    loaded = load(SUPPLY)
    for scenario in scenarios().scenarios:
        for _ in range(2):
            assert read(loaded.model, scenario)[1] == ()
            assert run(loaded.model, scenario, loaded.ask).held


def test_what_scenarios_show_of_steps() -> None:
    found = step_coverage(load(SUPPLY).model, scenarios().scenarios)
    assert ("payment", "done on its last day") in found.shown
    assert found.shown["late-delivery", "else: a breach by seller"] is not None
    assert set(found.missing) == {
        ("delivery", "the day after its last"),
        ("late-delivery", "done on its last day"),
        ("late-delivery", "the day after its last"),
        ("termination", "done"),
        ("termination", "missed"),
        ("termination", "done on its last day"),
        ("termination", "the day after its last"),
    }


def test_every_mistake_in_a_step_is_noticed_and_without_scenarios_none() -> None:
    model = load(SUPPLY).model
    mistakes = step_mutants(model, scenarios().scenarios)
    assert len(mistakes) == 17
    assert all(each.noticed_by for each in mistakes)
    assert not any(each.noticed_by for each in step_mutants(model, ()))
