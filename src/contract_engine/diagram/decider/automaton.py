"""Diagrams of outcomes -> one layered table automaton: for each variable, state and class -> state.

Every variable is a layer, also where a diagram skips it, so that a look-up takes the same steps
whatever the situation. Equal states are one, whatever day or diagram they came from. The states of
a layer are numbered from 0; those after the last layer are the outcomes.
"""

from __future__ import annotations

from collections.abc import Container, Hashable, Sequence

from contract_engine.diagram.core.nodes import Nodes
from contract_engine.lazy_dataclass import dataclass

MOST_CELLS = 1 << 16
"""Neighbouring layers are merged into one table while it has no more cells than this."""

Row = tuple[int, ...]


@dataclass(frozen=True)
class Table:
    """Some neighbouring layers as one array.

    From a state and a class for each of the `names` the next state is at
    `cells[state * size + code]`, where `code` is the sum of each class times its stride.
    """

    names: tuple[str, ...]
    strides: tuple[int, ...]
    size: int
    cells: tuple[int, ...]


class Automaton:
    """States by layers; new ones are added as days and ways of giving are asked for."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        self.rows: list[list[Row]] = [[] for _ in names]
        self.outcomes: list[Hashable] = []
        self._states: list[dict[Row, int]] = [{} for _ in names]
        self._outcome: dict[Hashable, int] = {}

    def add(self, nodes: Nodes, root: int, known: dict[tuple[int, int], int]) -> int:
        """The first state of a diagram over these variables.

        `known` is what this found before of the same `nodes`.
        """
        return self._state(nodes, root, 0, known)

    def _state(self, nodes: Nodes, node: int, layer: int, known: dict[tuple[int, int], int]) -> int:
        found = known.get((node, layer))
        if found is None:
            if layer == len(self.names):
                value = nodes.value[node]
                found = self._outcome.setdefault(value, len(self.outcomes))
                if found == len(self.outcomes):
                    self.outcomes.append(value)
            else:
                skips = nodes.level[node] > layer
                kids = (node,) * nodes.sizes[layer] if skips else nodes.kids[node]
                row = tuple([self._state(nodes, kid, layer + 1, known) for kid in kids])
                found = self._states[layer].setdefault(row, len(self.rows[layer]))
                if found == len(self.rows[layer]):
                    self.rows[layer].append(row)
            known[node, layer] = found
        return found

    @property
    def cells(self) -> int:
        """How many cells the layers have together."""
        return sum(len(row) for rows in self.rows for row in rows)

    def follow(self, state: int, classes: Sequence[int]) -> Hashable:
        """The outcome, from a first state and a class for each variable."""
        for rows, each in zip(self.rows, classes, strict=True):
            state = rows[state][each]
        return self.outcomes[state]

    def tables(self, given: Container[str], most: int = MOST_CELLS) -> list[Table]:
        """The layers of the names that are `given` as few arrays.

        Each has at most so many cells, unless one layer has more. All other layers must have been
        taken out of the diagrams that were added.
        """
        sizes = [
            max((len(row) for row in rows), default=1) if name in given else 1
            for name, rows in zip(self.names, self.rows, strict=True)
        ]
        found: list[Table] = []
        start = 0
        while start < len(sizes):
            end, size = start + 1, sizes[start]
            while end < len(sizes) and len(self.rows[start]) * size * sizes[end] <= most:
                size *= sizes[end]
                end += 1
            found.append(self._table(start, sizes[start:end]))
            start = end
        return found

    def _table(self, start: int, sizes: Sequence[int]) -> Table:
        cells = list(range(len(self.rows[start])))
        for layer, size in enumerate(sizes, start):
            rows = self.rows[layer]
            # A row that is shorter than others stands for days with fewer classes; its last is
            # never asked beyond.
            cells = [rows[s][min(c, len(rows[s]) - 1)] for s in cells for c in range(size)]
        strides = [1]
        for size in reversed(sizes[1:]):
            strides.append(strides[-1] * size)
        total = strides[-1] * sizes[0]
        return Table(
            self.names[start : start + len(sizes)], tuple(reversed(strides)), total, tuple(cells)
        )
