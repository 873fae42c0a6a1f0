"""An act -> its answer for every row of a table: a data frame, an Arrow table, Spark."""

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
