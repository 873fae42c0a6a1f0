"""The shipped scenarios, measured: they exercise every term, and notice every mistake in one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import pytest

from contract_engine.api import load
from contract_engine.cli import main
from contract_engine.measure.mutation.mutants import mutants
from tests import reference
from tests.measure.as_reference import as_reference
from tests.measure.asking import questions_on, says

ROOT = Path(__file__).parents[2]
RULES = ROOT / "rules" / "microsoft-openai"
SCENARIOS = ROOT / "scenarios" / "microsoft-openai"
QUESTIONS = 60

Capture = pytest.CaptureFixture[str]


def measured(capsys: Capture, *words: str) -> tuple[int, Any]:
    """A command's exit code and data, on the shipped scenarios."""
    code = main([words[0], str(SCENARIOS), "--agreement", str(RULES), *words[1:], "--json"])
    told = json.loads(capsys.readouterr().out)
    assert told["left_out"] == [], "these scenarios don't hold"
    assert told["stale"] == [], "nothing is left of what these acceptances are about"
    assert all(each["why"].strip() for each in told["accepted"])
    return code, told


def test_the_shipped_scenarios_exercise_every_objective(capsys: Capture) -> None:
    """Coverage is 100 %, or `accepted.yaml` says why not, gap by gap."""
    code, told = measured(capsys, "coverage", "--threshold", "100")
    assert told["missing"] == []
    assert code == 0
    assert told["objectives"] > 1000


@pytest.mark.long
def test_the_shipped_scenarios_notice_every_mistake_that_changes_an_answer(
    capsys: Capture,
) -> None:
    """At least 95 % of the mutants fail a scenario, and every survivor has a reason.

    Of those said to change no answer, the slow reference answers random questions alike.
    """
    code, told = measured(capsys, "mutate", "--jobs", "1", "--threshold", "100")
    assert [survivor["about"] for survivor in told["survivors"]] == []
    assert code == 0
    assert told["score"] >= 95
    assert told["counted"] > 900
    assert_alike([m["about"] for m in told["mutants"] if m["status"] == "equivalent"])


def assert_alike(names: Sequence[str]) -> None:
    """The reference knows no difference between the agreement and these mutants."""
    agreement = load(RULES).model
    one = reference.read(RULES)
    found = [mutant for mutant in mutants(agreement) if mutant.about in names]
    assert len(found) == len(names) > 20
    for mutant in found:
        other = as_reference(mutant.agreement, one.vocabulary)
        questions = questions_on(Random(mutant.about), agreement, mutant)
        for question in islice(questions, QUESTIONS):
            assert says(one, question) == says(other, question), (mutant.about, question)
