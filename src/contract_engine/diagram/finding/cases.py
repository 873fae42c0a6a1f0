"""A region of differing verdicts -> the fewest cases that tell which verdict comes when.

Where nothing can be, anything may be said. So the verdict is left open there until a variable need
not be asked for that; and the variables are asked in the order that leaves fewest cases, then
fewest words.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence

from contract_engine.diagram.act.program import Program
from contract_engine.diagram.core.cover import meets
from contract_engine.diagram.core.nodes import FALSE, TRUE, Nodes
from contract_engine.lazy_dataclass import dataclass

SEARCHED = 7
"""Up to so many variables every order is tried; beyond, the diagram's own order is kept."""

MOST_SEARCHED = 1_000
"""Of more cases in the diagram's own order another isn't looked for: still too many to read."""

_NOTHING = "nothing"


def cases_of(program: Program, masks: Sequence[int]) -> Partition:
    """Disjoint cases that together are the region's possible completions."""
    return partition(program.nodes, program.verdict, program.possible, masks)


def partition(nodes: Nodes, root: int, possible: int, masks: Sequence[int]) -> Partition:
    """Disjoint parts of a region (masks by level) and the value that a node has in each."""
    search = _Search(nodes, masks, hasty=False, ordered=True)
    node = search.simplify(root, possible)
    if len(nodes.support(node, most=SEARCHED)) <= SEARCHED:
        return Partition(search, node, TRUE)
    # Where nothing can be, a node made in haste says something all the same.
    search = _Search(nodes, masks, hasty=True)
    plain = Partition(search, search.simplify(root, possible), possible)
    if plain.count() > MOST_SEARCHED:
        return plain
    return Partition(_Search(nodes, masks, hasty=True, ordered=True), plain.node, possible)


class Partition:
    """Disjoint parts of a region, made as far as they are asked for; `node` tells them apart."""

    def __init__(self, search: _Search, node: int, possible: int) -> None:
        self.node = node
        self._search = search
        self._possible = possible

    def __iter__(self) -> Iterator[tuple[Mapping[int, int], Hashable]]:
        return self._search.cases(self.node, self._possible)

    def count(self) -> int:
        """How many there are, without making them: more than a length can be, it may be."""
        return self._search.count(self.node, self._possible)


@dataclass(frozen=True)
class _Plan:
    """The variable to ask first, what is left for which of its classes, and what all comes to."""

    cases: int
    words: int
    level: int
    parts: Mapping[int, int]


