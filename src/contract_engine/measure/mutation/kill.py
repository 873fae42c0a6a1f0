"""A mutant and the scenarios that hold -> the first of them that would fail, if any.

Most scenarios can't notice a given mutant. So the two are first compiled over the same variables,
and only where they differ in the scenario's own situations is the mutant asked in earnest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import product

from contract_engine.answers.engine import Engine, options_key
from contract_engine.diagram.act.program import Program
from contract_engine.diagram.core.node_values import any_true
from contract_engine.diagram.core.region import Masks, region_of
from contract_engine.measure.mutation.differences import shaken, stirred
from contract_engine.measure.mutation.mutants import Mutant
from contract_engine.measure.space.space import Bench, Benches, Placed, asked_by
from contract_engine.measure.space.suite import Asked, find, holds
from contract_engine.measure.space.worlds import PLAIN
from contract_engine.model.question import Options, Question


class Trials:
    """The scenarios of one agreement, ready for its mutants."""

    def __init__(self, engine: Engine, scenarios: Sequence[Asked]) -> None:
        self.engine = engine
        self.scenarios = scenarios
        self.benches = Benches(engine)
        self._masks: dict[int, Masks] = {}

    def killer(self, mutant: Mutant, mutated: Engine) -> Asked | None:
        """The first scenario that fails on the mutant; those about its clause are tried first."""
        pairs: dict[object, _Pair | None] = {}
        for asked in self._in_order(mutant, mutated):
            question = asked.question
            if not can_ask(question.options, mutated):
                continue
            place = (question.bearer, question.action, question.on, options_key(question.options))
            if place not in pairs:
                pairs[place] = self._pair(question, mutant, mutated)
            pair = pairs[place]
            if pair is not None and self._may_fail(asked, mutant, pair):
                finding = find(mutated, question)
                if finding is None or not holds(asked.scenario.expected, finding):
                    return asked
        return None

    def _in_order(self, mutant: Mutant, mutated: Engine) -> Iterable[Asked]:
        acts = acts_of(self.engine, mutant, mutated)
        touched = mutant.touched or frozenset()
        bearing = (
            asked
            for asked in self.scenarios
            if (asked.question.bearer, asked.question.action) in acts
            and (asked.question.options.known is not None or not mutant.published)
        )
        return sorted(bearing, key=lambda asked: asked.involved.isdisjoint(touched))

    def _pair(self, question: Question, mutant: Mutant, mutated: Engine) -> _Pair | None:
        """The two where a question is put; None where they are the same."""
        act = (question.bearer, question.action, question.on, question.options)
        bench, sketch = self.benches.at(*act), Placed(mutated, *act)
        if mutant.reading is None and sketch.signature == bench.sketch.signature:
            return None
        return _Pair(bench, sketch, bench.compile(sketch))

    def _may_fail(self, asked: Asked, mutant: Mutant, pair: _Pair) -> bool:
        """Whether what stands, has ended or is assumed differs in some situation of a question."""
        ours, theirs = pair.bench.program, pair.other
        if theirs is None:
            return True
        given = asked.question.given
        if ours.ground.relations or any(name in ours.agreement.definitions for name in given):
            return True
        if id(asked) not in self._masks:
            self._masks[id(asked)] = region_of(ours, given).masks
        masks = self._masks[id(asked)]
        if mutant.reading is not None and region_of(theirs, given).masks != masks:
            return True
        if pair.shaken is not None and not any_true(ours, masks, pair.shaken):
            return False
        return any_true(ours, masks, pair.stirred)


class _Pair:
    """An agreement and a mutant over the same variables, if both can be."""

    def __init__(self, bench: Bench, sketch: Placed, other: Program | None) -> None:
        self.bench = bench
        self.sketch = sketch
        self.other = other

    @cached_property
    def shaken(self) -> int | None:
        """True wherever the two may differ; None where only `stirred` can tell."""
        assert self.other is not None
        if self.bench.sketch.shape != self.sketch.shape:
            return None
        return shaken(self.bench.program, self.other)

    @cached_property
    def stirred(self) -> int:
        """True where the two do differ."""
        assert self.other is not None
        return stirred(self.bench.program, self.other)


def can_ask(world: Options, engine: Engine) -> bool:
    """Whether the instruments that a world names are there."""
    there = engine.agreement.instruments
    return all(name in there for name in (*world.without, *filter(None, [world.under])))


def acts_of(engine: Engine, mutant: Mutant, mutated: Engine) -> set[tuple[str, str]]:
    """The acts on which what a mutant touches has a say, before or after the change."""
    words = engine.agreement.vocabulary
    found: set[tuple[str, str]] = set()
    for of in (engine, mutated):
        clauses = of.agreement.clauses
        touched = clauses.keys() if mutant.touched is None else mutant.touched & clauses.keys()
        norms = {(n.bearer, n.action) for name in touched for n in clauses[name].norms}
        for bearer, action in product(words.parties, words.actions):
            speaks = any((bearer, wide) in norms for wide in words.widening(action))
            asked = asked_by(of, bearer, action, PLAIN) if not speaks else ()
            if speaks or not touched.isdisjoint(asked):
                found.add((bearer, action))
    return found
