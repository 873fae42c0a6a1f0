"""Reduced, ordered, shared, multi-valued decision diagrams.

A node is a number. Terminals stand for values (FALSE, TRUE, or any other given to `terminal`);
an inner node has a level (its variable) and one kid for each class of that variable. Equal
functions are equal nodes, so equality of meaning is `==`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import repeat

from contract_engine.diagram.core.budget import current

FALSE = 0
TRUE = 1
_TERMINAL = 1 << 30
_LOOK = 20_000
"""After work on so many kids it is looked whether the question still has time and room."""

_WIDE = 16
"""A node of so many kids takes the room of two."""


class Nodes:
    """A shared store of nodes over variables with these numbers of classes, in this order.

    Args:
        sizes: how many classes each variable has.
        names: what the variables are called, for telling which make a diagram large.
        open_: the classes (a mask) of each variable that are told apart; the others, which can't
            be, go along with the first of these. By default all.
    """

    def __init__(
        self,
        sizes: Sequence[int],
        names: Sequence[str] = (),
        open_: Sequence[int] | None = None,
    ) -> None:
        self.sizes = sizes
        self.names = names
        self.open = open_
        self._due = _LOOK
        self._slots = 0
        self.level: list[int] = [_TERMINAL, _TERMINAL]
        self.kids: list[tuple[int, ...]] = [(), ()]
        self.value: dict[int, Hashable] = {FALSE: False, TRUE: True}
        self._terminals: dict[Hashable, int] = {False: FALSE, True: TRUE}
        self._unique: dict[tuple[int, tuple[int, ...]], int] = {}
        self._and: dict[tuple[int, int], int] = {}
        self._or: dict[tuple[int, int], int] = {}
        self._minus: dict[tuple[int, int], int] = {}
        self._ite: dict[tuple[int, int, int], int] = {}
        self._not: dict[int, int] = {}

    def __len__(self) -> int:
        """How many nodes there are, with the results remembered between them."""
        memos = (self._and, self._or, self._minus, self._ite, self._not)
        return len(self.level) + self._slots // _WIDE + sum(len(memo) for memo in memos)

    def step(self, kids: int = 1) -> None:
        """Count the work on so many kids; raises TooLarge past the question's limits."""
        self._due -= kids
        if self._due < 0:
            self._due = _LOOK
            current().check(len(self), self.heaviest)

    def heaviest(self) -> list[str]:
        """The variables that are asked for, those of most nodes first."""
        levels = Counter(level for level in self.level if level != _TERMINAL)
        return [self.names[level] for level, _ in levels.most_common() if level < len(self.names)]

    def terminal(self, value: Hashable) -> int:
        """The node that is this value everywhere."""
        node = self._terminals.get(value)
        if node is None:
            node = self._new(_TERMINAL, ())
            self._terminals[value] = node
            self.value[node] = value
        return node

    def is_terminal(self, node: int) -> bool:
        """Whether a node is the same everywhere."""
        return self.level[node] == _TERMINAL

    def make(self, level: int, kids: tuple[int, ...]) -> int:
        """The node that asks for the variable `level` and goes on to the kid of its class."""
        first = kids[0]
        if kids.count(first) == len(kids):
            return first
        key = (level, kids)
        node = self._unique.get(key)
        if node is None:
            node = self._unique[key] = self._new(level, kids)
        return node

    def _new(self, level: int, kids: tuple[int, ...]) -> int:
        self.level.append(level)
        self.kids.append(kids)
        self._slots += len(kids)
        return len(self.level) - 1

    def atom(self, level: int, classes: Iterable[int]) -> int:
        """True where the variable's class is one of these."""
        chosen = set(classes)
        mask = -1 if self.open is None else self.open[level]
        first = (mask & -mask).bit_length() - 1
        return self.make(
            level,
            tuple(
                TRUE if (c if mask >> c & 1 else first) in chosen else FALSE
                for c in range(self.sizes[level])
            ),
        )

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
            parts = zip(self._at(f, level), self._at(g, level), self._at(h, level), strict=True)
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
                self.step(1 if level == _TERMINAL else self.sizes[level])
                if level == _TERMINAL:
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
                self.step(1 if level == _TERMINAL else len(kids))
                if level == _TERMINAL:
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

    def values_of(self, root: int) -> list[Hashable]:
        """The values that a node has anywhere, in the order its terminals were made."""
        seen: set[int] = set()
        stack = [root]
        while stack:
            node = stack.pop()
            if node not in seen:
                self.step()
                seen.add(node)
                stack.extend(self.kids[node])
        return [self.value[node] for node in sorted(seen) if self.is_terminal(node)]

    def _at(self, node: int, level: int) -> tuple[int, ...]:
        """The kids a node has at a level (itself, for each class, where it starts lower)."""
        if self.level[node] == level:
            return self.kids[node]
        return (node,) * self.sizes[level]

    def walk(self, node: int, classes: Sequence[int]) -> Hashable:
        """The value of a node where each variable has this class."""
        level, kids = self.level, self.kids
        while level[node] != _TERMINAL:
            node = kids[node][classes[level[node]]]
        return self.value[node]

    def support(self, *roots: int, most: int | None = None) -> set[int]:
        """The variables that any of the nodes asks for; of more than `most`, the first found."""
        seen: set[int] = set()
        levels: set[int] = set()
        stack = list(roots)
        while stack:
            node = stack.pop()
            if node not in seen and not self.is_terminal(node):
                self.step()
                seen.add(node)
                levels.add(self.level[node])
                if most is not None and len(levels) > most:
                    break
                stack.extend(self.kids[node])
        return levels

    def split(self, level: int, *nodes: int) -> Iterable[tuple[int, ...]]:
        """For each class of a variable, what becomes of the nodes."""
        return zip(*(self._at(node, level) for node in nodes), strict=True)

    def top(self, *nodes: int) -> int:
        """The first variable that any of the nodes asks for; past every level if none does."""
        return min(self.level[node] for node in nodes)


def _balanced(nodes: list[int], combine: Callable[[int, int], int], empty: int) -> int:
    if not nodes:
        return empty
    while len(nodes) > 1:
        pairs = [combine(a, b) for a, b in zip(nodes[::2], nodes[1::2], strict=False)]
        nodes = pairs + ([nodes[-1]] if len(nodes) % 2 else [])
    return nodes[0]
