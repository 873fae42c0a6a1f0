"""On which days an answer holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from contract_engine.answers.ask.flips import day_flips
from contract_engine.answers.timeline.timeline import timeline
from contract_engine.diagram.finding.finding import FoundCase
from tests.generators import Question, random_question
from tests.laws.situations import days_compared, opened, some_day
from tests.laws.trials import Trial, law
from tests.laws.worlds import World
from tests.reference import TooMany
from tests.reference.days import last_from

ONE_DAY = timedelta(days=1)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
FIRST, LAST = date(1990, 1, 1), date(2028, 12, 31)
"""The days of which a law that speaks of every day is tried."""


@dataclass(frozen=True)
class Case:
    """A case without its days, and each of its days by every name it has on the day asked about:
    itself, or so long before that day. `clear` says that no day is both."""

    told: frozenset[tuple[str, str]]
    verdict: str
    clauses: frozenset[str]
    days: tuple[frozenset[object], ...]
    clear: bool


@dataclass(frozen=True)
class Answer:
    """What stays the same while an answer holds."""

    verdict: str
    governing: frozenset[str]
    cases: tuple[Case, ...]


def answer_on(world: World, question: Question, on: date) -> Answer | None:
    """The engine's answer on a day; None where what is given can't be then."""
    found = world.find(replace(question, on=on))
    if found is None:
        return None
    cases = [_case(world, on, case) for case in found.cases]
    return Answer(str(found.verdict), frozenset(found.outcome.governing), tuple(cases))


def _case(world: World, on: date, case: FoundCase) -> Case:
    told = frozenset((name, DAY.sub("DAY", words)) for name, words in case.given.items())
    days = [
        date.fromisoformat(day)
        for name in sorted(case.given)
        for day in DAY.findall(case.given[name])
    ]
    names = tuple(_names(world, day, on) for day in days)
    compared = days_compared(world.data)
    both = [
        len(some) > 1 and any((constant - day).days in (0, 1) for constant in compared)
        for day, some in zip(days, names, strict=True)
    ]
    clear = not any(both) and all(len(some) <= 2 for some in names)
    return Case(told, str(case.verdict), frozenset(case.clauses), names, clear)


def _names(world: World, day: date, on: date) -> frozenset[object]:
    """The names of a day: itself, and so long before the day asked about or the day before it.

    A date that is defined can be counted from once more: then it is two offsets before.
    """
    ends = [(late, on - timedelta(late)) for late in (0, 1) if on > date.min]
    found: set[object] = {day, *((late, ()) for late, end in ends if day == end)}
    outer, inner = world.offsets
    for late, end in ends:
        for steps in outer:
            start = last_from(steps, end)
            if start == day:
                found.add((late, steps))
            if start is not None:
                found |= {(late, steps, e) for e in inner if last_from(e, start) == day}
    return frozenset(found)


def same(one: Answer | None, other: Answer | None) -> bool:
    """Whether the answers are the same, with days that move along with the day asked about."""
    if one is None or other is None:
        return one is other
    if (one.verdict, one.governing) != (other.verdict, other.governing):
        return False
    left = list(other.cases)
    for case in one.cases:
        match = next((each for each in left if _alike(case, each)), None)
        if match is None:
            return False
        left.remove(match)
    return not left


def _alike(one: Case, other: Case) -> bool:
    return (
        (one.told, one.verdict, one.clauses) == (other.told, other.verdict, other.clauses)
        and len(one.days) == len(other.days)
        and all(a & b for a, b in zip(one.days, other.days, strict=True))
    )


def told_apart(answer: Answer | None) -> bool:
    """Whether no day in the cases has two meanings (a constant that is also the day asked about),
    so that it can be said for sure that an answer is another."""
    return answer is None or all(case.clear for case in answer.cases)


def agrees(trial: Trial, world: World, question: Question, on: date, said: Answer | None) -> None:
    """The reference says the same of the day (it knows no cases, and is slow)."""
    if trial.all_of_it and trial.rng.random() < 0.98:
        return
    try:
        told = world.told(replace(question, on=on))
    except TooMany:
        return
    if said is None or told is None:
        assert said is None
        assert told is None
    elif said.cases:
        assert said.verdict == told.verdict
    else:
        assert (said.verdict, said.governing) == (told.verdict, told.governing)


def days_between(rng: Random, first: date | None, last: date | None) -> Iterator[date]:
    """The ends of an interval and some days inside it."""
    low, high = first or FIRST, last or LAST
    yield from (day for day in (first, last) if day is not None)
    if low <= high:
        yield from (low + timedelta(rng.randint(0, (high - low).days)) for _ in range(3))


@law(35, bounded=0.8, moving=0.06)
def test_an_answer_stays_the_same_on_every_day_it_holds(trial: Trial) -> None:
    """On every day for which an answer is said to hold, the verdict and its clauses are the same,
    and on the day before and the day after they are not."""
    rng, world = trial.rng, World.of(trial.agreement(additions=True))
    for _ in range(2):
        question = opened(rng, random_question(rng, world.data))
        said = world.ask(question)
        if said is None:
            continue
        here = answer_on(world, question, question.on)
        assert here is not None
        first, last = said.holds.from_, said.holds.through
        assert (first or question.on) <= question.on <= (last or question.on)
        for day in days_between(rng, first, last):
            trial.show(question=question, holds=(first, last), day=day)
            assert same(answer_on(world, question, day), here)
            agrees(trial, world, question, day, here)
        for edge in (first and first - ONE_DAY, last and last + ONE_DAY):
            if edge is not None:
                trial.show(question=question, holds=(first, last), edge=edge)
                there = answer_on(world, question, edge)
                assert not same(there, here) or not (told_apart(there) and told_apart(here))
                agrees(trial, world, question, edge, there)
                trial.reach("bounded")
        trial.reach(*["moving"] * any(case.days for case in here.cases))
        change = said.holds.next_change
        assert (change and change.on) == (last and last + ONE_DAY)


@law(35, intervals=3.0)
def test_a_timeline_leaves_no_day_out_and_tells_none_twice(trial: Trial) -> None:
    """Every day is in one interval of a timeline, with the answer that is given on that day;
    only days on which what is given can't be are in none."""
    rng, world = trial.rng, World.of(trial.agreement(additions=True))
    question = opened(rng, random_question(rng, world.data))
    intervals = timeline(world.engine, world.typed(question))
    for one, other in pairwise(intervals):
        trial.show(question=question, one=one, other=other)
        assert one.through is not None
        assert other.from_ is not None
        assert one.through < other.from_
        if one.through + ONE_DAY == other.from_:
            here, there = (answer_on(world, question, i.from_ or one.through) for i in (one, other))
            assert not same(here, there) or not (told_apart(here) and told_apart(there))
    if intervals:
        assert all(i.from_ is not None for i in intervals[1:])
        assert all(i.through is not None for i in intervals[:-1])
    days = {
        *(i.from_ for i in intervals if i.from_),
        *(i.through for i in intervals if i.through),
        *(some_day(rng, world, question) for _ in range(6)),
        FIRST,
        LAST,
    }
    for day in sorted(days):
        inside = [
            i
            for i in intervals
            if (i.from_ is None or i.from_ <= day) and (i.through is None or day <= i.through)
        ]
        trial.show(question=question, day=day, intervals=inside)
        there = answer_on(world, question, day)
        agrees(trial, world, question, day, there)
        assert len(inside) == (there is not None)
        if there is not None:
            (interval,) = inside
            assert (str(interval.verdict), frozenset(interval.clauses)) == (
                there.verdict,
                there.governing,
            )
            said = {str(case.verdict) for case in interval.cases}
            assert said == {case.verdict for case in there.cases}
        trial.reach("intervals")


