"""Which clauses are in force, which may be, and until when they were."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from contract_engine.answers.norms.in_force import Entry, Register
from contract_engine.diagram.core.region import Impossible
from tests.generators import Question, random_question
from tests.laws.situations import opened, some_totals
from tests.laws.trials import Trial, law
from tests.laws.worlds import Total, World, at, left, total_of
from tests.reference import TooMany
from tests.reference.truth import in_force

ONE_DAY = timedelta(days=1)


def terms_in_force(world: World, question: Question, total: Total) -> set[str]:
    """The clauses in force in a total situation, by the reference."""
    now = total_of(left(world, question), total)
    return {clause.id for clause in now.agreement.clauses if in_force(clause, now)}


def entries_of(world: World, question: Question) -> tuple[Entry, ...] | None:
    """The terms as the engine tells them; None where what is given can't be."""
    typed = world.typed(question)
    try:
        return Register(world.engine, typed.options, typed.given).entries(question.on)
    except Impossible:
        return None


@law(35, ended=0.5, governing=3.0)
def test_the_terms_of_a_total_situation_are_those_in_force(trial: Trial) -> None:
    """Where all is known, no term is open, each has begun and isn't over; what governs is among
    them, and what has ended is not."""
    world = World.of(trial.agreement())
    for question, total in some_totals(trial.rng, world, 12):
        entries = entries_of(world, at(question, total))
        assert entries is not None
        terms = {entry.id for entry in entries}
        trial.show(question=question, total=total, terms=terms)
        assert not any(entry.open for entry in entries)
        for entry in entries:
            assert entry.since is not None
            assert entry.since <= total.on
            assert entry.until is None or total.on <= entry.until
        assert terms == terms_in_force(world, question, total)
        said = world.outcome(question, total)
        assert said.applies <= terms
        assert not said.ended & terms
        trial.reach(*["ended"] * len(said.ended), *["governing"] * len(said.governing))


@law(60, certain=3.0, open=0.5, refused=0.005)
def test_the_terms_of_a_situation_are_those_of_its_completions(trial: Trial) -> None:
    """If some things are not known, a term is in force where it is in every completion, and open
    where it is in some; so says the reference, which tries them all. What is given is refused
    where it has none."""
    rng, world = trial.rng, World.of(trial.agreement(additions=True))
    for _ in range(4):
        question = opened(rng, random_question(rng, world.data))
        trial.show(question=question)
        try:
            expected = world.terms(question)
        except TooMany:
            continue
        entries = entries_of(world, question)
        if entries is None or expected is None:
            assert entries is None
            assert expected is None
            trial.reach("refused")
            continue
        told = {entry.id: "open" if entry.open else "in force" for entry in entries}
        assert told == expected
        trial.reach(*["open" if entry.open else "certain" for entry in entries])


@law(25, told=0.3)
def test_the_last_day_of_an_ended_clause_is_its_last(trial: Trial) -> None:
    """A clause of which it is said that it ended on a day was in force then, and is not on any day
    since; one of which no day is said never was in force."""
    rng, world = trial.rng, World.of(trial.agreement())
    for question, total in some_totals(rng, world, 8):
        for ended in world.said_to_have_ended(question, total):
            (clause,) = (c for c in world.theirs.clauses if c.id == ended.id)
            first = ended.on + ONE_DAY if ended.on else clause.effective
            days = [first + timedelta(rng.randint(0, (total.on - first).days)) for _ in range(3)]
            trial.show(question=question, total=total, ended=ended)
            for day in (first, *days, total.on):
                assert ended.id not in terms_in_force(world, question, replace(total, on=day))
            if ended.on is not None:
                last = terms_in_force(world, question, replace(total, on=ended.on))
                assert ended.id in last or clause.start is not None
                trial.reach("told")
