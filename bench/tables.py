"""A million rows, each a question: rows a second of CPU, beside others that read columns."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.engines import ACT, agreement_of
from bench.expressions import as_numpy, as_sql
from bench.workload import FIRST, FLAGS, KINDS, LAST, NUMBER, Clause

Run = Callable[[], int]
"""Answers all rows, from the file on; how many are permitted."""


@dataclass(frozen=True)
class Timed:
    """An engine on a table: CPU seconds of the first round and of those after it (the median)."""

    name: str
    first: float
    again: float
    permitted: int


def write_rows(place: Path, rows: int, seed: int = 1) -> None:
    """A Parquet file of so many random rows: `id`, `day` and a column for each fact."""
    import duckdb

    con = duckdb.connect()
    con.execute(f"SELECT setseed({seed / 1000})").fetchall()
    columns = ["range AS id", f"DATE '{FIRST}' + (random() * {(LAST - FIRST).days})::INT AS day"]
    for name, values in KINDS.items():
        columns.append(f"{list(values)}[1 + floor(random() * {len(values)})::INT] AS {name}")
    columns += [f"random() < 0.5 AS {name}" for name in FLAGS]
    columns.append(f"floor(random() * 2000)::INT AS {NUMBER}")
    con.execute(
        f"COPY (SELECT {', '.join(columns)} FROM range({rows})) TO '{place}' (FORMAT PARQUET)"
    ).fetchall()


def engines(clauses: list[Clause], rows: Path) -> dict[str, Run]:
    """What is compared, each ready to run; those that aren't installed are left out."""
    found: dict[str, Run] = {
        "contract-engine table": _table(clauses, rows, clauses_too=False),
        "contract-engine table, with the governing clauses": _table(
            clauses, rows, clauses_too=True
        ),
        "DuckDB, the clauses as SQL": _sql(clauses, rows),
        "numpy, clause by clause": _numpy(clauses, rows),
    }
    try:
        found["OpenFisca"] = _openfisca(clauses, rows)
    except ImportError:
        print("(left out: OpenFisca is not installed)")
    return found


def timed(runs: dict[str, Run], rounds: int) -> list[Timed]:
    """Each engine's CPU, in turn and round by round."""
    spent: dict[str, list[float]] = {name: [] for name in runs}
    counts = dict.fromkeys(runs, 0)
    for _ in range(rounds + 1):
        for name, run in runs.items():
            started = time.process_time()
            counts[name] = run()
            spent[name].append(time.process_time() - started)
    # The first round has what is made once.
    return [
        Timed(name, each[0], statistics.median(each[1:]), counts[name])
        for name, each in spent.items()
    ]


def _table(clauses: list[Clause], rows: Path, *, clauses_too: bool) -> Run:
    """What `contract-engine table` does, but that the answers are counted and not written."""
    import duckdb

    from contract_engine.api import LoadedAgreement
    from contract_engine.tables import Request
    from contract_engine.tables.plan import Plan
    from contract_engine.tables.relation import Answering

    loaded = LoadedAgreement(agreement_of(clauses))
    columns = ("verdict", "clauses", "error") if clauses_too else ("verdict", "error")
    request = Request(" ".join(ACT), on_column="day", columns=columns)
    counted = "count(*) FILTER (verdict = 'permitted'), count(error)"
    if clauses_too:
        counted += ", sum(len(clauses))"

    def answer() -> int:
        con = duckdb.connect()
        source = f"read_parquet('{rows}')"
        names = [row[0] for row in con.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()]
        query = Answering(con, Plan(loaded, request, names), source).query(source)
        return int(con.execute(f"SELECT {counted} FROM ({query})").fetchall()[0][0])

    return answer


def _sql(clauses: list[Clause], rows: Path) -> Run:
    import duckdb

    verdict = f"CASE WHEN {as_sql(clauses)} THEN 'permitted' ELSE 'other' END AS verdict"
    query = f"SELECT count(*) FILTER (verdict = 'permitted') FROM (SELECT {verdict} FROM '{rows}')"

    def answer() -> int:
        return int(duckdb.connect().execute(query).fetchall()[0][0])

    return answer


def _columns(rows: Path) -> dict[str, Any]:
    """The rows as arrays of numpy: kinds by the place of their value, days by their ordinal."""
    import duckdb

    parts = [f"list_position({list(v)}, {name}) - 1 AS {name}" for name, v in KINDS.items()]
    parts += [*FLAGS, NUMBER, "day - DATE '0001-01-01' + 1 AS day"]
    found: dict[str, Any] = (
        duckdb.connect().execute(f"SELECT {', '.join(parts)} FROM '{rows}'").fetchnumpy()
    )
    return found


def _numpy(clauses: list[Clause], rows: Path) -> Run:
    condition = compile(as_numpy(clauses), "<clauses>", "eval")

    def answer() -> int:
        return int(eval(condition, {"at": _columns(rows)}).sum())

    return answer


def _openfisca(clauses: list[Clause], rows: Path) -> Run:
    from openfisca_core import periods
    from openfisca_core.entities import build_entity
    from openfisca_core.simulations import SimulationBuilder
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem
    from openfisca_core.variables import Variable

    row = build_entity(key="row", plural="rows", label="a row", is_person=True)
    system = TaxBenefitSystem([row])

    def add(name: str, kind: type, formula: Any = None) -> None:
        made = {"value_type": kind, "entity": row, "label": name}
        made["definition_period"] = periods.DateUnit.YEAR
        if formula is not None:
            made["formula"] = formula
        system.add_variable(type(name, (Variable,), made))

    condition = compile(as_numpy(clauses), "<clauses>", "eval")
    names = [*KINDS, NUMBER, "day", *FLAGS]
    for name in names:
        add(name, bool if name in FLAGS else int)

    def formula(of: Any, period: Any) -> Any:
        return eval(condition, {"at": {name: of(name, period) for name in names}})

    add("permitted", bool, formula)
    year = periods.period("2025")

    def answer() -> int:
        columns = _columns(rows)
        simulation = SimulationBuilder().build_default_simulation(system, len(columns["day"]))
        for name in names:
            simulation.set_input(name, year, columns[name])
        return int(simulation.calculate("permitted", year).sum())

    return answer
