"""Scenarios of histories: which instance is meant, and how the status is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from contract_engine.cli import main

AGREEMENT = """\
format: 1
agreement: rent
grade: contract
parties: {tenant: , landlord: }
actions: {pay: , terminate: }
instruments:
  - instrument: lease
    kind: agreement
    effective: 2026-01-01
    clauses:
      payment:
        norm: tenant must pay
        after: landlord terminate
        by: 5 days after opened
      late:
        norm: landlord may terminate
        through: 30 days after opened
"""
SCENARIO = """\
format: 1
agreement: .
scenarios:
  - name: two payments
    status:
      history:
        - {on: 2026-02-02, act: landlord terminate}
        - {on: 2026-02-03, act: tenant pay}
        - {on: 2026-02-04, act: landlord terminate}
      on: 2026-02-05
    expect: {duties: {EXPECTED}}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "agreement.yaml").write_text(AGREEMENT)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("expected", "said"),
    [
        ("payment#1: done, payment#2: open, payment: open", ""),
        ("payment#1: open", "`payment#1`: expected open, got done"),
        (
            "payment@2026: done",
            "`payment@2026`: expected done, got none; there is payment, payment#2",
        ),
    ],
)
def test_an_instance_is_named_by_its_number(
    folder: Path, capsys: pytest.CaptureFixture[str], expected: str, said: str
) -> None:
    scenario = SCENARIO.replace("EXPECTED", expected).replace("payment#1", '"payment#1"')
    (folder / "scenarios.yaml").write_text(scenario.replace("payment#2:", '"payment#2":'))
    assert main(["test", "scenarios.yaml"]) == (1 if said else 0)
    assert said in capsys.readouterr().out


def test_what_waits_has_not_opened(folder: Path) -> None:
    """`none` is what has not opened, be it that it still may."""
    head, _, _ = SCENARIO.partition("    status:")
    waits = "    status: {history: [], on: 2026-02-05}\n    expect: {duties: {payment: none}}\n"
    (folder / "scenarios.yaml").write_text(head + waits)
    assert main(["test", "scenarios.yaml"]) == 0


def test_a_last_day_past_what_is_recorded_is_not_told_as_days_left(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a last day after the history nobody knows whether it was kept."""
    monkeypatch.setenv("COLUMNS", "120")
    (folder / "h.yaml").write_text(
        "format: 1\nthrough: 2026-02-03\nhistory: [{on: 2026-02-02, act: landlord terminate}]\n"
    )
    assert main(["status", "--history", "h.yaml", "--on", "2026-02-09"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "past due" in told
    assert "days left" not in told
    assert "lapsed 2026-01-01 2026-01-31 on 2026-01-31" in told


def test_rules_and_histories_beside_scenarios_are_passed_over(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder that holds an agreement, its histories and its scenarios can be tested whole."""
    (folder / "h.yaml").write_text("format: 1\nthrough: 2026-02-03\nhistory: []\n")
    (folder / "scenarios.yaml").write_text(SCENARIO.replace("EXPECTED", "late: lapsed"))
    assert main(["test", "."]) == 0
    assert "1 scenario in 1 file" in capsys.readouterr().out
    (folder / "typo.yaml").write_text("format: 1\nagreement: .\nscenario: []\n")
    assert main(["test", "."]) == 2
