"""Worlds are compared by version, day, folder and git revision."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import FLAT, Run

WELCOME = "when: [guest is student]"


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with the made-up lease in rules/flat, committed once as `first`."""
    for name, value in (("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_CONFIG_SYSTEM", "/dev/null")):
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    shutil.copytree(FLAT, tmp_path / "rules" / "flat")
    git("init", "--quiet")
    commit("first")
    git("tag", "first")
    return tmp_path / "rules" / "flat" / "agreement.yaml"


def git(*words: str) -> None:
    subprocess.run(["git", *words], check=True, capture_output=True)


def commit(message: str) -> None:
    git("add", ".")
    who = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")
    git(*who, "commit", "--quiet", "-m", message)


def edit(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after), encoding="utf-8")


def test_a_revision_and_the_working_tree(checkout: Path, run: Run) -> None:
    unchanged = run("diff HEAD --agreement flat --exit-code")
    assert (unchanged.code, "The same" in unchanged.out) == (0, True)
    edit(checkout, WELCOME, "when: [guest is stranger]")
    changed = run("diff HEAD --agreement flat --exit-code")
    assert changed.code == 1
    assert "guest=lodger" in changed.out
    assert "prohibited → permitted" in changed.out


@pytest.mark.parametrize("words", ["first...HEAD", "first..", "first", "first HEAD", "HEAD^ HEAD"])
def test_revisions_are_written_as_git_writes_them(words: str, checkout: Path, run: Run) -> None:
    edit(checkout, WELCOME, "when: [guest is stranger]")
    commit("second")
    done = run(f"diff {words} --agreement flat --json")
    assert done.code == 0
    assert not done.json["same"]
    assert [row["given"] for row in done.json["usual"]] == [{"guest": "lodger"}]


def test_rewording_changes_no_answer(checkout: Path, run: Run) -> None:
    edit(checkout, "Students are welcome.", "Every student is welcome.")
    edit(checkout, WELCOME, "when: [{any: [guest is student]}]")
    assert run("diff HEAD --agreement flat --exit-code").code == 0


def test_a_revision_whose_rules_are_broken_is_bad_input(checkout: Path, run: Run) -> None:
    edit(checkout, WELCOME, "when: [guest is studnt]")
    commit("broken")
    done = run("diff first HEAD --agreement flat --json")
    assert done.code == 2
    (problem,) = done.json["problems"]
    assert problem["message"] == "unknown value `studnt`"
    assert problem["file"] == "HEAD:rules/flat/agreement.yaml"
    assert "^^^^^^" in run("diff first HEAD --agreement flat").err
    edit(checkout, "guest is studnt", "guest is student")
    assert run("diff first --agreement flat --exit-code").code == 0


def test_revisions_are_compared_though_the_working_tree_is_broken(checkout: Path, run: Run) -> None:
    edit(checkout, WELCOME, "when: [guest is stranger]")
    commit("second")
    edit(checkout, "format: 1", "format: 9")
    assert run("diff first HEAD --agreement flat --exit-code").code == 1
    assert run("diff 2020 2022 --agreement flat").code == 2
    assert run("diff nothing HEAD --agreement flat").code == 2


def test_a_single_file_has_revisions_too(checkout: Path, run: Run) -> None:
    single = checkout.parents[2] / "single.yaml"
    shutil.copy(checkout, single)
    commit("single")
    edit(single, WELCOME, "when: [guest is stranger]")
    assert run("diff HEAD --agreement single.yaml --exit-code").code == 1


def test_a_revision_without_the_rules_says_so(checkout: Path, run: Run) -> None:
    shutil.copytree(FLAT, checkout.parents[1] / "other")
    done = run("diff HEAD --agreement other")
    assert done.code == 2
    assert "`HEAD` has no `rules/other`" in done.err


def test_a_word_that_came_later_is_no_obstacle(checkout: Path, run: Run) -> None:
    """A reading, a fact, an event that only one of the worlds knows."""
    edit(checkout, "  rooms: {type", "  cellar: {label: a cellar}\n  rooms: {type")
    edit(checkout, "  sold: {label", "  burnt: {label: it burns down}\n  sold: {label")
    edit(
        checkout,
        "readings:\n",
        "readings:\n  walls: {question: Which?, values: {all_walls: , some_walls: }}\n",
    )
    edit(
        checkout,
        "when: [rooms > 6]",
        "when: [rooms > 6, cellar, burnt, walls is all_walls]",
    )
    for words in ("HEAD", "HEAD --json", "HEAD --markdown", "HEAD --all"):
        done = run(f"diff {words} --agreement flat")
        assert done.code == 0, done.err
        assert "cellar" in done.out


def test_two_folders_side_by_side(checkout: Path, run: Run, tmp_path: Path) -> None:
    shutil.copytree(checkout.parent, tmp_path / "copy")
    edit(tmp_path / "copy" / "agreement.yaml", "rooms > 3", "rooms > 2")
    done = run("diff rules/flat copy")
    assert done.code == 0
    assert "2 and <= 3" in done.out
    assert run("diff flat flat --as folder --exit-code").code == 0
