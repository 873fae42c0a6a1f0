"""A clause, or a line of a definition, on a bench -> where the answer would be another without it.

Without one of its lines a clause would apply where it doesn't: so of a clause it is asked where
the answer hangs on whether it applies. The answer is the verdict and the clauses that govern.
"""

from __future__ import annotations

from contract_engine.diagram.act.in_play import Sketch
from contract_engine.diagram.act.program import Program
from contract_engine.diagram.core.nodes import FALSE
from contract_engine.diagram.core.region import region_of
from contract_engine.measure.mutation.differences import moved, moved_with
from contract_engine.measure.space.space import Bench
from contract_engine.model.agreement import Clause, Row
from contract_engine.model.conditions import Condition


def on_clause(bench: Bench, clause: Clause) -> int:
    """True where the answer hangs on whether a clause applies."""
    return _unlike(bench, clause, _Otherwise(bench, clause.id))


def on_row(bench: Bench, definition: Clause, row: Row, instead: Condition) -> int:
    """True where the answer would be another, had a line of a definition other conditions."""
    ground = bench.variables.reworded(definition.id, row.when, instead)
    return _unlike(bench, definition, Program(bench.sketch, ground))


def _unlike(bench: Bench, definition: Clause, other: Program) -> int:
    """True where two programs answer otherwise, whatever the defined fact's own value.

    No question that tests its definition gives that, so there it is open, or as usually assumed.
    """
    program, level = bench.program, bench.ground.level.get(definition.defines)
    if level is None:
        return moved(program, other)
    mask = region_of(program, {}).masks[level]
    classes = [c for c in range(bench.nodes.sizes[level]) if mask >> c & 1]
    return moved_with(program, other, level, classes)


class _Otherwise(Program):
    """The program in which one clause applies where it doesn't, and the other way round."""

    def __init__(self, bench: Bench, name: str) -> None:
        self._name = name
        super().__init__(_begun(bench, name), bench.variables)

    def _fate(self, clause: Clause) -> tuple[int, int]:
        known = clause.id in self._fates
        would, over = super()._fate(clause)
        if clause.id == self._name and not known:
            would, over = self.nodes.negate(self.nodes.minus(would, over)), FALSE
            self._fates[clause.id] = would, over
        return would, over


class _Begun(Sketch):
    """A sketch in which one clause's instrument has taken effect."""

    def __init__(self, sketch: Sketch, bench: Bench, name: str) -> None:
        self._name = name
        super().__init__(sketch.agreement, sketch.survivors, bench.relevant, sketch.on)

    def _began(self, clause: Clause) -> bool:
        return clause.id == self._name or super()._began(clause)


def _begun(bench: Bench, name: str) -> Sketch:
    return bench.sketch if bench.sketch.could_apply(name) else _Begun(bench.sketch, bench, name)
