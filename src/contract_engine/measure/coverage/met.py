"""A question -> the objectives that it meets.

It meets an objective that is true in its every possible situation. Where its answer has several
cases, and whoever asks has written them down, it also meets what is true in all of one of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache

from contract_engine.answers.engine import Engine
from contract_engine.diagram.act.program import Program
from contract_engine.diagram.core.node_values import any_true
from contract_engine.diagram.core.region import Masks, narrow, region_of
from contract_engine.diagram.finding.cases import cases_of
from contract_engine.lazy_dataclass import replace
from contract_engine.measure.coverage.objectives import Objective, Wanted, objectives
from contract_engine.measure.space.dependencies import hangs
from contract_engine.measure.space.space import Bench, Benches
from contract_engine.measure.space.worlds import Spot, starts
from contract_engine.model.question import Given, Question


class Meeting:
    """Tells which objectives questions about one agreement meet."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.benches = Benches(engine)
        self._days = lru_cache(maxsize=None)(lambda bearer, action: starts(engine, bearer, action))

    def bench(self, spot: Spot) -> Bench:
        """The bench at a spot."""
        return self.benches.at(spot.bearer, spot.action, spot.on, spot.world)

    def stand(
        self, spot: Spot, among: Collection[str], wanted: Wanted | None = None
    ) -> Mapping[Objective, int]:
        """The objectives at a spot about some clauses; those not wanted may be left out."""
        days = self._days(spot.bearer, spot.action)
        return objectives(self.bench(spot), days, among, wanted)

    def met(
        self, question: Question, wanted: Collection[Objective], *, cases: bool
    ) -> Iterator[Objective]:
        """Which of the objectives are met; with `cases`, in the cases of the answer too.

        Raises Impossible.
        """
        spot, given = self.put(question)
        sought = {objective: objective for objective in wanted}
        among = {objective.clause for objective in sought}
        norms = self.engine.norms(spot.bearer, spot.action, spot.world)
        hanging = hangs(self.engine.agreement)
        if not hanging and not any(norm.clause.id in among for norm in norms):
            return
        bench = self.bench(spot)
        program = pinned(bench.program, given)
        masks = region_of(program, given).masks
        regions = [masks]
        if cases:
            regions += [narrow(masks, case) for case, _ in cases_of(program, masks)]
        clauses = bench.left.clauses

        def may_be_met(objective: Objective, most: int) -> bool:
            return objective in sought and any_true(program, masks, most, program.possible)

        for objective, node in self.stand(spot, among, may_be_met).items():
            # Of a fact that is given, the answer is the same without its definition.
            if clauses[objective.clause].defines in question.given:
                continue
            if objective in sought and any(covers(program, region, node) for region in regions):
                yield sought[objective]

    def put(self, question: Question) -> tuple[Spot, dict[str, Given]]:
        """Where a question is put, and what is given there, fixed readings among it.

        A reading that the world's other options leave out stays one of them.
        """
        options = question.options
        plain = replace(options, readings={})
        left = self.engine.survivors(plain).readings
        known = {name: v for name, v in options.readings.items() if v in left[name]}
        rest = {name: v for name, v in options.readings.items() if name not in known}
        given = {**question.given, **{name: frozenset({v}) for name, v in known.items()}}
        world = replace(options, readings=rest)
        return Spot(question.bearer, question.action, question.on, world), given


def pinned(program: Program, given: Mapping[str, Given]) -> Program:
    """The program, without what contradicts the definitions of what is given.

    Of stated days and numbers only a program over other variables could tell.
    """
    stated = {
        name: value
        for name, value in given.items()
        if isinstance(value, bool | frozenset) and name in program.ground.level
    }
    return program.given(stated)


def covers(program: Program, region: Masks, node: int) -> bool:
    """Whether a node is true in every possible situation of a region, of which there is one."""
    possible = program.possible
    if not any_true(program, region, node, possible):
        return False
    return not any_true(program, region, program.nodes.negate(node), possible)
