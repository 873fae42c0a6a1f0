"""README: its commands run, its code prints what stands there, its lines are the rules'."""

from __future__ import annotations

import io
import re
import shlex
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from contract_engine.cli.overview import COMMANDS
from tests.cli.conftest import Run, run
from tests.docs.blocks import Walk, blocks_of

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
TEXT = README.read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (?!you want|---)(?P<wish>.+?) \| (?P<how>.+) \|$", TEXT, re.MULTILINE)
ASKED = [shown for _, how in ROWS for shown in re.findall(r"`([^`]+)`", how)]
OPTIONS = re.findall(r"`(--[a-z]+ [^`|]+)`", TEXT)

__all__ = ["run"]
"""The fixture is the one of the command line's own tests."""


@pytest.mark.parametrize("command", ASKED)
def test_a_command_of_the_table_is_answered(command: str, run: Run) -> None:
    if command.startswith("--"):
        return
    done = run(command)
    assert (done.code, done.err) == (0, "")
    assert done.out.strip()


def test_the_table_is_read_whole() -> None:
    assert len(ROWS) > 10
    assert len(ASKED) > len(ROWS)


@pytest.mark.parametrize("option", [o for o in OPTIONS if not o.endswith(("PATH", "FILE"))])
def test_an_option_of_a_question_is_taken(option: str, run: Run) -> None:
    asked = 'ask "Can OpenAI serve its API on AWS?"'
    done = run([*shlex.split(asked), "--on", "2026-06-01", *shlex.split(option)])
    assert (done.code, done.err) == (0, "")


def test_the_blocks_are_true(monkeypatch: pytest.MonkeyPatch) -> None:
    """Code prints what the next block says; lines of rules are the rules'; targets are there."""
    monkeypatch.chdir(ROOT)
    targets = (ROOT / "Makefile").read_text(encoding="utf-8")
    printed = None
    for block in blocks_of(README):
        match block.language:
            case "console":
                for line in block.body.splitlines():
                    words = shlex.split(line.removeprefix("$ "))
                    if words[0] == "make":
                        assert f"\n{words[1]}:" in targets
                    else:
                        assert words[0] == ".venv/bin/contract-engine"
                        done = Walk(ROOT).run(shlex.join(["contract-engine", *words[1:]]))
                        assert done.returncode == 0, done.stdout
            case "python":
                out = io.StringIO()
                with redirect_stdout(out):
                    exec(compile(block.body, f"{README}:{block.line}", "exec"), {})
                printed = out.getvalue()
            case "text":
                assert block.body == printed, f"line {block.line}"
                printed = None
            case "yaml":
                Walk(ROOT).follow(block)
            case other:
                pytest.fail(f"line {block.line}: a block of `{other}`")
    assert printed is None, "the page doesn't say what its code prints"


def test_every_command_that_is_named_is_one() -> None:
    named = re.findall(r"`contract-engine ([a-z]+)", TEXT)
    assert named
    assert set(named) <= {name for group in COMMANDS.values() for name in group}
