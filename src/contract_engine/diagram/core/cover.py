"""A region as a node -> few wide boxes that cover it exactly, for people to read.

A box says, for some variables, which classes they have. Each is as wide as it can be without
leaving the region (where nothing is possible, leaving it does no harm), so that no box says more
than it must; where boxes are to be apart, without what those before it cover either.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from contract_engine.diagram.core.nodes import FALSE, TRUE, Nodes

MAX_BOXES = 400
"""More boxes than this are not listed."""

Box = Mapping[int, int]


class TooManyBoxes(Exception):
    """The region can't be told in a readable number of boxes."""


def cover(
    nodes: Nodes, region: int, possible: int, masks: Sequence[int], *, apart: bool = False
) -> list[Box]:
    """Boxes that cover the possible part of a region within these masks, and nothing else.

    Args:
        nodes: where the region is.
        region: true in it.
        possible: true where something can be.
        masks: the classes that are looked at.
        apart: no situation is in two boxes.
    """
    inside = nodes.both(nodes.both(region, possible), _box_node(nodes, dict(enumerate(masks))))
    outside = nodes.minus(possible, region)
    boxes: list[Box] = []
    left = inside
    while left != FALSE:
        if len(boxes) == MAX_BOXES:
            raise TooManyBoxes
        box = _widen(nodes, _path(nodes, left, masks), outside, masks)
        boxes.append({level: mask for level, mask in box.items() if mask != masks[level]})
        covered = _box_node(nodes, box)
        left = nodes.minus(left, covered)
        if apart:
            outside = nodes.either(outside, nodes.both(possible, covered))
    return boxes


def _path(nodes: Nodes, node: int, masks: Sequence[int]) -> dict[int, int]:
    """One way to make a node true, as a box over every variable."""
    box = dict(enumerate(masks))
    while node != TRUE:
        level = nodes.level[node]
        c, node = next((c, kid) for c, kid in enumerate(nodes.kids[node]) if kid != FALSE)
        box[level] = 1 << c
    return box


def _widen(nodes: Nodes, box: dict[int, int], outside: int, masks: Sequence[int]) -> dict[int, int]:
    """The box with every variable as open as it can be; the first variables are opened first."""
    for level, whole in enumerate(masks):
        narrow = box[level]
        if narrow == whole:
            continue
        box[level] = whole
        if not meets(nodes, box, outside):
            continue
        box[level] = narrow
        for c in range(nodes.sizes[level]):
            bit = 1 << c
            if whole & bit and not narrow & bit:
                box[level] = narrow | bit
                if meets(nodes, box, outside):
                    box[level] = narrow
                else:
                    narrow |= bit
    return box


def meets(nodes: Nodes, box: Mapping[int, int], node: int) -> bool:
    """Whether a node is true somewhere in a box."""
    seen: set[int] = set()
    stack = [node]
    while stack:
        node = stack.pop()
        if node == FALSE or node in seen:
            continue
        if node == TRUE:
            return True
        seen.add(node)
        mask, kids = box[nodes.level[node]], nodes.kids[node]
        if mask & (mask - 1):
            stack.extend([kid for c, kid in enumerate(kids) if mask >> c & 1])
        else:
            stack.append(kids[mask.bit_length() - 1])
    return False


def _box_node(nodes: Nodes, box: Mapping[int, int]) -> int:
    """True inside the box."""
    node = TRUE
    for level in sorted(box, reverse=True):
        mask = box[level]
        if mask != (1 << nodes.sizes[level]) - 1:
            kids = (node if mask >> c & 1 else FALSE for c in range(nodes.sizes[level]))
            node = nodes.make(level, tuple(kids))
    return node
