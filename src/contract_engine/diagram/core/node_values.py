"""A node and the classes left open of each variable -> the values that it has there.

Nothing here enumerates completions: every question is a walk over shared nodes.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from contract_engine.diagram.act.program import Program
from contract_engine.diagram.core.nodes import FALSE, TRUE


def any_true(program: Program, masks: Sequence[int], *booleans: int) -> bool:
    """Whether some situation of the region makes all these boolean nodes true."""
    nodes = program.nodes
    node = TRUE
    for boolean in booleans:
        node = nodes.both(node, boolean)
    seen = {node}
    stack = [node] if node != FALSE else []
    while stack:
        node = stack.pop()
        if node == TRUE:
            return True
        mask = masks[nodes.level[node]]
        for c, kid in enumerate(nodes.kids[node]):
            if kid != FALSE and mask >> c & 1 and kid not in seen:
                seen.add(kid)
                stack.append(kid)
    return False


def values_of(program: Program, masks: Sequence[int], root: int) -> set[Hashable]:
    """The values that a node has in the region's possible completions."""
    return values_below(program, masks, root, program.possible)


def values_below(
    program: Program, masks: Sequence[int], root: int, possible: int, most: int | None = None
) -> set[Hashable]:
    """The values of a node where another is true; of more than `most`, the first found."""
    nodes = program.nodes
    found: set[Hashable] = set()
    seen: set[tuple[int, int]] = set()
    stack = [(root, possible)]
    while stack:
        pair = stack.pop()
        if pair in seen or pair[1] == FALSE:
            continue
        seen.add(pair)
        level = nodes.top(*pair)
        if level >= len(masks):
            found.add(nodes.value[pair[0]])
            if most is not None and len(found) >= most:
                break
            continue
        for c, kids in enumerate(nodes.split(level, *pair)):
            if masks[level] >> c & 1:
                stack.append((kids[0], kids[1]))
    return found
