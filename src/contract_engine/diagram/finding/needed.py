"""A program and what is given -> the variables whose values the verdict still hangs on.

A node that is the verdict in every possible situation, and asks for as little as can be seen to
do: what it doesn't ask for can't matter any more, whatever it is.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from contract_engine.diagram.act.program import Program
from contract_engine.diagram.core.node_values import any_true
from contract_engine.diagram.core.nodes import FALSE
from contract_engine.diagram.core.region import Masks
from contract_engine.lazy_dataclass import dataclass


@dataclass(frozen=True)
class Pending:
    """A variable that may still decide.

    `left` is how many others may still decide once it is known, on the average of its classes;
    `settles` are the classes (a mask) that decide by themselves, by the verdict they give.
    """

    level: int
    left: float
    settles: dict[Hashable, int]


def deciding(program: Program, masks: Masks) -> int:
    """The node that is the verdict wherever the region is possible, of few variables.

    Args:
        program: the act on a day.
        masks: the classes that are left open of each variable; some situation is possible.
    """
    nodes = program.nodes
    made: dict[tuple[int, int], int | None] = {}

    def visit(verdict: int, possible: int) -> int | None:
        """The simplest node here; None where nothing is possible."""
        if possible == FALSE:
            return None
        if nodes.is_terminal(verdict) and nodes.is_terminal(possible):
            return verdict
        pair = (verdict, possible)
        if pair in made:
            return made[pair]
        level = nodes.top(verdict, possible)
        open_ = [
            kids
            for c, kids in enumerate(nodes.split(level, verdict, possible))
            if masks[level] >> c & 1
        ]
        nodes.step(len(open_))
        if nodes.is_terminal(verdict) or nodes.level[verdict] > level:
            # Only what is possible asks here: with it, something is possible below or not.
            found = visit(verdict, nodes.any(each for _, each in open_))
        else:
            kids = [visit(one, other) for one, other in open_]
            some = next((kid for kid in kids if kid is not None), None)
            found = None
            if some is not None:
                spread = iter(kids)
                whole = [
                    next(spread) if masks[level] >> c & 1 else some
                    for c in range(nodes.sizes[level])
                ]
                found = nodes.make(level, tuple(some if kid is None else kid for kid in whole))
        made[pair] = found
        return found

    root = visit(program.verdict, program.possible)
    assert root is not None, "the region is possible"
    return root


def pending(program: Program, masks: Masks) -> Iterator[Pending]:
    """The variables that may still decide, in the order of the program.

    Args:
        program: the act on a day.
        masks: the classes that are left open of each variable; some situation is possible.
    """
    nodes = program.nodes
    for level in sorted(nodes.support(deciding(program, masks))):
        settles: dict[Hashable, int] = {}
        counts = []
        for c in range(nodes.sizes[level]):
            if not masks[level] >> c & 1:
                continue
            chosen = (*masks[:level], 1 << c, *masks[level + 1 :])
            if not any_true(program, chosen, program.possible):
                continue
            root = deciding(program, chosen)
            counts.append(len(nodes.support(root)))
            if nodes.is_terminal(root):
                value = nodes.value[root]
                settles[value] = settles.get(value, 0) | 1 << c
        yield Pending(level, sum(counts) / len(counts), settles)
