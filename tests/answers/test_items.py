"""Questions that name items of tables: their rows' values are given, but for what stands beside."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from contract_engine.api import load
from contract_engine.diagnostics import BadInput, Span
from contract_engine.files.csv_parser import read_sheet
from contract_engine.files.folder import read_folder
from contract_engine.receipts.recorded_answer import read_recorded
from tests.answers.tables import LICENCE, licence, table
from tests.cli.conftest import Run
from tests.cli.conftest import run as run  # a fixture

ROWS = table("items.yaml")


@pytest.mark.parametrize("row", ROWS["questions"], ids=lambda row: str(row["ask"]))
def test_a_row_gives_what_the_question_does_not(row: dict[str, Any]) -> None:
    asked = dict(row["ask"])
    answer: Any = licence().ask(asked.pop("ask"), **asked).to_json()
    question = answer["question"]
    assert question["given"] == row["given"]
    assert question.get("items") == row.get("items")
    assert answer["verdict"] == row["verdict"]
    assert [clause["id"] for clause in answer["clauses"]] == row["clauses"]
    assert answer["notes"] == row["notes"]


@pytest.mark.parametrize("row", ROWS["refused"], ids=lambda row: row["message"])
def test_an_unknown_item_is_refused(row: dict[str, Any]) -> None:
    with pytest.raises(BadInput) as refused:
        licence().ask("licensee use", on="2024-07-01", given=row["given"])
    (problem,) = refused.value.problems
    assert (problem.code, problem.message) == (row["code"], row["message"])
    assert problem.help == row.get("help", problem.help)
    assert problem.help


ASKED = "ask licensee use release=1.1 exempt=no --on 2024-07-01 --json"


def test_a_question_is_answered_the_same_from_its_own_answer() -> None:
    for given in (
        {"release": "1.1"},
        {"release": "1.1", "stated_change_date": "never", "exempt": False},
        {"release": "1.1", "package": "office"},
    ):
        answer = licence().ask("licensee use", on="2024-07-01", given=given)
        recorded, problems = read_recorded(answer.to_json(), Span("log"))
        assert not problems
        assert recorded is not None
        assert recorded.intact
        again = licence().ask(licence().question(recorded.question))
        assert again.to_json() == answer.to_json()


def test_however_an_item_is_named_it_is_the_same_question(run: Run, tmp_path: Path) -> None:
    place = f" --agreement {LICENCE}"
    situation = tmp_path / "situation.yaml"
    situation.write_text("release: 1.1\nexempt: no\n")
    lines = tmp_path / "lines.jsonl"
    given = {"release": "1.1", "exempt": False}
    lines.write_text(json.dumps({"ask": "licensee use", "on": "2024-07-01", "given": given}))
    first = run(ASKED + place).json
    assert first["verdict"] == "permitted"
    for command in (
        "ask licensee use --given release=1.1,exempt=no --on 2024-07-01 --json",
        f"ask licensee use --situation {situation} --on 2024-07-01 --json",
        f"ask --batch {lines}",
    ):
        done = run(command + place).json
        assert done["receipt"]["question_sha256"] == first["receipt"]["question_sha256"] or (
            sorted(done["question"]["given"]) == sorted(first["question"]["given"])
        )
        assert done["question"]["items"] == {"release": "1.1"}
        assert [done[key] for key in ("verdict", "holds", "notes")] == [
            first[key] for key in ("verdict", "holds", "notes")
        ]


def test_what_the_command_line_prints_names_the_item(run: Run) -> None:
    done = run(ASKED.removesuffix(" --json") + f" --agreement {LICENCE}")
    told = " ".join(done.out.split())
    assert "release=1.1, exempt=no on record release date: 1 February 2022; " in told


def test_the_file_of_a_table_is_part_of_the_rules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the folder's hash, of the cache, of receipts; and of an agreement in a file by itself."""
    monkeypatch.setenv("CONTRACT_ENGINE_CACHE", str(tmp_path / "cache"))
    rules = tmp_path / "licence"
    shutil.copytree(LICENCE, rules)
    before, kept = load(rules), load(rules)
    assert kept.model == before.model
    (rules / "other.csv").write_text("not named")
    assert load(rules).model == before.model
    file = rules / "releases.csv"
    file.write_text(file.read_text().replace("2024-06-01", "never"))
    after = load(rules)
    assert after.model.sha256 != before.model.sha256
    assert after.engine.rules_sha256 != before.engine.rules_sha256
    given = {"release": "1.1", "exempt": False}
    asked = [each.ask("licensee use", on="2024-07-01", given=given) for each in (before, after)]
    assert [str(answer.verdict) for answer in asked] == ["permitted", "prohibited"]
    alone = rules / "alone.yaml"
    (rules / "agreement.yaml").rename(alone)
    assert load(alone).ask("licensee use", on="2024-07-01", given=given).verdict == asked[1].verdict


