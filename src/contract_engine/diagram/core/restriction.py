"""A node and what is left open of its variables -> what becomes of it, and what it hangs on."""

from __future__ import annotations

from collections.abc import Sequence

from contract_engine.diagram.act.program import Program
from contract_engine.diagram.core.nodes import Nodes


def fixed(nodes: Nodes, node: int, level: int, c: int) -> int:
    """What becomes of a node when a variable has this class."""
    known: dict[int, int] = {}

    def visit(node: int) -> int:
        if nodes.level[node] > level:
            return node
        if nodes.level[node] == level:
            return nodes.kids[node][c]
        if node not in known:
            kids = tuple(visit(kid) for kid in nodes.kids[node])
            known[node] = nodes.make(nodes.level[node], kids)
        return known[node]

    return visit(node)


def mattering(program: Program, masks: Sequence[int], *roots: int) -> set[int]:
    """The variables whose value can make a difference to the nodes somewhere in the region.

    Where it makes one how two values are related, both do.
    """
    nodes = program.nodes
    levels: set[int] = set()
    simple: dict[int, int] = {}

    def restrict(node: int) -> int:
        if nodes.is_terminal(node):
            return node
        if node not in simple:
            level = nodes.level[node]
            kids = [
                restrict(kid) for c, kid in enumerate(nodes.kids[node]) if masks[level] >> c & 1
            ]
            filler = kids[0]
            spread = iter(kids)
            simple[node] = nodes.make(
                level,
                tuple(
                    next(spread) if masks[level] >> c & 1 else filler
                    for c in range(len(nodes.kids[node]))
                ),
            )
        return simple[node]

    for root in roots:
        levels |= nodes.support(restrict(root))
    ground = program.ground
    for relation in ground.relations.values():
        if ground.level[relation.name] in levels:
            levels |= {ground.level[name] for name in relation.between}
    return levels
