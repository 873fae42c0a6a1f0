"""Two agreements -> the items whose rows say something else: questions that name them change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from contract_engine.answers.wording import tell_given
from contract_engine.lazy_dataclass import dataclass
from contract_engine.model.agreement import Agreement, Table
from contract_engine.model.question import Given


@dataclass(frozen=True)
class Cell:
    """What a row says of a fact in the first agreement and in the second; None where nothing.

    `fact` is empty where the whole row is only in one of them.
    """

    table: str
    key: str
    fact: str
    first: str | None
    second: str | None


def changed_cells(first: Agreement, second: Agreement) -> tuple[Cell, ...]:
    """Every cell that differs, in the order of the tables of both."""
    names = dict.fromkeys([*first.tables, *second.tables])
    return tuple(cell for name in names for cell in _of_table(first, second, name))


def _of_table(first: Agreement, second: Agreement, name: str) -> Iterator[Cell]:
    ours, theirs = _rows(first.tables.get(name)), _rows(second.tables.get(name))
    for key in dict.fromkeys([*ours, *theirs]):
        if key not in ours or key not in theirs:
            yield Cell(
                name, key, "", *("a row" if key in rows else None for rows in (ours, theirs))
            )
            continue
        for fact in dict.fromkeys([*ours[key], *theirs[key]]):
            was = _told(first, fact, ours[key])
            now = _told(second, fact, theirs[key])
            if was != now:
                yield Cell(name, key, fact, was, now)


def _rows(table: Table | None) -> Mapping[str, Mapping[str, Given]]:
    return {key: item.values for key, item in table.items.items()} if table else {}


def _told(agreement: Agreement, fact: str, row: Mapping[str, Given]) -> str | None:
    return tell_given(agreement.vocabulary, fact, row[fact]) if fact in row else None
