"""A bench -> what a question put there may exercise of each clause, as nodes over situations.

An objective is met by a question in whose every possible situation its node is true. It counts
only where some situation makes it true, so what the diagrams prove impossible is never asked for.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Container, Iterator, Sequence
from datetime import date
from itertools import chain
from typing import Literal

from contract_engine.answers.wording import tell_condition, tell_row
from contract_engine.diagram.core.nodes import FALSE, Nodes
from contract_engine.diagram.core.restriction import fixed
from contract_engine.lazy_dataclass import dataclass, field
from contract_engine.measure.coverage.bearing import on_clause, on_row
from contract_engine.measure.space.periods import Span, Turn, span_of
from contract_engine.measure.space.space import Bench
from contract_engine.model.agreement import Clause, Row
from contract_engine.model.conditions import All, Any, Applies, Condition
from contract_engine.model.place import NOWHERE
from contract_engine.model.place import Span as Where

Sort = Literal["governs", "set aside", "when", "unless", "begins", "ends", "reading"]
NEVER_MET = Any(())
BEFORE, ON_THE_DAY, AFTER = "before", "on the day", "after"
SORTS: tuple[Sort, ...] = ("governs", "set aside", "when", "unless", "begins", "ends", "reading")


@dataclass(frozen=True)
class Objective:
    """One thing about a clause that a scenario can exercise; `label` is unique in its clause.

    `alike` are the names of others that no question tells from it, which count with it.
    """

    clause: str
    sort: Sort
    label: str
    place: Where = field(default=NOWHERE, compare=False)
    alike: tuple[str, ...] = field(default=(), compare=False)

    @property
    def about(self) -> str:
        """Its name in `accepted.yaml`."""
        return f"{self.clause} {self.label}"

    @property
    def names(self) -> tuple[str, ...]:
        """Its own, and those of what counts with it."""
        return self.about, *self.alike


Found = Iterator[tuple[Objective, int]]


Wanted = Callable[[Objective, int], bool]
"""Whether an objective matters that can at most be met in the situations of a node."""


def objectives(
    bench: Bench,
    starts: Sequence[date],
    among: Container[str] | None = None,
    wanted: Wanted | None = None,
) -> dict[Objective, int]:
    """Every objective that some possible situation on this bench meets, with its node.

    `starts` are the first days of the act's stretches. With `among`, only those clauses'. What
    isn't `wanted` may be left out, and is where it takes long to know.
    """
    every = {**bench.clauses, **bench.asked}.values()
    clauses = [clause for clause in every if among is None or clause.id in among]
    return _possible(bench, _all(bench, clauses, starts, wanted or (lambda _, __: True)))


def turns(bench: Bench, starts: Sequence[date]) -> dict[Objective, int]:
    """Only the objectives about a clause's days."""
    return _possible(bench, _turns(bench, starts))


def _possible(bench: Bench, every: Found) -> dict[Objective, int]:
    found: dict[Objective, int] = {}
    for objective, node in every:
        inside = bench.nodes.both(node, bench.possible)
        if inside != FALSE:
            found[objective] = bench.nodes.either(found.get(objective, FALSE), inside)
    return found


def _all(bench: Bench, clauses: Sequence[Clause], starts: Sequence[date], wanted: Wanted) -> Found:
    yield from _fates(bench, {clause.id for clause in clauses})
    for clause in clauses:
        yield from _bearing(bench, clause, _of_clause(bench, clause, starts), wanted)
        if clause.defines in bench.ground.defined:
            yield from _rows(bench, clause, wanted)


def _of_clause(bench: Bench, clause: Clause, starts: Sequence[date]) -> Found:
    nodes, span = bench.nodes, span_of(bench, clause)
    in_force = nodes.both(span.begins.now, nodes.negate(_ended(bench, span)))
    yield from _lines(nodes, clause, span, in_force)
    yield from _begins(bench, clause, span, starts)
    yield from _ends(bench, clause, span, starts)
    yield from _readings(bench, clause, nodes.both(_meets(nodes, span), in_force))


def _turns(bench: Bench, starts: Sequence[date]) -> Found:
    for clause in {**bench.clauses, **bench.asked}.values():
        span = span_of(bench, clause)
        begins, ends = (turn(bench, clause, span, starts) for turn in (_begins, _ends))
        yield from _bearing(bench, clause, chain(begins, ends), lambda _, __: True)


def _bearing(bench: Bench, clause: Clause, found: Found, wanted: Wanted) -> Found:
    """Of a clause without a norm on the act, only where the answer hangs on whether it applies."""
    nodes, bears = bench.nodes, None
    for objective, node in found:
        inside = nodes.both(node, bench.possible)
        if inside != FALSE and clause.id not in bench.clauses:
            if not wanted(objective, inside):
                continue
            if bears is None:
                bears = on_clause(bench, clause)
            inside = nodes.both(inside, bears)
        yield objective, inside


def _fates(bench: Bench, among: Container[str]) -> Found:
    """Where each norm governs, and where another clause sets it aside."""
    program = bench.program
    wide = bench.agreement.vocabulary.widening(bench.action)
    for index, norm in enumerate(program.norms):
        clause = norm.clause
        if clause.id not in among:
            continue
        for each in clause.norms:
            of_act = each.bearer == bench.bearer and each.action in wide
            if of_act and each.modality is norm.modality:
                label = "governs" if len(clause.norms) == 1 else f"governs {each}"
                yield Objective(clause.id, "governs", label, clause.place), program.governing[index]
        for other, _ in program.contest.defeaters(index):
            winner = program.norms[other].clause.id
            beaten = program.nodes.both(program.applies[index], program.undefeated[other])
            label = f"set aside by {winner}"
            yield Objective(clause.id, "set aside", label, clause.place), beaten


