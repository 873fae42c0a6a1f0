"""Every question of the page is understood, as the kind that the page says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.words.vocabularies import heard, reading

PAGE = Path(__file__).parents[2] / "docs" / "questions.md"
ROW = re.compile(r"^\| (?P<asked>[A-Z][^|]+\?) \| (?P<by>[^|]+) \|$", re.MULTILINE)
ROWS = [
    (question.strip(), re.findall(r"`(\w+)", row["by"]))
    for row in ROW.finditer(PAGE.read_text(encoding="utf-8"))
    for question in re.findall(r"[^?]+\?", row["asked"])
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_question_of_the_page_is_answered_as_it_says(row: tuple[str, list[str]]) -> None:
    question, commands = row
    reads = reading(heard("microsoft-openai", question))
    assert {read.split()[0] for read in reads} == set(commands), reads


def test_the_page_has_its_questions() -> None:
    assert len(ROWS) > 15
