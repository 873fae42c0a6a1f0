"""What amendments, repeals and the options of a question may and may not change."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from tests.generators import Data
from tests.generators.vocabulary import GRADES
from tests.laws.edits import (
    cut_after,
    with_clarifications,
    without_clauses,
    without_instruments,
    without_repeals,
)
from tests.laws.shapes import differing, shape_of
from tests.laws.situations import a_question, some_totals
from tests.laws.trials import Trial, law
from tests.laws.worlds import World, left

ONE_DAY = timedelta(days=1)


def an_amendment(rng: Random, data: Data) -> tuple[str, list[Data]]:
    """An instrument (rather not the first), and with it the clarifications that go with it."""
    names = [instrument["instrument"] for instrument in data["instruments"]]
    chosen = rng.choice(names[1:] or names)
    gone = with_clarifications(data, [chosen])
    return chosen, [i for i in data["instruments"] if i["instrument"] in gone]


@law(50, told=1.2, changed=0.15)
def test_an_amendment_changes_no_answer_before_its_day(trial: Trial) -> None:
    """Until the day before an amendment takes effect, every answer is as if it didn't exist."""
    data, rng = trial.agreement(), trial.rng
    chosen, gone = an_amendment(rng, data)
    begins = min(date.fromisoformat(each["effective"]) for each in gone)
    world, before = World.of(data), World.of(without_instruments(data, [chosen]))
    for _ in range(3):
        question = a_question(rng, world.data)
        on = begins - ONE_DAY if rng.random() < 0.5 else begins - timedelta(rng.randint(1, 2000))
        trial.show(amendment=chosen, question=replace(question, on=on))
        for other, asked in ((before, question), (world, replace(question, without=(chosen,)))):
            one = shape_of(world, replace(question, on=on))
            assert differing(one, shape_of(other, replace(asked, on=on))) == []
            trial.reach(*["told"] * (one is not None and one.verdict != "not_addressed"))
            after = shape_of(world, replace(question, on=begins))
            changed = after != shape_of(other, replace(asked, on=begins))
            trial.reach(*["changed"] * changed)


def published(data: Data, gone: Collection[Data]) -> date:
    """The first day on which anything of these instruments was known."""
    days = []
    for each in gone:
        own = each.get("published") or each["effective"]
        repeals = each.get("repeals") or {}
        parts = [
            *(each.get("clauses") or {}).values(),
            *(repeals.values() if isinstance(repeals, dict) else ()),
        ]
        days += [own, *((part or {}).get("published") or own for part in parts)]
    return min(date.fromisoformat(day) for day in days)


@law(50, told=1.0, changed=0.1)
def test_what_is_not_yet_published_changes_no_answer_known_by_then(trial: Trial) -> None:
    """As known on a day before an amendment was published, every answer is as if it didn't exist.

    (The values of a reading have days of their own.)
    """
    data, rng = trial.agreement(), trial.rng
    chosen, gone = an_amendment(rng, data)
    known = published(data, gone) - ONE_DAY
    world, before = World.of(data), World.of(without_instruments(data, [chosen]))
    for _ in range(3):
        question = replace(a_question(rng, world.data), known=known)
        trial.show(amendment=chosen, question=question)
        for other, asked in ((before, question), (world, replace(question, without=(chosen,)))):
            one = shape_of(world, question)
            assert differing(one, shape_of(other, asked)) == []
            trial.reach(*["told"] * (one is not None and one.verdict != "not_addressed"))
            late, late_other = replace(question, known=None), replace(asked, known=None)
            changed = shape_of(world, late) != shape_of(other, late_other)
            trial.reach(*["changed"] * changed)


@law(50, told=0.8)
def test_without_an_instrument_is_as_if_it_had_never_been(trial: Trial) -> None:
    """Without an instrument, every answer is that of files which never had it."""
    data, rng = trial.agreement(), trial.rng
    chosen, gone = an_amendment(rng, data)
    if len(gone) == len(data["instruments"]):
        return
    world, other = World.of(data), World.of(without_instruments(data, [chosen]))
    for _ in range(3):
        question = a_question(rng, world.data)
        trial.show(without=chosen, question=question)
        one = shape_of(world, replace(question, without=(chosen,)))
        assert differing(one, shape_of(other, question)) == []
        trial.reach(*["told"] * (one != shape_of(world, question)))


@law(50, told=0.3)
def test_under_a_version_is_as_if_nothing_had_come_after_it(trial: Trial) -> None:
    """Under a version, every answer is that of the files as they were after it."""
    data, rng = trial.agreement(), trial.rng
    version = rng.choice([instrument["instrument"] for instrument in data["instruments"]])
    world, other = World.of(data), World.of(cut_after(data, version))
    for _ in range(3):
        question = a_question(rng, world.data)
        trial.show(under=version, question=question)
        one = shape_of(world, replace(question, under=version))
        assert differing(one, shape_of(other, question)) == []
        trial.reach(*["told"] * (one != shape_of(world, question)))


