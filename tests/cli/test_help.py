"""The help pages: complete, and their examples run."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from rich.cells import cell_len

from contract_engine.cli.app import HOMES, command_of
from contract_engine.cli.help_page import description
from contract_engine.cli.overview import LINES
from tests.cli.conftest import Run

ROOT = Path(__file__).parents[2]
ASKING = (
    *("ask", "timeline", "whatif", "flip", "rights", "terms", "figure", "sources", "disputes"),
    *("needed", "diff", "check", "demo", "status", "dates"),
)
"""Commands whose examples are run here; the others take long, or write files."""


def page(run: Run, command: str, columns: int = 100) -> str:
    done = run(f"{command} --help", columns=columns)
    assert (done.code, done.err) == (0, "")
    return done.out


def test_every_command_has_its_line_in_the_overview(run: Run) -> None:
    assert set(HOMES) == set(LINES)
    out = " ".join(run("").out.split())
    for name, line in LINES.items():
        assert f"{name} {line}" in out


@pytest.mark.parametrize("command", sorted(HOMES))
def test_every_option_is_explained(command: str, run: Run) -> None:
    out = page(run, command)
    assert run(f"{command} -h", columns=100).out == out
    assert out.startswith(f"Usage: contract-engine {command}")
    for argument in command_of(command).arguments:
        assert argument.declared.help, argument.key
        for name in (*argument.names, argument.declared.negative):
            assert re.search(rf"^  .*{re.escape(name)}\b", out, re.MULTILINE), name
    for line in re.findall(r"^  (?:-\S+|[A-Z]+)(.*)$", out, re.MULTILINE):
        assert line.strip() or f"{line}\n   " in out, "a name without words"


@pytest.mark.parametrize("command", sorted(HOMES))
@pytest.mark.parametrize("columns", [40, 80])
def test_a_help_page_fits_its_terminal(command: str, columns: int, run: Run) -> None:
    out = page(run, command, columns)
    assert max(cell_len(line) for line in out.splitlines()) <= columns


def examples(command: str) -> list[str]:
    """The command lines in a command's own words."""
    joined = re.sub(r"\n {2,}(?!contract-engine)", " ", description(command_of(command)))
    return re.findall(r"^ *contract-engine (.*)$", joined, re.MULTILINE)


@pytest.mark.parametrize("command", sorted(HOMES))
def test_every_page_has_an_example(command: str) -> None:
    assert any(line.split()[0] == command for line in examples(command))


@pytest.mark.parametrize("command", ASKING)
def test_the_examples_answer(
    command: str, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(ROOT)
    for line in examples(command):
        if "HEAD" in line or "--history" in line or "draft.yaml" in line:
            # What is not committed makes a difference; test_diff.py compares revisions. Histories
            # are compared in tests/performance and drafts in tests/api, where there are some.
            continue
        line = line.replace("--svg ", f"--svg {tmp_path}/")
        done = run(shlex.split(line))
        assert done.code in ((0, 1) if command in ("check", "diff") else (0,)), done.err
        assert done.out
