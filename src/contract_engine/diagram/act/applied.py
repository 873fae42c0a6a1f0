"""Norms -> the clauses of any kind whose applying their conditions and terms ask for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from contract_engine.diagram.act.survival import Survivors
from contract_engine.model.agreement import Agreement, Clause
from contract_engine.model.conditions import All, Any, Applies, Condition, HasCome, Meant, Not
from contract_engine.model.days import Choose, EarliestOf, LatestOf, Moment


class OfClause(Protocol):
    """A norm: its clause, and of a choice the cases in which it is left."""

    @property
    def clause(self) -> Clause:
        """The clause it stands in."""

    @property
    def when(self) -> tuple[Condition, ...]:
        """The cases."""


def applied(
    agreement: Agreement, survivors: Survivors, norms: Sequence[OfClause]
) -> tuple[str, ...]:
    """Definitions and clauses that disapply, in the order found; only those that survive."""
    replacers: dict[str, list[Clause]] = {}
    for clause in survivors.clauses.values():
        for target in clause.replaces:
            replacers.setdefault(target, []).append(clause)
    found: dict[str, None] = {}
    seen: set[int] = set()
    waiting: list[object] = [*agreement.impossible, *(case for n in norms for case in n.when)]
    waiting += _parts({n.clause.id: n.clause for n in norms}.values(), replacers)
    while waiting:
        part = waiting.pop()
        match part:
            case Applies(name):
                if name not in found and name in survivors.clauses:
                    found[name] = None
                    waiting += _parts([survivors.clauses[name]], replacers)
            case Meant(_, means):
                if id(means) not in seen:
                    seen.add(id(means))
                    waiting.append(means)
            case HasCome(moment):
                waiting.append(moment)
            case Not(inner):
                waiting.append(inner)
            case All(parts) | Any(parts) | EarliestOf(parts) | LatestOf(parts):
                waiting.extend(parts)
            case Choose(options):
                waiting.extend(each for option in options for each in option)
            case _:
                pass
    return tuple(found)


def _parts(
    clauses: Iterable[Clause], replacers: dict[str, list[Clause]]
) -> Iterator[Condition | Moment]:
    """What is asked of clauses: conditions, terms, and the beginnings of what replaces them."""
    for clause in clauses:
        yield clause.when
        yield from clause.unless
        chain = [clause.id]
        for name in chain:
            chain += [c.id for c in replacers.get(name, ()) if c.id not in chain]
        begins = [other.from_ for name in chain for other in replacers.get(name, ())]
        yield from (m for m in (clause.from_, clause.through, clause.until, *begins) if m)
