"""Norms and where each applies -> where each stands undefeated, and the verdict."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from contract_engine.diagram.core.nodes import FALSE, Nodes
from contract_engine.model.agreement import Clause, Modality
from contract_engine.model.norms import OPPOSITES, incompatible
from contract_engine.model.outcome import Verdict

VERDICT_OF = {
    Modality.MUST_NOT: Verdict.PROHIBITED,
    Modality.MUST: Verdict.REQUIRED,
    Modality.MAY: Verdict.PERMITTED,
    Modality.NEED_NOT: Verdict.NOT_REQUIRED,
}


class Ranked(Protocol):
    """A norm with its clause's rank."""

    @property
    def clause(self) -> Clause:
        """The clause it stands in."""

    @property
    def modality(self) -> Modality:
        """What it says of the act."""

    @property
    def rank(self) -> tuple[date, int]:
        """The rank of the clause's instrument."""


class Contest:
    """Who stands undefeated, from the strongest down.

    Norms that no `overrides` names lose to everything incompatible of higher rank, so they share
    one node for each rank and modality; only norms that are named are compared one by one.
    """

    def __init__(self, nodes: Nodes, norms: Sequence[Ranked], applies: Sequence[int]) -> None:
        self.nodes = nodes
        self.norms = norms
        self.applies = applies
        self.ranks = sorted({norm.rank for norm in norms}, reverse=True)
        self._above: dict[tuple[int, Modality], int] = {}
        self._known: dict[int, int] = {}
        present = {norm.clause.id for norm in norms}
        self._over = {n.clause.id: present & set(n.clause.overrides) for n in norms}
        self._under: dict[str, set[str]] = {}
        for winner, losers in self._over.items():
            for loser in losers:
                self._under.setdefault(loser, set()).add(winner)
        self._by_rank: dict[tuple[date, int], list[int]] = {}
        for index, norm in enumerate(norms):
            self._by_rank.setdefault(norm.rank, []).append(index)
        self._place = {rank: index for index, rank in enumerate(self.ranks)}
        self.undefeated = [self._stands(index) for index in range(len(norms))]

    def defeaters(self, index: int) -> list[tuple[int, str]]:
        """The norms that defeat this one where both apply and they stand, and why."""
        norm = self.norms[index]
        found = []
        for other, rival in enumerate(self.norms):
            if rival.clause.id == norm.clause.id or not incompatible(norm.modality, rival.modality):
                continue
            if norm.clause.id in self._over[rival.clause.id]:
                found.append((other, "overrides"))
            elif rival.rank > norm.rank and rival.clause.id not in self._over[norm.clause.id]:
                found.append((other, "later"))
        return found

    def governing(self, verdict: int) -> list[int]:
        """For each norm, true where it is of the verdict's modality, or half of a conflict."""
        nodes = self.nodes
        regions = nodes.indicators(verdict)
        where = {v: regions.get(v, FALSE) for v in Verdict}
        stand = {
            modality: nodes.any(
                node
                for norm, node in zip(self.norms, self.undefeated, strict=True)
                if norm.modality is modality
            )
            for modality in Modality
        }
        found = []
        for norm, node in zip(self.norms, self.undefeated, strict=True):
            opposed = nodes.any(stand[modality] for modality in OPPOSITES[norm.modality])
            counts = nodes.either(
                where[VERDICT_OF[norm.modality]], nodes.both(where[Verdict.CONFLICT], opposed)
            )
            found.append(nodes.both(node, counts))
        return found

    def _stands(self, index: int) -> int:
        known = self._known.get(index)
        if known is None:
            applies = self.applies[index]
            known = FALSE if applies == FALSE else self.nodes.minus(applies, self._beaten(index))
            self._known[index] = known
        return known

    def _beaten(self, index: int) -> int:
        norm = self.norms[index]
        if not self._over[norm.clause.id] and norm.clause.id not in self._under:
            place = self._place[norm.rank]
            return self.nodes.any(
                self._stand_above(place, modality) for modality in OPPOSITES[norm.modality]
            )
        return self.nodes.any(self._stands(other) for other, _ in self.defeaters(index))

    def _stand_above(self, place: int, modality: Modality) -> int:
        """True where some norm of this modality and a rank before `place` stands."""
        if place == 0:
            return FALSE
        key = (place, modality)
        known = self._above.get(key)
        if known is None:
            here = [
                self._stands(index)
                for index in self._by_rank[self.ranks[place - 1]]
                if self.norms[index].modality is modality
            ]
            known = self.nodes.either(self._stand_above(place - 1, modality), self.nodes.any(here))
            self._above[key] = known
        return known


def verdict_node(nodes: Nodes, norms: Sequence[Ranked], undefeated: Sequence[int]) -> int:
    """The node whose terminals are the verdicts of total situations."""
    stand = {
        modality: nodes.any(
            node for norm, node in zip(norms, undefeated, strict=True) if norm.modality is modality
        )
        for modality in Modality
    }
    bars, may = stand[Modality.MUST_NOT], stand[Modality.MAY]
    must, free = stand[Modality.MUST], stand[Modality.NEED_NOT]
    conflict = nodes.either(nodes.both(bars, nodes.either(may, must)), nodes.both(free, must))
    node = nodes.terminal(Verdict.NOT_ADDRESSED)
    for where, verdict in (
        (free, Verdict.NOT_REQUIRED),
        (may, Verdict.PERMITTED),
        (must, Verdict.REQUIRED),
        (bars, Verdict.PROHIBITED),
        (conflict, Verdict.CONFLICT),
    ):
        node = nodes.choose(where, nodes.terminal(verdict), node)
    return node
