"""Many cases -> what is the same on two days where they are, without making them."""

from __future__ import annotations

import hashlib

from contract_engine.diagram.act.program import Program
from contract_engine.diagram.core.naming import describe
from contract_engine.diagram.core.region import Region
from contract_engine.diagram.finding.cases import Partition


def signature(program: Program, region: Region, cases: Partition) -> str:
    """Equal on two days only where the cases are.

    Of cases that are told apart in another order, as the clauses in play mention other facts more
    often, it may be another.
    """
    nodes, names = program.nodes, program.ground.names
    known: dict[int, str] = {}
    waiting = [cases.node]
    while waiting:
        node = waiting[-1]
        left = [kid for kid in nodes.kids[node] if kid not in known]
        if left:
            waiting += left
            continue
        waiting.pop()
        if node in known:
            continue
        nodes.step()
        if nodes.is_terminal(node):
            known[node] = str(nodes.value[node])
            continue
        level = nodes.level[node]
        parts: dict[str, int] = {}
        for c, kid in enumerate(nodes.kids[node]):
            if region.masks[level] >> c & 1:
                parts[known[kid]] = parts.get(known[kid], 0) | 1 << c
        told = [f"{relative(program, region, level, m)}:{kid}" for kid, m in parts.items()]
        known[node] = hashlib.sha256("\n".join([names[level], *sorted(told)]).encode()).hexdigest()
    return known[cases.node]


def relative(program: Program, region: Region, level: int, mask: int) -> str:
    """Classes in words that stay the same from day to day, as long as what they say does."""
    within = region.within.get(level)
    return describe(program, level, mask, region.masks[level], within=within, relative=True)
