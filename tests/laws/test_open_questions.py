"""What an answer says of a question that leaves things open: its cases and its hinges."""

from __future__ import annotations

from dataclasses import replace

from contract_engine.diagram.core.witness import witness
from contract_engine.diagram.finding.cases import cases_of
from contract_engine.diagram.finding.finding import Finding
from contract_engine.diagram.finding.hinges import hinges
from tests.generators import Question, random_question
from tests.generators.names import defined_facts
from tests.laws.situations import completion, opened, ways_to_answer
from tests.laws.trials import Trial, law
from tests.laws.words import fits
from tests.laws.worlds import World, at, left, written
from tests.reference.complete import values


def open_question(
    trial: Trial, *, additions: bool = False
) -> tuple[World, Question, Finding | None]:
    """A question with something open, and what the engine finds."""
    world = World.of(trial.agreement(additions=additions))
    question = opened(trial.rng, random_question(trial.rng, world.data))
    trial.show(question=question)
    return world, question, world.find(question)


@law(160, told=1.2)
def test_the_cases_of_an_answer_share_out_its_situations(trial: Trial) -> None:
    """Of an answer that depends or is disputed, every situation is in exactly one case, whose
    verdict is the situation's own and whose clauses are among those that govern it."""
    world, question, found = open_question(trial)
    if found is None or not found.cases:
        return
    assert {str(found.verdict)} < {"depends", "disputed"}
    for _ in range(8):
        total = completion(trial.rng, world, question)
        if total is None:
            continue
        matching = [case for case in found.cases if fits(world.theirs, case.given, total)]
        trial.show(question=question, cases=found.cases, total=total)
        assert len(matching) == 1
        (case,) = matching
        said = world.judged(question, total)
        assert str(case.verdict) == said.verdict
        assert said.governing <= set(case.clauses)
        trial.reach("told")


@law(105, told=0.8)
def test_every_case_can_be(trial: Trial) -> None:
    """There are at least two cases, of more than one verdict, and each comes about in some
    situation."""
    world, question, found = open_question(trial)
    if found is None or not found.cases:
        return
    assert len({case.verdict for case in found.cases}) > 1
    masks = found.region.masks
    told = list(zip(cases_of(found.program, masks), found.cases, strict=not found.more_cases))
    for (part, _), case in told:
        situation = witness(found, part)
        assert situation is not None
        total = written(world.words, question.on, situation)
        trial.show(question=question, case=case, total=total)
        assert fits(world.theirs, case.given, total)
        assert world.can_be(total)
        assert world.judged(question, total).verdict == str(case.verdict)
        trial.reach("told")


@law(105, told=2.0)
def test_every_completion_gives_a_settled_verdict(trial: Trial) -> None:
    """Where an answer is definite, every situation that the question leaves open has that verdict,
    by clauses among the governing ones; what is said to have ended has ended in all of them."""
    world, question, found = open_question(trial)
    if found is None or found.cases:
        return
    for _ in range(5):
        total = completion(trial.rng, world, question)
        if total is None:
            continue
        said = world.judged(question, total)
        trial.show(question=question, total=total)
        assert said.verdict == str(found.verdict)
        assert said.governing <= set(found.outcome.governing)
        assert said.ended >= set(found.outcome.ended)
        trial.reach("told")


def changed(question: Question, name: str, value: str, *, reading: bool) -> Question:
    """The question with that name alone changed."""
    if reading:
        return replace(question, readings={**question.readings, name: value})
    return replace(question, given={**question.given, name: value})


@law(130, told=0.3)
def test_a_hinge_changed_alone_gives_its_verdict(trial: Trial) -> None:
    """To give a hinge the value that is told, and to change nothing else, gives its verdict,
    which is another."""
    world, question, found = open_question(trial, additions=True)
    if found is None:
        return
    for hinge in hinges(found, world.typed(question).given):
        trial.show(question=question, hinge=hinge)
        assert question.given.get(hinge.name) in (None, "unknown")
        assert hinge.verdict is not found.verdict
        now = changed(question, hinge.name, hinge.value, reading=hinge.sort == "reading")
        assert world.verdict(now) == str(hinge.verdict)
        if not trial.all_of_it:  # of which the reference is slow to tell
            told = world.told(now)
            assert told is not None
            assert told.verdict == str(hinge.verdict)
        trial.reach("told")


@law(105, told=0.5)
def test_the_hinges_are_exactly_the_changes_that_turn_the_verdict_alone(trial: Trial) -> None:
    """Of all names that the clauses in play ask about, to some purpose, and of which nothing is
    given, the hinges are those for which some value, nothing else being changed, gives another
    verdict."""
    world, question, found = open_question(trial, additions=True)
    if found is None:
        return
    words = left(world, question).vocabulary
    program = found.program
    asked = {program.ground.names[level] for level in program.nodes.support(program.verdict)}
    relations = program.ground.relations
    asked |= {each for name in asked & {*relations} for each in relations[name].between}
    defined = set(defined_facts(world.data))  # which hang on other facts themselves
    given = {**question.given, **question.readings}
    turning = set()
    for name, ways in ways_to_answer(world, question).items():
        is_open = name in asked - defined and given.get(name, "unknown") == "unknown"
        for value in ways if is_open else ():
            now = changed(question, name, value, reading=name in words.readings)
            verdict = world.verdict(now)
            if verdict not in (None, str(found.verdict)):
                turning.add((name, verdict))
    told = hinges(found, world.typed(question).given)
    trial.show(question=question, hinges=told, turning=turning)
    found_ones = {(hinge.name, str(hinge.verdict)) for hinge in told}
    assert {pair for pair in found_ones if pair[0] not in defined} == turning
    trial.reach(*["told"] * len(told))


@law(85, told=0.8)
def test_the_witness_of_an_answer_is_a_situation_of_the_question(trial: Trial) -> None:
    """The situation that stands for an answer gives each fact, event and reading one value, can
    be, and has the answer's verdict or one of its cases'; asked about, it leaves nothing open."""
    world, question, found = open_question(trial)
    if found is None:
        return
    situation = witness(found)
    assert situation is not None
    total = written(world.words, question.on, situation)
    trial.show(question=question, total=total)
    assert world.can_be(total)
    said = world.judged(at(question, total), total)
    verdicts = {str(case.verdict) for case in found.cases} or {str(found.verdict)}
    assert said.verdict in verdicts
    words = world.theirs.vocabulary
    plain = [name for name, event in words.events.items() if event.reading is None]
    assert set(total.facts) == {*words.facts, *plain}
    assert set(total.readings) == set(words.readings)
    assert all(len(values(world.theirs, *pair)) == 1 for pair in total.facts.items())
    asked = world.find(at(question, total))
    assert asked is not None
    assert str(asked.verdict) == said.verdict
    assert [*asked.cases, *asked.unknown, *asked.assumed] == []
    assert not hinges(asked, world.typed(at(question, total)).given)
    trial.reach("told")
