"""What scenarios of histories exercise of steps, and the mistakes in steps that they notice."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from contract_engine.api import load
from contract_engine.api.measures import coverage
from contract_engine.cli import main
from contract_engine.measure.space.proposals import as_file
from contract_engine.measure.step_histories import as_scenarios, step_proposals
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


@pytest.mark.parametrize("name", ["supply", "service", "subscription"])
def test_histories_are_proposed_that_show_all_there_is_of_steps(name: str, tmp_path: Path) -> None:
    """Of none there is nothing yet; what is proposed holds, and leaves nothing to be shown."""
    model = load(SUPPLY.parent / name).model
    missing = step_coverage(model, ()).missing
    proposed = as_scenarios(model, step_proposals(model, missing))
    file = tmp_path / "scenarios.yaml"
    file.write_text(as_file(name, (), proposed), encoding="utf-8")
    found, problems = read_scenarios(file)
    assert found is not None, problems
    loaded = load(SUPPLY.parent / name)
    assert len(found.scenarios) == len(missing)
    assert all(run(loaded.model, each, loaded.ask).held for each in found.scenarios)
    assert step_coverage(model, found.scenarios).missing == []


def test_steps_count_towards_the_threshold_until_they_are_accepted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the scenarios leave of steps fails it; each is accepted by the name that is printed."""
    folder = tmp_path / "supply"
    shutil.copytree(SUPPLY, folder)
    asked = ["coverage", str(folder), "--threshold", "100"]
    assert main(asked) == 1
    told = [
        line.removeprefix("  not shown: ")
        for line in capsys.readouterr().out.splitlines()
        if line.startswith("  not shown: ")
    ]
    assert len(told) == 7
    assert main([*asked, "--missing"]) == 1
    capsys.readouterr()
    gaps = coverage([folder]).found.missing
    lines = [
        f"  - {{code: coverage, about: {json.dumps(about)}, why: not needed}}\n"
        for about in (*told, *(each.about for each in gaps))
    ]
    accepted = folder / "accepted.yaml"
    accepted.write_text("format: 1\naccepted:\n" + "".join(lines), encoding="utf-8")
    assert main(asked) == 0
    assert "not shown: " not in capsys.readouterr().out
    with accepted.open("a", encoding="utf-8") as more:
        more.write("  - {code: coverage, about: delivery opened, why: stale}\n")
    assert main(asked) == 1
