"""Policies of others, imported and then asked: their dates with zones, and what can't be seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from contract_engine.api import load
from contract_engine.cli import main

PREFIXES = """\
@prefix odrl: <http://www.w3.org/ns/odrl/2/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix ex: <http://example.org/> .
"""


def permission(action: str, operator: str, value: str) -> str:
    return (
        f"odrl:permission [ odrl:target ex:a ; odrl:action odrl:{action} ; odrl:constraint "
        f"[ odrl:leftOperand odrl:dateTime ; odrl:operator odrl:{operator} ; "
        f"odrl:rightOperand {value} ] ]"
    )


@pytest.fixture
def imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CONTRACT_ENGINE_CACHE", "off")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def import_(*rules: str, title: str = "A policy") -> int:
    text = f'{PREFIXES}ex:p a odrl:Set ; dct:title "{title}" ; {" ; ".join(rules)} .'
    Path("p.ttl").write_text(text, encoding="utf-8")
    return main(["import", "odrl", "p.ttl", "--output", "made"])


LAST = [
    ("lteq", '"2024-08-14+02:00"^^xsd:date', "2024-08-14T21:59:59.999999Z", "2024-08-14T22:00:00Z"),
    ("lteq", '"2024-08-14"^^xsd:date', "2024-08-14T23:59:59.999999Z", "2024-08-15T00:00:00Z"),
    ("lt", '"2024-08-14-05:00"^^xsd:date', "2024-08-14T04:59:59Z", "2024-08-14T05:00:00Z"),
    ("lt", '"2024-08-14T12:00:00Z"^^xsd:dateTime', "2024-08-14T11:59:59Z", "2024-08-14T12:00:00Z"),
]


@pytest.mark.parametrize(("operator", "value", "last", "after"), LAST)
def test_a_last_day_or_instant_is_read_in_its_zone(
    imported: Path, operator: str, value: str, last: str, after: str
) -> None:
    """sovity/edc-ui#815, w3c/poe#211"""
    assert import_(permission("read", operator, value)) == 0
    made = load("made")
    for at, verdict in ((last, "permitted"), (after, "not_addressed")):
        given = {"target": "a", "requested_at": at}
        assert str(made.ask("assignee read", on=at[:10], given=given).verdict) == verdict


def test_a_day_that_something_equals_is_the_whole_day(imported: Path) -> None:
    assert import_(permission("read", "eq", '"2024-08-14"^^xsd:date')) == 0
    made = load("made")
    for at, verdict in (
        ("2024-08-13T23:59:59Z", "not_addressed"),
        ("2024-08-14T00:00:00Z", "permitted"),
        ("2024-08-14T23:59:59Z", "permitted"),
        ("2024-08-15T00:00:00Z", "not_addressed"),
    ):
        given = {"target": "a", "requested_at": at}
        assert str(made.ask("assignee read", on=at[:10], given=given).verdict) == verdict


def test_what_has_no_instant_is_to_be_given(imported: Path) -> None:
    """Never a permission that is wider than its policy."""
    assert import_(permission("read", "gt", '"2024-08"^^xsd:gYearMonth')) == 0
    answer = load("made").ask("assignee read", on="2024-08-14", given={"target": "a"})
    assert str(answer.verdict) == "depends"


@pytest.mark.parametrize("unseen", ["\ufeff", "\u202a", "\u0085", "\u200f\u202b"])
def test_what_can_not_be_seen_in_a_title_is_dropped_with_a_note(
    imported: Path, unseen: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """w3c/odrl, the licences of bp/license"""
    rule = permission("read", "lt", '"2024-08-14T12:00:00Z"^^xsd:dateTime')
    assert import_(rule, title=f"a {unseen}licence") == 0
    told = " ".join(capsys.readouterr().err.split())
    assert "characters that can't be seen: U+" in told
    assert "licence" in (imported / "made" / "agreement.yaml").read_text(encoding="utf-8")
