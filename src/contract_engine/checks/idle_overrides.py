"""Programs, one after the other -> overrides between clauses that never apply together."""

from __future__ import annotations

from collections.abc import Iterator

from contract_engine.checks.finding import finding
from contract_engine.diagnostics import Problem
from contract_engine.diagram.act.life import gone_before
from contract_engine.diagram.act.program import Program
from contract_engine.diagram.act.survival import survivors
from contract_engine.diagram.core.node_values import any_true
from contract_engine.model.agreement import Agreement, is_swept
from contract_engine.model.norms import incompatible
from contract_engine.model.question import Options


class IdleOverrides:
    """Which overrides were seen at all, and which of them have met."""

    def __init__(self, agreement: Agreement) -> None:
        self.agreement = agreement
        self.seen: set[tuple[str, str]] = set()
        self.met: set[tuple[str, str]] = set()

    def look(self, program: Program) -> None:
        """See which clauses apply together with what they override."""
        masks = tuple((1 << size) - 1 for size in program.nodes.sizes)
        by_name: dict[str, list[int]] = {}
        for index, norm in enumerate(program.norms):
            by_name.setdefault(norm.clause.id, []).append(index)
        for one, ours in enumerate(program.norms):
            for target in ours.clause.overrides:
                pair = ours.clause.id, target
                for other in by_name.get(target, ()) if pair not in self.met else ():
                    if not incompatible(ours.modality, program.norms[other].modality):
                        continue
                    self.seen.add(pair)
                    both = _by_itself(program, one), _by_itself(program, other)
                    if any_true(program, masks, *both, program.possible):
                        self.met.add(pair)
                        break

    def findings(self) -> Iterator[Problem]:
        """Those that were seen and never met; of what had ended before, `lint` tells."""
        left = survivors(self.agreement, Options())
        for clause in self.agreement.clauses.values():
            for target in clause.overrides:
                if is_swept(clause, target):
                    continue
                other = self.agreement.clauses[target]
                if (clause.id, target) not in self.seen - self.met:
                    continue
                if gone_before(left, other, clause) or gone_before(left, clause, other):
                    continue
                yield finding(
                    "W717",
                    f"{clause.id} overrides {target}",
                    f"`{clause.id}` overrides `{target}`, but the two never apply together",
                    clause.place,
                    "whatever the situation, one of them doesn't apply; take the override away",
                    clause.text,
                )


def _by_itself(program: Program, index: int) -> int:
    """Where a norm applies if nothing but its own term ends it: options may drop all else."""
    life = program.sketch.life(program.norms[index].clause)
    over = (e.come(program.ground, program.on) for e in life.ends if not e.by)
    return program.nodes.minus(program.would_apply[index], program.nodes.any(over))
