"""Programs, one after the other -> clauses of one day that contradict each other undecided.

Of two instruments of one day the one further down in the list prevails, which is an accident.
"""

from __future__ import annotations

from collections.abc import Iterator

from contract_engine.checks.finding import finding
from contract_engine.diagnostics import Problem
from contract_engine.diagram.act.program import Program
from contract_engine.diagram.core.node_values import any_true
from contract_engine.model.agreement import Agreement


class OneDay:
    """Which clauses of instruments of one day apply together, and only the list decides."""

    def __init__(self, agreement: Agreement) -> None:
        self.agreement = agreement
        self.met: set[tuple[str, str]] = set()

    def look(self, program: Program) -> None:
        """See which clauses set another aside for nothing but their place in the list."""
        masks = tuple((1 << size) - 1 for size in program.nodes.sizes)
        days = [norm.rank[0] for norm in program.norms]
        for index, norm in enumerate(program.norms):
            if days.count(norm.rank[0]) < 2:
                continue
            for other, why in program.contest.defeaters(index):
                pair = program.norms[other].clause.id, norm.clause.id
                if why != "later" or days[other] != days[index] or pair in self.met:
                    continue
                both = program.applies[index], program.undefeated[other]
                if any_true(program, masks, *both, program.possible):
                    self.met.add(pair)

    def findings(self) -> Iterator[Problem]:
        """A finding for each pair, in the order of the files."""
        clauses = self.agreement.clauses
        order = {name: place for place, name in enumerate(clauses)}
        for later, earlier in sorted(self.met, key=lambda pair: (order[pair[0]], order[pair[1]])):
            yield finding(
                "W718",
                f"{later} over {earlier}",
                f"`{later}` and `{earlier}` contradict each other, in instruments of one day",
                clauses[later].place,
                "which prevails is the order of the list alone: say `overrides`, or `precedence:`",
                clauses[later].text,
                ((clauses[earlier].place, "this one"),),
            )
