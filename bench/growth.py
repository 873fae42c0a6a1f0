"""How a decision and a table grow: with clauses, with facts, with rows."""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass, field
from pathlib import Path

from bench import engines, tables
from bench.workload import clauses, questions
from contract_engine.diagram.core.budget import TooLarge

CLAUSES = (40, 120, 400, 1_000)
ROWS = (100_000, 1_000_000, 10_000_000)


@dataclass
class Curves:
    """Points (x, seconds of CPU): the first questions and one more, by clauses; a table, by rows.

    `refused` tells where a bound was met.
    """

    first: list[tuple[int, float]] = field(default_factory=list)
    again: list[tuple[int, float]] = field(default_factory=list)
    rows: list[tuple[int, float]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def measured(folder: Path) -> Curves:
    """All curves, on generated agreements."""
    found = Curves()
    for size in CLAUSES:
        started = time.process_time()
        try:
            permitted = engines.prepared(clauses(size))
            asked = questions(200, 3)
            for each in asked:
                permitted(each)
        except TooLarge as error:
            found.refused.append(f"{size:,} clauses: {error.problems[0].message}")
            continue
        found.first.append((size, time.process_time() - started))
        times = []
        for each in asked:
            begun = time.perf_counter_ns()
            permitted(each)
            times.append(time.perf_counter_ns() - begun)
        found.again.append((size, statistics.median(times) / 1e9))
    for rows in ROWS:
        place = folder / "rows.parquet"
        tables.write_rows(place, rows)
        run = tables.engines(clauses(40), place)["contract-engine table"]
        found.rows.append((rows, tables.timed({"table": run}, 1)[0].again))
    return found
