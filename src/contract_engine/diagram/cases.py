"""A region of differing verdicts -> the fewest cases that tell which verdict comes when.

The verdict is first made as simple as the impossible situations allow (where nothing can be,
anything may be said); then the variables are asked in the order that leaves fewest cases.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from contract_engine.diagram.cover import meets
from contract_engine.diagram.nodes import FALSE, Nodes
from contract_engine.diagram.program import Program
from contract_engine.model.outcome import Verdict

SEARCHED = 7
"""Up to so many variables every order is tried; beyond, the diagram's own order is kept."""

_NOTHING = "nothing"


@dataclass(frozen=True)
class Case:
    """Part of a region: for some variables (by level), a mask of classes; and the verdict."""

    masks: Mapping[int, int]
    verdict: Verdict


def cases_of(program: Program, masks: Sequence[int]) -> tuple[Case, ...]:
    """Disjoint cases that together are the region's possible completions."""
    parts = partition(program.nodes, program.verdict, program.possible, masks)
    return tuple(Case(where, value) for where, value in parts if isinstance(value, Verdict))


def partition(
    nodes: Nodes, root: int, possible: int, masks: Sequence[int]
) -> list[tuple[Mapping[int, int], Hashable]]:
    """Disjoint parts of a region (masks by level) and the value that a node has in each."""
    search = _Search(nodes, masks)
    return [
        (where, value)
        for where, value in search.cases(search.simplify(root, possible))
        # Where nothing can be, the simplified node says something all the same.
        if meets(nodes, {**dict(enumerate(masks)), **where}, possible)
    ]


class _Search:
    def __init__(self, nodes: Nodes, masks: Sequence[int]) -> None:
        self.nodes = nodes
        self.masks = masks
        self.nothing = self.nodes.terminal(_NOTHING)
        self._simple: dict[tuple[int, int], int] = {}
        self._merged: dict[tuple[int, int], int | None] = {}
        self._cost: dict[int, tuple[int, int]] = {}
        self._fixed: dict[tuple[int, int, int], int] = {}

    def simplify(self, verdict: int, possible: int) -> int:
        """The verdict as a node in which impossible parts and closed classes say nothing."""
        if possible == FALSE:
            return self.nothing
        level = self.nodes.top(verdict, possible)
        if level >= len(self.masks):
            return verdict
        key = (verdict, possible)
        if key not in self._simple:
            kids = [
                self.simplify(*pair) if self.masks[level] >> c & 1 else self.nothing
                for c, pair in enumerate(self.nodes.split(level, verdict, possible))
            ]
            self._simple[key] = self._node(level, kids)
        return self._simple[key]

    def _node(self, level: int, kids: list[int]) -> int:
        """A node, or what its kids have in common where they agree on all that can be."""
        common: int | None = self.nothing
        for kid in kids:
            common = None if common is None else self._merge(common, kid)
        return self.nodes.make(level, tuple(kids)) if common is None else common

    def _merge(self, f: int, g: int) -> int | None:
        """A node that agrees with both, or None where they differ."""
        if f == g or g == self.nothing:
            return f
        if f == self.nothing:
            return g
        level = self.nodes.top(f, g)
        if level >= len(self.masks):
            return None
        key = (f, g)
        if key not in self._merged:
            kids: list[int] = []
            result: int | None = FALSE
            for a, b in self.nodes.split(level, f, g):
                kid = self._merge(a, b)
                if kid is None:
                    result = None
                    break
                kids.append(kid)
            self._merged[key] = None if result is None else self._node(level, kids)
        return self._merged[key]

    def cases(self, node: int) -> list[tuple[dict[int, int], Hashable]]:
        """The cases of a node, by the cheapest variables first."""
        if node == self.nothing:
            return []
        if self.nodes.is_terminal(node):
            return [({}, self.nodes.value[node])]
        level = self._best(node)[1]
        found = []
        for kid, mask in self._split(node, level).items():
            for where, value in self.cases(kid):
                found.append(({level: mask, **where}, value))
        return found

    def _best(self, node: int) -> tuple[int, int]:
        """The number of cases of a node, and the variable to ask first for that."""
        if node == self.nothing:
            return 0, -1
        if self.nodes.is_terminal(node):
            return 1, -1
        if node not in self._cost:
            levels = sorted(self.nodes.support(node))
            if len(levels) > SEARCHED:
                levels = levels[:1]
            options = []
            for level in levels:
                cost = sum(self._best(kid)[0] for kid in self._split(node, level))
                options.append((cost, level))
            self._cost[node] = min(options)
        return self._cost[node]

    def _split(self, node: int, level: int) -> dict[int, int]:
        """What becomes of a node for the classes of any variable, equal ones together."""
        groups: dict[int, int] = {}
        for c in range(self.nodes.sizes[level]):
            if self.masks[level] >> c & 1:
                kid = self._fix(node, level, c)
                if kid != self.nothing:
                    same = next((g for g in groups if self._merge(g, kid) is not None), None)
                    if same is None:
                        groups[kid] = 1 << c
                    else:
                        mask = groups.pop(same) | 1 << c
                        merged = self._merge(same, kid)
                        assert merged is not None
                        groups[merged] = groups.get(merged, 0) | mask
        return groups

    def _fix(self, node: int, level: int, c: int) -> int:
        own = self.nodes.level[node]
        if own > level:
            return node
        if own == level:
            return self.nodes.kids[node][c]
        key = (node, level, c)
        if key not in self._fixed:
            kids = [self._fix(kid, level, c) for kid in self.nodes.kids[node]]
            self._fixed[key] = self._node(own, kids)
        return self._fixed[key]