def test_a_revision_has_the_file_of_a_table_as_it_was(run: Run, tmp_path: Path) -> None:
    rules = tmp_path / "licence"
    shutil.copytree(LICENCE, rules)
    git = ["git", "-C", str(tmp_path), "-c", "user.name=n", "-c", "user.email=n@example.org"]
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "First"]):
        subprocess.run([*git, *words], check=True)
    (rules / "releases.csv").unlink()
    done = run(f"diff HEAD --agreement {rules} --json")
    assert done.code == 2, "the file is gone from the working tree"
    assert [problem["code"] for problem in done.json["problems"]] == ["E351"]
    (rules / "releases.csv").write_text("release,wrong\n1.0,1\n")
    for words in (["add", "."], ["commit", "-qm", "Second"]):
        subprocess.run([*git, *words], check=True)
    shutil.copy(LICENCE / "releases.csv", rules)
    done = run(f"diff HEAD --agreement {rules}")
    assert done.code == 2, "and wrong in the last commit"
    assert "HEAD:licence/releases.csv:1:9" in done.err
    assert "1 | release,wrong" in done.err


def test_each_cell_of_a_sheet_has_its_place() -> None:
    text = '\ufeffa, "b c",d\r\n\r\n"x ""y""",  z,\n"two\nlines", after , "é,è"\n'
    sheet, problems = read_sheet("t.csv", text.encode())
    assert not problems
    cells = [cell for row in (sheet.names, *sheet.rows) for cell in row]
    assert [(c.text, c.span.line, c.span.column, c.span.length) for c in cells] == [
        ("a", 1, 1, 1),
        ("b c", 1, 5, 3),
        ("d", 1, 10, 1),
        ('x "y"', 3, 2, 7),
        ("z", 3, 13, 1),
        ("", 3, 15, 1),
        ("two\nlines", 4, 1, 4),
        ("after", 5, 9, 5),
        ("é,è", 5, 18, 3),
    ]


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "E003"),
        (b"\n\n", "E003"),
        (b"a,b\n\xff,1\n", "E002"),
        (b"a,b\n\0,1\n", "E002"),
        (b'a,b\n"x"y,1\n', "E351"),
        (b'a,b\n1,"x\n', "E351"),
        (b"a,b\n1," + b"x" * 200_000, "E351"),
        (b"a\tb\n1\t2\n", "E351"),
        (b"x" * 4_000_001, "E004"),
    ],
)
def test_what_is_no_sheet_is_told(raw: bytes, code: str) -> None:
    _, problems = read_sheet("t.csv", raw)
    assert [problem.code for problem in problems] == [code]


def test_a_table_of_many_rows_is_read_in_good_time(tmp_path: Path) -> None:
    shutil.copytree(LICENCE, tmp_path / "licence")
    rows = "\n".join(f"{n}.0,2021-03-01,," for n in range(20_000))
    header = "release,release_date,stated_change_date,platform\n"
    (tmp_path / "licence" / "releases.csv").write_text(header + rows)
    folder = read_folder(tmp_path / "licence")
    sheet = folder.sheets["releases.csv"]
    assert sheet is not None
    assert len(sheet.rows) == 20_000
    assert sheet.rows[-1][0].span.line == 20_001