def _rows(bench: Bench, clause: Clause, wanted: Wanted) -> Found:
    """For each line of a definition, where it decides, and where one of its conditions alone fails.

    The lines that are asked before it are false there, and the answer would be another without.
    """
    nodes, ground, on = bench.nodes, bench.ground, bench.on
    before = FALSE
    for definition in bench.agreement.definitions[clause.defines]:
        applies = ground.condition(Applies(definition.id), on)
        for row in definition.rows:
            here = nodes.both(applies, nodes.negate(before))
            met = ground.condition(row.when, on)
            if definition.id == clause.id:
                for objective, rest, most in _of_row(bench, clause, row, here, met):
                    inside = nodes.both(most, bench.possible)
                    if inside != FALSE and wanted(objective, inside):
                        yield objective, nodes.both(inside, on_row(bench, clause, row, rest))
            before = nodes.either(before, nodes.both(applies, met))


def _of_row(
    bench: Bench, clause: Clause, row: Row, here: int, met: int
) -> Iterator[tuple[Objective, Condition, int]]:
    """The objectives of a line: each with the other conditions that it is told from, and where."""
    nodes, place = bench.nodes, row.place if row.place.line else clause.place
    told = tell_row(row)
    yield Objective(clause.id, "governs", told, place), NEVER_MET, nodes.both(here, met)
    parts = row.when.parts if isinstance(row.when, All) else (row.when,)
    lines = [bench.ground.condition(part, bench.on) for part in parts]
    for index, part in enumerate(parts):
        objective = Objective(clause.id, "when", f"{told}, but for {tell_condition(part)}", place)
        failing = [*lines[:index], nodes.negate(lines[index]), *lines[index + 1 :]]
        rest = All((*parts[:index], *parts[index + 1 :]))
        yield objective, rest, nodes.all([here, *failing])


def _meets(nodes: Nodes, span: Span) -> int:
    """True where every `when` is, and no `unless`."""
    return nodes.all([*span.when, *(nodes.negate(line) for line in span.unless)])


def _ended(bench: Bench, span: Span) -> int:
    return bench.nodes.any(end.now for end in span.ends)


def _lines(nodes: Nodes, clause: Clause, span: Span, in_force: int) -> Found:
    """For each line, where it alone keeps the clause, in force, from applying."""
    lines = [*span.when, *(nodes.negate(line) for line in span.unless)]
    for index, part in enumerate((*clause.when.parts, *clause.unless)):
        sort: Sort = "when" if index < len(span.when) else "unless"
        others = nodes.all([in_force, *lines[:index], *lines[index + 1 :]])
        place = part.place if part.place.line else clause.place
        label = f"{sort} {tell_condition(part)}"
        objective = Objective(clause.id, sort, label, place)
        yield objective, nodes.both(others, nodes.negate(lines[index]))


def _begins(bench: Bench, clause: Clause, span: Span, starts: Sequence[date]) -> Found:
    """Before the clause begins, on the day it does, and after: all else being met."""
    nodes, turn = bench.nodes, span.begins
    here = nodes.both(_meets(nodes, span), nodes.negate(_ended(bench, span)))
    near = bench.agreement.instruments[clause.instrument].effective <= bench.on
    if turn.day is not None:
        near = _nearly(bench.on, turn.day, starts)
    for name, node in _around(nodes, turn, near=near):
        yield (
            Objective(clause.id, "begins", f"begins, {name}", clause.place),
            nodes.both(here, node),
        )


def _ends(bench: Bench, clause: Clause, span: Span, starts: Sequence[date]) -> Found:
    """Before each end that is the first to come, on its day, and after: all else being met."""
    nodes = bench.nodes
    begun = nodes.both(_meets(nodes, span), span.begins.now)
    for index, turn in enumerate(span.ends):
        others = nodes.any(end.now for end in (*span.ends[:index], *span.ends[index + 1 :]))
        here = nodes.both(begun, nodes.negate(others))
        near = turn.day is None or _nearly(bench.on, turn.day, starts)
        for name, node in _around(nodes, turn, near=near):
            label = f"{turn.words}, {name}"
            yield Objective(clause.id, "ends", label, clause.place), nodes.both(here, node)


def _around(nodes: Nodes, turn: Turn, *, near: bool) -> Iterator[tuple[str, int]]:
    if near:
        yield BEFORE, nodes.negate(turn.now)
    yield ON_THE_DAY, nodes.both(turn.now, nodes.negate(turn.already))
    yield AFTER, turn.already


def _nearly(on: date, day: date, starts: Sequence[date]) -> bool:
    """Whether a day is before another, in the stretch that ends on its eve."""
    earlier = bisect_left(starts, day)
    begin = starts[earlier - 1] if earlier else date.min
    return begin <= on < day


def _readings(bench: Bench, clause: Clause, applies: int) -> Found:
    """For each value of a reading, where whether the clause applies turns on the reading."""
    nodes = bench.nodes
    words = bench.agreement.vocabulary.readings
    for level in sorted(nodes.support(applies)):
        name = bench.ground.names[level]
        if name in words:
            each = [fixed(nodes, applies, level, c) for c in range(nodes.sizes[level])]
            same = nodes.either(nodes.all(each), nodes.all(nodes.negate(node) for node in each))
            for c, value in enumerate(bench.left.readings[name]):
                taken = nodes.atom(level, [c])
                objective = Objective(
                    clause.id, "reading", f"reading {name} is {value}", clause.place
                )
                yield objective, nodes.both(taken, nodes.negate(same))
