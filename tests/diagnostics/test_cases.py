"""Each mistake is told in the words expected beside it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from contract_engine.diagnostics import Problem

from .cases import CASES, HISTORIES, QUESTIONS, cases, expected, histories, questions, told
from .cases import problems_of as all_of

ALL = [*cases(), *questions(), *histories()]
each_case = pytest.mark.parametrize("case", ALL, ids=lambda case: case.name.removesuffix(".yaml"))


def problems_of(case: Path) -> tuple[Problem, ...]:
    return all_of(case)[0]


@each_case
def test_case(case: Path) -> None:
    assert told(case) == expected(case).read_text(encoding="utf-8")


def test_every_message_expected_has_its_case() -> None:
    assert {expected(case) for case in ALL} == {
        *CASES.glob("*.txt"),
        *QUESTIONS.glob("*.txt"),
        *HISTORIES.glob("*.txt"),
    }


@each_case
def test_a_message_is_a_sentence_about_the_users_words(case: Path) -> None:
    assert problems_of(case)
    for problem in problems_of(case):
        for text in filter(None, (problem.message, problem.label, problem.help)):
            assert text == text.strip()
            assert text.endswith("...") or not text.endswith(".")
            assert not re.match(r"[A-Z][a-z]", text), "it starts with a small letter"
            assert text.count("`") % 2 == 0
            ours = re.sub(r"`[^`]*`", "", text)
            assert not re.search(r"Shape|Problem|pydantic|None|True|False|\bdict|\bstr\b", ours)
        assert problem.help, "help says what to write"


@each_case
def test_what_is_underlined_stands_in_the_file(case: Path) -> None:
    for problem in problems_of(case):
        for span, _ in ((problem.span, ""), *problem.also):
            file = case.parent / span.file
            if span.line == 0:
                assert file.exists()
                continue
            line = file.read_text(encoding="utf-8").splitlines()[span.line - 1]
            words = line[span.column - 1 :][: span.length]
            assert len(words) == span.length
            assert words in ("\t", words.strip())


@pytest.mark.parametrize(
    "code", ["E006", "E102", "E301", "E303", "E304", "E305", "E306", "E307", "E309"]
)
def test_of_a_name_exactly_the_name_is_underlined(code: str) -> None:
    found = [(case, p) for case in ALL for p in problems_of(case) if p.code == code]
    assert found
    for case, problem in found:
        lines = (case.parent / problem.span.file).read_text(encoding="utf-8").splitlines()
        words = lines[problem.span.line - 1][problem.span.column - 1 :][: problem.span.length]
        quoted = re.search(r"`([^`]*)`", problem.message)
        assert quoted
        assert words == quoted[1]
