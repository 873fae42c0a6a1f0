"""Which changes give another verdict."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from contract_engine.answers.ask.flips import flips
from contract_engine.diagram.core.region import Impossible
from contract_engine.model.outcome import Verdict
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


@law(65, told=0.6, several=0.07)
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
    for flip in rng.sample(found, min(len(found), 6)):
        changes = dict(flip.changes)
        trial.show(question=question, flip=flip)
        told = world.told(with_changes(world, question, changes))
        assert told is not None
        assert told.verdict == str(flip.verdict) != here.verdict
        assert told.governing == set(flip.clauses)
        for size in range(1, len(changes)):
            for part in combinations(changes.items(), size):
                trial.show(part=part)
                fewer = world.verdict(with_changes(world, question, dict(part)))
                assert fewer == here.verdict or fewer not in DEFINITE
        trial.reach("told")
        trial.reach(*["several"] * (len(changes) > 1))


@law(50, told=0.5, several=0.2)
def test_no_change_that_turns_the_verdict_is_left_out(trial: Trial) -> None:
    """Where everything is given, whatever facts together, being otherwise, give another verdict,
    some of them are the names of a flip; a single one, with that verdict."""
    rng, world = trial.rng, World.of(trial.agreement())
    question = a_question(rng, world.data)
    total = completion(rng, world, question)
    if total is None:
        return
    here, full = world.judged(question, total), at(question, total)
    told = flips(world.engine, world.typed(full), most=2)
    names = [name for name in ways_to_answer(world, full) if name in total.facts]
    for _ in range(12):
        chosen = rng.sample(names, min(len(names), rng.choice((1, 1, 2))))
        values = {n: some_value(rng, world.data, world.theirs, n, question.on) for n in chosen}
        changed = replace(total, facts={**total.facts, **values})
        if not world.can_be(changed):
            continue
        there = world.judged(question, changed)
        if there.verdict == here.verdict:
            continue
        trial.show(question=full, chosen=chosen, changed=changed, flips=told)
        inside = [flip for flip in told if set(flip.changes) <= set(chosen)]
        assert inside
        assert len(chosen) > 1 or there.verdict in {str(flip.verdict) for flip in inside}
        trial.reach("told", *["several"] * (len(chosen) > 1))


@law(35, told=0.3, pinned=0.1)
def test_a_flip_to_a_wished_verdict_has_it_and_leaves_what_is_pinned(trial: Trial) -> None:
    """If a verdict is wished for, all flips give that one, and those that do anyway are among
    them; and no flip changes what is to stay."""
    rng, world = trial.rng, World.of(trial.agreement())
    question = a_question(rng, world.data)
    if rng.random() < 0.6 and (total := completion(rng, world, question)) is not None:
        question = at(question, total)
    if world.find(question) is None:
        return
    every = flips(world.engine, world.typed(question), most=2)
    wished = rng.choice([flip.verdict for flip in every] or list(Verdict))
    told = flips(world.engine, world.typed(question), to=wished, most=2)
    trial.show(question=question, wished=wished, every=every, told=told)
    assert {flip.verdict for flip in told} <= {wished}
    assert all(flip in told for flip in every if flip.verdict is wished)
    names = sorted({name for flip in every for name in flip.changes})
    pinned = rng.sample(names, min(len(names), rng.randint(0, 2)))
    fixed = flips(world.engine, world.typed(question), pinned=pinned, most=2)
    trial.show(pinned=pinned, fixed=fixed)
    assert not any(set(flip.changes) & set(pinned) for flip in fixed)
    assert all(flip in fixed for flip in every if not set(flip.changes) & set(pinned))
    trial.reach(*["told"] * len(told), *["pinned"] * len(pinned))