@law(30, told=1.5)
def test_an_option_that_drops_nothing_says_nothing(trial: Trial) -> None:
    """Without options an answer is the same as with options that leave everything in."""
    data, rng = trial.agreement(additions=True), trial.rng
    world = World.of(data)
    ranks = {name: i.rank for name, i in world.engine.agreement.instruments.items()}
    idle: list[dict[str, Any]] = [
        {"under": max(ranks, key=lambda name: ranks[name])},
        {"known": date(9999, 12, 31)},
        {"evidence": "inference"},
        {"without": ()},
    ]
    for _ in range(2):
        question = a_question(rng, world.data)
        one = shape_of(world, question)
        for option in idle:
            other = replace(question, **option)
            trial.show(question=other)
            assert differing(one, shape_of(world, other)) == []
        trial.reach(*["told"] * (one is not None))


@law(50, repealed=2.0)
def test_a_repealed_clause_never_applies_again(trial: Trial) -> None:
    """From the day of its repeal a clause governs nothing and defeats nothing."""
    world = World.of(trial.agreement())
    agreement = world.engine.agreement
    for question, total in some_totals(trial.rng, world, 12):
        left = world.engine.survivors(world.typed(question).options)
        gone = {
            repeal.clause
            for repeal in left.repeals
            if agreement.instruments[repeal.instrument].effective <= total.on
        }
        trial.show(question=question, total=total)
        said = world.outcome(question, total)
        assert not gone & (said.applies | {winner for _, winner in said.defeated})
        trial.reach(*["repealed"] * len(gone & set(left.clauses)))


@law(45, early=5.0)
def test_a_clause_never_applies_before_its_instrument(trial: Trial) -> None:
    """Before its instrument takes effect a clause governs nothing, and has not ended either."""
    world = World.of(trial.agreement())
    agreement = world.engine.agreement
    for question, total in some_totals(trial.rng, world, 12):
        early = {
            clause.id
            for clause in agreement.clauses.values()
            if agreement.instruments[clause.instrument].effective > total.on
        }
        trial.show(question=question, total=total)
        said = world.outcome(question, total)
        assert not early & (said.applies | said.ended | {winner for _, winner in said.defeated})
        trial.reach(*["early"] * len(early))


@law(45, replaced=0.5)
def test_a_replaced_clause_never_applies_again(trial: Trial) -> None:
    """From the day a replacement takes effect the replaced clause governs nothing and defeats
    nothing, not even after the replacing clause has itself ended."""
    world = World.of(trial.agreement())
    for question, total in some_totals(trial.rng, world, 12):
        here = left(world, question)
        gone = {
            name
            for clause in here.clauses
            if clause.effective <= total.on and clause.start is None
            for name in clause.replaces
        }
        trial.show(question=question, total=total)
        said = world.outcome(question, total)
        assert not gone & (said.applies | {winner for _, winner in said.defeated})
        trial.reach(*["replaced"] * len(gone & {clause.id for clause in here.clauses}))


@law(45, dropped=1.0, told=0.3)
def test_what_is_unknown_or_badly_evidenced_is_as_if_never_written(trial: Trial) -> None:
    """As known on a day, or with evidence of a grade, every answer is that of files without the
    clauses and repeals that were published later or rest on less."""
    data, rng = trial.agreement(), trial.rng
    world = World.of(data)
    every = world.theirs
    for _ in range(2):
        question = a_question(rng, data)
        published = rng.choice([clause.published for clause in every.clauses])
        known = published + rng.choice((-1, 0)) * ONE_DAY if rng.random() < 0.6 else None
        evidence = rng.choice(GRADES) if known is None or rng.random() < 0.3 else None
        question = replace(question, known=known, evidence=evidence)
        kept = left(world, question)
        clauses = {c.id for c in every.clauses} - {c.id for c in kept.clauses}
        repeals = {(r.instrument, r.clause) for r in every.repeals if r not in kept.repeals}
        trial.show(question=question, clauses=clauses, repeals=repeals)
        other = World.of(without_clauses(without_repeals(data, repeals), clauses))
        one, without = shape_of(world, question), replace(question, known=None, evidence=None)
        whole = kept.vocabulary == every.vocabulary  # or values of readings are dropped as well
        assert differing(one, shape_of(other, without if whole else question)) == []
        trial.reach(*["dropped"] * (len(clauses) + len(repeals)))
        trial.reach(*["told"] * (one != shape_of(world, without)))
