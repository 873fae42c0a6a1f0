"""The cases: files with a mistake that their name tells, and the message expected of each.

`python -m tests.diagnostics.cases` writes every expected message anew; read the difference.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from contract_engine.diagnostics import Problem
from contract_engine.diagnostics.render import render
from contract_engine.files.folder import Folder, from_bytes
from contract_engine.files.histories import read_history
from contract_engine.files.yaml_parser import parse
from contract_engine.language import load_folder
from contract_engine.language.histories import type_history
from contract_engine.language.questions import QuestionText, read_question
from contract_engine.model.agreement import Agreement

HERE = Path(__file__).parent
CASES = HERE / "cases"
"""Rule files: one that holds a whole agreement, or a folder."""
QUESTIONS = HERE / "questions"
"""Questions about the small agreement."""
HISTORIES = HERE / "histories"
"""Histories of the agreement in `supply.yaml`."""
SUPPLY = HERE / "supply.yaml"
SMALL = HERE / "small"
"""An agreement without mistakes, which uses most of the language."""


def cases() -> list[Path]:
    """Every case of rule files."""
    return sorted(path for path in CASES.iterdir() if path.suffix != ".txt")


def questions() -> list[Path]:
    """Every case of a question."""
    return sorted(QUESTIONS.glob("*.yaml"))


def histories() -> list[Path]:
    """Every case of a history."""
    return sorted(path for path in HISTORIES.iterdir() if path.suffix != ".txt")


def expected(case: Path) -> Path:
    """Where the expected message of a case stands."""
    return case.with_name(f"{case.name.removesuffix('.yaml')}.txt")


def problems_of(case: Path) -> tuple[tuple[Problem, ...], dict[str, str]]:
    """The problems of a case of any sort, and the files' texts."""
    if case.parent == QUESTIONS:
        return asked(case)
    return recorded(case) if case.parent == HISTORIES else loaded(case)


def told(case: Path) -> str:
    """What is said of a case."""
    return shown(*problems_of(case))


def loaded(case: Path) -> tuple[tuple[Problem, ...], dict[str, str]]:
    """The problems of rule files, which are named as in their folder; and the files' texts."""
    if case.is_dir():
        folder = from_bytes({file.name: file.read_bytes() for file in case.iterdir()}, case.name)
    else:
        folder = from_bytes({case.name: case.read_bytes()}, "", case.name)
    agreement, problems = load_folder(folder)
    assert (agreement is None) == any(problem.is_error for problem in problems)
    return problems, folder.texts


def asked(case: Path) -> tuple[tuple[Problem, ...], dict[str, str]]:
    """The problems of a question; and the file's text."""
    tree, broken = parse(case.name, case.read_bytes())
    assert not broken
    data: Any = tree.data
    lists: dict[str, Any] = {k: tuple(data.pop(k)) for k in ("without",) if k in data}
    names = [(key,) for key in data] + [(key, name) for key in data for name in _names(data[key])]
    places = {".".join(name): tree.value(name) for name in names}
    places |= {".".join(name) + ":": tree.key(name) for name in names if len(name) > 1}
    places |= {key: tree.value((key, 0)) for key in lists}
    question, problems = read_question(small(), QuestionText(**data, **lists, places=places))
    assert (question is None) == bool(problems)
    return problems, {case.name: tree.text}


def recorded(case: Path) -> tuple[tuple[Problem, ...], dict[str, str]]:
    """The problems of a history; and the file's text."""
    supply, wrong = load_folder(from_bytes({SUPPLY.name: SUPPLY.read_bytes()}, "", SUPPLY.name))
    assert supply is not None, wrong
    raw = read_history(case.name, case.read_bytes())
    history, problems = type_history(supply, raw)
    assert (history is None) == bool(problems)
    return problems, {case.name: case.read_text(encoding="utf-8")}


def small_folder() -> Folder:
    """The small agreement's files."""
    return from_bytes({file.name: file.read_bytes() for file in SMALL.iterdir()}, SMALL.name)


def small() -> Agreement:
    """The small agreement."""
    agreement, problems = load_folder(small_folder())
    assert agreement is not None, problems
    return agreement


def shown(problems: Sequence[Problem], texts: dict[str, str]) -> str:
    """The problems as they are shown."""
    return "\n\n".join(render(problem, texts.get) for problem in problems) + "\n"


def _names(data: object) -> list[str]:
    return list(data) if isinstance(data, dict) else []


if __name__ == "__main__":
    for case in [*cases(), *questions()]:
        expected(case).write_text(told(case), encoding="utf-8")
