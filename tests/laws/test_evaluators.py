"""What the diagrams, durable-rules and the reference say of the same question."""

from __future__ import annotations

from dataclasses import replace

from contract_engine.durable.evaluate.evaluator import DurableEvaluator
from tests.differential.compare import UNSETTLED
from tests.generators import random_question
from tests.laws.situations import some_totals
from tests.laws.trials import Trial, law
from tests.laws.worlds import World, at, said, situation


@law(20, told=2.0)
def test_the_diagrams_say_what_the_reference_says(trial: Trial) -> None:
    """Of any question, with any options, both find the same verdict, by the same clauses, or that
    it can't be."""
    rng, world = trial.rng, World.of(trial.agreement())
    for _ in range(4):
        question = random_question(rng, world.data)
        trial.show(question=question)
        found, told = world.find(question), world.told(question)
        if found is None or told is None:
            assert found is None
            assert told is None
            continue
        assert str(found.verdict) == told.verdict
        if found.verdict not in UNSETTLED:
            assert set(found.outcome.governing) == set(told.governing)
            assert set(found.outcome.ended) == set(told.ended)
        trial.reach("told")


@law(10, told=2.0)
def test_durable_rules_say_what_the_diagrams_and_the_reference_say(trial: Trial) -> None:
    """Of any total situation the three find the same: what governs, what stands beside it, what
    is defeated by what, and what has ended."""
    world = World.of(trial.agreement())
    rules = DurableEvaluator(world.engine.agreement)
    try:
        for question, total in some_totals(trial.rng, world, 4):
            typed = world.typed(at(question, total))
            now = situation(world.engine.agreement, total)
            trial.show(question=question, total=total)
            options = replace(typed.options, readings={})
            found = rules.evaluate(typed.bearer, typed.action, now, options).outcome
            expected = world.judged(question, total)
            assert said(found) == expected
            assert world.outcome(question, total) == expected
            trial.reach("told")
    finally:
        rules.close()
