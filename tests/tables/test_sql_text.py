"""An act as SQL: DuckDB and SQLite answer every row as `ask` does, or the row says why not."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from contract_engine.api import LoadedAgreement, load
from contract_engine.diagnostics import BadInput
from contract_engine.diagram.decider import decision
from contract_engine.files.folder import from_bytes
from contract_engine.language import load_folder
from contract_engine.model.vocabulary import DateFact, Event, NumberFact
from contract_engine.tables import Request, sql
from tests.differential.compare import generated
from tests.tables.test_rows import asked, compared

duckdb = pytest.importorskip("duckdb")

FAST = ("verdict", "clauses", "error")
Rows = list[dict[str, Any]]
Answer = Callable[[LoadedAgreement, Request, Rows, dict[str, str]], Rows]


def by_duckdb(loaded: LoadedAgreement, request: Request, rows: Rows, types: dict[str, str]) -> Rows:
    con = duckdb.connect()
    columns = ", ".join(f'"{name}" {kind}' for name, kind in types.items())
    con.execute(f"CREATE TABLE rows ({columns})")
    return _answers(con, sql(loaded, request, "main.rows", **_span(rows)), rows, types)


def by_sqlite(loaded: LoadedAgreement, request: Request, rows: Rows, types: dict[str, str]) -> Rows:
    con = sqlite3.connect(":memory:")
    columns = ", ".join(f'"{name}"' for name in types)
    con.execute(f"CREATE TABLE rows ({columns})")
    told = [
        {n: v.isoformat() if isinstance(v, date) else v for n, v in row.items()} for row in rows
    ]
    text = sql(loaded, request, "rows", dialect="sqlite", **_span(rows))
    return _answers(con, text, told, types)


def _span(rows: Rows) -> dict[str, Any]:
    days = [row["asked_on"] for row in rows if row["asked_on"] is not None]
    return {"span": (min(days), max(days))}


def _answers(con: Any, select: str, rows: Rows, types: dict[str, str]) -> Rows:
    places = ", ".join("?" for _ in types)
    con.executemany(f"INSERT INTO rows VALUES ({places})", [list(row.values()) for row in rows])
    found = con.execute(f"SELECT * FROM ({select}) ORDER BY id")
    names = [each[0] for each in found.description]
    told = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    return [
        {**row, "clauses": None if row["clauses"] is None else row["clauses"].split()}
        for row in told
    ]


def _without_blanks(row: dict[str, Any]) -> dict[str, Any]:
    """The row; a blank cell is an empty one."""
    return {name: None if str(value).strip() == "" else value for name, value in row.items()}


def _typed(loaded: LoadedAgreement, name: str, text: str) -> tuple[str, Any]:
    """The type of a column, and a value of it."""
    words = loaded.model.vocabulary
    match words.facts.get(name) or words.events.get(name):
        case NumberFact():
            return "DOUBLE", float(text)
        case DateFact() | Event():
            return "DATE", None if text in ("never", "unknown") else date.fromisoformat(text)
        case _:
            return "VARCHAR", text


@pytest.mark.parametrize("answer", [by_duckdb, by_sqlite])
def test_generated_rows_are_answered_as_they_are_asked(answer: Answer) -> None:
    """Of generated agreements, rows with cells of every form get the verdict and the governing
    clauses that `ask` gives, or an error: where `ask` gives one, and where a cell has several
    values. Defined facts are refused."""
    said: Counter[str | None] = Counter()
    rng = Random(5)
    for case in generated(50, 31):
        loaded = LoadedAgreement(case.engine.agreement)
        typed, words = case.typed, loaded.model.vocabulary
        given = {
            name: _typed(loaded, name, text)
            for name, text in case.question.given.items()
            if not isinstance(fact := words.facts.get(name), NumberFact)
            or (fact.sort == "number" and text != "unknown")
        }
        if not given:
            continue
        rows: Rows = []
        for _ in range(14):
            row: dict[str, Any] = {"id": len(rows)}
            for name, (kind, value) in given.items():
                other = {"DOUBLE": 1.5, "DATE": date(2021, 5, 6), "VARCHAR": " unknown"}[kind]
                row[name] = rng.choice((value, value, value, None, other))
                if kind == "VARCHAR":
                    said_of = row[name]
                    row[name] = rng.choice((*[said_of] * 5, "", "no", f"{value} or {value}"))
            row["asked_on"] = typed.on + timedelta(days=rng.choice((0, 0, 1, 30, 400)))
            rows.append(row)
        rows[-1]["asked_on"] = None
        options = {"readings": dict(typed.options.readings), "under": typed.options.under}
        request = Request(
            f"{typed.bearer} {typed.action}",
            on_column="asked_on",
            facts={name: name for name in given},
            columns=FAST,
            options=options,
        )
        types = {"id": "INTEGER", **{n: kind for n, (kind, _) in given.items()}}
        if set(given) & loaded.model.definitions.keys():
            with pytest.raises(BadInput, match="is defined by others"):
                answer(loaded, request, rows, {**types, "asked_on": "DATE"})
            said["refused"] += 1
            continue
        found = answer(loaded, request, rows, {**types, "asked_on": "DATE"})
        assert [row["id"] for row in found] == [row["id"] for row in rows]
        for row, told in zip(rows, found, strict=True):
            expected = asked(loaded, request, _without_blanks(row))
            if told["error"] and not expected["error"]:
                assert " or " in told["error"] or "is no one value" in told["error"]
                said["several values"] += 1
                continue
            assert compared(told, FAST) == expected, (case.question, row, told["error"])
            said[expected["verdict"]] += 1
    assert min(said[v] for v in (None, "permitted", "prohibited", "depends")) > 5, said


@pytest.mark.parametrize("answer", [by_duckdb, by_sqlite])
def test_rows_of_the_shipped_agreement_are_answered_as_they_are_asked(answer: Answer) -> None:
    loaded, rng = load("microsoft-openai"), Random(2)
    rows: Rows = [
        {
            "id": number,
            "product": rng.choice(["stateless_api", "frontier", "chatgpt", None, "api", " "]),
            "hosted on": rng.choice(["aws", "azure", None, "unknown"]),
            "agi_verified": rng.choice([None, date(2026, 1, 1), date(2027, 2, 3)]),
            "asked_on": date(2019, 1, 1) + timedelta(days=rng.randrange(4000)),
        }
        for number in range(200)
    ]
    facts = {"product": "product", "cloud": "hosted on", "agi_verified": "agi_verified"}
    request = Request("openai serve", on_column="asked_on", facts=facts, columns=FAST)
    kinds = {"id": "INTEGER", "agi_verified": "DATE", "asked_on": "DATE"}
    types = {name: kinds.get(name, "VARCHAR") for name in rows[0]}
    verdicts = set()
    for row, told in zip(rows, answer(loaded, request, rows, types), strict=True):
        if row["product"] == "api":
            assert told["error"] == "product: `api` is no one value of `product`"
            continue
        assert compared(told, FAST) == asked(loaded, request, _without_blanks(row)), row
        verdicts.add(told["verdict"])
    assert verdicts >= {"permitted", "prohibited", "depends"}


SHOP = """\
format: 1
agreement: shop
grade: contract
parties: {seller: }
actions: {ship: , send: , sell: }
facts:
  goods: {kind: {food: , wine: , tools: }, usually: wine}
  weight: {type: number}
  price: {type: money, currency: USD}
  light: {type: yes/no}
  due: {type: date}
  paid: {type: date}
