"""Which of many reach each other -> the knots: those that are reached from one another both ways.

Sets are the bits of a number, since of thousands each may reach almost all the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence


def knots(down: Sequence[int], up: Sequence[int]) -> list[list[int]]:
    """The knots of two or more; each in order, and those with the first members first.

    Args:
        down: Of each, by its place, those to which a step leads from it.
        up: Of each, those from which a step leads to it.
    """
    found = []
    left = (1 << len(down)) - 1
    for start in reversed(_ended(down)):
        if left >> start & 1:
            left ^= 1 << start
            knot = [start]
            for place in knot:
                new = up[place] & left
                left ^= new
                knot.extend(_places(new))
            if len(knot) > 1:
                found.append(sorted(knot))
    return sorted(found)


def _ended(down: Sequence[int]) -> list[int]:
    """All of them, each after what is first reached through it."""
    ended: list[int] = []
    left = (1 << len(down)) - 1
    for start in range(len(down)):
        path = [start] if left >> start & 1 else []
        left &= ~(1 << start)
        while path:
            if new := down[path[-1]] & left:
                left ^= new & -new
                path.append((new & -new).bit_length() - 1)
            else:
                ended.append(path.pop())
    return ended


def _places(bits: int) -> Iterator[int]:
    while bits:
        yield (bits & -bits).bit_length() - 1
        bits &= bits - 1
