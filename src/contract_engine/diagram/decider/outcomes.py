"""A program, and which names are given -> the node of what every answer comes to.

Its terminals are outcomes: the verdicts of the completions that are left, and the clauses that
govern in some of them. Names that aren't given are taken out of the diagram, from below, so that
the verdict of a partial situation, `depends` and `disputed` too, is a look-up like any other.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Hashable, Mapping

from contract_engine.diagram.act.program import Program
from contract_engine.diagram.core.domains import mask_of
from contract_engine.diagram.core.nodes import FALSE, TRUE
from contract_engine.diagram.core.region import usually
from contract_engine.lazy_dataclass import dataclass
from contract_engine.model.outcome import Verdict


@dataclass(frozen=True)
class Outcome:
    """What is left of a question: nothing (no `verdicts`) where what is given can't be so.

    `settled` says that for each choice of readings the facts make no difference. `clauses` are
    those that govern in some completion.
    """

    verdicts: frozenset[Verdict]
    clauses: frozenset[str] = frozenset()
    settled: bool = True

    @property
    def verdict(self) -> Verdict | None:
        """The verdict; None where what is given can't be."""
        if len(self.verdicts) == 1:
            return next(iter(self.verdicts))
        if not self.verdicts:
            return None
        return Verdict.DISPUTED if self.settled else Verdict.DEPENDS


NOTHING = Outcome(frozenset())
SOMETHING = Outcome(frozenset({Verdict.NOT_ADDRESSED}))


def outcome_node(program: Program, clauses: Collection[str], *, verdicts: bool = True) -> int:
    """The outcomes of total situations: verdicts, and which of these clauses govern.

    Without `verdicts` all that can be has the same.
    """
    kept = (
        {
            norm.clause.id: node
            for norm, node in zip(program.norms, program.governing, strict=True)
            if node != FALSE and norm.clause.id in clauses
        }
        if clauses
        else {}
    )

    def outcome(values: tuple[Hashable, ...]) -> Hashable:
        possible, verdict, *governs = values
        if possible is False:
            return NOTHING
        found = frozenset(name for name, is_ in zip(kept, governs, strict=True) if is_ is True)
        if not verdicts:
            return Outcome(SOMETHING.verdicts, found)
        assert isinstance(verdict, Verdict)
        return Outcome(frozenset({verdict}), found)

    verdict = program.verdict if verdicts else TRUE
    return program.nodes.combine((program.possible, verdict, *kept.values()), outcome)


class Projection:
    """Takes variables out of the outcomes of one program; shared by all that is asked of it."""

    def __init__(self, program: Program, readings: int) -> None:
        """Of a program whose first variables are so many `readings`."""
        self.nodes = program.nodes
        self.readings = readings
        self._merged: dict[tuple[bool, frozenset[int]], int] = {}

    def without(self, root: int, masks: Mapping[int, int]) -> int:
        """What a node comes to where each of some variables may have any class of its mask."""
        known: dict[int, int] = {}
        nodes = self.nodes

        def visit(node: int) -> int:
            if nodes.is_terminal(node):
                return node
            found = known.get(node)
            if found is None:
                level, kids = nodes.level[node], nodes.kids[node]
                mask = masks.get(level)
                if mask is None:
                    found = nodes.make(level, tuple([visit(kid) for kid in kids]))
                else:
                    left = frozenset(visit(k) for c, k in enumerate(kids) if mask >> c & 1)
                    found = self._merge(left, level < self.readings)
                known[node] = found
            return found

        return visit(root)

    def _merge(self, group: frozenset[int], by_reading: bool) -> int:
        if len(group) == 1:
            return next(iter(group))
        key = by_reading, group
        found = self._merged.get(key)
        if found is None:
            nodes, members = self.nodes, tuple(group)
            if all(nodes.is_terminal(member) for member in members):
                outcomes = [nodes.value[member] for member in members]
                found = nodes.terminal(_together(outcomes, by_reading))
            else:
                level = nodes.top(*members)
                parts = nodes.split(level, *members)
                kids = [self._merge(frozenset(part), by_reading) for part in parts]
                found = nodes.make(level, tuple(kids))
            self._merged[key] = found
        return found


def with_usual(
    program: Program,
    projection: Projection,
    root: int,
    given: Container[str],
    unknown: frozenset[str],
) -> int:
    """What a root comes to where some names are `given`, and the others as is usual, or open.

    Those `unknown` are open whatever is usual.

    Where what is usual can't be so together with what is given, it is dropped as for a question:
    see "Partial situations" in docs/meaning.md.
    """
    nodes, names = program.nodes, program.ground.names
    open_ = {level: -1 for level, name in enumerate(names) if name not in given}
    usual = {
        level: mask_of(program.ground.classes[level], value)
        for level, value in usually(program, unknown).items()
        if level in open_
    }
    clashing = nodes.support(program.possible) & usual.keys()
    possible = nodes.choose(program.possible, nodes.terminal(SOMETHING), nodes.terminal(NOTHING))

    def under(node: int, kept: Container[int]) -> int:
        left = {n: mask for n, mask in usual.items() if n not in clashing or n in kept}
        return projection.without(node, {**open_, **left})

    def can(kept: Container[int]) -> int:
        return nodes.indicator(under(possible, kept), SOMETHING)

    whole = can(clashing)
    if whole == TRUE or not clashing:
        return under(root, clashing)
    alone = {level: can({level}) for level in sorted(clashing)}
    without = found = under(root, ())
    which = nodes.combine(tuple(alone.values()), lambda values: values)
    regions = nodes.indicators(which)
    for each in nodes.values_of(which):
        assert isinstance(each, tuple)
        kept = {level for level, can_be in zip(alone, each, strict=True) if can_be}
        best = nodes.choose(can(kept), under(root, kept), without)
        found = nodes.choose(regions[each], best, found)
    return nodes.choose(whole, under(root, clashing), found)


def _together(outcomes: list[Hashable], by_reading: bool) -> Outcome:
    """What is left where any of some outcomes may be so, for some facts or for some readings."""
    each = [outcome for outcome in outcomes if isinstance(outcome, Outcome)]
    verdicts = frozenset[Verdict]().union(*(outcome.verdicts for outcome in each))
    clauses = frozenset[str]().union(*(outcome.clauses for outcome in each))
    settled = all(outcome.settled for outcome in each) if by_reading else len(verdicts) <= 1
    return Outcome(verdicts, clauses, settled)
