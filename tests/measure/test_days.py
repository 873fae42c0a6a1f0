"""Laws of coverage and mutation, on generated agreements that compare days with one another."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from contract_engine.measure.coverage.coverage import coverage
from contract_engine.measure.coverage.feasible import reach
from contract_engine.measure.coverage.missing import proposals
from contract_engine.measure.mutation.mutation import fates
from contract_engine.measure.space.proposals import as_file
from tests.differential.compare import engine_of
from tests.generators.days import agreement_of_days
from tests.measure.test_laws import read

SEEDS = (0, 1, 2, 20, 21, 23, 24)
"""Of small agreements; to try every mutant of large ones takes long."""


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_proposed_meets_every_gap_and_notices_every_survivor(seed: int) -> None:
    """With all that `--missing` proposes coverage is 100 %, and with the scenarios proposed for
    survivors none survives, also where what differs is how two days compare."""
    engine = engine_of(agreement_of_days(Random(f"m/{seed}")))
    every = reach(engine)
    assert every
    proposed = read(engine, as_file("days", proposals(engine, every)))
    assert coverage(engine, proposed.held).missing == {}
    before = list(fates(engine.agreement, (), jobs=1))
    assert any(fate.status == "survived" for fate in before)
    more = [replace(fate.proposal, ended=()) for fate in before if fate.proposal is not None]
    held = read(engine, as_file("days", more)).held
    after = list(fates(engine.agreement, held, jobs=1))
    turned = {"survived": "killed"}
    assert [f.status for f in after] == [turned.get(f.status, f.status) for f in before]
