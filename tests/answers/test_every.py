"""One fact left open: the verdict for each value it may have."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from contract_engine.api import load
from contract_engine.diagnostics import BadInput
from contract_engine.language.values.typed import read_kind
from contract_engine.model.vocabulary import KindFact
from tests.answers.tables import LICENCE, licence, table
from tests.cli.conftest import Run
from tests.cli.conftest import run as run  # a fixture

ROWS = table("every.yaml")


def _told(row: dict[str, Any]) -> Any:
    asked = {key: row[key] for key in ("on", "given") if key in row}
    return licence().each(row["ask"], row["name"], **asked).to_json()


@pytest.mark.parametrize("row", ROWS["every"], ids=lambda row: f"{row['ask']} {row['name']}")
def test_for_each_value_the_verdict_is_this(row: dict[str, Any]) -> None:
    told = _told(row)
    assert told["asks"] == row["name"]
    assert told["question"]["given"].keys() <= {
        *row.get("given", {}),
        *licence().model.vocabulary.facts,
    }
    assert row["name"] not in told["question"]["given"]
    assert [
        [each["given"][row["name"]], each["verdict"], each["clauses"]] for each in told["values"]
    ] == row["values"]
    assert told["notes"] == row.get("notes", [])


@pytest.mark.parametrize("row", ROWS["refused"], ids=lambda row: row["message"])
def test_what_has_no_values_to_go_through_is_refused(row: dict[str, Any]) -> None:
    with pytest.raises(BadInput) as refused:
        _told(row)
    (problem,) = refused.value.problems
    assert (problem.code, problem.message) == (row["code"], row["message"])


SHIPPED = [
    ("openai serve", "2025-11-15", {}),
    ("openai serve", "2026-06-01", {"product": "api"}),
    ("openai procure_compute", "2024-05-01", {}),
    ("microsoft use_ip", "2031-06-01", {"agi_declared": "2031-01-01"}),
]


@pytest.mark.parametrize(("ask", "on", "given"), SHIPPED)
def test_every_end_node_stands_once_with_its_own_answer(
    ask: str, on: str, given: dict[str, str]
) -> None:
    """As `ask` gives it where the value is given; a kind's values are its end nodes."""
    loaded = load()
    action = ask.split()[1]
    for name in loaded.model.vocabulary.actions[action].asks:
        fact = loaded.model.vocabulary.facts[name]
        if not isinstance(fact, KindFact) or name in given:
            continue
        told = loaded.each(ask, name, on=on, given=given)
        groups = [(read_kind(fact, each.given[name]), each) for each in told.values]
        for end in fact.ends:
            alone = loaded.ask(ask, on=on, given={**given, name: end})
            (group,) = [each for ends, each in groups if end in ends]
            assert (group.verdict, group.cases) == (alone.verdict, alone.cases)
            assert group.clauses == tuple(clause.id for clause in alone.clauses)


def test_a_line_of_a_batch_may_ask_for_every_value(run: Run, tmp_path: Path) -> None:
    lines = [
        {"ask": "licensee use", "on": "2024-07-01", "given": {"release": "?", "exempt": False}},
        {"text": "May the licensee use release 1.1 on 1 July 2024?", "given": {"purpose": "?"}},
        {"ask": "licensee use", "on": "2024-07-01", "given": {"release": "?", "purpose": "?"}},
    ]
    file = tmp_path / "lines.jsonl"
    file.write_text("\n".join(json.dumps(line) for line in lines))
    done = run(f"ask --batch {file} --agreement {LICENCE}")
    assert done.code == 2
    first, second, third = done.lines
    alone = licence().each("licensee use", "release", on="2024-07-01", given={"exempt": False})
    assert first == {"agreement": "licence"} | alone.to_json()
    assert [each["given"] for each in second["values"]] == [
        {"purpose": "production"},
        {"purpose": "trial"},
    ]
    assert second["understood"]
    assert (third["line"], third["problems"][0]["code"]) == (3, "E519")


def test_both_evaluators_answer_for_each_value(monkeypatch: pytest.MonkeyPatch) -> None:
    """With `checked`, a value for which durable-rules says something else gives no answer."""
    from contract_engine.answers.ask.cross_check import BrokenEngine, CrossCheck

    asked: list[str] = []

    def note(self: CrossCheck, question: Any, finding: Any) -> None:
        asked.append(str(question.given["purpose"]))
        if "trial" in asked[-1] or "test" in asked[-1]:
            raise BrokenEngine("they differ")

    monkeypatch.setattr(CrossCheck, "note", note)
    with pytest.raises(BrokenEngine):
        licence().each("licensee use", "purpose", on="2024-07-01", checked=True)
    assert len(asked) == 2
