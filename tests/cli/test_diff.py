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
    assert "who moves in: a lodger" in changed.out
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
    assert "more than 2 and at most 3" in done.out
    assert run("diff flat flat --as folder --exit-code").code == 0


SCENARIOS = """\
format: 1
agreement: flat
scenarios:
  - {name: a student, ask: tenant sublet, on: 2022-06-01, given: {guest: student}, expect: EXPECTED}
  - {name: a lodger, ask: tenant sublet, on: 2022-06-01, given: {guest: lodger}, expect: prohibited}
"""


def scenarios(checkout: Path, text: str) -> Path:
    """Put a file of scenarios beside the rules."""
    file = checkout.parents[2] / "scenarios" / "flat" / "first.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


@pytest.fixture
def tested(checkout: Path, run: Run) -> Path:
    """The same with scenarios that hold, committed as `tested`."""
    done = run("ask tenant sublet guest=student --on 2022-06-01 --agreement flat --json")
    scenarios(checkout, SCENARIOS.replace("EXPECTED", done.json["verdict"]))
    commit("test it")
    git("tag", "tested")
    assert run("test scenarios").code == 0
    return checkout


def sections(out: str) -> dict[str, str]:
    """The sections of what is printed, by their headings."""
    return dict(part.split("\n", 1) for part in out.split("### ")[1:])


def test_a_review_names_the_scenarios_that_turn(tested: Path, run: Run) -> None:
    edit(tested, WELCOME, "when: [guest is stranger]")
    done = run("diff tested --agreement flat --markdown --exit-code")
    assert done.code == 1
    told = sections(done.out)["Scenarios that turn"]
    (row,) = [line for line in told.splitlines() if "first.yaml" in line]
    assert row == "| flat/first.yaml: a lodger | prohibited | **permitted**, not as expected |"
    assert "1 of 2 scenarios. No longer holding: 1." in told


def test_a_review_names_the_coverage_that_is_gained_and_lost(tested: Path, run: Run) -> None:
    before = run("coverage scenarios --json").json
    edit(tested, WELCOME, "when: [guest is student, rooms > 1]")
    text = (tested.parents[2] / "scenarios" / "flat" / "first.yaml").read_text()
    more = "  - {name: the rent, ask: tenant pay_rent, on: 2022-06-01, expect: prohibited}\n"
    scenarios(tested, text + more)
    after = run("coverage scenarios --json").json
    done = run("diff tested --agreement flat --json --scenarios").json
    (new,) = done["scenarios"]["new"]
    assert new == "flat/first.yaml: the rent"
    assert done["scenarios"]["failing"] == [new]
    assert [turn["scenario"] for turn in done["scenarios"]["turned"]] == [
        "flat/first.yaml: a student"
    ]
    told = done["coverage"]
    assert (told["before"], told["after"]) == (before["percent"], after["percent"])
    met = [{each["about"] for each in side["met"]} for side in (before, after)]
    missing = [{each["about"] for each in side["missing"]} for side in (before, after)]
    assert set(told["gained"]) == met[1] - met[0]
    assert set(told["lost"]) == missing[1] - missing[0]
    assert told["lost"]
    printed = sections(run("diff tested --agreement flat --markdown").out)
    (coverage,) = [text for name, text in printed.items() if name.startswith("Coverage: ")]
    assert f"- lost: {told['lost'][0]}" in coverage
    assert "New: 1, of which not holding: 1." in printed["Scenarios that turn"]


def test_a_review_of_nothing_says_so(tested: Path, run: Run) -> None:
    edit(tested, "Students are welcome.", "Every student is welcome.")
    told = sections(run("diff tested --agreement flat --markdown").out)
    assert "None of 2 scenarios." in told["Scenarios that turn"]
    (heading,) = [name for name in told if name.startswith("Coverage")]
    assert "→" not in heading
    assert "Nothing gained or lost." in told[heading]


