"""`contract-engine test`: what it runs, what it reports, and how it ends."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from rich.console import Console

from contract_engine.cli import main, progress
from contract_engine.scenarios.rules import rules_of
from tests.receipts.lease import write_lease

Said = Callable[..., tuple[int, str]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_lease(tmp_path)
    scenarios = tmp_path / "scenarios" / "lease" / "first.yaml"
    start, *each = scenarios.read_text().split("  - name: ")
    scenarios.write_text("  - name: ".join([start, *each[:5]]))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")
    return tmp_path


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    def call(*words: str) -> tuple[int, str]:
        capsys.readouterr()
        code = main(["test", *words])
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    return call


def spoil(folder: Path) -> None:
    """Let the bar permit: two of the five scenarios no longer hold."""
    rules = folder / "rules" / "lease" / "2024-01.yaml"
    rules.write_text(rules.read_text().replace("must not sublet", "may sublet"))


def test_scenarios_that_hold_end_with_0_and_one_that_does_not_with_1(
    folder: Path, said: Said
) -> None:
    code, printed = said("scenarios")
    assert (code, "5 scenarios in 1 file" in printed, "all held" in printed) == (0, True, True)
    spoil(folder)
    code, printed = said("scenarios")
    assert code == 1
    assert "scenarios/lease/first.yaml:6: expected prohibited, got permitted" in printed
    assert "2 of 5 scenarios in 1 file" in printed


def test_k_runs_those_with_all_the_words_and_x_stops_at_the_first_that_fails(
    folder: Path, said: Said
) -> None:
    assert "2 scenarios in 1 file" in said("scenarios", "-k", "first STRANGER")[1]
    assert "1 scenario in" in said("scenarios", "-k", "stranger agrees")[1]
    spoil(folder)
    code, printed = said("scenarios", "-x")
    assert (code, "1 of 1 scenario" in printed) == (1, True)


def test_words_that_no_scenario_has_are_bad_input_and_not_a_success(
    folder: Path, said: Said
) -> None:
    code, printed = said("scenarios", "-k", "nonsense")
    assert code == 2
    assert "no scenario has the words `nonsense`" in printed


def test_json_lists_every_result_and_the_answer_where_it_did_not_hold(
    folder: Path, said: Said
) -> None:
    spoil(folder)
    code, printed = said("scenarios", "--json")
    told = json.loads(printed)
    assert (code, told["scenarios"], told["failed"]) == (1, 5, 2)
    first, second, *_ = told["results"]
    assert (first["line"], first["held"], first["answer"]["verdict"]) == (6, False, "permitted")
    assert (second["held"], second["answer"]) == (True, None)


def test_junit_has_a_case_for_each_scenario_with_what_failed(folder: Path, said: Said) -> None:
    spoil(folder)
    scenarios = folder / "scenarios" / "lease" / "first.yaml"
    scenarios.write_text(
        scenarios.read_text().replace(
            "A relative, of whom the lease says nothing",
            r'"A <relative> & \"friend\" ]]> <!--"',
        )
    )
    assert said("scenarios", "--junit", "results.xml")[0] == 1
    top = ElementTree.parse("results.xml").getroot()
    counts = {"tests": "5", "failures": "2", "errors": "0"}
    assert {key: top.get(key) for key in counts} == counts
    [suite] = top.findall("testsuite")
    assert suite.get("name") == "scenarios/lease/first.yaml"
    cases = suite.findall("testcase")
    assert [case.find("failure") is not None for case in cases] == [True, False, False, True, False]
    assert cases[0].get("line") == "6"
    failure = cases[0].find("failure")
    assert failure is not None
    assert failure.get("message") == "expected prohibited, got permitted"
    assert "governing: no-strangers (2024-01): tenant may sublet" in (failure.text or "")
    assert cases[2].get("name") == 'A <relative> & "friend" ]]> <!--'


def test_junit_reports_what_could_not_be_run_and_the_exit_code_is_2(
    folder: Path, said: Said
) -> None:
    scenarios = folder / "scenarios" / "lease" / "first.yaml"
    text = scenarios.read_text()
    scenarios.write_text(text.replace("subtenant: relative", "subtenant: relativ", 1))
    (scenarios.parent / "second.yaml").write_text(text.replace("format: 1", "format: 7"))
    assert said("scenarios", "--junit", "results.xml")[0] == 2
    top = ElementTree.parse("results.xml").getroot()
    assert (top.get("tests"), top.get("failures"), top.get("errors")) == ("6", "0", "2")
    messages = [error.get("message") or "" for error in top.iter("error")]
    assert any("relativ" in message for message in messages)
    assert any("format `7` is not known" in message for message in messages)


def test_a_report_that_cannot_be_written_is_bad_input(folder: Path, said: Said) -> None:
    code, printed = said("scenarios", "--junit", "nowhere/results.xml")
    assert (code, "can't be written" in printed) == (2, True)


def test_the_rules_are_found_beside_the_scenarios_wherever_that_is(tmp_path: Path) -> None:
    rules = write_lease(tmp_path)
    elsewhere = Path("by name")
    first = tmp_path / "scenarios" / "lease" / "first.yaml"
    for file, name in (
        (first, "lease"),
        (first.parent.parent / "flat.yaml", "lease"),
        (rules / "beside.yaml", "../lease"),
        (tmp_path / "anywhere" / "x.yaml", "../rules/lease"),
    ):
        assert rules_of(file, name, lambda _: elsewhere).resolve() == rules.resolve()
    assert rules_of(first, "another", lambda _: elsewhere) == elsewhere


def bar(monkeypatch: pytest.MonkeyPatch, *, terminal: bool) -> str:
    """What is written to stderr while three things are done, a bar being worth it at once."""
    shown = io.StringIO()
    made = Console(file=shown, force_terminal=terminal, width=80)
    monkeypatch.setattr(
        progress, "console", lambda error: SimpleNamespace(rich=made if terminal else None)
    )
    monkeypatch.setattr(progress, "PATIENCE", -1.0)
    assert list(progress.watched(iter("abc"), 3, "letters")) == ["a", "b", "c"]
    return shown.getvalue()


def test_a_bar_is_shown_on_a_terminal_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TTY_INTERACTIVE", raising=False)
    assert "letters" in bar(monkeypatch, terminal=True)
    assert bar(monkeypatch, terminal=False) == ""


def test_where_there_is_no_terminal_work_is_told_in_lines_if_one_asks(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(progress, "console", lambda error: SimpleNamespace(rich=None))
    assert list(progress.told(range(45), 45, "mutants")) == list(range(45))
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "mutants: 3 of 45"
    assert lines[-1] == "mutants: 45 of 45"
    assert len(lines) <= progress.LINES


def test_files_of_agreements_that_are_not_there_are_all_told_where_they_name_them(
    folder: Path, said: Said
) -> None:
    for name in ("away", "gone"):
        text = f"format: 1\nagreement: {name}\nscenarios:\n"
        case = "  - {name: a, ask: tenant sublet, on: 2024-01-01, expect: prohibited}\n"
        (folder / f"{name}.yaml").write_text(text + case)
    code, printed = said("away.yaml", "gone.yaml")
    assert code == 2, printed
    assert "away.yaml:2:12" in printed
    assert "gone.yaml:2:12" in printed
