"""What more information may and may not change."""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random
from typing import Any

from tests.generators import Data, Question
from tests.generators.conditions import random_condition
from tests.generators.names import defined_facts, names_of
from tests.laws.edits import with_clause, without_habits
from tests.laws.shapes import differing, shape_of
from tests.laws.situations import a_question, completion, names_asked_of, some_value
from tests.laws.trials import Trial, law
from tests.laws.worlds import World, as_written

UNSETTLED = ("depends", "disputed")
EACH_PARTY = re.compile(r"\b(each|either|every|any) party( but \w+)?")


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


@law(65, settled=0.6)
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


@law(65, disputed=0.1)
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


def _of_one(plain: Any, party: str) -> Any:
    """The same, where what is said of each party is said of one."""
    match plain:
        case dict():
            return {key: _of_one(each, party) for key, each in plain.items()}
        case list():
            return [_of_one(each, party) for each in plain]
        case str():
            return EACH_PARTY.sub(party, plain)
        case _:
            return plain


@law(85, decided=0.9)
def test_p_or_not_p_is_decided(trial: Trial) -> None:
    """What is allowed if something is so, and also if it isn't, is allowed, known or not."""
    data, rng = trial.agreement(additions=True), trial.rng
    always, _ = either_way(rng, data)
    # A new party would have what each party has.
    data = _of_one(data, next(iter(data["parties"])))
    data = {**data, "parties": {**data["parties"], "guest": None}}
    clause = {"text": "Either way.", "norm": "guest may sublet", "when": [always]}
    # A term of its instrument would be the clause's too.
    first = {key: value for key, value in data["instruments"][0].items() if key != "term"}
    data = {**data, "instruments": [first, *data["instruments"][1:]]}
    world = World.of(with_clause(data, 0, "either-way", clause))
    question = a_question(rng, world.data)
    question = replace(question, bearer="guest", action="sublet", given={})
    begun = data["instruments"][0]["effective"] <= question.on.isoformat()
    trial.show(question=question)
    found = world.find(question)
    assert found is not None
    assert str(found.verdict) == ("permitted" if begun else "not_addressed")
    trial.reach(*["decided"] * begun)


@law(65, told=0.9)
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


@law(65, assumed=0.3)
def test_to_give_what_is_assumed_says_nothing_new(trial: Trial) -> None:
    """To be told of a fact or reading what was assumed of it anyway leaves the answer as it is."""
    rng, world = trial.rng, World.of(trial.agreement(additions=True))
    words = world.theirs.vocabulary
    for _ in range(3):
        question = a_question(rng, world.data)
        found = world.find(question)
        if found is None or not found.assumed:
            continue
        told = {name: as_written(value, world.words, name) for name, value in found.assumed.items()}
        # What is given of a defined fact is also what its definitions say, which says more.
        told = {name: text for name, text in told.items() if name not in defined_facts(world.data)}
        facts = {name: text for name, text in told.items() if name not in words.readings}
        readings = {name: text for name, text in told.items() if name in words.readings}
        now = replace(
            question,
            given={**question.given, **facts},
            readings={**question.readings, **readings},
        )
        trial.show(question=question, told=told)
        one, other = shape_of(world, question), shape_of(world, now)
        # A reading that is fixed is no longer asked for, so the cases may be told in another order.
        assert differing(one, other, but=("assumed", "hinges", "cases")) == []
        assert one is not None
        assert other is not None
        assert one.case_verdicts == other.case_verdicts
        trial.reach(*["assumed"] * len(told))


@law(65, idle=0.5)
def test_what_nobody_asks_about_makes_no_difference(trial: Trial) -> None:
    """Whatever is so of a fact, event or reading that neither a clause in play nor an impossible
    combination asks about, the answer is the same."""
    rng, world = trial.rng, World.of(trial.agreement(additions=True))
    words = world.theirs.vocabulary
    plain = [name for name, event in words.events.items() if event.reading is None]
    defined = set(defined_facts(world.data))
    for _ in range(3):
        question = a_question(rng, world.data)
        # To give a fact that is defined says something of what it hangs on.
        given = {n: text for n, text in question.given.items() if n not in defined}
        question = replace(question, given=given)
        idle = {*words.facts, *plain, *words.readings} - defined
        idle -= names_asked_of(world, question)
        given = {name: text for name, text in given.items() if name not in idle}
        readings = {}
        for name in sorted(idle):
            if name in words.readings:
                readings[name] = rng.choice(list(words.readings[name].values))
            elif rng.random() < 0.7:
                given[name] = some_value(rng, world.data, world.theirs, name, question.on)
        now = replace(question, given=given, readings={**question.readings, **readings})
        trial.show(question=question, now=now, idle=idle)
        assert differing(shape_of(world, question), shape_of(world, now)) == []
        trial.reach(*["idle"] * (now != question))


@law(65, told=0.3, same=0.1)
def test_an_inner_node_of_a_kind_is_one_of_its_ends_unknown_which(trial: Trial) -> None:
    """Where nothing is assumed, a kind given by an inner node has the verdict that all its end
    nodes have, if that is one and settled; and if its own is settled, each of them has it."""
    rng, world = trial.rng, World.of(without_habits(trial.agreement()))
    kinds = [fact for fact in world.theirs.vocabulary.facts.values() if fact.sort == "kind"]
    for _ in range(3):
        fact = rng.choice(kinds)
        node = rng.choice([node for node, ends in fact.below.items() if len(ends) > 1])
        question = a_question(rng, world.data)
        given = {**question.given, fact.name: node}
        whole = world.verdict(replace(question, given=given))
        ends = [
            world.verdict(replace(question, given={**given, fact.name: end}))
            for end in fact.below[node]
        ]
        trial.show(question=question, node=node, whole=whole, ends=ends)
        verdicts = {verdict for verdict in ends if verdict is not None}
        if not verdicts:
            assert whole is None
        elif whole not in UNSETTLED:
            assert verdicts == {whole}
            trial.reach("same")
        else:
            assert len(verdicts) > 1 or verdicts <= set(UNSETTLED)
        trial.reach("told")
