"""Programs, one after the other -> replaced clauses after which nothing is said any more.

A clause that replaces another ends it for good and for everybody: also where its own conditions
are false, and after its own end.
"""

from __future__ import annotations

from collections.abc import Iterator

from contract_engine.checks.finding import finding
from contract_engine.diagnostics import Problem
from contract_engine.diagram.act.life import Why
from contract_engine.diagram.act.program import Program
from contract_engine.diagram.core.node_values import any_true
from contract_engine.diagram.core.nodes import FALSE
from contract_engine.model.agreement import Agreement, Clause
from contract_engine.model.outcome import Verdict

OTHERS, LATER = "where its own conditions are false", "after its own end"


class Replacements:
    """Of which replacements it was seen that they leave silence, and where."""

    def __init__(self, agreement: Agreement) -> None:
        self.agreement = agreement
        self.found: dict[tuple[str, str], str] = {}

    def look(self, program: Program) -> None:
        """See where a replaced clause would apply, and no clause speaks of the act."""
        nodes = program.nodes
        would: dict[str, int] = {}
        for norm, node in zip(program.norms, program.would_apply, strict=True):
            would[norm.clause.id] = nodes.either(would.get(norm.clause.id, FALSE), node)
        for name in would:
            replacers = [c for c in program.sketch.replacers(name) if c.id in would]
            if len(replacers) == 1 and (replacers[0].id, name) not in self.found:
                self._pair(program, would, name, replacers[0])

    def _pair(self, program: Program, would: dict[str, int], name: str, new: Clause) -> None:
        nodes, ground, on = program.nodes, program.ground, program.on
        ours = program.sketch.life(new)
        theirs = program.sketch.life(program.survivors.clauses[name])
        if ours.begins.effective > on:
            return
        silent = nodes.indicator(program.verdict, Verdict.NOT_ADDRESSED)
        gone = nodes.any(e.come(ground, on) for e in theirs.ends if e.why is not Why.REPLACED)
        taken = nodes.any(e.come(ground, on) for e in ours.ends if e.by)
        over = nodes.any(e.come(ground, on) for e in ours.ends if not e.by)
        begun = ours.begins.come(ground, on)
        here = nodes.minus(nodes.all([would[name], begun, silent]), nodes.either(gone, taken))
        masks = tuple((1 << size) - 1 for size in nodes.sizes)
        if any_true(program, masks, nodes.both(here, over), program.possible):
            self.found[new.id, name] = LATER
        elif any_true(program, masks, nodes.minus(here, would[new.id]), program.possible):
            self.found[new.id, name] = OTHERS

    def findings(self) -> Iterator[Problem]:
        """A finding for each."""
        for (new, old), where in self.found.items():
            clause = self.agreement.clauses[new]
            yield finding(
                "W715",
                f"{new} replaces {old}",
                f"`{new}` ends `{old}` for good, and {where} nothing is said any more",
                clause.place,
                "write `overrides` to leave the earlier clause in force for the rest",
                clause.text,
            )
