"""A frame, table, batch or relation comes back as what it was, with its answers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from contract_engine.api import load
from contract_engine.diagnostics import BadInput

duckdb = pytest.importorskip("duckdb")
pa = pytest.importorskip("pyarrow")
pandas = pytest.importorskip("pandas")
polars = pytest.importorskip("polars")

SUPPLY = Path(__file__).parents[2] / "docs" / "deadlines" / "supply"
ROWS = {
    "id": [3, 1, 2],
    "product": ["stateless_api", "chatgpt", None],
    "cloud": ["aws", "aws", "x"],
}
EXPECTED = [(3, "prohibited"), (1, "permitted"), (2, None)]


@pytest.mark.parametrize(
    ("make", "rows"),
    [
        (pandas.DataFrame, lambda f: [(r.id, r.verdict) for r in f.itertuples()]),
        (polars.DataFrame, lambda f: f.select("id", "verdict").rows()),
        (pa.table, lambda t: [(r["id"], r["verdict"]) for r in t.to_pylist()]),
        (pa.RecordBatch.from_pydict, lambda b: [(r["id"], r["verdict"]) for r in b.to_pylist()]),
        (
            lambda rows: duckdb.from_arrow(pa.table(rows)),
            lambda r: r.project("id, verdict").fetchall(),
        ),
    ],
)
def test_what_goes_in_comes_out(
    make: Callable[[Any], Any], rows: Callable[[Any], list[Any]]
) -> None:
    given = make(ROWS)
    found = load("microsoft-openai").table("openai serve", given, on="2025-11-15")
    assert type(found) is type(given)
    assert [
        (id_, verdict if isinstance(verdict, str) else None) for id_, verdict in rows(found)
    ] == EXPECTED


def test_a_frame_keeps_its_index() -> None:
    given = pandas.DataFrame(ROWS, index=["c", "a", "b"])
    found = load("microsoft-openai").table("openai serve", given, on="2025-11-15")
    assert list(found.index) == ["c", "a", "b"]


@pytest.mark.parametrize("data", [ROWS, [1], "rows.csv", None])
def test_what_is_no_table_is_refused(data: object) -> None:
    with pytest.raises(BadInput, match="a table can't be"):
        load("microsoft-openai").table("openai serve", data, on="2025-11-15")


@pytest.mark.parametrize("make", [pandas.DataFrame, polars.DataFrame, pa.table])
def test_contracts_come_back_with_their_statuses(make: Callable[[Any], Any]) -> None:
    contracts = make({"contract": ["b", "a"], "asked": ["2026-04-01", "2026-05-01"]})
    acts = pa.table(
        {
            "contract": ["a", "b", "a"],
            "on": ["2026-03-02", "2026-03-30", "2026-03-10"],
            "act": ["buyer order", "buyer order", "seller deliver"],
            "price": [None, None, "450 EUR"],
        }
    )
    found = load(str(SUPPLY)).statuses(contracts, acts, key="contract", on_column="asked")
    assert type(found) is type(contracts)
    rows = found.to_dict("records") if make is pandas.DataFrame else pa.table(found).to_pylist()
    told = [(row["contract"], row["state"], row["due_by"], list(row["overdue"])) for row in rows]
    assert [(c, s, o) for c, s, _, o in told] == [
        ("b", "in_performance", []),
        ("a", "breached", ["payment"]),
    ]
    assert told[0][2] == "seller"
