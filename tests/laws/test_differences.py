"""What a comparison of two agreements, or of one under two options, says of their answers."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from contract_engine.answers.compare.diff import Row, View, differ, differs
from contract_engine.answers.engine import Engine
from contract_engine.diagram.core.cover import TooManyBoxes
from contract_engine.model.question import Options
from tests.generators import Question
from tests.generators.cuts import cuts
from tests.generators.order import entries
from tests.laws.edits import edited
from tests.laws.situations import a_question, completion, random_total, some_day
from tests.laws.trials import Trial, law
from tests.laws.words import fits
from tests.laws.worlds import Refused, Total, World, as_written

ONE_DAY = timedelta(days=1)


class Pair:
    """Two worlds to be compared, and how a question is asked in each."""

    def __init__(self, trial: Trial) -> None:
        """An agreement and somebody's edit of it, or one agreement under two options."""
        data, rng = trial.agreement(), trial.rng
        self.one = self.other = World.of(data)
        self.first: dict[str, Any] = {}
        self.second: dict[str, Any] = {}
        instruments = [instrument["instrument"] for instrument in data["instruments"]]
        if rng.random() < 0.6:
            with suppress(Refused):  # a circle of defeat, or a term over before it begins
                self.other = World.of(edited(rng, data))
        elif rng.random() < 0.5:
            self.second = {"without": (rng.choice(instruments),)}
        else:
            self.first, self.second = ({"under": rng.choice(instruments)} for _ in range(2))
        trial.show(first=self.first, second=self.second)

    @property
    def views(self) -> tuple[View, View]:
        """Both as `diff` takes them."""
        return _view(self.one.engine, self.first), _view(self.other.engine, self.second)

    def questions(self, question: Question) -> tuple[Question, Question]:
        """The question as it is asked in each."""
        return replace(question, **self.first), replace(question, **self.second)

    def differs(self, question: Question, total: Total) -> bool:
        """Whether the reference answers differently, or by other clauses."""
        first, second = self.questions(question)
        ours, theirs = self.one.judged(first, total), self.other.judged(second, total)
        return (ours.verdict, ours.governing) != (theirs.verdict, theirs.governing)

    def total(self, rng: Random, question: Question) -> Total | None:
        """A random situation that can be in both worlds."""
        total = random_total(rng, self.one, question)
        return total if total and self.other.can_be(total) else None

    def day(self, rng: Random, question: Question) -> date:
        """A day on which an answer may change in one of them."""
        return some_day(rng, rng.choice((self.one, self.other)), question)


def _view(engine: Engine, options: dict[str, Any]) -> View:
    return View("", engine, Options(**options))


def covering(pair: Pair, rows: Sequence[Row], question: Question, total: Total) -> list[Row]:
    """The rows in which this situation lies, as a reader of them would find."""
    return [
        row
        for row in rows
        if (row.bearer, row.action) == (question.bearer, question.action)
        and (row.from_ is None or row.from_ <= total.on)
        and (row.through is None or total.on <= row.through)
        and fits(pair.one.theirs, row.given, total)
    ]


@law(30, differs=0.4, same=1.0)
def test_the_rows_of_a_comparison_are_all_that_differs(trial: Trial) -> None:
    """A question gets another answer in the other world exactly when it lies in a row, in no two of
    them, and the answers are those that the row tells."""
    pair, rng = Pair(trial), trial.rng
    try:
        rows = differ(*pair.views)
    except TooManyBoxes:
        trial.reach("many")
        return
    for _ in range(12):
        question = a_question(rng, pair.one.data)
        question = replace(question, given={}, on=pair.day(rng, question))
        total = pair.total(rng, question)
        if total is None:
            continue
        found = covering(pair, rows, question, total)
        trial.show(question=question, total=total, rows=found)
        first, second = pair.questions(question)
        ours, theirs = pair.one.judged(first, total), pair.other.judged(second, total)
        moved = (ours.verdict, ours.governing) != (theirs.verdict, theirs.governing)
        assert len(found) == moved
        for row in found:
            assert (str(row.first), str(row.second)) == (ours.verdict, theirs.verdict)
            assert ours.governing <= set(row.first_clauses)
            assert theirs.governing <= set(row.second_clauses)
        trial.reach("differs" if moved else "same")


