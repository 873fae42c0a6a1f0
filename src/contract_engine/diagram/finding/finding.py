"""A program and what is given -> everything an answer says of one day, but for its words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import islice

from contract_engine.diagram.act.program import Program
from contract_engine.diagram.core.naming import describe
from contract_engine.diagram.core.node_values import any_true
from contract_engine.diagram.core.nodes import FALSE
from contract_engine.diagram.core.region import (
    Masks,
    Region,
    narrow,
    region_asked,
    region_of,
    unassumed,
)
from contract_engine.diagram.core.restriction import mattering
from contract_engine.diagram.core.verdicts import verdict
from contract_engine.diagram.finding.cases import cases_of
from contract_engine.diagram.finding.shape import Shape, case_shape
from contract_engine.diagram.finding.signature import signature
from contract_engine.lazy_dataclass import dataclass, field
from contract_engine.model.agreement import Clause
from contract_engine.model.conditions import Condition
from contract_engine.model.days import Never
from contract_engine.model.outcome import Defeat, Outcome, Verdict
from contract_engine.model.question import Given

LISTED = 100
"""So many cases are listed; of the rest there is the number."""


@dataclass(frozen=True)
class FoundCase:
    """What a part of the open situations has in common: described, with its clauses."""

    given: Mapping[str, str]
    verdict: Verdict
    clauses: tuple[str, ...]


@dataclass(frozen=True)
class Near:
    """A clause in force that misses one condition."""

    id: str
    failed: tuple[Condition, ...]


@dataclass(frozen=True)
class Finding:
    """What the diagram says of a question on one day.

    `cases` are the first of them, and `more_cases` is how many others there are. `governing` are
    the clauses that govern. `shape` is alike on two days when verdict, governing clauses and cases
    are. What is told of one day alone is found when it is asked for: two days are compared by less.
    """

    verdict: Verdict
    governing: tuple[str, ...]
    cases: tuple[FoundCase, ...]
    more_cases: int
    shape: Shape
    program: Program = field(compare=False)
    region: Region = field(compare=False)
    given: Mapping[str, Given] = field(compare=False)

    @cached_property
    def outcome(self) -> Outcome:
        """The verdict with every clause that has to do with it."""
        program, masks = self.program, self.region.masks
        standing = where(program, masks, program.undefeated)
        return Outcome(
            self.verdict,
            self.governing,
            also=tuple(c for c in standing if c not in self.governing),
            defeated=_defeated(program, masks),
            ended=_ended(program, masks),
        )

    @property
    def clashing(self) -> tuple[str, ...]:
        """The assumptions that were dropped, because they can't be together with what is given."""
        return self.region.clashing

    @cached_property
    def assumed(self) -> Mapping[str, Given]:
        """What is assumed of what matters."""
        program = self.program
        governing = (node for node in program.governing if node != FALSE)
        matters = mattering(program, unassumed(program, self.given), program.verdict, *governing)
        level = program.ground.level
        return {n: v for n, v in self.region.assumed.items() if level[n] in matters}

    @cached_property
    def unknown(self) -> tuple[str, ...]:
        """What is neither given nor assumed, of what matters."""
        program, names = self.program, self.program.ground.names
        levels = sorted(mattering(program, self.region.masks, program.verdict))
        return tuple(
            name
            for name in map(names.__getitem__, levels)
            if name not in program.ground.relations
            and not isinstance(
                self.given.get(name, self.region.assumed.get(name)), date | Never | Decimal
            )
        )


def find(program: Program, given: Mapping[str, Given], *, own: bool = False) -> Finding:
    """What the agreement says; raises Impossible where what is given can't be.

    With `own`, what is given of defined facts is their own value: definitions may say another.
    """
    program = program.telling_apart(given) if own else program.given(given)
    region = region_of(program, given) if own else region_asked(program, given)
    masks = region.masks
    said = verdict(program, masks)
    governing = where(program, masks, program.governing)
    cases: tuple[FoundCase, ...] = ()
    more = 0
    shape = Shape((said, governing))
    if said in (Verdict.DEPENDS, Verdict.DISPUTED):
        found = cases_of(program, masks)
        first = list(islice(found, LISTED))
        more = found.count() - len(first)
        cases = tuple(
            FoundCase(
                {
                    program.ground.names[level]: describe(
                        program, level, mask, masks[level], within=region.within.get(level)
                    )
                    for level, mask in parts.items()
                },
                value,
                where(program, narrow(masks, parts), program.governing),
            )
            for parts, value in first
            if isinstance(value, Verdict)
        )
        if more:
            shape = Shape((said, governing, signature(program, region, found)))
        else:
            told = zip(first, cases, strict=True)
            shape = Shape(
                (said, governing),
                frozenset(
                    case_shape(program, region, parts, (each.verdict, each.clauses))
                    for (parts, _), each in told
                ),
            )
    return Finding(said, governing, cases, more, shape, program, region, given)


def nearly(finding: Finding) -> tuple[Near, ...]:
    """The clauses in force that would apply but for one line."""
    program, masks = finding.program, finding.region.masks
    found = []
    clauses = {
        norm.clause.id: (norm.clause, applies)
        for norm, applies in zip(program.norms, program.applies, strict=True)
    }
    for clause, applies in clauses.values():
        if any_true(program, masks, applies, program.possible):
            continue
        if not any_true(program, masks, program.stands(clause), program.possible):
            continue
        lines = lines_of(program, clause)
        failed = [c for c, n in lines if not any_true(program, masks, n, program.possible)]
        if len(failed) == 1:
            found.append(Near(clause.id, tuple(failed)))
    return tuple(found)


def where(program: Program, masks: Masks, nodes: Iterable[int]) -> tuple[str, ...]:
    """The clauses whose node is true somewhere in the region, in file order."""
    found = {
        norm.clause.id: None
        for norm, node in zip(program.norms, nodes, strict=True)
        if node != FALSE and any_true(program, masks, node, program.possible)
    }
    return tuple(found)


def _defeated(program: Program, masks: Masks) -> tuple[Defeat, ...]:
    found: dict[Defeat, None] = {}
    for index, norm in enumerate(program.norms):
        applies, stands = program.applies[index], program.undefeated[index]
        if not any_true(program, masks, applies, program.possible):
            continue
        if any_true(program, masks, stands, program.possible):
            continue
        for other, why in program.contest.defeaters(index):
            beaten = program.nodes.both(applies, program.undefeated[other])
            if any_true(program, masks, beaten, program.possible):
                found[Defeat(norm.clause.id, program.norms[other].clause.id, why)] = None
    return tuple(found)


def _ended(program: Program, masks: Masks) -> tuple[str, ...]:
    negate = program.nodes.negate
    return tuple(
        name
        for name, node in program.ended.items()
        if node != FALSE and not any_true(program, masks, negate(node), program.possible)
    )


def lines_of(program: Program, clause: Clause) -> list[tuple[Condition, int]]:
    """The conditions of a clause, each with the node that is true where it is met."""
    ground, on = program.ground, program.on
    lines = [(part, ground.condition(part, on)) for part in clause.when.parts]
    negate = program.nodes.negate
    return lines + [(part, negate(ground.condition(part, on))) for part in clause.unless]
