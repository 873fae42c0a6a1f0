"""The cases of a region: they share it out, and no questions asked in turn leave fewer."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import product
from random import Random

import pytest

from contract_engine.diagram.core.nodes import FALSE, TRUE, Nodes
from contract_engine.diagram.finding.cases import SEARCHED, partition

Point = tuple[int, ...]
Points = frozenset[tuple[Point, str]]


def random_points(rng: Random, sizes: tuple[int, ...]) -> dict[Point, str]:
    """A verdict for each situation that can be; of a simple kind, so that few cases tell it."""
    verdicts = {}
    for point in product(*map(range, sizes)):
        if rng.random() < 0.7:
            verdicts[point] = "b" if sum(point) % rng.choice((2, 3, 4)) else rng.choice("aab")
    return verdicts


def nodes_of(sizes: tuple[int, ...], verdicts: Mapping[Point, str]) -> tuple[Nodes, int, int]:
    """The verdict, and where anything can be, as nodes."""
    nodes = Nodes(list(sizes))

    def build(point: Point, leaf: object) -> int:
        if len(point) == len(sizes):
            if leaf is None:
                return TRUE if point in verdicts else FALSE
            return nodes.terminal(verdicts.get(point, "c"))
        level = len(point)
        return nodes.make(level, tuple(build((*point, c), leaf) for c in range(sizes[level])))

    return nodes, build((), "verdict"), build((), None)


@cache
def fewest(points: Points) -> int:
    """So many cases at least, whichever yes/no variable is asked first and next."""
    if len({verdict for _, verdict in points}) <= 1:
        return min(len(points), 1)
    levels = range(len(next(iter(points))[0]))
    halves = [frozenset(p for p in points if p[0][level] == 0) for level in levels]
    return min(fewest(half) + fewest(points - half) for half in halves if half and half != points)


@pytest.mark.parametrize("number", range(150))
def test_the_cases_share_out_what_can_be(number: int) -> None:
    """Every situation that can be is in one case, which has its verdict, and no case is empty."""
    rng = Random(number)
    sizes = tuple(rng.choice((2, 2, 3, 4)) for _ in range(4))
    verdicts = random_points(rng, sizes)
    nodes, verdict, possible = nodes_of(sizes, verdicts)
    masks = [rng.randrange(1, 1 << size) for size in sizes]
    inside = {p: v for p, v in verdicts.items() if all(masks[i] >> c & 1 for i, c in enumerate(p))}
    found_cases = partition(nodes, verdict, possible, masks)
    cases = list(found_cases)
    assert found_cases.count() == len(cases)
    reached = set()
    for point, value in inside.items():
        (found,) = [
            index
            for index, (where, _) in enumerate(cases)
            if all(mask >> point[level] & 1 for level, mask in where.items())
        ]
        assert cases[found][1] == value
        reached.add(found)
    assert reached == set(range(len(cases)))


@pytest.mark.parametrize("number", range(20))
def test_many_cases_are_counted_as_they_are_made(number: int) -> None:
    """Of more variables than are searched for the fewest cases, too, the number is told without
    making them; every case can be, no two meet, and together they are all that can be."""
    rng = Random(number)
    sizes = (2,) * (SEARCHED + 2)
    verdicts = random_points(rng, sizes)
    nodes, verdict, possible = nodes_of(sizes, verdicts)
    cases = partition(nodes, verdict, possible, [3] * len(sizes))
    made = list(cases)
    assert cases.count() == len(made)
    held = [
        [p for p in verdicts if all(mask >> p[level] & 1 for level, mask in where.items())]
        for where, _ in made
    ]
    assert all(held)
    assert sorted(p for points in held for p in points) == sorted(verdicts)
    for (_, value), points in zip(made, held, strict=True):
        assert {verdicts[p] for p in points} == {value}


@pytest.mark.parametrize("number", range(150))
def test_no_questions_asked_in_turn_leave_fewer_cases(number: int) -> None:
    """Of yes/no variables, also where some of them can't be together, the cases are the fewest."""
    rng = Random(number)
    sizes = (2,) * rng.choice((3, 4))
    verdicts = random_points(rng, sizes)
    nodes, verdict, possible = nodes_of(sizes, verdicts)
    cases = partition(nodes, verdict, possible, [3] * len(sizes))
    assert cases.count() == fewest(frozenset(verdicts.items()))
