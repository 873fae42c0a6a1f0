"""Formulas, each part written once: tests of asked values, and conjunctions of literals.

A literal is a number: twice the place of its node, plus 1 where the node is negated. So
`literal ^ 1` is its opposite, and a disjunction is the negation of a conjunction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal as OneOf

from contract_engine.durable.compile.inputs import Ask
from contract_engine.durable.errors import BeyondLimits
from contract_engine.lazy_dataclass import dataclass, field
from contract_engine.model.ordered import Ordered as Value

Literal = int
TRUE: Literal = 0
FALSE: Literal = 1

MAX_NODES = 10_000
"""How many nodes a graph has at most: each takes two rules or more."""

MAX_PARTS = 8
"""How many parts a conjunction has at most: durable-rules fails at 16, and half of it is tried."""


@dataclass(frozen=True, slots=True)
class Ordered:
    """A number or day is at least, above or exactly `bound`; days are given as day numbers."""

    asks: Ask
    sign: OneOf[">=", ">", "is"]
    bound: Value | int


@dataclass(frozen=True, slots=True)
class Wider:
    """A kind is at this inner node of its tree, for it is at one of the nodes right below.

    Those below are `ends`, words that are told, and `inner`, literals. Only ever used as true.
    """

    asks: Ask
    value: str
    ends: tuple[str, ...]
    inner: tuple[Literal, ...]


@dataclass(frozen=True, slots=True)
class Among:
    """A word is one of some words.

    `ends` tells of words whether they are among them; `wider` does so of inner nodes of a kind.
    Together they tell it of every word that can be told.
    """

    asks: Ask
    ends: tuple[tuple[str, bool], ...]
    wider: tuple[tuple[Literal, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class Both:
    """All of the parts, two to eight different literals, are true."""

    parts: tuple[Literal, ...]


Node = Ordered | Wider | Among | Both


@dataclass(slots=True)
class Graph:
    """Nodes by their place; place 0 is what is always true."""

    nodes: list[Node] = field(default_factory=lambda: [Both(())])
    _places: dict[Node, int] = field(default_factory=dict)

    def add(self, node: Node) -> Literal:
        """The literal that is true where the node is."""
        if (place := self._places.get(node)) is None:
            if len(self.nodes) > MAX_NODES:
                raise BeyondLimits(f"more than {MAX_NODES} formulas are needed")
            place = self._places[node] = len(self.nodes)
            self.nodes.append(node)
        return 2 * place

    def node(self, literal: Literal) -> Node:
        """The node of a literal, whether negated or not."""
        return self.nodes[literal >> 1]

    def all(self, literals: Iterable[Literal]) -> Literal:
        """True where all are; with none, true."""
        known = dict.fromkeys(part for part in literals if part != TRUE)
        if FALSE in known or any(part ^ 1 in known for part in known):
            return FALSE
        parts = [*known]
        while len(parts) > 1:
            parts = [
                self.add(Both(tuple(parts[at : at + MAX_PARTS])))
                if len(parts[at : at + MAX_PARTS]) > 1
                else parts[at]
                for at in range(0, len(parts), MAX_PARTS)
            ]
        return parts[0] if parts else TRUE

    def at_least(self, count: int, literals: Sequence[Literal]) -> Literal:
        """True where so many are, or more: a network of steps, one literal and one count each."""
        reached = [TRUE] + [FALSE] * count  # by its place: so many of those before are true
        for at, literal in enumerate(literals):
            needed = count - (len(literals) - at - 1)  # fewer than that can't become enough
            for number in range(min(count, at + 1), max(needed, 1) - 1, -1):
                more = self.all((reached[number - 1], literal))
                reached[number] = self.any((reached[number], more))
        return reached[count]

    def any(self, literals: Iterable[Literal]) -> Literal:
        """True where at least one is; with none, false."""
        return self.all(literal ^ 1 for literal in literals) ^ 1
