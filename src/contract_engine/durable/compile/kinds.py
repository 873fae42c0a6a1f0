"""A kind fact's tree -> the chain of rules from the end node told to ever wider nodes.

A comparison with some values is decided by the widest nodes that lie wholly inside or outside of
them: `product is api` is true at the node `api`, false at the node `non_api`.
"""

from __future__ import annotations

from collections.abc import Iterator

from contract_engine.durable.compile.graph import FALSE, TRUE, Among, Graph, Literal, Wider
from contract_engine.durable.compile.inputs import Word
from contract_engine.model.vocabulary import KindFact, Value


def is_one_of(graph: Graph, fact: KindFact, values: frozenset[str]) -> Literal:
    """True where the fact's end node is one of `values`, which are end nodes."""
    inside = values & frozenset(fact.ends)
    outside = frozenset(fact.ends) - inside
    if not inside or not outside:
        return FALSE if outside else TRUE
    decisive = [
        *((node, True) for node in _cover(fact, inside, None)),
        *((node, False) for node in _cover(fact, outside, None)),
    ]
    return graph.add(
        Among(
            Word(fact.id),
            tuple((node.id, holds) for node, holds in decisive if node.is_end),
            tuple(
                (_wider(graph, fact, node), holds) for node, holds in decisive if not node.is_end
            ),
        )
    )


def _cover(fact: KindFact, values: frozenset[str], parent: str | None) -> Iterator[Value]:
    """The widest nodes below `parent` whose end nodes are all in `values`."""
    for node in _children(fact, parent):
        if node.leaves <= values:
            yield node
        elif node.leaves & values:
            yield from _cover(fact, values, node.id)


def _wider(graph: Graph, fact: KindFact, node: Value) -> Literal:
    """True where the fact is at this inner node or anywhere below it."""
    below = _children(fact, node.id)
    return graph.add(
        Wider(
            Word(fact.id),
            node.id,
            tuple(child.id for child in below if child.is_end),
            tuple(_wider(graph, fact, child) for child in below if not child.is_end),
        )
    )


def _children(fact: KindFact, parent: str | None) -> list[Value]:
    return [value for value in fact.values.values() if value.parent == parent]
