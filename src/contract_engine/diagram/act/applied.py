"""Norms -> the clauses of any kind whose applying their conditions and terms ask for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from contract_engine.diagram.act.life import chain_of
from contract_engine.diagram.act.survival import Survivors
from contract_engine.model.agreement import Agreement, Clause
from contract_engine.model.conditions import Applies, Condition
from contract_engine.model.traverse import Part, unfolded


class OfClause(Protocol):
    """A norm: its clause, and of a choice the cases in which it is left."""

    @property
    def clause(self) -> Clause:
        """The clause it stands in."""

    @property
    def when(self) -> tuple[Condition, ...]:
        """The cases."""


def applied(
    agreement: Agreement,
    survivors: Survivors,
    norms: Sequence[OfClause],
    more: Iterable[Condition] = (),
) -> tuple[str, ...]:
    """Definitions and clauses that disapply, in the order found; only those that survive.

    Those that `more` conditions ask for, too.
    """
    found: dict[str, None] = {}
    waiting: list[Part] = [*agreement.impossible, *more, *(case for n in norms for case in n.when)]
    waiting += _parts(survivors, {n.clause.id: n.clause for n in norms}.values())
    for part in unfolded(waiting):
        if isinstance(part, Applies):
            name = part.clause
            if name not in found and name in survivors.clauses:
                found[name] = None
                waiting += _parts(survivors, [survivors.clauses[name]])
    return tuple(found)


def _parts(survivors: Survivors, clauses: Iterable[Clause]) -> Iterator[Part]:
    """What is asked of clauses: conditions, terms, and the beginnings of what replaces them."""
    asked = list(clauses)
    for clause in asked:
        yield clause.when
        yield from clause.unless
        yield from (m for m in (clause.from_, clause.through, clause.until) if m)
    for other in chain_of(survivors, (clause.id for clause in asked)):
        if other.from_ is not None:
            yield other.from_