class _Search:
    """In haste, what can't be is filled as soon as a variable need not be asked for that.

    `ordered`, of few variables every order is tried.
    """

    def __init__(
        self, nodes: Nodes, masks: Sequence[int], *, hasty: bool, ordered: bool = False
    ) -> None:
        self.nodes = nodes
        self.masks = masks
        self.hasty = hasty
        self.ordered = ordered
        self.nothing = self.nodes.terminal(_NOTHING)
        self._simple: dict[tuple[int, int], int] = {}
        self._merged: dict[tuple[int, int], int | None] = {}
        self._known: dict[int, _Plan] = {}
        self._fixed: dict[tuple[int, int, int], int] = {}
        self._said: dict[int, tuple[Hashable, ...]] = {}
        self._counted: dict[tuple[int, int], int] = {}
        self._within: dict[tuple[int, int, int], int] = {}

    def simplify(self, verdict: int, possible: int) -> int:
        """The verdict as a node in which impossible parts and closed classes say nothing."""
        if possible == FALSE:
            return self.nothing
        level = self.nodes.top(verdict, possible)
        if level >= len(self.masks):
            return verdict
        key = (verdict, possible)
        if key not in self._simple:
            self.nodes.step()
            kids = [
                self.simplify(*pair) if self.masks[level] >> c & 1 else self.nothing
                for c, pair in enumerate(self.nodes.split(level, verdict, possible))
            ]
            self._simple[key] = self._node(level, kids)
        return self._simple[key]

    def _node(self, level: int, kids: list[int]) -> int:
        """A node; or, in haste, what its kids have in common where they agree on what can be."""
        common: int | None = self.nothing if self.hasty else None
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
            self.nodes.step()
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

    def cases(self, node: int, possible: int) -> Iterator[tuple[dict[int, int], Hashable]]:
        """The cases of a node in which something is possible, by the plan that has fewest."""
        if node == self.nothing:
            return
        self.nodes.step()
        plan = self._plan(node)
        if not plan.parts:
            if self._can(possible):
                (value,) = self._values(node)
                yield {}, value
            return
        for kid, mask in sorted(plan.parts.items(), key=lambda part: part[1] & -part[1]):
            asked = {plan.level: mask} if len(plan.parts) > 1 else {}
            for where, value in self.cases(kid, self._narrowed(possible, plan.level, mask)):
                yield {**asked, **where}, value

    def count(self, node: int, possible: int) -> int:
        """How many cases of a node there are."""
        if node == self.nothing:
            return 0
        key = (node, possible)
        if key not in self._counted:
            self.nodes.step()
            plan = self._plan(node)
            self._counted[key] = (
                sum(
                    self.count(kid, self._narrowed(possible, plan.level, mask))
                    for kid, mask in plan.parts.items()
                )
                if plan.parts
                else int(self._can(possible))
            )
        return self._counted[key]

    def _can(self, possible: int) -> bool:
        return meets(self.nodes, dict(enumerate(self.masks)), possible)

    def _narrowed(self, possible: int, level: int, mask: int) -> int:
        """True where something is possible with one of these classes of a variable."""
        nodes, own = self.nodes, self.nodes.level[possible]
        if own > level:
            return possible
        if own == level:
            return nodes.any(kid for c, kid in enumerate(nodes.kids[possible]) if mask >> c & 1)
        key = (possible, level, mask)
        if key not in self._within:
            kids = [self._narrowed(kid, level, mask) for kid in nodes.kids[possible]]
            self._within[key] = nodes.make(own, tuple(kids))
        return self._within[key]

    def _plan(self, node: int) -> _Plan:
        """What to ask first for fewest cases: of a node that says more than nothing."""
        if len(self._values(node)) == 1:
            return _Plan(1, 0, -1, {})
        if node not in self._known:
            levels = [self.nodes.level[node]]
            if self.ordered:
                found = sorted(self.nodes.support(node, most=SEARCHED))
                levels = found if len(found) <= SEARCHED else found[:1]
            plans = [
                self._planned(level, parts)
                for level in levels
                for parts in self._splits(node, level)
            ]
            self._known[node] = min(plans, key=lambda plan: (plan.cases, plan.words, plan.level))
        return self._known[node]

    def _planned(self, level: int, parts: Mapping[int, int]) -> _Plan:
        below = [self._plan(kid) for kid in parts]
        cases = sum(plan.cases for plan in below)
        asked = cases if len(parts) > 1 else 0
        return _Plan(cases, asked + sum(plan.words for plan in below), level, parts)

    def _values(self, node: int) -> tuple[Hashable, ...]:
        """The values that a node has where something can be, as far as a second one."""
        if self.nodes.is_terminal(node):
            return () if node == self.nothing else (self.nodes.value[node],)
        if node not in self._said:
            found: dict[Hashable, None] = {}
            for kid in self.nodes.kids[node]:
                found |= dict.fromkeys(self._values(kid))
                if len(found) > 1:
                    break
            self._said[node] = tuple(found)[:2]
        return self._said[node]

    def _splits(self, node: int, level: int) -> Iterator[Mapping[int, int]]:
        """What becomes of a node for the classes of any variable, equal ones together.

        Then the same with all together that agree on what can be.
        """
        equal: dict[int, int] = {}
        for c in range(self.nodes.sizes[level]):
            if self.masks[level] >> c & 1:
                kid = self._fix(node, level, c)
                if kid != self.nothing:
                    equal[kid] = equal.get(kid, 0) | 1 << c
        yield equal
        groups: dict[int, int] = {}
        for kid, mask in equal.items():
            like = next((group for group in groups if self._merge(group, kid) is not None), kid)
            merged = self._merge(like, kid)
            assert merged is not None
            together = groups.pop(like, 0) | mask
            groups[merged] = groups.get(merged, 0) | together
        if len(groups) < len(equal):
            yield groups

    def _fix(self, node: int, level: int, c: int) -> int:
        own = self.nodes.level[node]
        if own > level:
            return node
        if own == level:
            return self.nodes.kids[node][c]
        key = (node, level, c)
        if key not in self._fixed:
            self.nodes.step()
            kids = [self._fix(kid, level, c) for kid in self.nodes.kids[node]]
            self._fixed[key] = self._node(own, kids)
        return self._fixed[key]
