"""Functions of variables -> nodes, each made once: a reduced, ordered, multi-valued diagram.

A node is a number. Terminals stand for values (FALSE, TRUE, or any other given to `terminal`);
an inner node has a level (its variable) and one kid for each class of that variable. Equal
functions are equal nodes, so equality of meaning is `==`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence

from contract_engine.diagram.core.budget import current

FALSE = 0
TRUE = 1
TERMINAL = 1 << 30
"""The level of a terminal: past every variable."""
_LOOK = 20_000
"""After work on so many kids it is looked whether the question still has time and room."""

_WIDE = 16
"""A node of so many kids takes the room of two."""


class Store:
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
        self.level: list[int] = [TERMINAL, TERMINAL]
        self.kids: list[tuple[int, ...]] = [(), ()]
        self.value: dict[int, Hashable] = {FALSE: False, TRUE: True}
        self._terminals: dict[Hashable, int] = {False: FALSE, True: TRUE}
        self._unique: dict[tuple[int, tuple[int, ...]], int] = {}

    def __len__(self) -> int:
        """How many nodes there are; one of many kids counts for more."""
        return len(self.level) + self._slots // _WIDE

    def step(self, kids: int = 1) -> None:
        """Count the work on so many kids; raises TooLarge past the question's limits."""
        self._due -= kids
        if self._due < 0:
            self._due = _LOOK
            current().check(len(self), self.heaviest)

    def heaviest(self) -> list[str]:
        """The variables that are asked for, those of most nodes first."""
        levels = Counter(level for level in self.level if level != TERMINAL)
        return [self.names[level] for level, _ in levels.most_common() if level < len(self.names)]

    def terminal(self, value: Hashable) -> int:
        """The node that is this value everywhere."""
        node = self._terminals.get(value)
        if node is None:
            node = self._new(TERMINAL, ())
            self._terminals[value] = node
            self.value[node] = value
        return node

    def is_terminal(self, node: int) -> bool:
        """Whether a node is the same everywhere."""
        return self.level[node] == TERMINAL

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

    def walk(self, node: int, classes: Sequence[int]) -> Hashable:
        """The value of a node where each variable has this class."""
        level, kids = self.level, self.kids
        while level[node] != TERMINAL:
            node = kids[node][classes[level[node]]]
        return self.value[node]

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
        return zip(*(self.at(node, level) for node in nodes), strict=True)

    def at(self, node: int, level: int) -> tuple[int, ...]:
        """The kids a node has at a level (itself, for each class, where it starts lower)."""
        if self.level[node] == level:
            return self.kids[node]
        return (node,) * self.sizes[level]

    def top(self, *nodes: int) -> int:
        """The first variable that any of the nodes asks for; past every level if none does."""
        return min(self.level[node] for node in nodes)