@law(30, rows=1.0, usual=0.3)
def test_the_witness_of_every_row_differs_as_told(trial: Trial) -> None:
    """The example of a row lies in it, can be in both worlds, and has the two verdicts told; and
    it is as usual where only that is asked for."""
    pair, rng = Pair(trial), trial.rng
    usual = rng.random() < 0.4
    try:
        rows = differ(*pair.views, usual=usual)
    except TooManyBoxes:
        return
    readings = pair.one.theirs.vocabulary.readings
    for row in rng.sample(rows, min(len(rows), 20)):
        facts = {n: v for n, v in row.witness.items() if n not in readings}
        total = Total(row.witness_on, facts, {n: row.witness[n] for n in readings})
        question = Question(row.bearer, row.action, row.witness_on)
        trial.show(row=row)
        assert row in covering(pair, rows, question, total)
        assert pair.one.can_be(total)
        assert pair.other.can_be(total)
        first, second = pair.questions(question)
        ours, theirs = pair.one.judged(first, total), pair.other.judged(second, total)
        assert (str(row.first), str(row.second)) == (ours.verdict, theirs.verdict)
        assert ours != theirs
        if usual:
            found = pair.one.find(first)
            assert found is not None
            for name, value in found.assumed.items():
                # Any day or number does of which the same is true.
                is_exact = isinstance(value, frozenset | bool)
                assert not is_exact or row.witness[name] in as_written(
                    value, pair.one.words, name
                ).split(" or ")
        trial.reach("rows", *["usual"] * usual)


@law(30, differs=0.4, same=0.3)
def test_a_comparison_is_empty_exactly_when_nothing_differs(trial: Trial) -> None:
    """Two worlds are called the same exactly when no question gets another answer."""
    pair, rng = Pair(trial), trial.rng
    views = pair.views
    said = differs(*views)
    trial.reach("differs" if said else "same")
    try:
        assert bool(differ(*views)) == said
    except TooManyBoxes:
        assert said
    if said:
        return
    for _ in range(12):
        question = a_question(rng, pair.one.data)
        question = replace(question, given={}, on=pair.day(rng, question))
        total = pair.total(rng, question)
        trial.show(question=question, total=total)
        assert total is None or not pair.differs(question, total)


@law(25, differs=0.4, same=1.0)
def test_the_usual_rows_are_all_that_differs_where_all_is_as_usual(trial: Trial) -> None:
    """Of situations that are as usually assumed, those differ which lie in a row of the usual
    ones."""
    pair, rng = Pair(trial), trial.rng
    try:
        rows = differ(*pair.views, usual=True)
    except TooManyBoxes:
        return
    for _ in range(12):
        question = a_question(rng, pair.one.data)
        question = replace(question, given={}, on=pair.day(rng, question))
        first, _ = pair.questions(question)
        total = completion(rng, pair.one, first)
        if total is None or not pair.other.can_be(total):
            continue
        found = covering(pair, rows, question, total)
        trial.show(question=question, total=total, rows=found)
        moved = pair.differs(question, total)
        assert len(found) == moved
        trial.reach("differs" if moved else "same")


@law(25, differs=0.5, same=0.5)
def test_a_comparison_of_two_days_is_all_that_differs_between_them(trial: Trial) -> None:
    """The same situation gets another answer on the other day exactly when it lies in a row."""
    world, rng = World.of(trial.agreement()), trial.rng
    days = sorted(cuts(world.data, entries(world.data), {}))
    first, second = sorted((rng.choice(days) - ONE_DAY, rng.choice(days)))
    question = a_question(rng, world.data)
    engine = world.engine
    try:
        rows = [
            row
            for row in differ(
                View("", engine, Options(), first), View("", engine, Options(), second)
            )
            if (row.bearer, row.action) == (question.bearer, question.action)
        ]
    except TooManyBoxes:
        return
    for _ in range(10):
        total = random_total(rng, world, replace(question, on=rng.choice((first, second))))
        if total is None:
            continue
        one, other = replace(total, on=first), replace(total, on=second)
        if not (world.can_be(one) and world.can_be(other)):
            continue
        found = [row for row in rows if fits(world.theirs, row.given, one)]
        ours, theirs = world.judged(question, one), world.judged(question, other)
        trial.show(question=question, one=one, second=second, rows=found)
        moved = (ours.verdict, ours.governing) != (theirs.verdict, theirs.governing)
        assert len(found) == moved
        trial.reach("differs" if moved else "same")


@law(25, told=0.4)
def test_a_comparison_read_backwards_tells_the_same(trial: Trial) -> None:
    """What differs between one world and another differs between the other and the one, with the
    two verdicts in the other order; and nothing differs from itself."""
    pair, rng = Pair(trial), trial.rng
    one, other = pair.views
    assert not differs(one, one)
    assert differs(one, other) == differs(other, one)
    try:
        there, back = differ(one, other), differ(other, one)
    except TooManyBoxes:
        return
    for _ in range(10):
        question = a_question(rng, pair.one.data)
        question = replace(question, given={}, on=pair.day(rng, question))
        total = pair.total(rng, question)
        if total is None:
            continue
        rows, swapped = (covering(pair, each, question, total) for each in (there, back))
        trial.show(question=question, total=total, rows=rows, swapped=swapped)
        told = {(row.first, row.second) for row in rows}
        assert told == {(row.second, row.first) for row in swapped}
        trial.reach(*["told"] * len(told))
