"""Laws of coverage and mutation, on generated agreements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import count, islice
from random import Random

import pytest

from contract_engine.answers.differ import View, differs
from contract_engine.answers.engine import Engine
from contract_engine.measure.asked import Suite, suite
from contract_engine.measure.bench import Benches
from contract_engine.measure.coverage import coverage
from contract_engine.measure.edits import is_refused
from contract_engine.measure.equivalence import difference
from contract_engine.measure.missing import proposals
from contract_engine.measure.mutants import Mutant, mutants
from contract_engine.measure.mutation import Fate, fates
from contract_engine.measure.proposals import as_file
from contract_engine.measure.reach import reach
from contract_engine.measure.trials import acts_of, can_ask
from contract_engine.measure.worlds import PLAIN, worlds
from contract_engine.measure.worlds import acts as all_acts
from tests import reference
from tests.differential.compare import engine_of
from tests.generators.agreements import random_agreement
from tests.generators.names import Data
from tests.generators.questions import Question
from tests.measure.as_reference import as_reference
from tests.measure.asking import ask, says
from tests.measure.leases import read_file

SEEDS = range(2, 8)
SAMPLE = 30
QUESTIONS = 200
PARTS = 6


@cache
def generated(seed: int) -> tuple[Data, Engine]:
    data = random_agreement(Random(f"measure/{seed}"))
    return data, engine_of(data)


@cache
def judged(seed: int) -> tuple[Fate, ...]:
    """What becomes of every mutant where there is no scenario."""
    return tuple(fates(generated(seed)[1].agreement, (), jobs=1))


def read(engine: Engine, text: str) -> Suite:
    found, problems = suite(engine, read_file(text))
    assert (problems, found.failed) == ((), ())
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_proposed_meets_every_gap(seed: int) -> None:
    """With all that `--missing` proposes, read back from its text, coverage is 100 %."""
    _, engine = generated(seed)
    every = reach(engine)
    assert every
    proposed = read(engine, as_file("generated", proposals(engine, every)))
    assert coverage(engine, proposed.held).missing == {}


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_proposed_notices_every_survivor(seed: int) -> None:
    """With the scenarios proposed for survivors, read back from their text, none survives.

    All else stays as it was, since these ask only in the worlds that equivalence is about; `ended`
    aside, in which a mutant may differ that gives every verdict by the same clauses.
    """
    _, engine = generated(seed)
    before = judged(seed)
    proposed = [replace(f.proposal, ended=()) for f in before if f.proposal is not None]
    held = read(engine, as_file("generated", proposed)).held
    turned = {"survived": "killed"}
    after = list(fates(engine.agreement, held, jobs=1))
    assert [f.status for f in after] == [turned.get(f.status, f.status) for f in before]


@pytest.mark.parametrize("seed", SEEDS[:3])
def test_equivalence_is_that_nothing_differs(seed: int) -> None:
    """A mutant counts where `diff` would show some difference in one of the worlds, and only there.

    But for defaults, and the days on which values of readings were known, which `diff` can't see.
    """
    _, engine = generated(seed)
    benches = Benches(engine)
    for mutant in mutants(engine.agreement):
        if is_refused(mutant.agreement, engine.agreement) or mutant.touched is None:
            continue
        mutated = Engine(mutant.agreement)
        either = [
            world
            for world in (*worlds(engine.agreement), *worlds(mutant.agreement))
            if can_ask(world, mutated)
        ]
        found = difference(benches, mutant, mutated)
        expected = any(differs(View("", engine, w), View("", mutated, w)) for w in either)
        assert (found is not None) == expected, mutant.about
        if found is not None and found.spot.world != PLAIN:
            assert not differs(View("", engine, PLAIN), View("", mutated, PLAIN)), mutant.about


@pytest.mark.parametrize("part", range(PARTS))
def test_the_reference_knows_no_difference_where_none_was_found(part: int) -> None:
    """Of mutants called equivalent, the slow reference answers every random question alike."""
    alike = [pair for seed in SEEDS for pair in of_status(seed, "equivalent")]
    rng = Random(part)
    for seed, mutant in Random(7).sample(alike, SAMPLE)[part::PARTS]:
        one, other, questions = compared(rng, seed, mutant)
        for question in islice(questions, QUESTIONS):
            assert says(one, question) == says(other, question), (mutant.about, question)


def test_the_reference_does_know_the_differences_that_are_found() -> None:
    """Such questions tell most of the mutants that do count: they are no idle check."""
    rng = Random(7)
    told = 0
    for seed in SEEDS:
        [(_, mutant)] = rng.sample(of_status(seed, "survived"), 1)
        one, other, questions = compared(rng, seed, mutant)
        told += any(says(one, q) != says(other, q) for q in islice(questions, QUESTIONS))
    assert told >= len(SEEDS) // 2


def of_status(seed: int, status: str) -> list[tuple[int, Mutant]]:
    every = zip(mutants(generated(seed)[1].agreement), judged(seed), strict=True)
    return [(seed, mutant) for mutant, fate in every if fate.status == status]


def compared(
    rng: Random, seed: int, mutant: Mutant
) -> tuple[reference.Agreement, reference.Agreement, Iterator[Question]]:
    """An agreement and its mutant for the reference, and questions on what the mutant touches."""
    data, engine = generated(seed)
    one = reference.from_data(data)
    either = (*worlds(engine.agreement), *worlds(mutant.agreement))
    asked = [world for world in either if can_ask(world, Engine(mutant.agreement))]
    acts = sorted(acts_of(engine.agreement, mutant)) or list(all_acts(engine))
    questions = (ask(rng, engine, acts, asked) for _ in count())
    return one, as_reference(mutant.agreement, one.vocabulary), questions
