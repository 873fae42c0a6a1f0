"""Clauses that would apply -> where another that would has replaced one of them for good.

Of a chain of replacements only the last is told as ended. In a circle none is the last.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

from contract_engine.diagram.act.in_play import Sketch
from contract_engine.diagram.act.life import chain_of
from contract_engine.diagram.core.encode import Grounding
from contract_engine.diagram.core.nodes import FALSE, TRUE
from contract_engine.model.agreement import Clause


class Succession:
    """Who has replaced whom, directly or through a chain of which each link has begun."""

    def __init__(self, sketch: Sketch, ground: Grounding, would: Mapping[str, int]) -> None:
        """`would` says of each clause that counts where its conditions are true."""
        self._sketch = sketch
        self._ground = ground
        self._nodes = ground.nodes
        self._would = would
        self._known: dict[tuple[str, bool], int] = {}
        self._reached: dict[tuple[str, str], int] = {}

    def succeeded(self, name: str) -> int:
        """True where one that would apply has replaced this clause, and wasn't replaced by it."""
        return self._replaced(name, back=False)

    def _replaced(self, name: str, *, back: bool) -> int:
        """True where one that would apply has replaced it; with `back`, even if it that one too."""
        key = (name, back)
        if key not in self._known:
            nodes, circle = self._nodes, self._circle(name)
            parts = [
                nodes.both(self._reach(name, other, circle), self._from_outside(other, circle))
                for other in circle
            ]
            for other in circle:
                if other != name and other in self._would:
                    met = nodes.both(self._would[other], self._reach(name, other, circle))
                    again = FALSE if back else self._reach(other, name, circle)
                    parts.append(nodes.both(met, nodes.negate(again)))
            self._known[key] = nodes.any(parts)
        return self._known[key]

    def _from_outside(self, name: str, circle: tuple[str, ...]) -> int:
        """True where one that would apply has replaced it through a link that leaves its circle."""
        nodes = self._nodes
        return nodes.any(
            nodes.both(
                self._come(other),
                nodes.either(self._would.get(other.id, FALSE), self._replaced(other.id, back=True)),
            )
            for other in self._sketch.replacers(name)
            if other.id not in circle
        )

    def _circle(self, name: str) -> tuple[str, ...]:
        """The clauses that may have replaced it and may have been replaced by it, itself first."""
        left = self._sketch.survivors
        if name not in left.in_circles:
            return (name,)
        around = (other.id for other in chain_of(left, [name]) if other.id in left.in_circles)
        return name, *(
            other
            for other in around
            if other != name and any(each.id == name for each in chain_of(left, [other]))
        )

    def _reach(self, name: str, other: str, circle: tuple[str, ...]) -> int:
        """True where the other has replaced it, through clauses of one circle."""
        if name == other:
            return TRUE
        if (name, other) not in self._reached:
            self._reached |= self._closure(circle)
        return self._reached[name, other]

    def _closure(self, circle: tuple[str, ...]) -> dict[tuple[str, str], int]:
        nodes = self._nodes
        found = dict.fromkeys(product(circle, circle), FALSE)
        for name in circle:
            for clause in self._sketch.replacers(name):
                if clause.id in circle:
                    found[name, clause.id] = self._come(clause)
        for by, name, other in product(circle, circle, circle):
            through = nodes.both(found[name, by], found[by, other])
            found[name, other] = nodes.either(found[name, other], through)
        return found

    def _come(self, clause: Clause) -> int:
        return self._ground.come(clause.from_, self._sketch.on)
