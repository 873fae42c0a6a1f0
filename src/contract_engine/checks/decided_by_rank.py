"""An agreement -> the pairs of clauses that contradict each other and only their rank decides."""

from __future__ import annotations

from contract_engine.checks.lints import can_clash
from contract_engine.diagram.act.life import gone_before
from contract_engine.diagram.act.survival import survivors
from contract_engine.model.agreement import Agreement
from contract_engine.model.question import Options


def by_rank(agreement: Agreement) -> tuple[tuple[str, str], ...]:
    """Pairs (later, earlier) that can be in force together, where neither names the other."""
    clauses = [clause for clause in agreement.clauses.values() if clause.norms]
    left = survivors(agreement, Options())
    rank = {name: instrument.rank for name, instrument in agreement.instruments.items()}
    return tuple(
        (later.id, earlier.id)
        for later in clauses
        for earlier in clauses
        if rank[later.instrument] > rank[earlier.instrument]
        and earlier.id not in later.overrides
        and later.id not in earlier.overrides
        and can_clash(agreement, later, earlier)
        and not gone_before(left, earlier, later)
    )