instruments:
  - instrument: first
    kind: agreement
    effective: 2020-01-15
    definitions:
      light: {means: [weight <= 5]}
    clauses:
      ships: {text: t, norm: seller may ship, when: [light, goods is food, price < USD 5]}
      sends: {text: t, norm: seller may send, when: [paid is after due]}
      sells: {text: t, norm: seller may sell, when: [weight <= 0.30000000000000000001]}
      late: {text: t, norm: seller must sell, from: 30 days after due}
"""
"""An agreement that has something of each that can't be written out."""


@pytest.mark.parametrize(
    ("act", "facts", "options", "told"),
    [
        ("ship", ["light"], {}, "`light` is defined by others"),
        ("ship", ["goods", "price"], {}, "`price` is of the type money"),
        ("send", ["due"], {}, "compares two days"),
        ("sell", ["weight"], {}, "finer than SQL compares"),
        ("sell", ["due"], {}, "`--first`"),
        ("ship", ["goods"], {"filled": ["goods", "weight"]}, "`weight` has no column"),
        ("ship", ["goods"], {"dialect": "oracle"}, "there are: duckdb, sqlite"),
        ("ship", ["goods"], {"columns": ["verdict", "from"]}, "`from` is told by the engine"),
    ],
)
def test_what_cannot_be_written_out_is_refused_with_the_reason(
    act: str, facts: list[str], options: Any, told: str
) -> None:
    named = {name: name for name in facts}
    with pytest.raises(BadInput) as refused:
        shop().sql(f"seller {act}", "t", on_column="day", facts=named, **options)
    problems = refused.value.problems
    assert {problem.code for problem in problems} == {"E544"}
    assert any(told in f"{problem.message} {problem.help}" for problem in problems)


def shop() -> LoadedAgreement:
    found, problems = load_folder(from_bytes({"agreement.yaml": SHOP.encode()}, "shop"))
    assert found is not None, problems
    return LoadedAgreement(found)


def test_more_patterns_of_empty_cells_than_can_be_written_are_refused() -> None:
    facts = "".join(f"  f{number}: {{type: yes/no}}\n" for number in range(16))
    when = ", ".join(f"f{number}" for number in range(16))
    text = SHOP.replace("facts:\n", f"facts:\n{facts}").replace("goods is food", when)
    found, problems = load_folder(from_bytes({"agreement.yaml": text.encode()}, "shop"))
    assert found is not None, problems
    loaded, names = LoadedAgreement(found), [f"f{number}" for number in range(16)]
    asked_of: Any = {"on": "2021-01-01", "facts": {name: name for name in names}}
    with pytest.raises(BadInput, match="65,536 patterns of empty cells"):
        loaded.sql("seller ship", "t", **asked_of)
    text = loaded.sql("seller ship", "t", **asked_of, filled=names[:8])
    con = duckdb.connect()
    con.execute(f"CREATE TABLE t AS SELECT {', '.join(f'true AS {n}' for n in names)}")
    con.execute("INSERT INTO t (f9) VALUES (true)")
    told = con.execute(text).fetchall()
    assert [row[16:18] for row in told] == [("depends", "ships"), (None, None)]
    assert told[1][18].startswith("f0: no value; f1: no value")


def test_which_of_very_many_clauses_govern_is_not_written_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(decision, "SHARE", 1)
    asked_of: Any = {"on": "2021-01-01", "facts": {"due": "due"}}
    with pytest.raises(BadInput, match="too much text"):
        shop().sql("seller sell", "t", **asked_of)
    assert "o.verdict" in shop().sql("seller sell", "t", **asked_of, columns=("verdict", "error"))
