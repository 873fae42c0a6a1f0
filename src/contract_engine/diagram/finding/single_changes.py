"""A program and a region -> the verdicts left when one variable alone takes another class.

Found for all variables at once: a situation in which a variable has a class leads through a node
of that variable, or along an edge that passes it by.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from contract_engine.diagram.act.program import Program
from contract_engine.diagram.core.nodes import Nodes
from contract_engine.model.outcome import Verdict


class SingleChanges:
    """The possible verdicts of a region, by the change of one variable.

    Args:
        program: the program.
        masks: the classes that each of its variables is left in the region.
    """

    def __init__(self, program: Program, masks: Sequence[int]) -> None:
        nodes = program.nodes
        self._nodes: Nodes = nodes
        self._masks = masks
        self._bits = {verdict: 1 << place for place, verdict in enumerate(Verdict)}
        self._below: dict[int, int] = {}
        root = nodes.choose(program.possible, program.verdict, nodes.terminal(None))
        self._at: dict[int, list[int]] = {}
        starts = [[0] * (len(masks) + 1) for _ in self._bits]
        self._edge(starts, -1, root)
        for node in self._reached(root):
            level = nodes.level[node]
            self._at.setdefault(level, []).append(node)
            for kid in dict.fromkeys(self._kids(node)):
                self._edge(starts, level, kid)
        self._passing = [0] * len(masks)
        for bit, changes in zip(self._bits.values(), starts, strict=True):
            open_ = 0
            for level in range(len(masks)):
                open_ += changes[level]
                self._passing[level] |= bit if open_ else 0

    def verdicts(self, level: int, c: int) -> frozenset[Verdict]:
        """The verdicts of the possible situations in which this variable has this class."""
        found = self._passing[level]
        for node in self._at.get(level, ()):
            found |= self._values(self._nodes.kids[node][c])
        return frozenset(verdict for verdict, bit in self._bits.items() if found & bit)

    def _edge(self, starts: list[list[int]], level: int, kid: int) -> None:
        """Note that an edge from a variable to a node passes those between by."""
        last = min(self._nodes.level[kid], len(self._masks))
        below = self._values(kid) if level + 1 < last else 0
        for place, bit in enumerate(self._bits.values()):
            if below & bit:
                starts[place][level + 1] += 1
                starts[place][last] -= 1

    def _kids(self, node: int) -> Iterator[int]:
        mask = self._masks[self._nodes.level[node]]
        self._nodes.step(len(self._nodes.kids[node]))
        return (kid for c, kid in enumerate(self._nodes.kids[node]) if mask >> c & 1)

    def _reached(self, root: int) -> Iterator[int]:
        seen, stack = {root}, [root]
        while stack:
            node = stack.pop()
            if self._nodes.is_terminal(node):
                continue
            yield node
            for kid in self._kids(node):
                if kid not in seen:
                    seen.add(kid)
                    stack.append(kid)

    def _values(self, root: int) -> int:
        """The verdicts that a node has in the region, as bits."""
        known, stack = self._below, [root]
        while stack:
            node = stack[-1]
            if node in known:
                stack.pop()
            elif self._nodes.is_terminal(node):
                value = self._nodes.value[node]
                known[node] = self._bits[value] if isinstance(value, Verdict) else 0
            elif waiting := [kid for kid in self._kids(node) if kid not in known]:
                stack += waiting
            else:
                bits = 0
                for kid in self._kids(node):
                    bits |= known[kid]
                known[node] = bits
        return known[root]
