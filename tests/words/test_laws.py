"""What holds of every question, one law per test."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contract_engine.diagnostics import Problem
from contract_engine.words.attempt import Understood
from contract_engine.words.dates import MONTHS, WEEKDAYS, Fault, read_date
from contract_engine.words.understand import Refused
from tests.words.vocabularies import agreement, heard, reading, rows

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
            "to US national security customers",
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
ROWS = rows()
for NAME in dict.fromkeys(name for name, _ in ROWS):
    agreement(NAME)  # loading raises the recursion limit, which must not happen inside a law
UNDERSTOOD = [(name, row["ask"]) for name, row in ROWS if "reads" in row]
WORDS = sorted({word for _, row in ROWS for word in row["ask"].split()})
ODD = ["of", "not", "or", "A", "=", "cloud=", "cloud=\ufb01", "2025", "30.2.2025", "11/12/2025"]
ODD += ["today", "'s", "unless", "only", "other than", "who", "why", "{cloud}", "$", "%", "?"]


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
    first = heard(name, join.join([start, *one]) + "?", day)
    second = heard(name, " ".join([start, *other]), day)
    assert isinstance(first, Understood)
    assert [sorted(r.split()) for r in reading(first)] == [
        sorted(r.split()) for r in reading(second)
    ]


@settings(deadline=None)
@given(st.sampled_from(UNDERSTOOD), st.text("jkqvxz", min_size=5, max_size=9), st.data())
def test_an_unknown_word_is_never_passed_over(
    row: tuple[str, str], word: str, data: st.DataObject
) -> None:
    """A question with a word that nobody knows has no reading, wherever the word stands."""
    name, text = row
    words = text.split(" ")
    at = data.draw(st.integers(0, len(words)))
    assert isinstance(heard(name, " ".join([*words[:at], word, *words[at:]])), Refused)


@settings(deadline=None, max_examples=200)
@given(
    st.lists(st.one_of(st.sampled_from(WORDS + ODD), st.text(max_size=6)), max_size=25), st.data()
)
def test_every_text_is_understood_or_refused(words: list[str], data: st.DataObject) -> None:
    """There is an answer to any text: a meaning, or problems that lie within the text."""
    text = " ".join(words)
    found = heard(data.draw(st.sampled_from(sorted(PIECES))), text)
    if isinstance(found, Understood):
        assert found.requests
        assert_accounted(found, text)
        return
    assert found.problems
    assert len(found.offers) <= 3
    for problem in found.problems:
        assert problem.span.file == "<question>"
        assert problem.span.line == 1
        assert 1 <= problem.span.column <= max(len(text), 1)
        assert problem.span.column - 1 + problem.span.length <= max(len(text), 1)
        assert problem.help


@pytest.mark.parametrize("row", UNDERSTOOD, ids=lambda row: row[1])
def test_every_word_is_accounted_for(row: tuple[str, str]) -> None:
    """The account of a question has each of its words, as often as the question has it."""
    name, text = row
    found = heard(name, text)
    assert isinstance(found, Understood)
    assert_accounted(found, text)


def assert_accounted(found: Understood, text: str) -> None:
    said = " ".join(step.words for step in found.how)
    assert Counter(re.findall(r"\w+", said)) == Counter(re.findall(r"\w+", text))


@pytest.mark.parametrize("row", UNDERSTOOD, ids=lambda row: row[1])
def test_capitals_change_nothing(row: tuple[str, str]) -> None:
    """A question in lower case asks the same."""
    name, text = row
    assert reading(heard(name, text.lower())) == reading(heard(name, text))


@pytest.mark.parametrize(
    "text",
    [
        "Can OpenAI serve its API on {} on 15 November 2025?",
        "Must OpenAI purchase Azure on {}?",
        "{} may use OpenAI's models on 1 June 2026",
    ],
)
@pytest.mark.parametrize("word", ["Micrsoft", "31 Novembr 2025", "2025-13-01", "AWSS"])
def test_names_and_days_are_never_guessed(text: str, word: str) -> None:
    """A party or a day that is written one letter off is not taken for another."""
    assert isinstance(heard("microsoft-openai", text.format(word)), Refused)


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("Must the landlord hand back the deposit?", "Must the landlord return the deposit?"),
        ("cant the tenant sublease the flat?", "can't the tenant sublet the flat?"),
    ],
)
def test_other_words_for_the_same_are_told(typed: str, plain: str) -> None:
    """A word that is taken for one that means the same is told, and changes nothing else."""
    found = heard("starter", typed)
    assert isinstance(found, Understood)
    assert reading(found) == reading(heard("starter", plain))
    assert any("read as" in step.meaning for step in found.how)


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


def test_a_question_has_an_end() -> None:
    """Long text is refused before it is read."""
    for text in ("Can " * 1000, "a " * 120):
        found = heard("made-up", text)
        assert isinstance(found, Refused)
        assert [problem.code for problem in found.problems] == ["E418"]


def underlined(problem: Problem, text: str) -> str:
    start = problem.span.column - 1
    return text[start : start + problem.span.length]


REFUSED: list[dict[str, Any]] = [
    {"ask": "Can OpenAI serve its API on AWS today next to 11/12/2025?", "codes": ["E422"]},
    {"ask": "Can OpenAI serve its API on AWS on 30 Feb 2025?", "codes": ["E423"]},
    {"ask": "Can OpenAI serve its API on AWS on Monday 15 November 2025?", "codes": ["E424"]},
    {"ask": "Can OpenAI serve its API on AWS on 15 Nov?", "codes": ["E425"]},
    {"ask": "Can OpenAI serve its API on AWS on Monday?", "codes": ["E426"]},
    {"ask": "Can OpenAI serve its API clod=aws on 15 Nov 2025?", "codes": ["E417"]},
]


@pytest.mark.parametrize("row", REFUSED, ids=lambda row: row["ask"])
def test_a_faulty_day_or_value_is_refused(row: dict[str, Any]) -> None:
    found = heard("microsoft-openai", row["ask"])
    assert isinstance(found, Refused)
    assert [problem.code for problem in found.problems] == row["codes"]
    assert all(underlined(problem, row["ask"]) in row["ask"] for problem in found.problems)


def test_the_account() -> None:
    found = heard(
        "microsoft-openai", "On 15 Nov 2025, is OpenAI still allowed to srve its API on AWS?"
    )
    assert isinstance(found, Understood)
    assert [(step.words, step.meaning) for step in found.how] == [
        ("On 15 Nov 2025", "the day 2025-11-15"),
        ("is ... still allowed to", "asks whether it may"),
        ("OpenAI", "the party `openai`"),
        ("", "`srve` read as `serve`"),
        ("srve", "the action `serve`"),
        ("API", "`product=stateless_api`"),
        ("AWS", "`cloud=aws`"),
        ("its, on", "passed over"),
    ]


def test_a_day_beside_the_question_agrees_with_the_one_in_it() -> None:
    text = "Can OpenAI serve its API on AWS on 15 Nov 2025?"
    assert isinstance(heard("microsoft-openai", text, date(2025, 11, 15)), Understood)
    found = heard("microsoft-openai", text, date(2025, 11, 16))
    assert isinstance(found, Refused)
    assert [problem.code for problem in found.problems] == ["E427"]


def test_there_is_an_agreement_with_one_party() -> None:
    """ "I" is a party only where nobody else could ask, or where it is a role such as tenant."""
    assert len(agreement("zerotier-bsl").vocabulary.parties) == 1
    assert isinstance(heard("zerotier-bsl", "Can I modify ZeroTier?"), Understood)
    assert isinstance(heard("microsoft-openai", "Can I use OpenAI's models?"), Refused)
    assert isinstance(heard("starter", "Can I sublet?"), Understood)
