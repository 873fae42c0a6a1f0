"""Laws of coverage and mutation, on generated agreements."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import islice
from random import Random

import pytest

from contract_engine.answers.compare.diff import View, differs
from contract_engine.answers.engine import Engine
from contract_engine.measure.coverage.coverage import coverage
from contract_engine.measure.coverage.feasible import reach
from contract_engine.measure.coverage.missing import proposals
from contract_engine.measure.mutation.edits import is_refused
from contract_engine.measure.mutation.equivalence import difference
from contract_engine.measure.mutation.kill import can_ask
from contract_engine.measure.mutation.mutants import Mutant, mutants
from contract_engine.measure.mutation.mutation import Fate, fates
from contract_engine.measure.space.proposals import as_file
from contract_engine.measure.space.space import Benches
from contract_engine.measure.space.suite import Suite, suite
from contract_engine.measure.space.worlds import PLAIN, worlds
from tests import reference
from tests.differential.compare import engine_of
from tests.generators.agreements import random_agreement
from tests.generators.names import Data
from tests.generators.questions import Question
from tests.measure.as_reference import as_reference
from tests.measure.asking import questions_on, says
from tests.measure.leases import read_file

ADDITIONS = 100
"""From this seed on, agreements use all of the language: definitions, choices and so on."""
SEEDS = (*range(2, 8), 104, 106, 107, 108)
MORE_SEEDS = (8, 11, 110)
SAMPLE = 200
QUESTIONS = 30


@cache
def generated(seed: int) -> tuple[Data, Engine]:
    data = random_agreement(Random(f"measure/{seed}"), additions=seed >= ADDITIONS)
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


@pytest.mark.parametrize(
    "seed", [2, 107, *(pytest.param(seed, marks=pytest.mark.long) for seed in (3, 108))]
)
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


@pytest.mark.parametrize(
    "seeds", [SEEDS[::4], pytest.param((*SEEDS, *MORE_SEEDS), marks=pytest.mark.long)]
)
def test_the_reference_knows_no_difference_where_none_was_found(seeds: tuple[int, ...]) -> None:
    """Of mutants called equivalent, the slow reference answers every random question alike."""
    alike = [(seed, m) for seed in seeds for m in of_status(seed, "equivalent")]
    assert len(alike) >= SAMPLE * len(seeds) / len((*SEEDS, *MORE_SEEDS))
    for seed, mutant in alike:
        assert told_apart(Random(seed), seed, mutant) is None, (seed, mutant.about)


def test_the_reference_does_know_the_differences_that_are_found() -> None:
    """As many questions tell apart half of the mutants that do count: they are no idle check."""
    rng = Random(7)
    survivors = [(seed, m) for seed in SEEDS for m in rng.sample(of_status(seed, "survived"), 4)]
    told = [told_apart(rng, seed, mutant) is not None for seed, mutant in survivors]
    assert sum(told) >= len(told) * 0.5


def of_status(seed: int, status: str) -> list[Mutant]:
    every = zip(mutants(generated(seed)[1].agreement), judged(seed), strict=True)
    return [mutant for mutant, fate in every if fate.status == status]


def told_apart(rng: Random, seed: int, mutant: Mutant) -> Question | None:
    """A random question that the reference answers otherwise of the mutant, if one is met."""
    data, engine = generated(seed)
    one = reference.from_data(data)
    other = as_reference(mutant.agreement, one.vocabulary)
    questions = islice(questions_on(rng, engine.agreement, mutant), QUESTIONS)
    return next((q for q in questions if says(one, q) != says(other, q)), None)
