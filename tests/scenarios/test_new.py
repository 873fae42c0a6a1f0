"""`contract-engine new`: all of a small agreement, or nothing."""

import json
from pathlib import Path

import pytest

from contract_engine.cli import main, new


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", ["lease", "2024", "Flat_12-b"])
def test_what_is_made_passes_check_and_test_under_any_name(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["new", name, "--json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert all(Path(file).is_file() for file in made["files"])
    assert not any("NAME" in Path(file).read_text() for file in made["files"])
    monkeypatch.chdir(name)
    assert main(["check", "--agreement", name]) == 0
    assert main(["test", "--agreement", name]) == 0


def test_the_scenarios_of_what_is_made_leave_no_gap(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that what a newcomer adds without a scenario is what `coverage` and `mutate` tell."""
    assert main(["new", "lease"]) == 0
    monkeypatch.chdir("lease")
    assert main(["coverage", "--threshold", "100"]) == 0
    assert main(["mutate", "--threshold", "100"]) == 0
    assert "0 survivors" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["", ".", "..", "my lease", "a/b", "/lease", "-x", "né", "a\n"])
def test_a_name_that_cannot_be_one_is_refused(name: str, folder: Path) -> None:
    assert main(["new", "--", name]) == 2
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("kind", ["folder", "file", "link"])
def test_what_is_there_is_left_alone(
    kind: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    there = folder / "lease"
    match kind:
        case "folder":
            there.mkdir()
        case "file":
            there.write_text("mine")
        case _:
            there.symlink_to("nowhere")
    assert main(["new", "lease"]) == 2
    assert "there is a `lease` here already" in capsys.readouterr().err
    assert list(folder.iterdir()) == [there]
    assert not there.is_dir() or list(there.iterdir()) == []


def test_nothing_is_left_half_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(new, "FILES", {**new.FILES, "rules/NAME/missing.yaml": ""})
    assert main(["new", "lease"]) == 2
    assert list(folder.iterdir()) == []
