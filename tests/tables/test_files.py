"""`contract-engine table` on files: all forms in and out, parts, and what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from contract_engine.tables import extra
from tests.cli.conftest import Run, run

duckdb = pytest.importorskip("duckdb")
pa = pytest.importorskip("pyarrow")

__all__ = ["run"]

ROWS = """\
id,goods,kg,day
1,food,4,2021-01-01
2,food,9,2021-01-01
3,wine,,2021-01-01
4,fodd,4,2021-01-01
5,tools or wine,4,2021-01-01
6,,4,2021-01-01
7,food,4,
8,food,unknown,2019-01-01
"""
AGREEMENT = """\
format: 1
agreement: shop
grade: contract
parties: {seller: }
actions: {ship: }
facts:
  goods: {kind: {food: , wine: , tools: }, usually: tools}
  weight: {type: number}
instruments:
  - instrument: first
    kind: agreement
    effective: 2020-01-15
    clauses:
      light: {text: t, norm: seller may ship, when: [weight <= 5]}
      no_wine: {text: t, norm: seller must not ship, when: [goods is wine], overrides: [light]}
"""
EXPECTED = [
    (1, "permitted", ["light"], None),
    (2, "not_addressed", [], None),
    (3, "prohibited", ["no_wine"], None),
    (4, None, None, "goods: `fodd` is not a value of `goods` (did you mean `food`?)"),
    (5, "depends", ["light", "no_wine"], None),
    (6, "permitted", ["light"], None),
    (7, None, None, "day: no day"),
    (8, "not_addressed", [], None),
]


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "agreement.yaml").write_text(AGREEMENT, encoding="utf-8")
    (tmp_path / "rows.csv").write_text(ROWS, encoding="utf-8")
    columns = "{'id': 'INTEGER', 'goods': 'VARCHAR', 'kg': 'VARCHAR', 'day': 'DATE'}"
    duckdb.sql(
        f"COPY (FROM read_csv('{tmp_path}/rows.csv', columns = {columns})) "
        f"TO '{tmp_path}/rows.parquet' (FORMAT PARQUET)"
    )
    table = duckdb.sql(f"FROM '{tmp_path}/rows.parquet'").to_arrow_table()
    place = str(tmp_path / "rows.arrow")
    with pa.OSFile(place, "wb") as sink, pa.ipc.new_file(sink, table.schema) as out:
        out.write_table(table)
    return tmp_path


def command(shop: Path, what: str, output: str, more: str = "") -> str:
    return (
        f"table {what} --ask 'seller ship' --on-column day --map weight=kg "
        f"--agreement {shop}/shop -o {shop}/{output} {more}"
    )


def written(place: Path) -> list[tuple[Any, ...]]:
    if place.suffix == ".arrow":
        rows = pa.ipc.open_file(str(place)).read_all()  # noqa: F841 (read by name below)
        source = "rows"
    else:
        source = f"'{place}'" if place.suffix else f"'{place}/*.parquet'"
    found = duckdb.sql(f"SELECT id, verdict, clauses, error FROM {source} ORDER BY id").fetchall()
    return [
        (id_, verdict, clauses.split() if isinstance(clauses, str) else clauses, error)
        for id_, verdict, clauses, error in found
    ]


@pytest.mark.parametrize(
    ("source", "output"),
    [("rows.csv", "out.parquet"), ("rows.parquet", "out"), ("rows.arrow", "out.arrow")],
)
def test_rows_are_answered_in_every_form(shop: Path, run: Run, source: str, output: str) -> None:
    done = run(command(shop, f"{shop}/{source}", output))
    assert (done.code, done.err) == (0, "")
    assert "8 rows" in done.out
    assert "goods=goods, weight=kg" in done.out
    assert written(shop / output) == EXPECTED
    assert not list(shop.rglob("*.part"))


def test_a_query_in_and_csv_out(shop: Path, run: Run) -> None:
    query = f"--sql \"FROM '{shop}/rows.parquet' WHERE id < 5\""
    done = run(command(shop, query, "out.csv", "--columns verdict,clauses,from,grade --json"))
    assert done.code == 0
    assert done.json["rows"] == 4
    assert done.json["errors"] == 1
    lines = (shop / "out.csv").read_text("utf-8").splitlines()
    assert lines[0] == "id,goods,kg,day,verdict,clauses,from,grade,error"
    assert lines[1] == "1,food,4,2021-01-01,permitted,light,2020-01-15,contract,"


def test_a_job_that_stopped_goes_on_with_the_parts_that_are_missing(shop: Path, run: Run) -> None:
    (shop / "in").mkdir()
    for part in range(3):
        duckdb.sql(
            f"COPY (FROM '{shop}/rows.parquet' WHERE id % 3 = {part}) "
            f"TO '{shop}/in/{part}.parquet' (FORMAT PARQUET)"
        )
    whole = command(shop, f"{shop}/in", "out")
    assert run(whole).code == 0
    assert written(shop / "out") == EXPECTED
    kept = shop / "out" / "part-00000.parquet"
    before = kept.stat().st_mtime_ns
    (shop / "out" / "part-00001.parquet").unlink()
    done = run(whole)
    assert (done.code, "2 of 3 parts were there" in done.out) == (0, True)
    assert written(shop / "out") == EXPECTED
    assert kept.stat().st_mtime_ns == before
    other = run(whole.replace("--on-column day", "--on 2021-01-01"))
    assert (other.code, "E543" in other.err) == (2, True)


@pytest.mark.parametrize(
    ("what", "output", "more", "codes"),
    [
        ("nowhere.parquet", "o.parquet", "", ["E540"]),
        ("{shop}/shop/agreement.yaml", "o.parquet", "", ["E540"]),
        ("{shop}/rows.csv", "o.parquet", "--map colour=kg,goods=colour", ["E541"] * 2),
        ("{shop}/rows.csv", "o.parquet", "--columns verdict,day", ["E541"]),
        ("--sql 'SELEC 1'", "o.parquet", "", ["E540"]),
        ("--sql 'SELECT 1 AS verdict, 2 AS day'", "o.parquet", "", ["E541"] * 2),
        ("", "o.parquet", "", ["E504"]),
        ("{shop}/rows.csv", "no/such/o.parquet", "", ["E513"]),
        ("{shop}/rows.csv", "o.parquet", "--memory much", ["E540"]),
    ],
)
def test_what_does_not_fit_is_refused_with_all_problems(
    shop: Path, run: Run, what: str, output: str, more: str, codes: list[str]
) -> None:
    done = run(command(shop, what.format(shop=shop), output, more + " --json"))
    assert done.code == 2, done.out
    assert sorted(problem["code"] for problem in done.json["problems"]) == codes
    assert not (shop / output).exists()


def test_without_the_extra_the_command_says_what_to_install(
    shop: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(extra, "import_module", missing)
    done = run(command(shop, f"{shop}/rows.csv", "o.parquet"))
    assert done.code == 2
    assert "E542" in done.err
    assert 'pip install "contract-engine[tables]"' in done.err


def test_one_row_is_one_row(shop: Path, run: Run) -> None:
    query = f"--sql \"FROM '{shop}/rows.parquet' WHERE id = 1\""
    assert "1 row," in run(command(shop, query, "out.csv")).out
