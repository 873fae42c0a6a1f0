"""Answers about a day of a history: their receipts hold its hash, and they replay as the same."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from contract_engine.cli import main

SUPPLY = Path(__file__).parents[2] / "docs" / "deadlines" / "supply"


def test_the_receipt_holds_the_hash_of_the_history(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    history, log = SUPPLY / "history.yaml", tmp_path / "answers.log"
    asked = ["ask", "buyer", "pay", "--on", "2026-04-01", "--agreement", str(SUPPLY), "--json"]
    assert main([*asked, "--history", str(history), "--log", str(log)]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["verdict"] == "required"
    assert answer["receipt"]["history_sha256"] == sha256(history.read_bytes()).hexdigest()
    assert main(["replay", str(log), "--agreement", str(SUPPLY)]) == 0
    assert "1 of 1 answers the same" in " ".join(capsys.readouterr().out.split())
    assert main(asked) == 0
    assert "history_sha256" not in json.loads(capsys.readouterr().out)["receipt"]
