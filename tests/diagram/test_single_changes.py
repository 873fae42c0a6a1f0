"""What one variable alone changes, for all of them at once, is what each gives when asked alone."""

from __future__ import annotations

from random import Random

import pytest

from contract_engine.diagram.core.verdicts import verdicts
from contract_engine.diagram.finding.single_changes import SingleChanges
from tests.generators.agreements import random_agreement
from tests.laws.situations import a_question
from tests.laws.worlds import World


@pytest.mark.parametrize("seed", range(40))
def test_all_single_changes_are_those_asked_one_by_one(seed: int) -> None:
    """Whatever is possible and whatever the classes left of the others."""
    rng = Random(f"single changes {seed}")
    world = World.of(random_agreement(rng))
    finding = world.find(a_question(rng, world.data))
    if finding is None:
        return
    program, nodes = finding.program, finding.program.nodes
    some = tuple(rng.randrange(1, 1 << size) for size in nodes.sizes)
    for masks in (finding.region.masks, some, tuple((1 << size) - 1 for size in nodes.sizes)):
        alone = SingleChanges(program, masks)
        for level, size in enumerate(nodes.sizes):
            for c in range(size):
                fixed = [1 << c if at == level else mask for at, mask in enumerate(masks)]
                assert alone.verdicts(level, c) == verdicts(program, fixed)
