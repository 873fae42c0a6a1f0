"""The two agreements beside the first, by the same commands; and dates worked out by hand."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta

from contract_engine.answers.engine import Engine
from contract_engine.answers.trust import CrossCheck
from contract_engine.api import load
from contract_engine.cli import main
from contract_engine.files.folder import read_folder
from contract_engine.language import load_folder
from contract_engine.language.questions import read_question
from contract_engine.model.outcome import Verdict
from contract_engine.scenarios.files import Scenario, read_scenarios, scenario_files
from tests import reference

ROOT = Path(__file__).parents[2]
LICENCE, SERVICE = "zerotier-bsl", "github-corporate"
BOTH = pytest.mark.parametrize("name", [LICENCE, SERVICE])
RELEASES = ROOT / "rules" / LICENCE / "releases.csv"

SLOWLY = 20
"""The reference takes its time over many unknown facts: it reads one scenario of so many."""

Capture = pytest.CaptureFixture[str]


def told(capsys: Capture, command: str, name: str, *words: str) -> Any:
    """A command's data, where it ends with 0."""
    where = ["--agreement", str(ROOT / "rules" / name), "--json"]
    code = main([command, *words, *where])
    out, err = capsys.readouterr()
    assert code == 0, out + err
    return json.loads(out)


def scenarios(name: str) -> tuple[Scenario, ...]:
    files = [read_scenarios(file) for file in scenario_files([ROOT / "scenarios" / name])]
    return tuple(scenario for found, _ in files if found for scenario in found.scenarios)


@BOTH
def test_nothing_is_found(name: str, capsys: Capture) -> None:
    """`check` has no error, warning or finding, and nothing had to be accepted."""
    found = told(capsys, "check", name)
    assert found["problems"] == []
    assert found["accepted"] == []


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


def rows() -> dict[str, dict[str, str]]:
    """What releases.csv says of each release, read apart from the engine."""
    with RELEASES.open(encoding="utf-8", newline="") as lines:
        return {
            row.pop("release"): {name: value for name, value in row.items() if value}
            for row in csv.DictReader(lines)
        }


def written_out(given: Mapping[str, Any]) -> dict[str, Any]:
    """The reference knows no tables: a release's cells, written out."""
    cells = rows().get(str(given.get("release")), {})
    return {**cells, **{name: value for name, value in given.items() if name != "release"}}


@BOTH
def test_all_evaluators_agree_on_the_scenarios(name: str) -> None:
    """Of every scenario the diagram and durable-rules say the same; of some, the reference.

    Once they were all asked, and agreed.
    """
    agreement, problems = load_folder(read_folder(ROOT / "rules" / name))
    assert agreement is not None, problems
    engine, slow = Engine(agreement), reference.read(ROOT / "rules" / name)
    check = CrossCheck(engine)
    read = too_many = 0
    for number, scenario in enumerate(scenarios(name)):
        question, unread = read_question(agreement, scenario.question)
        assert question is not None, unread
        q, o = question, question.options
        found = engine.find(q.bearer, q.action, q.on, q.given, o)
        assert check.note(question, found) is None
        if number % SLOWLY:
            continue
        read += 1
        said = reference.Options(o.under, o.without, o.known, None, o.readings)
        given = written_out(scenario.question.given)
        try:
            answer = reference.answer(slow, q.bearer, q.action, q.on, given, said)
        except reference.TooMany:
            too_many += 1
            continue
        assert str(found.verdict) == answer.verdict, scenario.name
        if found.verdict not in (Verdict.DEPENDS, Verdict.DISPUTED):
            assert set(found.outcome.governing) == answer.governing, scenario.name
            assert set(found.outcome.ended) == answer.ended, scenario.name
    assert too_many <= read / 10 > 1


@pytest.mark.parametrize("release", [key for key, row in rows().items() if len(row) == 3])
def test_each_release_changes_on_the_earlier_of_two_days(release: str) -> None:
    """The stated Change Date or the fourth anniversary: the day before, and the day."""
    row = rows()[release]
    came_out, stated = (
        date.fromisoformat(row[name]) for name in ("release_date", "stated_change_date")
    )
    change = min(stated, came_out + relativedelta(years=4))
    agreement = load(ROOT / "rules" / LICENCE)
    for on, clause in (
        (came_out, "basic-rights"),
        (change - timedelta(days=1), "basic-rights"),
        (change, "apache-copyright-licence"),
    ):
        answer = agreement.ask("licensee copy", on=on.isoformat(), given={"release": release})
        assert [each.id for each in answer.clauses] == [clause], on


@pytest.mark.parametrize("release", [key for key, row in rows().items() if len(row) == 2])
def test_a_release_whose_change_date_is_not_known_changes_after_four_years(release: str) -> None:
    """Before its fourth anniversary an answer names the unknown day; from it on none does."""
    agreement = load(ROOT / "rules" / LICENCE)
    anniversary = date.fromisoformat(rows()[release]["release_date"]) + relativedelta(years=4)
    licensed = (1, 4, 4) <= tuple(map(int, release.split("."))) < (1, 16)
    for on, known in ((anniversary - timedelta(days=1), False), (anniversary, True)):
        answer = agreement.ask("licensee sublicense", on=on.isoformat(), given={"release": release})
        if not licensed:
            assert str(answer.verdict) == "not_addressed"
        elif known:
            assert str(answer.verdict) == "permitted"
        else:
            assert str(answer.verdict) == "depends"
            assert {name for case in answer.cases for name in case.given} == {"stated_change_date"}
