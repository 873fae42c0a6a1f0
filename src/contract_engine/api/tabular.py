"""An act -> its answer for every row of a table: a data frame, an Arrow table, Spark, or as SQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from importlib import import_module
from typing import Any, Unpack

from contract_engine.api.base import Base
from contract_engine.api.prepared import day_of
from contract_engine.api.request import OptionsSaid, day_written
from contract_engine.model.question import Act


class AsksTables(Base):
    """What can be asked of many rows at once."""

    def table(
        self,
        question: str | Act,
        data: Any,
        *,
        on: date | str | None = None,
        on_column: str | None = None,
        facts: Mapping[str, str] | None = None,
        columns: Sequence[str] = ("verdict", "clauses", "error"),
        **options: Unpack[OptionsSaid],
    ) -> Any:
        """One act, asked of every row of `data`.

        What stands in a column is what is given of the fact, event or table of items of its name;
        an empty cell gives nothing. Needs the extra `tables`.

        Args:
            question: `PARTY ACTION`, or an act.
            data: a pandas or Polars frame, a pyarrow Table or RecordBatch, a DuckDB relation or a
                Spark data frame.
            on: the day that all rows ask about.
            on_column: or the column that has each row's day.
            facts: the column of a name, where that is called otherwise.
            columns: what is told: verdict, clauses, grade, from, through, silence (why there is no
                answer, as in JSON), assumed, sentence, error. All but verdict, clauses and error
                are asked of the engine once for each distinct situation, and take longer.
            **options: as in `ask`.

        Returns:
            The same rows in the same order, of the same kind, with these columns. BadInput where a
            column doesn't fit, or what this needs is not installed; a cell that can't be read is
            told in the row's `error`.
        """
        # Tables stand above this room, as a surface does, and are imported when they are asked.
        tables = import_module("contract_engine.tables")
        ask = f"{question.bearer} {question.action}" if isinstance(question, Act) else question
        day = None if on is None else day_of(day_written(on))
        request = tables.Request(ask, day, on_column, facts or {}, tuple(columns), options)
        return tables.table(self, data, request)

    def statuses(
        self,
        contracts: Any,
        acts: Any,
        *,
        key: str,
        on: date | str | None = None,
        on_column: str | None = None,
        through: date | str | None = None,
        facts: Mapping[str, str] | None = None,
        columns: Sequence[str] | None = None,
        **options: Unpack[OptionsSaid],
    ) -> Any:
        """How each of many contracts stands, by the acts that are recorded of it.

        Args:
            contracts: a row for each: a pandas or Polars frame, a pyarrow Table or RecordBatch, a
                DuckDB relation. A column gives the fact or event of its name.
            acts: a row for each act or event of any of them, with the columns `on` or `at`, `act`
                or `event`, and those that acts carry.
            key: the column of both that names the contract.
            on: the day, at whose end the statuses are.
            on_column: or the column that has each row's day.
            through: the last day up to which all acts are told; by default each row's day.
            facts: the column of a name, where that is called otherwise.
            columns: what is told: state, since, by, due, due_on, due_by, overdue, breaches,
                hangs_on, error; by default all.
            **options: as in `ask`.

        Returns:
            The same rows in the same order, of the same kind, with these columns. BadInput where a
            column doesn't fit; what is wrong with a history is told in the row's `error`.
        """
        tables = import_module("contract_engine.tables")
        day = None if on is None else day_of(day_written(on))
        last = None if through is None else day_of(day_written(through))
        told = tuple(columns) if columns is not None else tables.STATUS_COLUMNS
        request = tables.Request("", day, on_column, facts or {}, told, options)
        return tables.statuses(self, contracts, acts, request, tables.Histories(key, last))

    def sql(
        self,
        question: str | Act,
        table: str,
        *,
        on: date | str | None = None,
        on_column: str | None = None,
        facts: Mapping[str, str] | None = None,
        filled: Sequence[str] = (),
        first: date | str = date.min,
        last: date | str = date.max,
        columns: Sequence[str] = ("verdict", "clauses", "error"),
        dialect: str = "duckdb",
        **options: Unpack[OptionsSaid],
    ) -> str:
        """One act as SQL, which answers every row of a table where no Python runs.

        Args:
            question: `PARTY ACTION`, or an act.
            table: the table's name, with its schema where it has one: `sales.orders`.
            on: the day that all rows ask about.
            on_column: or the column that has each row's day.
            facts: the column of each fact or event that has one; without it each fact and event
                that the act asks for has a column of its name.
            filled: facts and events whose column always has a value.
            first: the first day that there is in the column of days.
            last: the last one.
            columns: what is told: verdict, clauses (their names, with blanks between), error.
            dialect: duckdb or sqlite.
            **options: as in `ask`.

        Returns:
            A SELECT of the rows with these columns; BadInput where a column doesn't fit or an
            answer can't be written out exactly.
        """
        tables = import_module("contract_engine.tables")
        ask = f"{question.bearer} {question.action}" if isinstance(question, Act) else question
        day = None if on is None else day_of(day_written(on))
        span = day_of(day_written(first)), day_of(day_written(last))
        request = tables.Request(ask, day, on_column, facts or {}, tuple(columns), options)
        text: str = tables.sql(self, request, table, dialect=dialect, filled=filled, span=span)
        return text