def test_a_scenario_that_is_gone_or_cannot_be_asked_any_more(tested: Path, run: Run) -> None:
    for before, after in (("student", "pupil"), ("Students", "Pupils")):
        tested.write_text(tested.read_text().replace(before, after))
    file = tested.parents[2] / "scenarios" / "flat" / "first.yaml"
    edit(file, "name: a lodger", "name: a boarder")
    told = sections(run("diff tested --agreement flat --markdown").out)["Scenarios that turn"]
    assert "**can't be asked**" in told
    assert "New: 1. Gone: 1." in told


@pytest.mark.parametrize(
    "words", ["tested --markdown --no-scenarios", "tested --json", "tested", "2020 2022 --markdown"]
)
def test_scenarios_are_run_only_for_a_review(words: str, tested: Path, run: Run) -> None:
    done = run(f"diff {words} --agreement flat")
    assert done.code == 0
    assert "cenarios" not in done.out


def test_scenarios_can_be_asked_for_without_markdown(tested: Path, run: Run) -> None:
    assert "None of 2 scenarios." in run("diff tested --scenarios --agreement flat").out
    refused = run("diff 2020 2022 --scenarios --agreement flat")
    assert (refused.code, "same rules" in refused.err) == (2, True)


def test_what_stands_beside_one_folder_is_asked_of_its_copy(
    tested: Path, run: Run, tmp_path: Path
) -> None:
    shutil.copytree(tested.parent, tmp_path / "copy")
    edit(tmp_path / "copy" / "agreement.yaml", WELCOME, "when: [guest is stranger]")
    told = sections(run("diff rules/flat copy --markdown").out)["Scenarios that turn"]
    assert "No longer holding: 1." in told


def test_three_dots_compare_with_where_a_branch_began(tested: Path, run: Run) -> None:
    """What happened on the other branch since is no change of this one."""
    git("branch", "work")
    edit(tested, "rooms > 3", "rooms > 2")
    commit("elsewhere")
    git("branch", "other")
    git("checkout", "--quiet", "work")
    assert run("diff other... --agreement flat --exit-code").code == 0
    assert run("diff other...work --agreement flat --exit-code").code == 0
    assert run("diff other --agreement flat --exit-code").code == 1
    assert run("diff other..work --agreement flat --exit-code").code == 1
    assert run("diff nothing... --agreement flat").code == 2


def test_a_cell_that_changed_is_told(run: Run, tmp_path: Path) -> None:
    """No clause speaks of an item, but questions that name it get another answer."""
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    for folder, day in ((ours, "2020-01-01"), (theirs, "2021-01-01")):
        folder.mkdir()
        (folder / "agreement.yaml").write_text(
            "format: 1\nagreement: a\ngrade: contract\nparties: {p: }\nactions: {use: }\n"
            "facts: {released: {type: date}}\n"
            f"items: {{release: {{rows: {{'1.0': {{released: {day}}}}}}}}}\n"
            "instruments:\n  - instrument: '1'\n    kind: agreement\n    effective: 2019-01-01\n"
            "    clauses: {later: {norm: p may use, from: 1 year after released}}\n"
        )
    told = run(f"diff {ours} {theirs} --exit-code")
    assert (told.code, "release=1.0: released 2020-01-01 → 2021-01-01" in told.out) == (1, True)
    data = run(f"diff {ours} {theirs} --json").json
    assert (data["same"], data["rows"]) == (False, [])
    cell = {"table": "release", "key": "1.0", "fact": "released"}
    assert data["items"] == [{**cell, "first": "2020-01-01", "second": "2021-01-01"}]
    assert run(f"diff {ours} {ours} --json").json["same"] is True


def test_in_words_what_changed_is_as_short_as_the_command(run: Run) -> None:
    asked = run("ask 'What changed on 28 October 2025?' --agreement microsoft-openai")
    compared = run("diff 2025-10-27 2025-10-28 --agreement microsoft-openai")
    assert compared.code == asked.code == 0
    assert asked.out.endswith(compared.out)
