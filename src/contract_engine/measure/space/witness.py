"""A node on a bench -> the smallest question whose every possible situation makes it true.

Smallest means: it gives as few facts, events and readings as it can; all else is as usually
assumed, or makes no difference. Then it is told what else its answer depends on, so that the
answer is a definite one, or a dispute.
"""

from __future__ import annotations

from collections.abc import Mapping

from contract_engine.answers.engine import Engine
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
from contract_engine.model.question import (
    Act,
    Given,
    Question,
    Situation,
    TotalSituation,
    as_given,
)

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


@dataclass(frozen=True)
class Smallest:
    """The fewest values that make a node true everywhere, and the whole situation they are of."""

    given: Mapping[str, Given]
    whole: TotalSituation


def smallest(bench: Bench, node: int) -> Smallest:
    """The fewest values, of those a cheapest path gives, that make a node true everywhere.

    Nobody can give how two days compare: in its place are the days.
    """
    cheapest = _Cheapest(bench)
    inside = bench.nodes.both(node, bench.possible)
    classes = cheapest.path(inside)
    whole = complete(bench.program, cheapest.masks(classes), inside)
    assert whole is not None
    values = {**whole.facts, **whole.readings}
    names: dict[str, None] = {}
    for level in classes:
        name = bench.ground.names[level]
        relation = bench.ground.relations.get(name)
        names |= dict.fromkeys((name,) if relation is None else relation.between)
    given: dict[str, Given] = {name: as_given(values[name]) for name in names}
    # What is given of a fact may not contradict its definition, so that is left out first.
    for name in sorted(given, key=lambda name: name not in bench.agreement.definitions):
        fewer = {other: value for other, value in given.items() if other != name}
        if _covered(bench, fewer, node):
            given = fewer
    return Smallest(given, whole)


def witness(
    engine: Engine, bench: Bench, spot: Spot, node: int, open_: str | None = None
) -> Witness:
    """The question, made definite where it can be; `open_`, a reading or fact, is not fixed."""
    least = smallest(bench, node)
    given = dict(least.given)
    question = question_of(bench, spot, given)
    finding = find(engine, question)
    if finding is None:
        # Where it is what a definition says of a fact that differs, the fact can't be given.
        given = {n: v for n, v in given.items() if n not in bench.agreement.definitions}
        question = question_of(bench, spot, given)
        finding = find(engine, question)
    assert finding is not None
    if finding.verdict is Verdict.DEPENDS:
        whole = askable(bench.program, least.whole)
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
        self.region = region = region_of(bench.program, {})
        names = bench.ground.names
        self.free = [
            mask if names[level] in region.assumed and mask.bit_count() == 1 else 0
            for level, mask in enumerate(region.masks)
        ]
        self._known: dict[int, tuple[int, int]] = {FALSE: (FAR, 0), TRUE: (0, 0)}

    def cost(self, node: int) -> int:
        """The number of names that a cheapest path gives."""
        return self._best(node)[0]

    def path(self, node: int) -> dict[int, int]:
        """The classes that a cheapest path gives."""
        given: dict[int, int] = {}
        while node != TRUE:
            level, c = self.nodes.level[node], self._best(node)[1]
            if not self.free[level] >> c & 1:
                given[level] = c
            node = self.nodes.kids[node][c]
        return given

    def masks(self, classes: Mapping[int, int]) -> list[int]:
        """The classes left open where these are given, and of the rest what is assumed."""
        return [
            1 << classes[level] if level in classes else mask
            for level, mask in enumerate(self.region.masks)
        ]

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
