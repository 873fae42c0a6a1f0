"""The page on drafting phrases: each row's clause is there, and its scenario holds."""

from __future__ import annotations

import re
from pathlib import Path

from contract_engine.api import load
from contract_engine.api.scenarios import run_scenarios
from contract_engine.scenarios.files import read_scenarios

DOCS = Path(__file__).parents[2] / "docs"
RULES = DOCS / "phrases"
ROW = re.compile(
    r"^\| (?P<says>[^|]+) \| (?P<write>[^|]+) \| (?P<clause>[^|]*) \| (?P<shown>[^|]*) \|$"
)


def rows() -> list[tuple[str, str, str]]:
    """What is written, the clause and the scenario of each row but the head."""
    text = (DOCS / "drafting-phrases.md").read_text("utf-8")
    found = [ROW.match(line) for line in text.splitlines()]
    told = [(m["write"], m["clause"].strip("` "), m["shown"].strip()) for m in found if m]
    return told[1:]


def test_every_row_has_a_clause_that_is_there_and_a_scenario() -> None:
    agreement = load(RULES).model
    file, problems = read_scenarios(RULES / "scenarios.yaml")
    assert file is not None, problems
    asked = {scenario.name: scenario for scenario in file.scenarios}
    shown = [row for row in rows() if row[2]]
    used = set()
    for _, name, scenario in shown:
        clause, expected = agreement.clauses[name], asked[scenario].expected
        speaks = bool(clause.norms) and expected.verdict != "not_addressed"
        because = [agreement.clauses[each] for each in expected.because or ()]
        assert not speaks or any(name in (c.id, *c.overrides) for c in because), scenario
        used.add(scenario)
    assert len(used) >= 18


def test_the_scenarios_hold_and_nothing_is_found() -> None:
    found = run_scenarios([RULES / "scenarios.yaml"], agreement=str(RULES))
    assert found.held
    assert found.scenarios > 20
    assert load(RULES).check().problems == ()
