"""Norms -> the order in which they are settled, and which boxes each can lose to."""

from __future__ import annotations

from collections.abc import Sequence

from contract_engine.diagram.act.in_play import Relevant
from contract_engine.diagram.act.priority import OPPOSITES
from contract_engine.model.agreement import Modality


def strongest_first(norms: Sequence[Relevant]) -> list[int]:
    """The norms in an order in which whatever can defeat one stands before it."""
    present = {norm.clause.id: index for index, norm in enumerate(norms)}
    by_rank = sorted(range(len(norms)), key=lambda index: norms[index].rank, reverse=True)
    against = any(
        norms[present[target]].rank > norm.rank
        for norm in norms
        for target in norm.clause.overrides
        if target in present
    )
    before: dict[int, list[int]] = {index: [] for index in by_rank}
    by_clause: dict[str, list[int]] = {}
    for index, norm in enumerate(norms):
        by_clause.setdefault(norm.clause.id, []).append(index)
    for winner, norm in enumerate(norms):
        named = [index for name in norm.clause.overrides for index in by_clause.get(name, ())]
        for loser in range(len(norms)) if against else named:
            if _beats(norm, norms[loser]):
                before[loser].append(winner)
    order: dict[int, None] = {}
    stack = by_rank[::-1]
    while stack:
        index = stack[-1]
        waiting = [other for other in before[index] if other not in order]
        if index in order or not waiting:
            order[stack.pop()] = None
        else:
            stack += waiting
    return list(order)


def beaters(norms: Sequence[Relevant], owners: Sequence[int]) -> list[int]:
    """For each box (`owners` are its norms), the boxes that defeat it if they stand."""
    of_norm: dict[int, int] = {}
    above: dict[tuple[object, Modality], int] = {}
    for number, owner in enumerate(owners):
        of_norm[owner] = of_norm.get(owner, 0) | 1 << number
    running = dict.fromkeys(Modality, 0)
    ranks = sorted({norm.rank for norm in norms}, reverse=True)
    grouped: dict[object, list[int]] = {}
    for index, norm in enumerate(norms):
        grouped.setdefault(norm.rank, []).append(index)
    for rank in ranks:
        for modality in Modality:
            above[rank, modality] = running[modality]
        for index in grouped[rank]:
            running[norms[index].modality] |= of_norm.get(index, 0)
    by_clause: dict[str, list[int]] = {}
    for index, norm in enumerate(norms):
        by_clause.setdefault(norm.clause.id, []).append(index)
    over: dict[str, list[int]] = {}
    for index, norm in enumerate(norms):
        for target in norm.clause.overrides:
            over.setdefault(target, []).append(index)
    masks: dict[int, int] = {}
    for index, norm in enumerate(norms):
        opposed = OPPOSITES[norm.modality]
        mask = 0
        for modality in opposed:
            mask |= above[norm.rank, modality]
        for target in norm.clause.overrides:
            for weaker in by_clause.get(target, ()):
                mask &= ~of_norm.get(weaker, 0)
        for winner in over.get(norm.clause.id, ()):
            if norms[winner].modality in opposed:
                mask |= of_norm.get(winner, 0)
        for own in by_clause[norm.clause.id]:
            mask &= ~of_norm.get(own, 0)
        masks[index] = mask
    return [masks[owner] for owner in owners]


def _beats(winner: Relevant, loser: Relevant) -> bool:
    if winner.modality not in OPPOSITES[loser.modality] or winner.clause.id == loser.clause.id:
        return False
    if loser.clause.id in winner.clause.overrides:
        return True
    return winner.clause.id not in loser.clause.overrides and winner.rank > loser.rank
