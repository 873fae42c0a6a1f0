"""Two programs over the same variables -> where what they say differs, as a node.

They say the same where the verdict and the governing clauses are the same.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from typing import TypeVar

from contract_engine.diagram.act.program import Program
from contract_engine.diagram.core.nodes import FALSE, Nodes
from contract_engine.diagram.core.restriction import fixed

K = TypeVar("K", bound=Hashable)


def moved(one: Program, other: Program) -> int:
    """True in the situations where verdict or governing clauses differ, or what is possible."""
    if _standing(one) == _standing(other) and one.possible == other.possible:
        return FALSE
    nodes = one.nodes
    changed = nodes.either(
        _unlike(nodes, one.verdict, other.verdict),
        _different(nodes, _governing(one), _governing(other)),
    )
    return _asked(one, other, changed)


def stirred(one: Program, other: Program) -> int:
    """True in the situations where undefeated or ended clauses differ: at least where it shows."""
    nodes = one.nodes
    changed = nodes.either(
        _different(nodes, _standing(one), _standing(other)),
        _different(nodes, one.ended, other.ended),
    )
    return _asked(one, other, changed)


def shaken(one: Program, other: Program) -> int:
    """True in the situations where a norm's conditions or its end differ."""
    ours, theirs = (dict(enumerate((*p.would_apply, *p.over))) for p in (one, other))
    return _asked(one, other, _different(one.nodes, ours, theirs))


def _asked(one: Program, other: Program, changed: int) -> int:
    """Where possible situations are changed, or what is possible is."""
    nodes = one.nodes
    return nodes.either(
        nodes.both(changed, one.possible), _xor(nodes, one.possible, other.possible)
    )


def swayed(program: Program, reading: str, ours: Collection[str], theirs: Collection[str]) -> int:
    """True in the situations where it shows which values of a reading are open.

    It shows where some verdict is given, or some clause governs, under a value of one side and
    under none of the other. The node asks nothing of the reading itself.
    """
    if reading not in program.ground.level:
        return FALSE
    every = program.survivors.readings[reading]
    level = program.ground.level[reading]
    one, other = (
        _under(program, level, [every.index(value) for value in values])
        for values in (ours, theirs)
    )
    return _different(program.nodes, one, other)


def moved_with(one: Program, other: Program, level: int, classes: Collection[int]) -> int:
    """True in the situations where an answer differs that leaves a variable open among classes.

    It has every verdict and every clause that one of these classes gives.
    """
    ours, theirs = (_under(program, level, classes) for program in (one, other))
    return _asked(one, other, _different(one.nodes, ours, theirs))


def _under(program: Program, level: int, classes: Collection[int]) -> Mapping[Hashable, int]:
    """For each verdict and clause, where one of these classes gives it, or lets it govern.

    Where none of them can be, none is assumed: all are then open.
    """
    nodes = program.nodes
    can_be = nodes.any(fixed(nodes, program.possible, level, c) for c in classes)

    def open_(node: int) -> int:
        inside = nodes.both(node, program.possible)
        under = [fixed(nodes, inside, level, c) for c in range(nodes.sizes[level])]
        return nodes.choose(can_be, nodes.any(under[c] for c in classes), nodes.any(under))

    found = {**nodes.indicators(program.verdict), **_governing(program)}
    return {key: open_(node) for key, node in found.items()}


def _standing(program: Program) -> Mapping[Hashable, int]:
    """For each norm that is undefeated anywhere, where it is; all that is said follows from it."""
    return {
        (norm.clause.id, norm.modality): node
        for norm, node in zip(program.norms, program.undefeated, strict=True)
        if node != FALSE
    }


def _governing(program: Program) -> dict[Hashable, int]:
    """For each clause, true where it governs."""
    found: dict[Hashable, int] = {}
    for norm, node in zip(program.norms, program.governing, strict=True):
        found[norm.clause.id] = program.nodes.either(found.get(norm.clause.id, FALSE), node)
    return found


def _different(nodes: Nodes, ours: Mapping[K, int], theirs: Mapping[K, int]) -> int:
    """True where some node is true on one side only."""
    names = dict.fromkeys((*ours, *theirs))
    return nodes.any(_xor(nodes, ours.get(n, FALSE), theirs.get(n, FALSE)) for n in names)


def _unlike(nodes: Nodes, one: int, other: int) -> int:
    """True where two nodes with any terminals have different ones."""
    if one == other:
        return FALSE
    return nodes.combine((one, other), lambda values: values[0] is not values[1])


def _xor(nodes: Nodes, one: int, other: int) -> int:
    if one == other:
        return FALSE
    return nodes.either(nodes.both(one, nodes.negate(other)), nodes.both(other, nodes.negate(one)))
