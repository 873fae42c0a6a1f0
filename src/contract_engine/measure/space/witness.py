"""A node on a bench -> the smallest question whose every possible situation makes it true.

Smallest means: it gives as few facts, events and readings as it can; all else is as usually
assumed, or makes no difference. Then it is told what else its answer depends on, so that the
answer is a definite one, or a dispute.
"""

from __future__ import annotations

from collections.abc import Mapping

from contract_engine.answers.engine import Engine
from contract_engine.diagram.core.naming import example
from contract_engine.diagram.core.nodes import FALSE, TRUE
from contract_engine.diagram.core.region import Impossible, region_of
from contract_engine.diagram.core.witness import askable, complete
from contract_engine.diagram.finding.finding import Finding
from contract_engine.lazy_dataclass import dataclass, replace
from contract_engine.measure.coverage.met import covers, pinned
from contract_engine.measure.space.space import Bench
from contract_engine.measure.space.suite import find
from contract_engine.measure.space.worlds import Spot
from contract_engine.model.outcome import Verdict
from contract_engine.model.question import Act, Given, Question, Situation, as_given

FAR = 1 << 30


@dataclass(frozen=True)
class Witness:
    """A question, and what the agreement answers."""

    question: Question
    finding: Finding

    @property
    def size(self) -> int:
        """How much it gives."""
        return len(self.question.given) + len(self.question.options.readings)


def cost(bench: Bench, node: int) -> int:
    """How many names must be given, at most, to make a node true."""
    return _Cheapest(bench).cost(node)


def smallest(bench: Bench, node: int) -> dict[str, Given]:
    """The fewest values, of those a cheapest path gives, that make a node true everywhere."""
    given = _Cheapest(bench).path(bench.nodes.both(node, bench.possible))
    # What is given of a fact may not contradict its definition, so that is left out first.
    for name in sorted(given, key=lambda name: name not in bench.agreement.definitions):
        fewer = {other: value for other, value in given.items() if other != name}
        if _covered(bench, fewer, node):
            given = fewer
    return given


def witness(
    engine: Engine, bench: Bench, spot: Spot, node: int, open_: str | None = None
) -> Witness:
    """The question, made definite where it can be; `open_`, a reading or fact, is not fixed."""
    given = _as_days(bench, smallest(bench, node), node)
    question = question_of(bench, spot, given)
    finding = find(engine, question)
    if finding is None:
        # Where it is what a definition says of a fact that differs, the fact can't be given.
        given = {n: v for n, v in given.items() if n not in bench.agreement.definitions}
        question = question_of(bench, spot, given)
        finding = find(engine, question)
    assert finding is not None
    if finding.verdict is Verdict.DEPENDS:
        inside = bench.nodes.both(node, bench.possible)
        whole = complete(bench.program, region_of(bench.program, given).masks, inside)
        assert whole is not None
        whole = askable(bench.program, whole)
        values = {**whole.facts, **whole.readings}
        while finding.verdict is Verdict.DEPENDS:
            unknown = [name for name in finding.unknown if name in values and name != open_]
            if not unknown:
                break
            # Facts first: what then still depends on readings is a dispute.
            name = min(unknown, key=lambda name: name in whole.readings)
            given[name] = as_given(values[name])
            question = question_of(bench, spot, given)
            finding = find(engine, question)
            assert finding is not None
    return Witness(question, finding)


def _as_days(bench: Bench, given: dict[str, Given], node: int) -> dict[str, Given]:
    """What is given, with days in place of how two days compare, which nobody can give."""
    relations = [bench.ground.relations[name] for name in given if name in bench.ground.relations]
    if not relations:
        return given
    masks = region_of(bench.program, given).masks
    whole = complete(bench.program, masks, bench.nodes.both(node, bench.possible))
    assert whole is not None
    days = {name: as_given(whole.facts[name]) for each in relations for name in each.between}
    return {**{n: v for n, v in given.items() if n not in bench.ground.relations}, **days}


def question_of(bench: Bench, spot: Spot, given: Mapping[str, Given]) -> Question:
    """A question put at a spot; readings among what is given are fixed by its options."""
    readings = {
        name: next(iter(value))
        for name, value in given.items()
        if name in bench.agreement.vocabulary.readings and isinstance(value, frozenset)
    }
    facts = {name: value for name, value in given.items() if name not in readings}
    world = replace(spot.world, readings={**spot.world.readings, **readings})
    return Question(Act(spot.bearer, spot.action), Situation(spot.on, facts), world)


def _covered(bench: Bench, given: Mapping[str, Given], node: int) -> bool:
    try:
        program = pinned(bench.program, given)
        return covers(program, region_of(program, given).masks, node)
    except Impossible:
        return False


class _Cheapest:
    """Paths to TRUE, by how many of their variables must be given."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.nodes = bench.nodes
        region = region_of(bench.program, {})
        names = bench.ground.names
        self.free = [
            mask if names[level] in region.assumed and mask.bit_count() == 1 else 0
            for level, mask in enumerate(region.masks)
        ]
        self._known: dict[int, tuple[int, int]] = {FALSE: (FAR, 0), TRUE: (0, 0)}

    def cost(self, node: int) -> int:
        """The number of names that a cheapest path gives."""
        return self._best(node)[0]

    def path(self, node: int) -> dict[str, Given]:
        """What a cheapest path gives."""
        given: dict[str, Given] = {}
        while node != TRUE:
            level, c = self.nodes.level[node], self._best(node)[1]
            if not self.free[level] >> c & 1:
                value = example(self.bench.program, level, c)
                given[self.bench.ground.names[level]] = as_given(value)
            node = self.nodes.kids[node][c]
        return given

    def _best(self, node: int) -> tuple[int, int]:
        if node not in self._known:
            level = self.nodes.level[node]
            options = [
                (self._best(kid)[0] + (0 if self.free[level] >> c & 1 else 1), c)
                for c, kid in enumerate(self.nodes.kids[node])
                if kid != FALSE
            ]
            self._known[node] = min(options)
        return self._known[node]
