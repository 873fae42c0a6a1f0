"""What holds of every question, one law per test."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contract_engine.words import Understood, understand
from contract_engine.words.dates import MONTHS, WEEKDAYS, Fault, read_date
from tests.words.test_words import UNDERSTOOD, asked, underlined
from tests.words.vocabularies import vocabulary

# Of each agreement: how a question may start, and what may follow in any order.
PIECES = {
    "microsoft-openai": (
        [
            "Can OpenAI serve its API",
            "Is OpenAI allowed to host the API",
            "OpenAI must offer an API",
        ],
        [
            "on AWS",
            "on 15 Nov 2025",
            "for US national security customers",
            "not offered to Microsoft",
            "with AGI verified on 2027-03-01",
            "if AGI is never declared",
            "developed_with=unknown",
            "with Microsoft's consent",
        ],
    ),
    "made-up": (
        ["May Meridian disclose scans", "Does the vendor have to hand over X-rays"],
        [
            "to an insurer",
            "without the patient's consent",
            "on 4 June 2024",
            "with 1,500 seats",
            "if the vendor finds a breach on 1 May 2024",
            "request_received=3 April 2024",
            "region=eu",
            "that are not encrypted",
        ],
    ),
}
QUESTIONS = [row["ask"] for _, row in UNDERSTOOD]
WORDS = sorted({word for question in QUESTIONS for word in question.split()})
ODD = [
    "of",
    "not",
    "or",
    "A",
    "=",
    "cloud=",
    "cloud=\ufb01",
    "2025",
    "30.2.2025",
    "11/12/2025",
    "today",
    "'s",
]


def means(found: Understood | None) -> Any:
    assert found is not None
    return found.bearer, found.asked, found.action, found.on, dict(found.given)


@settings(deadline=None)
@given(st.data())
def test_the_order_of_the_pieces_changes_nothing(data: st.DataObject) -> None:
    """Whoever names the cloud, the day and the customer in another order asks the same."""
    name = data.draw(st.sampled_from(sorted(PIECES)))
    starts, pieces = PIECES[name]
    start = data.draw(st.sampled_from(starts))
    some = data.draw(st.sets(st.sampled_from(pieces)))
    one = data.draw(st.permutations(sorted(some)))
    other = data.draw(st.permutations(sorted(some)))
    join = data.draw(st.sampled_from([" ", ", "]))
    day = None if {"on 15 Nov 2025", "on 4 June 2024"} & some else date(2025, 1, 1)
    first, problems = understand(vocabulary(name), join.join([start, *one]) + "?", day)
    second, _ = understand(vocabulary(name), " ".join([start, *other]), day)
    assert not problems
    assert means(first) == means(second)


@settings(deadline=None)
@given(st.sampled_from(UNDERSTOOD), st.text("jkqvxz", min_size=5, max_size=9), st.data())
def test_an_unknown_word_is_underlined(
    row: tuple[str, dict[str, Any]], word: str, data: st.DataObject
) -> None:
    """A word that the agreement doesn't have is never passed over, wherever it stands."""
    name, expected = row
    words = expected["ask"].split(" ")
    at = data.draw(st.integers(0, len(words)))
    text = " ".join([*words[:at], word, *words[at:]])
    found, problems = understand(vocabulary(name), text)
    assert found is None
    assert word in [underlined(problem, text) for problem in problems]


@settings(deadline=None)
@given(
    st.lists(st.one_of(st.sampled_from(WORDS + ODD), st.text(max_size=6)), max_size=25), st.data()
)
def test_every_text_is_understood_or_refused(words: list[str], data: st.DataObject) -> None:
    """There is an answer to any text: a meaning, or problems that lie within the text."""
    text = " ".join(words)
    found, problems = understand(vocabulary(data.draw(st.sampled_from(sorted(PIECES)))), text)
    assert (found is None) == bool(problems)
    for problem in problems:
        assert problem.span.file == "<question>"
        assert problem.span.line == 1
        assert 1 <= problem.span.column <= max(len(text), 1)
        assert problem.span.column - 1 + problem.span.length <= max(len(text), 1)
        assert problem.code.startswith("E4")
        assert problem.help
    if found is not None:
        assert_accounted(found, text)


@pytest.mark.parametrize("row", UNDERSTOOD, ids=asked)
def test_every_word_is_accounted_for(row: tuple[str, dict[str, Any]]) -> None:
    """The account of a question has each of its words, as often as the question has it."""
    name, expected = row
    found, _ = understand(vocabulary(name), expected["ask"])
    assert found is not None
    assert_accounted(found, expected["ask"])


def assert_accounted(found: Understood, text: str) -> None:
    said = " ".join(step.words for step in found.how)
    assert Counter(re.findall(r"\w+", said)) == Counter(re.findall(r"\w+", text))


@pytest.mark.parametrize("row", UNDERSTOOD, ids=asked)
def test_capitals_change_nothing(row: tuple[str, dict[str, Any]]) -> None:
    """A question in lower case asks the same."""
    name, expected = row
    found, _ = understand(vocabulary(name), expected["ask"])
    lower, _ = understand(vocabulary(name), expected["ask"].lower())
    assert means(found) == means(lower)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_day_is_read_back_however_it_is_written(day: date) -> None:
    """Every usual way to write a day, month and year is that day, or is refused as ambiguous."""
    month, weekday = MONTHS[day.month - 1], WEEKDAYS[day.weekday()]
    for text in (
        day.isoformat(),
        f"{day.year}/{day.month}/{day.day}",
        f"{day.day} {month} {day.year}",
        f"{day.day}th of {month[:3]}., {day.year}",
        f"{month} {day.day}, {day.year}",
        f"{weekday}, {month[:3]}. {day.day} {day.year}",
        f"{weekday[:3]} {day.day}-{month[:3]}-{day.year}",
    ):
        assert read_date(text, 0) == (len(text), day)
    for mark in "./-":
        text = f"{day.day:02}{mark}{day.month:02}{mark}{day.year}"
        end, read = read_date(text, 0) or (0, None)
        assert end == len(text)
        if day.day > 12 or day.day == day.month:
            assert read == day
        else:
            assert isinstance(read, Fault)
            assert read.code == "E422"
            assert day.isoformat() in read.help
