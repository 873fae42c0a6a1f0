"""A data frame, an Arrow table or a relation -> the same with its answers, of the same kind."""

from __future__ import annotations

from typing import Any

from contract_engine.api import LoadedAgreement
from contract_engine.diagnostics import BadInput, Problem
from contract_engine.tables.extra import needed
from contract_engine.tables.plan import Plan
from contract_engine.tables.relation import Answering
from contract_engine.tables.request import TABLE, Request
from contract_engine.tables.statuses import Histories, Statuses

KINDS = "a pandas or Polars frame, an Arrow table, a DuckDB relation or a Spark data frame"


def table(loaded: LoadedAgreement, data: Any, request: Request) -> Any:
    """The rows of `data` with their answers, in the order and of the kind they came in.

    Args:
        loaded: The agreement.
        data: A pandas or Polars frame, a pyarrow Table or RecordBatch, a DuckDB relation: all are
            held in memory. Or a Spark data frame, which is answered where its partitions are.
        request: What is asked of each row.

    Raises:
        BadInput: Where a column doesn't fit, or what this needs is not installed. A cell that
            can't be read is told in the column `error` of its row.
    """
    if _kind(data) == "pyspark.DataFrame":
        from contract_engine.tables.spark import answered

        return answered(loaded, data, request)
    con = needed("duckdb").connect()
    _register(con, "given", data)
    columns = [row[0] for row in con.execute("DESCRIBE given").fetchall()]
    plan = Plan(loaded, request, columns)
    return _given_back(data, con.sql(Answering(con, plan, "given").query("given")))


def statuses(
    loaded: LoadedAgreement, data: Any, acts: Any, request: Request, histories: Histories
) -> Any:
    """The contracts of `data` with their statuses, in the order and of the kind they came in.

    Args:
        loaded: The agreement.
        data: A row for each contract: a frame, table, batch or relation.
        acts: A row for each act or event of any of them, the same or another kind of table.
        request: The day, the facts that have a column, and what to tell.
        histories: Which column names the contract in both.

    Raises:
        BadInput: Where a column doesn't fit. What is wrong with a history is told in its row.
    """
    con = needed("duckdb").connect()
    _register(con, "given", data)
    _register(con, "given_acts", acts)
    telling = Statuses(con, loaded, request, histories, "given", "given_acts")
    return _given_back(data, con.sql(telling.query("given")))


def _kind(data: Any) -> str:
    return f"{type(data).__module__.partition('.')[0]}.{type(data).__name__}"


def _register(con: Any, name: str, data: Any) -> None:
    """Give a table to DuckDB by a name."""
    match _kind(data):
        case "pandas.DataFrame" | "polars.DataFrame" | "pyarrow.Table":
            con.register(name, data)
        case "pyarrow.RecordBatch":
            con.register(name, needed("pyarrow").Table.from_batches([data]))
        case "_duckdb.DuckDBPyRelation" | "duckdb.DuckDBPyRelation":
            con.register(name, data.to_arrow_table())
        case _:
            message = f"a table can't be a `{type(data).__name__}`"
            raise BadInput([Problem("E540", message, TABLE, help=f"give {KINDS}")])


def _given_back(data: Any, found: Any) -> Any:
    """A relation as what was given."""
    match _kind(data):
        case "pandas.DataFrame":
            frame = found.df()
            frame.index = data.index
            return frame
        case "polars.DataFrame":
            return found.pl()
        case "pyarrow.Table":
            return found.to_arrow_table()
        case "pyarrow.RecordBatch":
            return found.to_arrow_table().combine_chunks().to_batches()[0]
        case _:
            return found
