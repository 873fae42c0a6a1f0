"""An agreement -> the pairs of clauses that contradict each other and only their rank decides."""

from __future__ import annotations

from contract_engine.checks.lints import can_clash
from contract_engine.model.agreement import Agreement, Clause


def by_rank(agreement: Agreement) -> tuple[tuple[str, str], ...]:
    """Pairs (later, earlier) that can be in force together, where neither names the other."""
    clauses = [clause for clause in agreement.clauses.values() if clause.norms]
    rank = {name: instrument.rank for name, instrument in agreement.instruments.items()}
    return tuple(
        (later.id, earlier.id)
        for later in clauses
        for earlier in clauses
        if rank[later.instrument] > rank[earlier.instrument]
        and earlier.id not in later.overrides
        and later.id not in earlier.overrides
        and can_clash(agreement, later, earlier)
        and not _over(agreement, earlier, later)
    )


def _over(agreement: Agreement, earlier: Clause, later: Clause) -> bool:
    """Whether the earlier clause was repealed or replaced when the later one begins."""
    begins = agreement.instruments[later.instrument].effective
    enders = [repeal.instrument for repeal in agreement.repeals if repeal.clause == earlier.id]
    enders += [
        clause.instrument
        for clause in agreement.clauses.values()
        if earlier.id in clause.replaces and clause.from_ is None
    ]
    return any(agreement.instruments[name].effective <= begins for name in enders)
