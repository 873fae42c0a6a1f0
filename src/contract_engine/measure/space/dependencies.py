"""What conditions and terms hang on: moments that are counted, and clauses that apply or don't."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from contract_engine.diagram.act.applied import OfClause, applied
from contract_engine.diagram.act.survival import Survivors
from contract_engine.lazy_dataclass import replace
from contract_engine.model.agreement import Agreement, Clause
from contract_engine.model.conditions import Applies, Condition, Meant
from contract_engine.model.days import After, MeantMoment
from contract_engine.model.traverse import as_meant, of_clause

_KEPT = 64
_known: dict[int, tuple[Agreement, bool]] = {}


def hangs(agreement: Agreement) -> bool:
    """Whether it has clauses, definitions among them, on whose applying other clauses hang."""
    found = _known.get(id(agreement))
    if found is None or found[0] is not agreement:
        if len(_known) >= _KEPT:
            _known.clear()
        linked = bool(agreement.definitions) or any(
            asks_clauses(line) for clause in agreement.clauses.values() for line in clause.unless
        )
        found = _known[id(agreement)] = agreement, linked
    return found[1]


def has_meanings(agreement: Agreement) -> bool:
    """Whether some condition or term has a meaning by a definition, or by a fact it counts by."""
    said = [*agreement.impossible, *(p for c in agreement.clauses.values() for p in of_clause(c))]
    return any(isinstance(part, Meant | MeantMoment) for part in as_meant(said))


def applying(
    agreement: Agreement, survivors: Survivors, norms: Sequence[OfClause]
) -> tuple[str, ...]:
    """The clauses on whose applying these norms hang."""
    return applied(agreement, survivors, norms) if hangs(agreement) else ()


def asks_clauses(condition: Condition) -> bool:
    """Whether a condition asks anywhere if a clause applies."""
    return any(isinstance(part, Applies) for part in as_meant([condition]))


def counted(clause: Clause, *, speaks: bool) -> Iterator[After]:
    """The moments a clause counts from; of one that isn't asked about, only its beginning."""
    parts = as_meant(of_clause(clause) if speaks else [clause.from_])
    return (part for part in parts if isinstance(part, After))


def by_one(moment: After) -> Iterator[After]:
    """The same moment with one of its counts one lower or higher."""
    for index, (count, unit) in enumerate(moment.steps):
        for other in (count - 1, count + 1):
            steps = (*moment.steps[:index], (other, unit), *moment.steps[index + 1 :])
            yield replace(moment, count=steps[0][0], unit=steps[0][1], then=steps[1:])
