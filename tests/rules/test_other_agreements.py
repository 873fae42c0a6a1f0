"""The two agreements beside the first, held by the same commands; figures worked out by hand."""

from __future__ import annotations

import csv
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta

from contract_engine.cli import main

ROOT = Path(__file__).parents[2]
LICENCE, SERVICE = "zerotier-bsl", "github-corporate"
BOTH = pytest.mark.parametrize("name", [LICENCE, SERVICE])

Capture = pytest.CaptureFixture[str]


def told(capsys: Capture, command: str, name: str, *words: str) -> Any:
    """A command's data, where it ends with 0."""
    code = main([command, *words, "--agreement", str(ROOT / "rules" / name), "--json"])
    out, err = capsys.readouterr()
    assert code == 0, out + err
    return json.loads(out)


@BOTH
def test_nothing_is_found(name: str, capsys: Capture) -> None:
    """`check` has no error, warning or finding; accepted is what the text itself leaves open."""
    found = told(capsys, "check", name)
    accepted = [(each["code"], each["about"]) for each in found["accepted"]]
    left_open = {"github-corporate": [("W714", "service_credit uptime")]}
    assert (found["problems"], accepted) == ([], left_open.get(name, []))


@BOTH
def test_the_scenarios_exercise_every_objective(name: str, capsys: Capture) -> None:
    """Coverage is 100 %, with nothing accepted and no scenario left out."""
    measured = told(capsys, "coverage", name, str(ROOT / "scenarios" / name), "--threshold", "100")
    assert measured["left_out"] == measured["missing"] == measured["accepted"] == []
    assert measured["objectives"] > 200


@BOTH
def test_the_scenarios_notice_every_mistake(name: str, capsys: Capture) -> None:
    """At least 95 % of the mutants fail a scenario, and every survivor has a reason."""
    where = [str(ROOT / "scenarios" / name), "--jobs", "1", "--threshold", "100"]
    measured = told(capsys, "mutate", name, *where)
    assert measured["survivors"] == measured["stale"] == []
    assert measured["score"] >= 95
    assert measured["counted"] > 150
    assert all(each["why"].strip() for each in measured["accepted"])


def releases() -> list[dict[str, str]]:
    """What releases.csv says, read apart from the engine."""
    path = ROOT / "rules" / LICENCE / "releases.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("row", releases(), ids=lambda row: row["release"])
def test_each_release_changes_on_the_earlier_of_two_days(
    row: dict[str, str], capsys: Capture
) -> None:
    """Its stated Change Date or its fourth anniversary; where it states none that is known, open.

    The day before, an answer about an open one names what it hangs on; from the anniversary on
    nothing does.
    """
    assert row["release"] == row["version"]
    release = f"release={row['release']}"
    change = date.fromisoformat(row["release_date"]) + relativedelta(years=4)
    if row["stated_change_date"]:
        change = min(change, date.fromisoformat(row["stated_change_date"]))
        value = told(capsys, "value", LICENCE, "change_date", release, "--on", "2024-06-01")
        assert value["value"] == change.isoformat()
    licensed = (1, 4, 4) <= tuple(map(int, row["version"].split("."))) < (1, 16)
    for on in (change - timedelta(days=1), change):
        words = ["licensee", "sublicense", release, "--on", on.isoformat()]
        answer = told(capsys, "ask", LICENCE, *words)
        if not licensed or (on < change and row["stated_change_date"]):
            assert answer["verdict"] == "not_addressed", on
        elif on < change:
            assert answer["verdict"] == "depends", on
            hangs_on = {name for case in answer["cases"] for name in case["given"]}
            assert hangs_on == {"stated_change_date"}
        else:
            assert answer["verdict"] == "permitted", on


@pytest.mark.parametrize(
    ("given", "cap"),
    [
        ("offering=free_product", "5000 USD"),
        ("offering=beta_preview", "500 USD"),
        ("fees_paid_before=120000.50 USD", "120000.50 USD"),
    ],
)
def test_liability_has_a_cap(given: str, cap: str, capsys: Capture) -> None:
    """In dollars for what is free and for previews; else the fees that were paid."""
    value = told(capsys, "value", SERVICE, "liability_cap", given, "--on", "2021-02-01")
    assert value["value"] == cap


@pytest.mark.parametrize(
    ("uptime", "credit"),
    [("100", "0"), ("99.91", "0"), ("99.89", "10"), ("99.01", "10"), ("98.99", "25")],
)
def test_service_credits_follow_the_uptime(uptime: str, credit: str, capsys: Capture) -> None:
    """Percentages of what was paid for the feature in the quarter."""
    given = [f"uptime={uptime}", "--on", "2021-02-01"]
    assert told(capsys, "value", SERVICE, "service_credit", *given)["value"] == credit


@pytest.mark.parametrize(
    ("name", "words", "verdict", "clauses"),
    [
        (
            LICENCE,
            "Can a company use ZeroTier 1.6.6 in production on 5 May 2024?",
            "permitted",
            ["additional-use"],
        ),
        (
            LICENCE,
            "May a company sublicense ZeroTier One 1.14.2 on 1 February 2026?",
            "permitted",
            ["apache-copyright-licence"],
        ),
        (
            LICENCE,
            "Can a company use ZeroTier 1.14.0 in production in a government setting for child care"
            " on 5 May 2025?",
            "permitted",
            ["additional-use"],
        ),
        (
            SERVICE,
            "May GitHub assign the agreement in a merger upon notice on 1 February 2021?",
            "permitted",
            ["assignment-in-a-merger"],
        ),
        (
            SERVICE,
            "Must GitHub provide support on a weekend on 1 February 2021?",
            "not_addressed",
            [],
        ),
    ],
)
def test_they_are_asked_in_words(
    name: str, words: str, verdict: str, clauses: list[str], capsys: Capture
) -> None:
    """What a person would ask is understood, with the release and the circumstances in it."""
    given = [] if name == LICENCE else ["agreed_on=2020-12-01"]
    answer = told(capsys, "ask", name, words, *given)
    assert answer["verdict"] == verdict
    assert [clause["id"] for clause in answer["clauses"]] == clauses
