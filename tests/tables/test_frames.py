"""A frame, table, batch or relation comes back as what it was, with its answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from contract_engine.api import load
from contract_engine.diagnostics import BadInput

duckdb = pytest.importorskip("duckdb")
pa = pytest.importorskip("pyarrow")
pandas = pytest.importorskip("pandas")
polars = pytest.importorskip("polars")

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
