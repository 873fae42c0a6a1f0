"""`diff` tells what steps say otherwise, though each question in itself has the same answer."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from contract_engine.cli import main

SUPPLY = Path(__file__).parents[2] / "docs" / "deadlines" / "supply"
CHANGES = [
    ("by: 30 days after opened", "by: 45 days after opened", "payment  by: 30 days after opened"),
    ("sum of amount >= delivery.price", "sum of amount >= 500 EUR", "payment  done_when: sum of"),
    (
        "else: [late-delivery]",
        "else: [late-delivery, termination]",
        "delivery  else: late-delivery",
    ),
    ("after: buyer order", "after: buyer pay", "delivery  after: buyer order → buyer pay"),
    (
        "{10 business days after opened, in: berlin}",
        "{10 business days after opened, in: berlin, roll: preceding}",
        "delivery  by: 10 business days after opened (berlin) → 10 business days after opened",
    ),
]


def copied(folder: Path) -> None:
    folder.mkdir()
    for name in ("agreement.yaml", "holidays-berlin.csv"):
        (folder / name).write_bytes((SUPPLY / name).read_bytes())


@pytest.mark.parametrize(("was", "now", "said"), CHANGES, ids=[said for *_, said in CHANGES])
def test_what_a_step_says_otherwise_is_told(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    was: str,
    now: str,
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    copied(tmp_path / "a")
    copied(tmp_path / "b")
    file = tmp_path / "b" / "agreement.yaml"
    assert was in file.read_text()
    file.write_text(file.read_text().replace(was, now, 1))
    assert main(["diff", "a", "b", "--exit-code"]) == 1
    assert said in capsys.readouterr().out
    assert main(["diff", "a", "a", "--exit-code"]) == 0


def test_an_agreement_at_the_top_of_its_repository_is_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of a folder that is the repository itself a revision is read, its calendars too."""
    folder = tmp_path / "terms"
    copied(folder)
    monkeypatch.chdir(folder)
    author = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    for words in (["init", "-q"], ["add", "-A"], [*author, "commit", "-qm", "one"]):
        subprocess.run(["git", *words], check=True, cwd=folder)
    assert main(["diff", "HEAD", "--exit-code"]) == 0
    holidays = folder / "holidays-berlin.csv"
    holidays.write_text(holidays.read_text().replace("2026-12-25", "2026-12-23"))
    assert main(["diff", "HEAD", "--exit-code"]) == 1
    assert "berlin  calendar: as it was (2026-12-23, 2026-12-25)" in capsys.readouterr().out
