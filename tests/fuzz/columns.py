"""Columns of odd types, names and cells -> a Parquet file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from random import Random

from tests.fuzz.mutations import ODD

CELLS: Sequence[object] = (
    *("student", "", "never", "unknown", "2023-05-01", ">= 2", "\x1b[31m", "a" * 300),
    *(0, -1, 2**62, 3.5, float("nan"), float("inf"), True, False, None, b"\xff", Decimal("2.50")),
    *(date(2023, 5, 1), date.max, datetime(2023, 5, 1, 12), datetime(2023, 5, 1)),
    *(timedelta(days=3), time(12, 30), ["student"], [], {"a": 1}),
)
NAMES = ("guest", "rooms", "consent", "sold", "GUEST", "guest ", "day", "verdict", "error")


def parquet(draw: Random) -> bytes:
    """The file."""
    import pyarrow as pa  # type: ignore[import-untyped]  # it has no types
    import pyarrow.parquet as pq  # type: ignore[import-untyped]  # it has no types

    columns, names = [], []
    for _ in range(draw.randrange(1, 5)):
        cell = draw.choice(CELLS)
        alike = [each for each in CELLS if type(each) is type(cell)]
        columns.append(pa.array([draw.choice([cell, None, draw.choice(alike)]) for _ in range(3)]))
        name = draw.choice(NAMES) if draw.random() < 0.9 else draw.choice(ODD)
        names.append(name.encode("utf-8", "replace").decode("utf-8"))
    out = BytesIO()
    pq.write_table(pa.Table.from_arrays(columns, names=names), out)
    return out.getvalue()
