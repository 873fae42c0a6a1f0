"""A program and what is left open -> its verdict: one for all, `disputed` or `depends`."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence

from contract_engine.diagram.act.program import Program
from contract_engine.diagram.core.node_values import values_below, values_of
from contract_engine.diagram.core.region import region_asked
from contract_engine.model.outcome import Verdict
from contract_engine.model.question import Given


def verdict(program: Program, masks: Sequence[int]) -> Verdict:
    """The verdict of a partial situation: one for all, `disputed` or `depends`."""
    found = values_below(program, masks, program.verdict, program.possible, most=2)
    if len(found) == 1 and isinstance(single := found.pop(), Verdict):
        return single
    return Verdict.DISPUTED if is_disputed(program, masks, program.verdict) else Verdict.DEPENDS


def verdict_of(program: Program, given: Mapping[str, Given]) -> Verdict:
    """The verdict of what is given; raises Impossible where that can't be."""
    within = program.given(given)
    return verdict(within, region_asked(within, given).masks)


def verdicts(program: Program, masks: Sequence[int]) -> set[Verdict]:
    """The verdicts of the region's possible completions."""
    found = values_of(program, masks, program.verdict)
    return {value for value in found if isinstance(value, Verdict)}


def is_disputed(program: Program, masks: Sequence[int], root: int) -> bool:
    """Whether for each choice of readings the facts make no difference to a node."""
    return all(len(each) <= 1 for each in _by_reading(program, masks, root))


def _by_reading(program: Program, masks: Sequence[int], root: int) -> Iterator[set[Hashable]]:
    """For each choice of readings, the values of a node that the facts then leave."""
    nodes = program.nodes
    readings = sum(name in program.agreement.vocabulary.readings for name in program.ground.names)
    seen: set[tuple[int, int]] = set()
    stack = [(root, program.possible)]
    while stack:
        pair = stack.pop()
        if pair in seen:
            continue
        seen.add(pair)
        level = nodes.top(*pair)
        if level >= readings:
            yield values_below(program, masks, *pair, most=2)
            continue
        for c, kids in enumerate(nodes.split(level, *pair)):
            if masks[level] >> c & 1:
                stack.append((kids[0], kids[1]))
