"""What is told of one day -> its shape, to be compared with that of another day.

A day in the words of a case can be a stated one, or one that moves along with the day asked about.
On one day it may be both. Two days are told alike where they have a name in common.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping

from contract_engine.diagram.act.program import Program
from contract_engine.diagram.core.naming import outline
from contract_engine.diagram.core.region import Region
from contract_engine.lazy_dataclass import dataclass


@dataclass(frozen=True)
class CaseShape:
    """A case: what is told of it but for its days, and the names of each of those in turn."""

    told: Hashable
    days: tuple[frozenset[str], ...]


@dataclass(frozen=True)
class Shape:
    """What is told of all cases alike, and the cases."""

    told: Hashable
    cases: frozenset[CaseShape] = frozenset()

    def alike(self, other: Shape) -> bool:
        """Whether the same is told, of days that have a name in common."""
        if self.told != other.told or len(self.cases) != len(other.cases):
            return False
        if self.cases == other.cases:
            return True
        if Counter(case.told for case in self.cases) != Counter(case.told for case in other.cases):
            return False
        left: dict[Hashable, list[CaseShape]] = {}
        for case in other.cases:
            left.setdefault(case.told, []).append(case)
        return all(_taken(case, left[case.told]) for case in self.cases)


def _taken(case: CaseShape, among: list[CaseShape]) -> bool:
    """Take the first case that is alike out of some, if there is one."""
    for other in among:
        if len(case.days) == len(other.days) and all(map(_meet, case.days, other.days)):
            among.remove(other)
            return True
    return False


def _meet(one: frozenset[str], other: frozenset[str]) -> bool:
    return not one.isdisjoint(other)


def case_shape(
    program: Program, region: Region, masks: Mapping[int, int], told: Iterable[Hashable]
) -> CaseShape:
    """The shape of a case: the classes of its variables, and what else is told of it."""
    days: list[frozenset[str]] = []
    words = []
    names = program.ground.names
    for level in sorted(masks, key=names.__getitem__):  # their own order may be another each day
        open_, within = region.masks[level], region.within.get(level)
        said, named = outline(program, level, masks[level], open_, within=within)
        words.append((names[level], said))
        days += named
    return CaseShape((tuple(words), *told), tuple(days))
