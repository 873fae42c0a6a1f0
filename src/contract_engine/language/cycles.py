"""Instruments -> the clauses that would defeat each other in a circle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from contract_engine.language.scope import Scope
from contract_engine.model.agreement import Clause, Instrument, Modality, Norm
from contract_engine.model.vocabulary import Vocabulary

_INCOMPATIBLE = {
    frozenset({Modality.MUST_NOT, Modality.MAY}),
    frozenset({Modality.MUST_NOT, Modality.MUST}),
    frozenset({Modality.NEED_NOT, Modality.MUST}),
}


def check_cycles(scope: Scope, instruments: Mapping[str, Instrument]) -> None:
    """Report every circle of defeat: named overrides, and rank where none is named."""
    clauses = [clause for i in instruments.values() for clause in i.clauses]
    if not any(clause.overrides for clause in clauses):
        return
    reported: set[frozenset[str]] = set()
    for acts in _acts(scope.vocabulary, clauses):
        cycle = _cycle(_Relation(acts, instruments))
        if cycle and frozenset(c.id for c in cycle) not in reported:
            reported.add(frozenset(clause.id for clause in cycle))
            names = " > ".join(f"`{clause.id}`" for clause in [*cycle, cycle[0]])
            scope.report(
                "E333",
                f"these clauses defeat each other in a circle: {names}",
                cycle[0].place,
                also=tuple((clause.place, "part of it") for clause in cycle[1:]),
                help="take one `overrides` away, or say what holds with `unless`",
            )


class _Relation:
    """Of the norms on one act: which clause defeats which, if both apply."""

    def __init__(
        self, acts: Sequence[tuple[Clause, Modality]], instruments: Mapping[str, Instrument]
    ) -> None:
        self.acts = acts
        self.rank = {clause.id: instruments[clause.instrument].rank for clause, _ in acts}

    def loses_to(self, node: int) -> Iterator[int]:
        """The norms that the norm `node` defeats."""
        clause, modality = self.acts[node]
        for other, (loser, opposite) in enumerate(self.acts):
            if loser is clause or frozenset({modality, opposite}) not in _INCOMPATIBLE:
                continue
            if loser.id in clause.overrides or (
                clause.id not in loser.overrides and self.rank[clause.id] > self.rank[loser.id]
            ):
                yield other


def _acts(
    vocabulary: Vocabulary, clauses: Sequence[Clause]
) -> Iterator[list[tuple[Clause, Modality]]]:
    """For each bearer and action, the norms on it, where one overrides another by name.

    An action that no norm names can still fall under several: every action is looked at.
    """
    named = {clause.id for clause in clauses if clause.overrides}
    norms = [(clause, norm) for clause in clauses for norm in clause.norms]
    bearers = dict.fromkeys(norm.bearer for clause, norm in norms if clause.id in named)
    seen: set[tuple[tuple[str, Modality], ...]] = set()
    for bearer in bearers:
        own = [(clause, norm) for clause, norm in norms if norm.bearer == bearer]
        for action in vocabulary.actions:
            wide = set(vocabulary.widening(action))
            acts = [(c, norm.modality) for c, norm in own if _speaks_of(norm, action, wide)]
            key = tuple((clause.id, modality) for clause, modality in acts)
            if key not in seen and any(clause.id in named for clause, _ in acts):
                seen.add(key)
                yield acts


def _speaks_of(norm: Norm, action: str, wide: set[str]) -> bool:
    return norm.action == action if norm.modality is Modality.MUST else norm.action in wide


def _cycle(relation: _Relation) -> list[Clause]:
    """A circle in the relation, or nothing: a depth-first walk with a stack of its own."""
    done: set[int] = set()
    for root in range(len(relation.acts)):
        if root in done:
            continue
        path: list[int] = [root]
        walks = [relation.loses_to(root)]
        while walks:
            following = next(walks[-1], None)
            if following is None:
                walks.pop()
                done.add(path.pop())
            elif following in path:
                return [relation.acts[node][0] for node in path[path.index(following) :]]
            elif following not in done:
                path.append(following)
                walks.append(relation.loses_to(following))
    return []
