"""Which facts would still change the answer, and which no longer can."""

from __future__ import annotations

from dataclasses import replace

from contract_engine.answers.ask.needed import Needed, needed
from contract_engine.model.vocabulary import KindFact, YesNoFact
from tests.generators import Question
from tests.laws.situations import a_question, random_total, text_of
from tests.laws.trials import Trial, law
from tests.laws.worlds import Total, World
from tests.reference.complete import values


def of_a_situation(trial: Trial) -> tuple[World, Question, Total, Needed] | None:
    """A situation, a question that gives some of it, and what is still needed."""
    rng, world = trial.rng, World.of(trial.agreement())
    question = replace(a_question(rng, world.data), given={})
    total = random_total(rng, world, question)
    if total is None:
        return None
    share = rng.random()
    given = {name: value for name, value in total.facts.items() if rng.random() < share}
    question = replace(question, given=given)
    trial.show(question=question, total=total)
    return world, question, total, needed(world.engine, world.typed(question))


def differing(
    trial: Trial, world: World, question: Question, total: Total, keep: set[str]
) -> Total:
    """Another situation, which has what is given and what is to be kept as the first does."""
    other = random_total(trial.rng, world, question) or total
    kept = {name: total.facts[name] for name in {*keep, *question.given} if name in total.facts}
    readings = {name: total.readings[name] for name in keep if name in total.readings}
    return Total(total.on, {**other.facts, **kept}, {**other.readings, **readings})


@law(100, told=3.0, fewer=0.5)
def test_what_is_not_needed_makes_no_difference(trial: Trial) -> None:
    """Two situations that agree in what is given and in all that is needed have one verdict,
    whatever else is so in them."""
    found = of_a_situation(trial)
    if found is None:
        return
    world, question, total, told = found
    names = {each.name for each in told.needed}
    here = world.judged(question, total).verdict
    for _ in range(6):
        other = differing(trial, world, question, total, names)
        if not world.can_be(other):
            continue
        trial.show(needed=names, other=other)
        assert world.judged(question, other).verdict == here
        trial.reach("told")
    trial.reach(*["fewer"] * bool(told.settled))


@law(60, definite=0.15, open=0.3)
def test_something_is_needed_exactly_while_the_verdict_is_open(trial: Trial) -> None:
    """Nothing is needed where every situation that has what is given has one verdict, and where
    something is needed, there are two with different ones."""
    found = of_a_situation(trial)
    if found is None:
        return
    world, question, total, told = found
    here = world.judged(question, total).verdict
    definite = str(told.verdict) not in ("depends", "disputed")
    trial.show(told=told)
    assert definite is not bool(told.needed)
    if definite:
        assert str(told.verdict) == here
    trial.reach("definite" if definite else "open")


@law(80, told=0.2)
def test_a_value_that_settles_the_verdict_settles_it(trial: Trial) -> None:
    """With a value that is told to decide, every situation has the verdict that is told."""
    found = of_a_situation(trial)
    if found is None:
        return
    world, question, total, told = found
    facts = world.words.facts
    kinds = [name for name in facts if isinstance(facts[name], KindFact | YesNoFact)]
    for each in told.needed:
        for words, verdict in each.settles.items():
            if each.sort == "reading":
                value = trial.rng.choice(words.split(" or "))
                given = replace(question, readings={each.name: value})
            elif each.name in kinds:
                some = values(world.theirs, each.name, words)
                value = text_of(world.theirs.vocabulary.facts[each.name], trial.rng.choice(some))
                given = replace(question, given={**question.given, each.name: value})
            else:
                continue
            trial.show(question=given, name=each.name, value=value, told=told)
            other = differing(trial, world, given, total, set())
            other = Total(
                total.on,
                {**other.facts, **given.given},
                {**other.readings, **given.readings},
            )
            if world.can_be(other):
                assert world.judged(given, other).verdict == str(verdict)
                trial.reach("told")
