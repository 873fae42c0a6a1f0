"""Of several definitions that apply, that of the later instrument is asked first."""

from __future__ import annotations

from contract_engine.answers.engine import Engine
from contract_engine.measure.mutation.mutation import fates
from contract_engine.measure.space.suite import suite
from tests.measure.leases import load, scenarios

RULES = """
  - instrument: "2020-a"
    kind: agreement
    effective: 2020-01-01
    definitions:
      consent: {rows: [{when: guest is friend, is: yes}]}
  - instrument: "2020-b"
    kind: amendment
    effective: 2020-01-01
    definitions:
      no-consent: {defines: consent, rows: [{when: guest is friend, is: no}]}
  - instrument: "2020-c"
    kind: amendment
    effective: 2020-01-01
    clauses:
      may-sublet: {norm: tenant may sublet, when: consent}
"""
SCENARIO = """
  - name: years after both
    ask: tenant sublet
    on: 2022-01-01
    given: {guest: friend}
    expect: not_addressed
"""


def test_a_scenario_notices_that_an_earlier_definition_is_asked_first() -> None:
    """The mutant of the earlier instrument's day says the same of every clause but the order."""
    agreement = load(RULES)
    asked, problems = suite(Engine(agreement), scenarios(SCENARIO))
    assert not problems
    assert len(asked.held) == 1
    found = {fate.about: fate.status for fate in fates(agreement, asked.held, 1)}
    assert found["2020-a effective 2020-01-02 for 2020-01-01"] == "killed"
