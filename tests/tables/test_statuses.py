"""A table of contracts and one of acts: each contract has the status that `status` tells of it."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from contract_engine.api import load
from contract_engine.diagnostics import BadInput
from contract_engine.tables.statuses import columns_told
from tests.cli.conftest import Run, run

duckdb = pytest.importorskip("duckdb")

__all__ = ["run"]

SUPPLY = Path(__file__).parents[2] / "docs" / "deadlines" / "supply"
ACTS = ("buyer order", "seller deliver", "buyer pay", "buyer terminate")


def drawn(count: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Contracts with the day that each is asked of, and the acts of all of them, mixed."""
    rng = Random(3)
    contracts: list[dict[str, Any]] = []
    acts: list[dict[str, Any]] = []
    for number in range(count):
        day = date(2026, 3, 2) + timedelta(days=rng.randrange(40))
        for act in ACTS[: rng.choice((0, 1, 2, 3, 3, 4))]:
            row: dict[str, Any] = {"contract": number, "on": day, "act": act}
            if act == "seller deliver":
                row["price"] = "450 EUR" if rng.random() < 0.95 else "450 pounds"
            if act == "buyer pay":
                row["amount"] = rng.choice(("450 EUR", "100 EUR"))
            acts.append(row)
            day += timedelta(days=rng.randrange(40))
        later = timedelta(days=rng.choice((-30, 0, 5, 200)))
        contracts.append({"contract": number, "asked": day + later if number % 50 else None})
    rng.shuffle(acts)
    acts.sort(key=lambda each: each["on"].month)
    return contracts, acts


def write(rows: list[dict[str, Any]], place: Path) -> None:
    place.with_suffix(".jsonl").write_text(
        "\n".join(json.dumps(row, default=str) for row in rows), encoding="utf-8"
    )
    duckdb.execute(
        f"COPY (FROM read_json('{place.with_suffix('.jsonl')}')) TO '{place}' "
        "(FORMAT PARQUET, ROW_GROUP_SIZE 2048)"
    )


def expected(
    contracts: list[dict[str, Any]], acts: list[dict[str, Any]]
) -> list[dict[str, object]]:
    loaded = load(str(SUPPLY))
    found: list[dict[str, object]] = []
    for contract in contracts:
        if contract["asked"] is None:
            found.append({"error": "asked: no day"})
            continue
        of_it = [
            {
                "on": each["on"],
                "act": each["act"],
                "with": {n: each[n] for n in ("price", "amount") if n in each},
            }
            for each in acts
            if each["contract"] == contract["contract"]
        ]
        try:
            history = loaded.history(of_it, through=contract["asked"])
            found.append(columns_told(loaded.status(history, on=contract["asked"])))
        except BadInput as error:
            found.append({"error": error.problems[0].message})
    return found


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[dict[str, object]]]:
    folder = tmp_path_factory.mktemp("contracts")
    contracts, acts = drawn(400)
    write(contracts, folder / "contracts.parquet")
    write(acts, folder / "acts.parquet")
    return folder, expected(contracts, acts)


def command(folder: Path, output: str, more: str = "") -> str:
    return (
        f"table {folder}/contracts.parquet --histories {folder}/acts.parquet --key contract "
        f"--on-column asked --agreement {SUPPLY} -o {folder}/{output} {more}"
    )


def rows_of(place: str) -> list[dict[str, Any]]:
    found = duckdb.execute(f"FROM '{place}'")
    names = [each[0] for each in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def test_each_contract_has_the_status_of_its_history(
    many: tuple[Path, list[dict[str, object]]], run: Run
) -> None:
    folder, statuses = many
    done = run(command(folder, "out.parquet"))
    assert (done.code, done.err) == (0, "")
    assert "400 rows" in done.out
    told = rows_of(f"{folder}/out.parquet")
    assert [row["contract"] for row in told] == list(range(400))
    states: Counter[object] = Counter()
    for row, status in zip(told, statuses, strict=True):
        if "error" in status:
            assert str(status["error"]) in row["error"]
            assert row["state"] is None
            states["error"] += 1
            continue
        assert row["error"] is None
        assert {name: row[name] for name in status} == status
        states[row["state"]] += 1
        states["overdue"] += bool(row["overdue"])
        states["due"] += row["due_on"] is not None
    kinds = ("error", "in_performance", "fulfilled", "breached", "overdue", "due")
    assert min(states[kind] for kind in kinds) > 4, states


def test_a_job_that_stopped_goes_on_and_tells_the_same(
    many: tuple[Path, list[dict[str, object]]], run: Run
) -> None:
    folder, _ = many
    whole = command(folder, "parts", "--columns state,due_by,breaches")
    assert run(whole).code == 0
    first = rows_of(f"{folder}/parts/*.parquet")
    (folder / "parts" / "part-00000.parquet").unlink()
    assert run(whole).code == 0
    assert rows_of(f"{folder}/parts/*.parquet") == first
    assert [*first[1]] == ["contract", "asked", "state", "due_by", "breaches", "error"]
    again = run(whole)
    assert "1 of 1 parts were there" in again.out
    (folder / "acts.parquet").touch()
    assert "E543" in run(whole).err


def test_csv_has_blanks_between_the_names_and_a_cell_of_a_fact_is_given(
    tmp_path: Path, run: Run
) -> None:
    (tmp_path / "contracts.csv").write_text("contract,note\na,x\nb,y\n,z\n", encoding="utf-8")
    (tmp_path / "acts.csv").write_text(
        "contract,on,act,event,price\n"
        "a,2026-03-02,buyer order,,\na,2026-03-10,seller deliver,,450 EUR\n"
        "b,2026-03-02,buyer order,,\nb,2026-03-02,buyer oder,,\n",
        encoding="utf-8",
    )
    done = run(
        f"table {tmp_path}/contracts.csv --histories {tmp_path}/acts.csv --key contract "
        f"--on 2026-05-20 --agreement {SUPPLY} -o {tmp_path}/out.csv --json"
    )
    assert (done.code, done.json["rows"], done.json["errors"]) == (0, 3, 2)
    lines = (tmp_path / "out.csv").read_text("utf-8").splitlines()
    assert lines[0] == (
        "contract,note,state,since,by,due,due_on,due_by,overdue,breaches,hangs_on,error"
    )
    assert lines[1].startswith('a,x,breached,2026-04-09,buyer,"",,,payment,payment,')
    assert "unknown action `oder`" in lines[2]
    assert lines[3].endswith("contract: no key")


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ("--key contract", "E504"),
        ("--histories {f}/acts.parquet", "E504"),
        ("--histories {f}/acts.parquet --key contract --ask 'buyer pay'", "E504"),
        ("--histories {f}/acts.parquet --key number", "E541"),
        ("--histories {f}/contracts.parquet --key contract", "E541"),
        ("--histories {f}/none.parquet --key contract", "E540"),
        ("--histories {f}/acts.parquet --key contract --columns verdict", "E541"),
        ("--histories {f}/acts.parquet --key contract --through tomorrow", "E314"),
    ],
)
def test_what_does_not_fit_is_refused(
    many: tuple[Path, list[dict[str, object]]], run: Run, options: str, code: str
) -> None:
    folder, _ = many
    done = run(
        f"table {folder}/contracts.parquet --on 2026-05-01 --agreement {SUPPLY} "
        f"-o {folder}/no.parquet {options.format(f=folder)} --json"
    )
    assert done.code == 2
    assert {problem["code"] for problem in done.json["problems"]} == {code}
