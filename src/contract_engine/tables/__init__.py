"""One act asked of every row of a table: files through DuckDB, data frames, Spark.

`plan` says how a row is answered; `relation` does it inside DuckDB with joins, `kernel` on Arrow
batches anywhere. Both read the same automaton, and ask the engine itself of what it leaves open.
`statuses` goes through a history for each row. `sql_text` writes the joins out, for where there is
no engine.
Nothing here decides meaning: a row's answer is that of `ask`.
"""

from contract_engine.tables.frames import statuses, table
from contract_engine.tables.request import COLUMNS, Request
from contract_engine.tables.sql_text import sql
from contract_engine.tables.statuses import COLUMNS as STATUS_COLUMNS
from contract_engine.tables.statuses import Histories

__all__ = ["COLUMNS", "STATUS_COLUMNS", "Histories", "Request", "sql", "statuses", "table"]
