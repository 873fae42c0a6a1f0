"""A formula, and the definitions of what it names -> how many sums it is one of.

The greatest of several, and each line of a definition, is a sum of its own: of a sum of such there
are as many as their product. So they are counted before any is written down.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import prod
from typing import assert_never

from contract_engine.lazy_dataclass import dataclass
from contract_engine.model.agreement import Agreement, Clause, Row, Same
from contract_engine.model.conditions import Weighed
from contract_engine.model.formulas import (
    Constant,
    Difference,
    Formula,
    GreaterOf,
    Input,
    LesserOf,
    Product,
    Rounded,
    Share,
    Sum,
)
from contract_engine.model.place import Span
from contract_engine.model.traverse import Part, inside_at, of_clause

MOST_CASES = 1_000
"""Of so many sums, at the most, the value of a formula may be one."""
MOST_PARTS = 10_000
"""So many facts and constants may stand in a formula when all definitions are written out."""


@dataclass(frozen=True)
class Size:
    """How many sums the value of a formula may be, and how many parts it is written with."""

    cases: int
    parts: int

    @property
    def is_too_large(self) -> bool:
        """Whether it is more than can be compared."""
        return self.cases > MOST_CASES or self.parts > MOST_PARTS


def too_many(agreement: Agreement) -> Iterator[tuple[Clause | None, str, Span]]:
    """What is computed from too many cases: its clause, the fact or comparison, and its place.

    Args:
        agreement: The agreement, in which no definition goes round in a circle.
    """
    sizes = _Sizes(agreement)
    for clause in agreement.clauses.values():
        for row in clause.rows:
            if isinstance(row.value, Formula) and sizes.of_row(row).is_too_large:
                yield clause, clause.defines, row.place
        for whole in of_clause(clause):
            for place in _compared(sizes, whole, clause.place):
                yield clause, "", place
    for combination in agreement.impossible:
        for place in _compared(sizes, combination, combination.place):
            yield None, "", place


def _compared(sizes: _Sizes, whole: Part, around: Span) -> Iterator[Span]:
    for part, place in inside_at(whole, around):
        if isinstance(part, Weighed):
            both = sizes.of(Difference((part.first, part.other)))
            if both.is_too_large:
                yield place


class _Sizes:
    """The sizes of formulas, those of facts counted once."""

    def __init__(self, agreement: Agreement) -> None:
        self._definitions = agreement.definitions
        self._facts: dict[str, Size] = {}

    def of_row(self, row: Row) -> Size:
        """The size of a line of a definition."""
        if isinstance(row.value, Same):
            return self._of_fact(row.value.fact)
        return self.of(row.value) if isinstance(row.value, Formula) else Size(1, 1)

    def of(self, formula: Formula) -> Size:
        """The size of a formula."""
        match formula:
            case Constant():
                return Size(1, 1)
            case Input(fact):
                return self._of_fact(fact)
            case Sum(parts) | Difference(parts):
                sizes = [self.of(part) for part in parts]
                return _limited(prod(size.cases for size in sizes), sizes)
            case GreaterOf(parts) | LesserOf(parts):
                sizes = [self.of(part) for part in parts]
                return _limited(sum(size.cases for size in sizes), sizes)
            case Product(_, part) | Share(_, part) | Rounded(part):
                return self.of(part)
            case _:
                assert_never(formula)

    def _of_fact(self, fact: str) -> Size:
        if fact not in self._facts:
            definitions = self._definitions.get(fact, ())
            lines = [self.of_row(row) for each in definitions for row in each.rows]
            own = [*lines, Size(1, 1)]
            self._facts[fact] = _limited(sum(size.cases for size in own), own)
        return self._facts[fact]


def _limited(cases: int, sizes: list[Size]) -> Size:
    parts = sum(size.parts for size in sizes)
    return Size(min(cases, MOST_CASES + 1), min(parts, MOST_PARTS + 1))
