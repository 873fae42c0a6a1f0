"""Command lines and what they print, as a table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.conftest import Run

ROOT = Path(__file__).parents[2]
TABLE: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    Path(__file__).with_name("commands.yaml").read_text(encoding="utf-8")
)
ROWS = [row for rows in TABLE.values() for row in rows]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["run"] or "alone")
def test_a_command_line_prints_this_and_ends_so(
    row: dict[str, Any], run: Run, flat: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    done = (flat if row.get("flat") else run)(row["run"], columns=120)
    assert done.code == row.get("code", 0), done.err
    out, err = (" ".join(text.split()) for text in (done.out, done.err))
    for text, fragments in ((out, row.get("out", [])), (err, row.get("err", []))):
        for fragment in map(str, fragments):
            assert " ".join(fragment.split()) in text
    for fragment in row.get("never", []):
        assert fragment not in out + err
    assert bool(err) == ("err" in row), "something on stderr, or nothing"


JSON_ROWS = [row for row in ROWS if row not in TABLE["help"] and "--markdown" not in row["run"]]


@pytest.mark.parametrize("row", JSON_ROWS, ids=lambda row: row["run"] or "alone")
def test_with_json_stdout_is_one_document_and_the_exit_code_the_same(
    row: dict[str, Any], run: Run, flat: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    command = "--json " + row["run"] if row["run"].startswith("diff --") else row["run"] + " --json"
    if row["run"].startswith("diff --"):
        command = row["run"].replace("diff", "diff --json", 1)
    done = (flat if row.get("flat") else run)(command)
    assert done.code == row.get("code", 0)
    assert done.err == ""
    if done.code == 2:
        assert [*done.json] in (["problems"], ["problems", "offers"])
        for problem in done.json["problems"]:
            assert [*problem][:4] == ["code", "severity", "message", "file"]
            assert problem["message"]
