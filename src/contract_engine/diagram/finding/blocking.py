"""What is assumed -> that of it which keeps something from being so."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from contract_engine.diagram.act.program import Program
from contract_engine.diagram.core.node_values import any_true
from contract_engine.diagram.core.region import Masks


def blocking(
    program: Program, assumed: Masks, wide: Masks, levels: Collection[int], node: int
) -> Sequence[int]:
    """The fewest variables that, as assumed, keep a node from being true.

    Args:
        program: the diagrams.
        assumed: the classes left open under all assumptions, in which the node is never true.
        wide: those left open where nothing is assumed.
        levels: the variables that are assumed and matter to the node.
        node: what isn't so.

    Returns:
        Each that does alone; where none does, some that do together, of which none can be spared.
    """

    def keep(away: Collection[int]) -> bool:
        masks = [assumed[n] if n in away else mask for n, mask in enumerate(wide)]
        return not any_true(program, masks, node, program.possible)

    alone = [level for level in sorted(levels) if keep({level})]
    together = set() if alone else set(levels)
    for level in sorted(together):
        together -= {level} if keep(together - {level}) else set()
    return alone or sorted(together)
