"""What scenarios exercise -> how much of it for each clause and sort of objective, to be tabled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from contract_engine.lazy_dataclass import dataclass
from contract_engine.measure.coverage.coverage import Coverage
from contract_engine.measure.coverage.objectives import SORTS, Objective, Sort

COLUMNS: dict[str, tuple[Sort, ...]] = {
    "governs": ("governs",),
    "set aside": ("set aside",),
    "lines": ("when", "unless"),
    "days": ("begins", "ends"),
    "readings": ("reading",),
    "met": SORTS,
}
"""The columns of a table, and the sorts of objectives that each counts."""


@dataclass(frozen=True)
class Cell:
    """How many objectives are met, and of how many."""

    met: int
    of: int

    def __str__(self) -> str:
        return f"{self.met}/{self.of}" if self.of else ""


def tally(found: Coverage, clauses: Iterable[str]) -> Iterator[tuple[str, tuple[Cell, ...]]]:
    """Of each clause that has objectives, a cell for each column."""
    met, missing = _count(found.met), _count(found.missing)
    for clause in clauses:
        cells = tuple(
            Cell(got, got + sum(missing[clause, sort] for sort in sorts))
            for sorts in COLUMNS.values()
            for got in [sum(met[clause, sort] for sort in sorts)]
        )
        if cells[-1].of:
            yield clause, cells


def _count(objectives: Collection[Objective]) -> Counter[tuple[str, Sort]]:
    return Counter((objective.clause, objective.sort) for objective in objectives)
