"""Programs, one after the other -> every pair of clauses that contradict each other, shown.

Two clauses contradict each other where both stand undefeated and their norms can't both be kept.
"""

from __future__ import annotations

from itertools import combinations

from contract_engine.answers.wording import tell_given
from contract_engine.checks.finding import finding
from contract_engine.diagnostics import Problem
from contract_engine.diagram.act.program import Program
from contract_engine.diagram.core.node_values import any_true
from contract_engine.diagram.core.nodes import FALSE
from contract_engine.diagram.core.witness import askable, complete
from contract_engine.model.agreement import Agreement, Clause
from contract_engine.model.norms import incompatible, meeting_act
from contract_engine.model.outcome import Verdict
from contract_engine.model.question import as_given

MOST = 500
"""So many pairs are told; who has more of them begins with these."""


class Contradictions:
    """The pairs seen so far, in the order in which they were met."""

    def __init__(self, agreement: Agreement) -> None:
        self.agreement = agreement
        self.found: dict[str, Problem] = {}

    def look(self, program: Program, act: str) -> None:
        """See what contradicts each other in one program, about an act in words."""
        clash = program.nodes.indicator(program.verdict, Verdict.CONFLICT)
        masks = tuple((1 << size) - 1 for size in program.nodes.sizes)
        if clash == FALSE or not any_true(program, masks, clash, program.possible):
            return
        standing = [i for i, node in enumerate(program.undefeated) if node != FALSE]
        for one, other in combinations(standing, 2):
            if len(self.found) >= MOST:
                return
            self._pair(program, masks, act, one, other)

    def _pair(
        self, program: Program, masks: tuple[int, ...], act: str, one: int, other: int
    ) -> None:
        norms = program.norms
        ours, theirs = norms[one], norms[other]
        if not incompatible(ours.modality, theirs.modality):
            return
        clauses = self.agreement.clauses
        first, second = clauses[ours.clause.id], clauses[theirs.clause.id]
        if first.id == second.id or (first.step is not None and second.step is not None):
            return  # whether steps are open together is what `steps.py` tells
        about = " ".join(sorted((first.id, second.id)))
        if len(_clashing(self.agreement, first, second)) > 1:
            about += f" on {act}"
        if about in self.found:
            return
        both = program.nodes.all([program.undefeated[one], program.undefeated[other]])
        node = program.nodes.both(both, program.possible)
        if node == FALSE or not any_true(program, masks, node):
            return
        self.found[about] = finding(
            "W701",
            about,
            f"`{first.id}` and `{second.id}` contradict each other on {act}",
            first.place,
            f"for example on {program.on}{_example(program, masks, node)}; "
            "say `overrides` or `unless`",
            also=((second.place, "this one"),),
        )


def _example(program: Program, masks: tuple[int, ...], node: int) -> str:
    """A situation in which they do, as it would be given."""
    situation = complete(program, masks, node)
    assert situation is not None
    asked = askable(program, situation)
    told = ", ".join(
        f"{n}={tell_given(program.agreement.vocabulary, n, as_given(v))}"
        for n, v in {**asked.facts, **asked.readings}.items()
        if n in program.ground.names
    )
    return f" with {told}" if told else ""


def _clashing(agreement: Agreement, one: Clause, other: Clause) -> set[str]:
    """The acts on which two clauses have norms that can't both be kept."""
    return {
        f"{a.bearer} {meeting_act(agreement.vocabulary, a, b)}"
        for a in one.norms
        for b in other.norms
        if incompatible(a.modality, b.modality)
        and meeting_act(agreement.vocabulary, a, b) is not None
    }
