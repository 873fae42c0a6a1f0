"""Where agreements come from: names, folders, files, and what is wrong with them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import FLAT, Run

ASK = "ask tenant sublet guest=student --on 2023-01-01"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "name", ["flat", "rules/flat", "./rules/flat", "rules/flat/agreement.yaml", "single.yaml"]
)
def test_an_agreement_by_name_folder_or_file(name: str, here: Path, run: Run) -> None:
    shutil.copytree(FLAT, here / "rules" / "flat")
    shutil.copy(FLAT / "agreement.yaml", here / "single.yaml")
    done = run(f"{ASK} --agreement {name} --json")
    assert (done.code, done.json["verdict"]) == (0, "permitted")


def test_a_name_means_the_rules_folder_and_a_path_the_path(here: Path, run: Run) -> None:
    shutil.copytree(FLAT, here / "rules" / "flat")
    shutil.copytree(FLAT, here / "flat")
    file = here / "flat" / "agreement.yaml"
    file.write_text(file.read_text().replace("guest is student", "guest is lodger"))
    assert run(f"{ASK} --agreement flat --json").json["verdict"] == "permitted"
    assert run(f"{ASK} --agreement ./flat --json").json["verdict"] == "prohibited"


def test_the_shipped_agreement_is_there_in_any_folder(here: Path, run: Run) -> None:
    assert run("ask openai serve cloud=aws product=api --on 2026-06-01").code == 0
    done = run("ask x y --agreement nowhere --on 2026-06-01")
    assert "`microsoft-openai`" in done.err


@pytest.mark.parametrize(
    "command",
    [ASK, "rights --on 2023-01-01", "check", "diff 2020 2022", "figure", "terms"],
)
def test_a_broken_folder_is_bad_input_with_every_problem(
    command: str, here: Path, run: Run
) -> None:
    shutil.copytree(FLAT, here / "broken")
    file = here / "broken" / "agreement.yaml"
    text = file.read_text().replace("[guest is student]", "[guest is studnt]")
    file.write_text(text.replace("[rooms > 3]", "[rooms > three]"))
    done = run(f"{command} --agreement ./broken")
    assert (done.code, done.out) == (2, "")
    assert "broken/agreement.yaml" in done.err
    assert "did you mean `student`?" in done.err
    assert "2 errors" in done.err
    data = run(f"{command} --agreement ./broken --json").json
    assert len(data["problems"]) == 2


def test_folders_that_hold_no_agreement(here: Path, run: Run) -> None:
    (here / "empty").mkdir()
    (here / "folder" / "agreement.yaml").mkdir(parents=True)
    (here / "text").mkdir()
    (here / "text" / "agreement.yaml").write_bytes(b"\x00\xff")
    for name, message in (
        ("./empty", "there is no `agreement.yaml` in `empty`"),
        ("./folder", "this is a folder, not a file"),
        ("./folder/agreement.yaml", "there is no `agreement.yaml`"),
        ("./text", "text/agreement.yaml"),
        ("./text/agreement.yaml", "text/agreement.yaml"),
        ("/", "there is no `agreement.yaml`"),
        (".", "there is no `agreement.yaml`"),
        ("..", "there is no `agreement.yaml`"),
        ("nowhere", "there is no agreement `nowhere`"),
        ("nowhere/", "there is no agreement"),
        ("a\tb", "there is no agreement"),
        ("x" * 5000, "E001"),
        ("x/" * 3000, "E001"),
        ("a\0b", "E504"),
    ):
        done = run(["ask", "a", "b", "--on", "2023-01-01", "--agreement", name])
        assert (done.code, done.out) == (2, ""), name
        assert message in done.err
