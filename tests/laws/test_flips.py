"""Which changes give another verdict."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from contract_engine.answers.flips import flips
from contract_engine.diagram.region import Impossible
from tests.generators import Question
from tests.laws.situations import a_question, completion, some_value, ways_to_answer
from tests.laws.trials import Trial, law
from tests.laws.worlds import World, at

DEFINITE = {"permitted", "prohibited", "required", "not_required", "not_addressed", "conflict"}


def with_changes(world: World, question: Question, changes: dict[str, str]) -> Question:
    """The question with these names changed; readings are fixed by an option."""
    readings = {n: v for n, v in changes.items() if n in world.theirs.vocabulary.readings}
    given = {n: v for n, v in changes.items() if n not in readings}
    return replace(
        question,
        given={**question.given, **given},
        readings={**question.readings, **readings},
    )


@law(110, told=0.8, several=0.15)
def test_a_flip_gives_its_verdict_and_no_part_of_it_does(trial: Trial) -> None:
    """All changes of a flip together give the verdict that it tells, by the clauses that it tells,
    and no fewer of them give another definite verdict."""
    rng, world = trial.rng, World.of(trial.agreement())
    question = a_question(rng, world.data)
    if rng.random() < 0.6 and (total := completion(rng, world, question)) is not None:
        question = at(question, total)
    here = world.told(question)
    try:
        found = flips(world.engine, world.typed(question), most=2)
    except Impossible:
        assert here is None
        return
    assert here is not None
    for flip in rng.sample(found, min(len(found), 12)):
        changes = dict(flip.changes)
        trial.show(question=question, flip=flip)
        told = world.told(with_changes(world, question, changes))
        assert told is not None
        assert told.verdict == str(flip.verdict) != here.verdict
        assert told.governing == set(flip.clauses)
        for size in range(1, len(changes)):
            for part in combinations(changes.items(), size):
                trial.show(part=part)
                fewer = world.told(with_changes(world, question, dict(part)))
                if fewer is not None:
                    assert fewer.verdict == here.verdict or fewer.verdict not in DEFINITE
        trial.reach("told")
        trial.reach(*["several"] * (len(changes) > 1))


@law(110, told=0.5)
def test_no_single_change_is_left_out(trial: Trial) -> None:
    """Where everything is given, if one fact alone, being otherwise, gave another verdict, then
    that change is among the flips."""
    rng, world = trial.rng, World.of(trial.agreement())
    question = a_question(rng, world.data)
    total = completion(rng, world, question)
    if total is None:
        return
    here, full = world.judged(question, total), at(question, total)
    told = flips(world.engine, world.typed(full), most=1)
    names = [name for name in ways_to_answer(world, full) if name in total.facts]
    for name in rng.choices(names, k=12) if names else ():
        value = some_value(rng, world.data, world.theirs, name, question.on)
        changed = replace(total, facts={**total.facts, name: value})
        if not world.can_be(changed):
            continue
        there = world.judged(question, changed)
        if there.verdict != here.verdict:
            trial.show(question=at(question, total), name=name, changed=changed, flips=told)
            assert any(
                set(flip.changes) == {name} and str(flip.verdict) == there.verdict for flip in told
            )
            trial.reach("told")
