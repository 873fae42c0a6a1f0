"""Nodes of a decision diagram -> the nodes of what is said of them together: and, or, not, choose.

What was combined is remembered, so that a function is worked out once.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import repeat

from contract_engine.diagram.core.store import FALSE, TERMINAL, TRUE, Store

__all__ = ["FALSE", "TRUE", "Nodes"]


class Nodes(Store):
    """A store of nodes over variables, with what combines them.

    Args:
        sizes: how many classes each variable has.
        names: what the variables are called, for telling which make a diagram large.
        open_: the classes (a mask) of each variable that are told apart. By default all.
    """

    def __init__(
        self,
        sizes: Sequence[int],
        names: Sequence[str] = (),
        open_: Sequence[int] | None = None,
    ) -> None:
        super().__init__(sizes, names, open_)
        self._and: dict[tuple[int, int], int] = {}
        self._or: dict[tuple[int, int], int] = {}
        self._minus: dict[tuple[int, int], int] = {}
        self._ite: dict[tuple[int, int, int], int] = {}
        self._not: dict[int, int] = {}

    def __len__(self) -> int:
        """How many nodes there are, with the results remembered between them."""
        memos = (self._and, self._or, self._minus, self._ite, self._not)
        return super().__len__() + sum(len(memo) for memo in memos)

    def atom(self, level: int, classes: Iterable[int]) -> int:
        """True where the variable's class is one of these."""
        size = self.sizes[level]
        mask = -1 if self.open is None else self.open[level]
        if mask == -1:
            row = [FALSE] * size
            for c in classes:
                row[c] = TRUE
            return self.make(level, tuple(row))
        chosen = set(classes)
        first = (mask & -mask).bit_length() - 1
        closed = TRUE if first in chosen else FALSE
        if mask == 1 << first:
            return closed
        row = [closed] * size
        for c in range(first, min(size, mask.bit_length())):
            if mask >> c & 1:
                row[c] = TRUE if c in chosen else FALSE
        return self.make(level, tuple(row))

    def negate(self, f: int) -> int:
        """True where a boolean node is false."""
        if f <= TRUE:
            return TRUE - f
        known = self._not.get(f)
        if known is None:
            known = self.make(self.level[f], tuple([self.negate(kid) for kid in self.kids[f]]))
            self._not[f] = known
            self._not[known] = f
        return known

    def both(self, f: int, g: int) -> int:
        """True where two boolean nodes are."""
        if f == g or g == TRUE:
            return f
        if f == TRUE:
            return g
        if f == FALSE or g == FALSE:
            return FALSE
        key = (f, g) if f < g else (g, f)
        known = self._and.get(key)
        if known is None:
            level, pairs = self._pairs(f, g)
            known = self._and[key] = self.make(level, tuple([self.both(a, b) for a, b in pairs]))
        return known

    def either(self, f: int, g: int) -> int:
        """True where one of two boolean nodes is."""
        if f == g or g == FALSE:
            return f
        if f == FALSE:
            return g
        if f == TRUE or g == TRUE:
            return TRUE
        key = (f, g) if f < g else (g, f)
        known = self._or.get(key)
        if known is None:
            level, pairs = self._pairs(f, g)
            known = self._or[key] = self.make(level, tuple([self.either(a, b) for a, b in pairs]))
        return known

    def minus(self, f: int, g: int) -> int:
        """True where the first of two boolean nodes is and the second is not."""
        if f in (g, FALSE) or g == TRUE:
            return FALSE
        if g == FALSE:
            return f
        if f == TRUE:
            return self.negate(g)
        known = self._minus.get((f, g))
        if known is None:
            level, pairs = self._pairs(f, g)
            known = self.make(level, tuple([self.minus(a, b) for a, b in pairs]))
            self._minus[f, g] = known
        return known

    def _pairs(self, f: int, g: int) -> tuple[int, Iterable[tuple[int, int]]]:
        """The first variable that one of two nodes asks for, and what its classes make of them."""
        own, other = self.level[f], self.level[g]
        self.step(self.sizes[min(own, other)])
        if own == other:
            return own, zip(self.kids[f], self.kids[g], strict=True)
        if own < other:
            return own, zip(self.kids[f], repeat(g), strict=False)
        return other, zip(repeat(f), self.kids[g], strict=False)

    def all(self, nodes: Iterable[int]) -> int:
        """True where every node is; combined pairwise, so that small ones meet first."""
        return _balanced(list(nodes), self.both, TRUE)

    def any(self, nodes: Iterable[int]) -> int:
        """True where at least one node is."""
        return _balanced(list(nodes), self.either, FALSE)

    def count(self, nodes: Iterable[int], least: int, most: int | None) -> int:
        """True where at least `least` and at most `most` (None: however many) nodes are."""
        highest = least if most is None else max(least, most + 1)
        reached = [TRUE] + [FALSE] * highest  # by its place: so many nodes so far are true
        for node in nodes:
            for number in range(highest, 0, -1):
                more = self.both(reached[number - 1], node)
                reached[number] = self.either(reached[number], more)
        return reached[least] if most is None else self.minus(reached[least], reached[most + 1])

    def choose(self, f: int, g: int, h: int) -> int:
        """`g` where the boolean node `f` is true, else `h`; these may have any terminals."""
        if f == TRUE or g == h:
            return g
        if f == FALSE:
            return h
        key = (f, g, h)
        known = self._ite.get(key)
        if known is None:
            level = min(self.level[f], self.level[g], self.level[h])
            self.step(self.sizes[level])
            parts = zip(self.at(f, level), self.at(g, level), self.at(h, level), strict=True)
            known = self.make(level, tuple([self.choose(a, b, c) for a, b, c in parts]))
            self._ite[key] = known
        return known

    def combine(
        self, nodes: tuple[int, ...], value: Callable[[tuple[Hashable, ...]], Hashable]
    ) -> int:
        """The node whose terminals are `value` of the nodes' own values, taken together."""
        known: dict[tuple[int, ...], int] = {}

        def visit(group: tuple[int, ...]) -> int:
            found = known.get(group)
            if found is None:
                level = self.top(*group)
                self.step(1 if level == TERMINAL else self.sizes[level])
                if level == TERMINAL:
                    found = self.terminal(value(tuple(self.value[node] for node in group)))
                else:
                    kids = [visit(kids) for kids in self.split(level, *group)]
                    found = self.make(level, tuple(kids))
                known[group] = found
            return found

        return visit(nodes)

    def indicator(self, root: int, wanted: Hashable) -> int:
        """True where a node has this value."""
        return self.indicators(root).get(wanted, FALSE)

    def indicators(self, root: int) -> dict[Hashable, int]:
        """For each value that a node has anywhere, where it has it."""
        known: dict[int, dict[Hashable, int]] = {}

        def visit(node: int) -> dict[Hashable, int]:
            found = known.get(node)
            if found is None:
                level, kids = self.level[node], self.kids[node]
                self.step(1 if level == TERMINAL else len(kids))
                if level == TERMINAL:
                    found = {self.value[node]: TRUE}
                else:
                    below = [visit(kid) for kid in kids]
                    values = dict.fromkeys(value for each in below for value in each)
                    found = {
                        value: self.make(level, tuple([each.get(value, FALSE) for each in below]))
                        for value in values
                    }
                known[node] = found
            return found

        return visit(root)


def _balanced(nodes: list[int], combine: Callable[[int, int], int], empty: int) -> int:
    if not nodes:
        return empty
    while len(nodes) > 1:
        pairs = [combine(a, b) for a, b in zip(nodes[::2], nodes[1::2], strict=False)]
        nodes = pairs + ([nodes[-1]] if len(nodes) % 2 else [])
    return nodes[0]
