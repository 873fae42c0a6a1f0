"""Questions in words: what is understood, and what is refused with which words underlined."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from contract_engine.diagnostics import Problem
from contract_engine.words import understand
from tests.words.vocabularies import table, vocabulary

UNDERSTOOD = [(name, row) for name, rows in table("understood.yaml").items() for row in rows]
REFUSED = [(name, row) for name, rows in table("refused.yaml").items() for row in rows]


def asked(row: tuple[str, dict[str, Any]]) -> str:
    return str(row[1]["ask"])


@pytest.mark.parametrize("row", UNDERSTOOD, ids=asked)
def test_understood(row: tuple[str, dict[str, Any]]) -> None:
    name, expected = row
    found, problems = understand(vocabulary(name), expected["ask"])
    assert not problems
    assert found is not None
    means = {part: getattr(found, part) for part in ("bearer", "asked", "action", "given")}
    assert {**means, "on": str(found.on)} == expected["means"]


@pytest.mark.parametrize("row", REFUSED, ids=asked)
def test_refused(row: tuple[str, dict[str, Any]]) -> None:
    name, expected = row
    found, problems = understand(vocabulary(name), expected["ask"])
    assert found is None
    said = [(problem.code, underlined(problem, expected["ask"])) for problem in problems]
    assert said == [(problem["code"], problem["words"]) for problem in expected["problems"]]
    for problem, wanted in zip(problems, expected["problems"], strict=True):
        assert wanted["help"] in problem.help


def underlined(problem: Problem, text: str) -> str:
    start = problem.span.column - 1
    return text[start : start + problem.span.length]


ON_AWS = "Can OpenAI serve its API on AWS"


def test_a_day_beside_the_question() -> None:
    found, problems = understand(vocabulary("microsoft-openai"), ON_AWS, date(2025, 11, 15))
    assert not problems
    assert found is not None
    assert found.on == date(2025, 11, 15)
    assert "the day 2025-11-15, given beside the question" in [step.meaning for step in found.how]


def test_a_day_beside_the_question_agrees_with_the_one_in_it() -> None:
    text = f"{ON_AWS} on 15 Nov 2025?"
    found, problems = understand(vocabulary("microsoft-openai"), text, date(2025, 11, 15))
    assert found is not None
    assert not problems
    found, problems = understand(vocabulary("microsoft-openai"), text, date(2025, 11, 16))
    assert found is None
    assert [(p.code, underlined(p, text)) for p in problems] == [("E427", "15 Nov 2025")]


def test_a_day_beside_the_question_does_not_excuse_a_vague_one() -> None:
    text = f"{ON_AWS} in November 2025?"
    found, problems = understand(vocabulary("microsoft-openai"), text, date(2025, 11, 15))
    assert found is None
    assert [problem.code for problem in problems] == ["E425"]


def test_a_question_has_an_end() -> None:
    found, problems = understand(vocabulary("made-up"), "Can " * 1000)
    assert found is None
    assert [problem.code for problem in problems] == ["E418"]


def test_the_account() -> None:
    text = "On 15 Nov 2025, is OpenAI still allowed to serve its API on AWS?"
    found, _ = understand(vocabulary("microsoft-openai"), text)
    assert found is not None
    assert [(step.words, step.meaning) for step in found.how] == [
        ("15 Nov 2025", "the day 2025-11-15"),
        ("is ... still allowed to", "asks whether it may"),
        ("OpenAI", "the party `openai`"),
        ("serve", "the action `serve`"),
        ("API", "`product=stateless_api`"),
        ("AWS", "`cloud=aws` (`serve` asks for `cloud`, not for `provider`)"),
        ("On, its, on", "passed over"),
    ]


def test_two_parties_with_one_name() -> None:
    words = vocabulary("made-up")
    hospital = replace(words.parties["hospital"], aliases=("the house",))
    auditor = replace(words.parties["auditor"], aliases=("the house",))
    both = replace(words, parties={"hospital": hospital, "auditor": auditor})
    _, problems = understand(both, "May the house store records on 4 June 2024?")
    assert [(problem.code, problem.span.column) for problem in problems] == [("E410", 9)]
