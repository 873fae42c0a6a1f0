"""A data frame, an Arrow table or a relation -> the same with its answers, of the same kind."""

from __future__ import annotations

from typing import Any

from contract_engine.api import LoadedAgreement
from contract_engine.diagnostics import BadInput, Problem
from contract_engine.tables.extra import needed
from contract_engine.tables.plan import Plan
from contract_engine.tables.relation import Answering
from contract_engine.tables.request import TABLE, Request

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
    kind = f"{type(data).__module__.partition('.')[0]}.{type(data).__name__}"
    if kind == "pyspark.DataFrame":
        from contract_engine.tables.spark import answered

        return answered(loaded, data, request)
    duckdb = needed("duckdb")
    con = duckdb.connect()
    match kind:
        case "pandas.DataFrame" | "polars.DataFrame" | "pyarrow.Table":
            con.register("given", data)
        case "pyarrow.RecordBatch":
            con.register("given", needed("pyarrow").Table.from_batches([data]))
        case "_duckdb.DuckDBPyRelation" | "duckdb.DuckDBPyRelation":
            con.register("given", data.to_arrow_table())
        case _:
            message = f"a table can't be a `{type(data).__name__}`"
            raise BadInput([Problem("E540", message, TABLE, help=f"give {KINDS}")])
    columns = [row[0] for row in con.execute("DESCRIBE given").fetchall()]
    plan = Plan(loaded, request, columns)
    found = con.sql(Answering(con, plan, "given").query("given"))
    match kind:
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
