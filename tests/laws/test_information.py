"""What more information may and may not change."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

from tests.generators import Data, Question
from tests.generators.conditions import random_condition
from tests.generators.names import names_of
from tests.laws.edits import with_clause, without_habits
from tests.laws.situations import a_question, completion
from tests.laws.trials import Trial, law
from tests.laws.worlds import World

UNSETTLED = ("depends", "disputed")


def more_and_more(rng: Random, world: World, question: Question) -> list[Question]:
    """The question, then with one more fact (or reading) given each time, until all is given."""
    total = completion(rng, world, question)
    if total is None:
        return []
    names = [
        *[name for name in total.facts if question.given.get(name) != total.facts[name]],
        *[name for name in total.readings if name not in question.readings],
    ]
    rng.shuffle(names)
    chain = [question]
    for name in names:
        last = chain[-1]
        if name in total.facts:
            given = {**last.given, name: total.facts[name]}
            chain.append(replace(last, given=given))
        else:
            readings = {**last.readings, name: total.readings[name]}
            chain.append(replace(last, readings=readings))
    return chain


@law(110, settled=0.6)
def test_a_fact_more_never_turns_one_definite_verdict_into_another(trial: Trial) -> None:
    """Where nothing is assumed, learning one more fact leaves a definite verdict as it is."""
    world = World.of(without_habits(trial.agreement()))
    chain = more_and_more(trial.rng, world, a_question(trial.rng, world.data))
    before = None
    for question in chain:
        verdict = world.verdict(question)
        if before is not None and before not in UNSETTLED:
            trial.show(question=question)
            assert verdict == before
            trial.reach("settled")
        before = verdict


@law(110, disputed=0.1)
def test_a_fact_more_never_turns_a_dispute_into_an_open_question(trial: Trial) -> None:
    """Where only a dispute about words is left, no fact more opens the facts again."""
    world = World.of(without_habits(trial.agreement()))
    chain = more_and_more(trial.rng, world, a_question(trial.rng, world.data))
    before = None
    for question in chain:
        verdict = world.verdict(question)
        if before == "disputed":
            trial.show(question=question)
            assert verdict != "depends"
            trial.reach("disputed")
        before = verdict


def either_way(rng: Random, data: Data) -> tuple[Any, Any]:
    """A condition that is true whatever is so, and one that never is."""
    line = random_condition(rng, names_of(data))
    other = {"not": line}
    return {"any": [line, other]}, {"all": [line, other]}


@law(140, decided=0.9)
def test_p_or_not_p_is_decided(trial: Trial) -> None:
    """What is allowed if something is so, and also if it isn't, is allowed, known or not."""
    data, rng = trial.agreement(), trial.rng
    always, _ = either_way(rng, data)
    data = {**data, "parties": {**data["parties"], "guest": None}}
    clause = {"text": "Either way.", "norm": "guest may sublet", "when": [always]}
    world = World.of(with_clause(data, 0, "either-way", clause))
    question = a_question(rng, world.data)
    question = replace(question, bearer="guest", action="sublet", given={})
    begun = data["instruments"][0]["effective"] <= question.on.isoformat()
    trial.show(question=question)
    found = world.find(question)
    assert found is not None
    assert str(found.verdict) == ("permitted" if begun else "not_addressed")
    trial.reach(*["decided"] * begun)


@law(110, told=0.9)
def test_a_condition_that_is_always_true_says_nothing(trial: Trial) -> None:
    """To add "if it is so or not so" to a clause, or "unless it is so and not so", is idle."""
    data, rng = trial.agreement(), trial.rng
    always, never = either_way(rng, data)
    place = rng.randrange(len(data["instruments"]))
    clauses = data["instruments"][place]["clauses"]
    name = rng.choice(list(clauses))
    clause = dict(clauses[name])
    if "norm" in clause:
        clause["when"] = [*(clause.get("when") or []), always]
        clause["unless"] = [*(clause.get("unless") or []), never]
    world, other = World.of(data), World.of(with_clause(data, place, name, clause))
    for _ in range(3):
        question = a_question(rng, world.data)
        trial.show(clause=name, question=question)
        one, two = world.find(question), other.find(question)
        if one is None or two is None:
            assert one is two
            continue
        assert one.outcome == two.outcome
        assert {c.verdict for c in one.cases} == {c.verdict for c in two.cases}
        trial.reach("told")
