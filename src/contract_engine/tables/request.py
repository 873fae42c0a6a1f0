"""What is asked of a table -> the column of each fact, event and table of items that has one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from contract_engine.api import LoadedAgreement
from contract_engine.diagnostics import BadInput, Problem, Span
from contract_engine.diagnostics.nearest import did_you_mean

COLUMNS = (
    *("verdict", "clauses", "grade", "from", "through", "silence", "assumed", "sentence", "error"),
)
"""What can be told of each row."""
TABLE = Span("<table>")


@dataclass(frozen=True)
class Request:
    """What is asked of a table: the act, the day or its column, and what to tell.

    `columns` are those of `COLUMNS` that are told; `facts` maps facts, events and tables of items
    to columns of other names. `options` are those of `ask`.
    """

    ask: str
    on: date | None = None
    on_column: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    columns: tuple[str, ...] = ("verdict", "clauses", "error")
    options: Mapping[str, Any] = field(default_factory=dict)


def columns_of(
    loaded: LoadedAgreement,
    request: Request,
    columns: Sequence[str],
    tellable: Sequence[str] = COLUMNS,
) -> dict[str, str]:
    """The column of each fact, event and table of items that has one; raises BadInput.

    `tellable` are the columns that can be told.
    """
    words, tables = loaded.model.vocabulary, loaded.model.tables
    names = [*words.facts, *words.events, *tables]
    problems = []
    for name, column in request.facts.items():
        if name not in names:
            message = f"there is no fact, event or table of items `{name}`"
            problems.append(_problem(message, did_you_mean(name, names)))
        if column not in columns:
            problems.append(no_column(column, columns))
    if request.on_column is not None and request.on_column not in columns:
        problems.append(no_column(request.on_column, columns))
    if request.on is None and request.on_column is None:
        help_ = "give a day for all rows, or the column that has each row's"
        problems.append(Problem("E505", "on which day?", TABLE, help=help_))
    for told in request.columns:
        if told not in tellable:
            help_ = did_you_mean(told, tellable) or "there are: " + ", ".join(tellable)
            problems.append(_problem(f"no column `{told}` can be told", help_))
        elif told in columns:
            help_ = "rename it, or leave it out: `SELECT * EXCLUDE (...)`"
            problems.append(_problem(f"the table has a column `{told}` already", help_))
    if problems:
        raise BadInput(problems)
    facts = {name: request.facts.get(name, name) for name in names}
    return {n: c for n, c in facts.items() if c in columns and c != request.on_column}


def no_column(name: str, columns: Sequence[str]) -> Problem:
    """What is wrong where a table lacks a column."""
    help_ = did_you_mean(name, columns) or "it has: " + ", ".join(columns[:12])
    return _problem(f"the table has no column `{name}`", help_)


def _problem(message: str, help_: str) -> Problem:
    return Problem("E541", message, TABLE, help=help_)
