"""Every row of a table is answered as `ask` answers it, wherever it is worked out."""

from __future__ import annotations

import pickle
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from contract_engine.api import LoadedAgreement, load
from contract_engine.diagnostics import BadInput
from contract_engine.diagram.decider import decision
from contract_engine.tables import Request, table
from contract_engine.tables.kernel import Kernel
from contract_engine.tables.plan import Plan
from contract_engine.tables.request import COLUMNS
from tests.differential.compare import generated

pa = pytest.importorskip("pyarrow")
pytest.importorskip("duckdb")

FAST = ("verdict", "clauses", "error")
Answer = Callable[[LoadedAgreement, Any, Request], list[dict[str, Any]]]


def by_duckdb(loaded: LoadedAgreement, data: Any, request: Request) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = table(loaded, data, request).to_pylist()
    return found


def by_kernel(loaded: LoadedAgreement, data: Any, request: Request) -> list[dict[str, Any]]:
    plan = pickle.loads(pickle.dumps(Plan(loaded, request, data.column_names)))
    kernel = Kernel(plan)
    return [r for b in data.to_batches(max_chunksize=7) for r in kernel.answered(b).to_pylist()]


def asked(loaded: LoadedAgreement, request: Request, row: dict[str, Any]) -> dict[str, Any]:
    """A row's answer by `ask`; the text of an error isn't compared."""
    plan = Plan(loaded, request, list(row))
    given = {n: row[c] for n, c in plan.facts.items() if row[c] is not None}
    on = request.on or (request.on_column and row[request.on_column])
    try:
        answer = loaded.ask(request.ask, on=on or "", given=given, **request.options)
    except BadInput:
        return {**dict.fromkeys(request.columns), "error": True}
    told = {
        "verdict": str(answer.verdict),
        "clauses": [clause.id for clause in answer.clauses],
        "grade": None if answer.grade is None else str(answer.grade),
        "from": answer.holds.from_,
        "through": answer.holds.through,
        "silence": answer.silence or None,
        "assumed": ", ".join(f"{k}={v}" for k, v in answer.assumed.items()),
        "sentence": answer.sentence,
        "error": None,
    }
    return {name: told[name] for name in request.columns}


def compared(told: dict[str, Any], columns: tuple[str, ...]) -> dict[str, Any]:
    found = {name: told[name] for name in columns}
    return {**found, "error": True if found["error"] else None}


@pytest.mark.parametrize("answer", [by_duckdb, by_kernel])
def test_generated_rows_are_answered_as_they_are_asked(answer: Answer) -> None:
    """Of generated agreements, rows with cells of every form, empty ones and bad ones among them,
    get the verdict and the governing clauses that `ask` gives, or an error where it gives one."""
    said = answered_as_asked(answer, 30)
    assert min(said[v] for v in (None, "permitted", "prohibited", "depends")) > 5, said


@pytest.mark.parametrize("answer", [by_duckdb, by_kernel])
def test_clauses_that_are_laid_out_in_shares_are_told_together(
    answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where an act has many clauses, so that each share of them is laid out by itself, the rows
    get the same: here of two at a time, and with the diagrams of no other period kept."""
    monkeypatch.setattr(decision, "SHARE", 2)
    monkeypatch.setattr(decision, "MOST_NODES", 0)
    assert answered_as_asked(answer, 12)["depends"] > 5


def answered_as_asked(answer: Answer, cases: int) -> Counter[str | None]:
    """How often each verdict is told, of rows that are all as they are asked."""
    said: Counter[str | None] = Counter()
    rng = Random(5)
    for case in generated(cases, 31):
        typed = case.typed
        names = list(case.question.given)
        rows: list[dict[str, Any]] = []
        for _ in range(14):
            row: dict[str, Any] = {"id": len(rows)}
            on = typed.on + timedelta(days=rng.choice((0, 0, 1, 30, 400)))
            for name in names:
                text = case.question.given[name]
                row[name] = rng.choice((text, text, text, None, "unknown", "never", "no"))
            rows.append({**row, "asked_on": on})
        options = {"readings": dict(typed.options.readings), "under": typed.options.under}
        request = Request(
            f"{typed.bearer} {typed.action}", on_column="asked_on", columns=FAST, options=options
        )
        loaded = LoadedAgreement(case.engine.agreement)
        schema = pa.schema(
            [("id", pa.int64()), *((n, pa.string()) for n in names), ("asked_on", pa.date32())]
        )
        found = answer(loaded, pa.Table.from_pylist(rows, schema=schema), request)
        assert [row["id"] for row in found] == [row["id"] for row in rows]
        for row, told in zip(rows, found, strict=True):
            expected = asked(loaded, request, row)
            assert compared(told, FAST) == expected, (case.question, row)
            said[expected["verdict"]] += 1
    return said


@pytest.mark.parametrize("answer", [by_duckdb, by_kernel])
def test_every_column_of_the_shipped_agreement_is_as_it_is_asked(answer: Answer) -> None:
    """On rows of the shipped agreement, every column that can be told is that of `ask`."""
    loaded, rng = load("microsoft-openai"), Random(2)
    rows = [
        {
            "product": rng.choice(["stateless_api", "non_api", None, "api", "chat_gpt"]),
            "place": rng.choice(["aws", "azure", None]),
            "agi_verified": rng.choice([None, date(2026, 1, 1), date(2027, 2, 3)]),
            "day": date(2019, 1, 1) + timedelta(days=rng.randrange(4000)),
        }
        for _ in range(30)
    ]
    request = Request(
        "openai serve", on_column="day", facts={"cloud": "place"}, columns=COLUMNS, options={}
    )
    found = answer(loaded, pa.Table.from_pylist(rows), request)
    for row, told in zip(rows, found, strict=True):
        assert compared(told, COLUMNS) == asked(loaded, request, row), row
    assert {told["verdict"] for told in found} >= {None, "permitted", "prohibited", "depends"}


@pytest.mark.parametrize("answer", [by_duckdb, by_kernel])
def test_a_row_without_an_answer_says_why(answer: Answer) -> None:
    """On rows of any act and day of the shipped agreement, a silence is of the kind of `ask`."""
    loaded, rng, said = load("microsoft-openai"), Random(4), Counter[str | None]()
    words = loaded.model.vocabulary
    for ask in rng.sample([f"{p} {a}" for p in words.parties for a in words.actions], 12):
        days = [date(2019, 1, 1) + timedelta(days=rng.randrange(4000)) for _ in range(8)]
        rows = [{"cloud": rng.choice(["aws", "azure", None]), "day": day} for day in days]
        columns = ("verdict", "silence", "error")
        request = Request(ask, on_column="day", columns=columns)
        for row, told in zip(
            rows, answer(loaded, pa.Table.from_pylist(rows), request), strict=True
        ):
            assert compared(told, columns) == asked(loaded, request, row), (ask, row)
            said[told["silence"]] += 1
    assert min(said[kind] for kind in (None, "no_term", "not_begun", "conditions")) > 1, said
