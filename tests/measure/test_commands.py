"""The two commands: what they print, and their exit codes."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from contract_engine.cli import main
from tests.measure.leases import HEAD
from tests.measure.test_mutants import FEW, ONE

Capture = pytest.CaptureFixture[str]

FILE = f"format: 1\nagreement: lease\nscenarios:{ONE}"
ALL = [
    "governs",
    "when guest is student",
    "begins, before",
    "begins, on the day",
    "begins, after",
    "through 2021-12-31, before",
    "through 2021-12-31, on the day",
    "through 2021-12-31, after",
]


@pytest.fixture
def lease(tmp_path: Path) -> Path:
    """A small agreement with one scenario; gives the folder of scenarios."""
    rules, scenarios = tmp_path / "rules" / "lease", tmp_path / "scenarios" / "lease"
    for folder in (rules, scenarios):
        folder.mkdir(parents=True)
    (rules / "agreement.yaml").write_text(f"{HEAD}instruments:\n{FEW}")
    (scenarios / "first.yaml").write_text(FILE)
    return scenarios


def accept(lease: Path, **entries: list[str]) -> None:
    """Write `accepted.yaml`: names of gaps or survivors by code."""
    told = [
        f"  - {{code: {code}, about: {json.dumps(about)}, why: it is meant so}}"
        for code, names in entries.items()
        for about in names
    ]
    (lease / "accepted.yaml").write_text("\n".join(["format: 1", "accepted:", *told]))


def run(capsys: Capture, *words: object) -> tuple[int, str, str]:
    code = main([str(word) for word in words])
    out, err = capsys.readouterr()
    return code, out, err


def data(capsys: Capture, *words: object) -> tuple[int, Any]:
    code, out, _ = run(capsys, *words, "--json")
    return code, json.loads(out)


def test_coverage_prints_a_table_and_a_percentage(lease: Path, capsys: Capture) -> None:
    code, out, err = run(capsys, "coverage", lease)
    assert (code, err) == (0, "")
    row = next(line for line in out.splitlines() if line.startswith("no-strangers"))
    assert row.split() == ["no-strangers", "1/1", "0/1", "2/6", "3/8"]
    assert "3 of 8 objectives exercised by 1 scenario: 37.5 %. 5 gaps not accepted" in out


def test_coverage_as_data(lease: Path, capsys: Capture) -> None:
    code, told = data(capsys, "coverage", lease)
    assert (code, told["percent"], told["objectives"], told["scenarios"]) == (0, 37.5, 8, 1)
    met = [each["about"].removeprefix("no-strangers ") for each in told["met"]]
    missing = [each["about"].removeprefix("no-strangers ") for each in told["missing"]]
    assert sorted(met + missing) == sorted(ALL)
    assert "proposals" not in told


def test_what_is_missing_can_be_pasted(lease: Path, capsys: Capture) -> None:
    """The file that --missing prints is a scenario file, and fills every gap."""
    code, out, _ = run(capsys, "coverage", lease, "--missing")
    assert code == 0
    assert "expect: not_addressed   # confirm against the source" in out
    (lease / "more.yaml").write_text(out)
    code, out, _ = run(capsys, "coverage", lease, "--threshold", 100)
    assert code == 0
    assert "8 of 8 objectives" in out
    assert run(capsys, "test", lease)[0] == 0
    nothing = run(capsys, "coverage", lease, "--missing")[1]
    assert nothing == "format: 1\nagreement: lease\nscenarios: []\n"


@pytest.mark.parametrize(("percent", "code"), [(37, 0), (37.5, 0), (38, 1)])
def test_under_the_threshold_coverage_fails(
    percent: float, code: int, lease: Path, capsys: Capture
) -> None:
    assert run(capsys, "coverage", lease, "--threshold", percent)[0] == code


def test_an_accepted_gap_is_no_gap(lease: Path, capsys: Capture) -> None:
    _, told = data(capsys, "coverage", lease)
    names = [each["about"] for each in told["missing"]]
    accept(lease, coverage=names)
    code, out, err = run(capsys, "coverage", lease, "--threshold", 100)
    assert (code, err) == (0, "")
    assert "37.5 %. 0 gaps not accepted." in out
    assert "5 gaps accepted:" in out
    assert f"{names[0]}: it is meant so" in " ".join(out.split())


def test_a_stale_acceptance_fails(lease: Path, capsys: Capture) -> None:
    accept(lease, coverage=["no-strangers governs"], mutation=["nobody left out"])
    code, _, err = run(capsys, "coverage", lease)
    assert code == 1
    assert "nothing is found any more of coverage `no-strangers governs`" in err
    assert "nobody" not in err
    code, _, err = run(capsys, "mutate", lease, "--jobs", 1)
    assert code == 1
    assert "nothing is found any more of mutation `nobody left out`" in err


def test_a_scenario_that_fails_exercises_nothing(lease: Path, capsys: Capture) -> None:
    (lease / "first.yaml").write_text(FILE.replace("expect: prohibited", "expect: permitted"))
    code, out, _ = run(capsys, "coverage", lease)
    assert code == 0
    assert "0 of 8 objectives exercised by 0 scenarios" in out
    assert "1 scenario left out" in out


def test_mutate_counts_and_proposes(lease: Path, capsys: Capture) -> None:
    code, out, err = run(capsys, "mutate", lease, "--jobs", 1)
    assert (code, err) == (0, "")
    row = next(line for line in out.splitlines() if line.startswith("no-strangers"))
    assert row.split() == ["no-strangers", "8", "50", "%", "4", "1"]
    assert "6 of 13 mutants noticed by 1 scenario: 46.2 %." in out
    assert "- name: no-strangers without when guest is student" in out
    assert "# the mutant says: prohibited, because of no-strangers" in out


def test_what_mutate_proposes_notices_the_rest(lease: Path, capsys: Capture) -> None:
    _, out, _ = run(capsys, "mutate", lease, "--jobs", 1)
    begin = out.index("format: 1")
    (lease / "more.yaml").write_text(out[begin:])
    code, told = data(capsys, "mutate", lease, "--jobs", 1, "--threshold", 100)
    assert (code, told["score"], told["counted"], told["survivors"]) == (0, 100.0, 13, [])


def test_under_the_threshold_mutate_fails(lease: Path, capsys: Capture) -> None:
    assert run(capsys, "mutate", lease, "--jobs", 1, "--threshold", 47)[0] == 1
    _, told = data(capsys, "mutate", lease, "--jobs", 1)
    accept(lease, mutation=[each["about"] for each in told["survivors"]])
    code, out, _ = run(capsys, "mutate", lease, "--jobs", 1, "--threshold", 100)
    assert code == 0
    assert "7 survivors accepted:" in out


def test_one_agreement_at_a_time(lease: Path, capsys: Capture) -> None:
    other = lease.parent / "flat"
    rules = lease.parents[1] / "rules" / "flat"
    for folder in (rules, other):
        folder.mkdir()
    text = (lease.parents[1] / "rules" / "lease" / "agreement.yaml").read_text()
    (rules / "agreement.yaml").write_text(text.replace("agreement: lease", "agreement: flat"))
    (other / "first.yaml").write_text(FILE.replace("agreement: lease", "agreement: flat"))
    code, _, err = run(capsys, "coverage", lease.parent)
    assert code == 2
    assert "are about two agreements" in err


def test_files_that_are_not_there(lease: Path, capsys: Capture) -> None:
    assert run(capsys, "coverage", lease / "nowhere.yaml")[0] == 2
    assert run(capsys, "mutate", "--agreement", "nobody")[0] == 2
    assert run(capsys, "mutate", lease, "--jobs", 0)[0] == 2
    empty = lease / "empty"
    empty.mkdir()
    assert run(capsys, "coverage", empty)[0] == 2


def test_the_page_marks_the_rules_text(lease: Path, capsys: Capture, tmp_path: Path) -> None:
    accept(lease, coverage=["no-strangers begins, before"])
    (lease / "first.yaml").write_text(FILE.replace("name: ", "name: <b>&'"))
    file = tmp_path / "page.html"
    assert run(capsys, "coverage", lease, "--html", file)[0] == 0
    text = file.read_text(encoding="utf-8")
    page = Page(text)
    assert page.open == []
    assert page.addresses <= page.ids
    number, said = page.lines["    no-strangers:"]
    met = [label for label in ALL if f"<li>{label}: " in text]
    assert met
    assert said.startswith(f"{len(met)}/")
    assert text.count("<li>") == len(met)
    assert f"{number} {said.split(' ', 1)[0]}" in page.text
    assert "not exercised: when guest is student" in page.text
    assert "begins, before, accepted: it is meant so" in page.text
    assert "<b>" not in text
    assert "<b>&'" in page.text
    assert not re.search(r"<script|https?://|src=", text), "the page needs nothing else"
    assert run(capsys, "coverage", lease, "--html", tmp_path / "no" / "page.html")[0] == 2


class Page(HTMLParser):
    """The text of a page; the tags left open; and of each rule line, its number and its margin."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""
        self.lines: dict[str, tuple[str, str]] = {}
        self.ids: set[str | None] = set()
        self.addresses: set[str | None] = set()
        self._line: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta",):
            self.open.append(tag)
        if dict(attrs).get("class") == "line":
            self._line = []
        self.ids.add(f"#{dict(attrs).get('id')}")
        if tag == "a":
            self.addresses.add(dict(attrs)["href"])

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        if tag == "pre" and len(self._line) > 2:
            number, *margin, line = self._line
            self.lines[line] = (number, " ".join(margin))

    def handle_data(self, data: str) -> None:
        self.text += data + " "
        self._line.append(data)