@law(45, found=0.6)
def test_the_nearest_day_with_another_verdict_is_the_nearest(trial: Trial) -> None:
    """On the nearest day that is told the verdict is another, and on no day between."""
    rng, world = trial.rng, World.of(trial.agreement(additions=True))
    question = opened(rng, random_question(rng, world.data))
    found = world.find(question)
    if found is None:
        return
    here = str(found.verdict)
    flips = day_flips(world.engine, world.typed(question), found)
    for side in (-1, 1):
        on = [flip for flip in flips if (flip.on > question.on) == (side > 0)]
        assert len(on) <= 1
        for flip in on:
            trial.show(question=question, flip=flip)
            assert str(flip.verdict) != here
            assert world.verdict(replace(question, on=flip.on)) == str(flip.verdict)
            agrees(trial, world, question, flip.on, answer_on(world, question, flip.on))
            trial.reach("found")
        # The day just before the nearest is none of those that are told, though it may be this one.
        end = on[0].on - ONE_DAY * side if on else (LAST if side > 0 else FIRST)
        low, high = sorted((question.on, end))
        between = {*(low + timedelta(rng.randint(0, (high - low).days)) for _ in range(4))}
        for day in between:
            trial.show(question=question, flips=flips, day=day)
            verdict = world.verdict(replace(question, on=day))
            assert verdict in (here, None)
