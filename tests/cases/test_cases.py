"""Public problems of people who do this job, each reduced to a small agreement and its answers.

A case names where the problem was told. Its `steps` are commands and what they say, after `=>`:
words of the output with `|` between, after `!` words that must not be there, `exit N` the exit code
(otherwise 0), `or exit 2` that it may as well be refused. `gaps.yaml` lists the steps that the
language can't do yet, each with the reason; one that begins to work fails here until its line is
taken away.
"""

from __future__ import annotations

import base64
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from contract_engine.cli import main

HERE = Path(__file__).parent
GAPS = HERE / "gaps.yaml"


@dataclass(frozen=True)
class Step:
    """A command of a case, and what it says."""

    case: str
    rules: Any
    command: str
    said: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"{self.case}: {self.command}"


def read(file: Path) -> Any:
    return YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))


@cache
def gaps() -> dict[str, str]:
    """The reason of each gap, by a case's name, or its name and a command."""
    return {str(name): str(why) for name, why in (read(GAPS) or {}).items()}


def steps() -> Iterator[Any]:
    for file in sorted(HERE.glob("*.yaml")):
        if file == GAPS:
            continue
        for name, case in read(file).items():
            assert case["source"], name
            for written in case["steps"]:
                command, _, said = written.partition(" => ")
                step = Step(name, case["rules"], command, tuple(said.split(" | ")))
                why = gaps().get(step.name) or gaps().get(name)
                marks = [pytest.mark.xfail(reason=why, strict=True)] if why else []
                if case.get("long"):
                    marks.append(pytest.mark.long)
                yield pytest.param(step, id=step.name, marks=marks)


def written(folder: Path, rules: Any) -> None:
    """The files of a case: one text is `agreement.yaml`; bytes are told in base64."""
    folder.mkdir()
    for name, text in (rules if isinstance(rules, dict) else {"agreement.yaml": rules}).items():
        content = base64.b64decode(text["base64"]) if isinstance(text, dict) else text.encode()
        (folder / name).write_bytes(content)


@pytest.mark.parametrize("step", list(steps()))
def test_it_is_answered_rightly(
    step: Step,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("CONTRACT_ENGINE_CACHE", "off")
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.chdir(tmp_path)
    written(tmp_path / "rules", step.rules)
    words = shlex.split(step.command)
    code = main(words if "--agreement" in words or words[0] == "import" else [*words, *RULES])
    out = " ".join(" ".join(capsys.readouterr()).split())
    if "or exit 2" in step.said and code == 2:
        return
    wanted = next((int(said[5:]) for said in step.said if said.startswith("exit ")), 0)
    assert code == wanted, out
    for said in step.said:
        if said.startswith("!"):
            assert said[1:] not in out, out
        elif not said.startswith(("exit ", "or exit ")):
            assert said in out, out
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", out)


RULES = ["--agreement", "rules"]


def test_every_gap_is_of_a_step_that_is_there() -> None:
    every = [mark.values[0] for mark in steps()]
    names = {step.case for step in every} | {step.name for step in every}
    assert set(gaps()) <= names
