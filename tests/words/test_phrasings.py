"""Questions as people ask them: what each is understood as, asked back with, or refused for."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from contract_engine.api import request_of
from contract_engine.api.dispatch import answers
from contract_engine.words.attempt import Understood
from contract_engine.words.understand import Refused
from tests.words.vocabularies import TODAY, agreement, heard, loaded, reading, rows

ROWS = rows()
OFFERS = sorted({(name, offer) for name, row in ROWS for offer in row.get("offers", ())})


def asked(row: tuple[str, dict[str, Any]]) -> str:
    return str(row[1]["ask"])


@pytest.mark.parametrize("row", ROWS, ids=asked)
def test_a_question_is_read_as_the_table_says(row: tuple[str, dict[str, Any]]) -> None:
    name, expected = row
    found = heard(name, expected["ask"])
    assert reading(found) == list(expected.get("reads", ()))
    if isinstance(found, Refused):
        codes = list(dict.fromkeys(problem.code for problem in found.problems))
        assert codes == list(expected["codes"])
        assert list(found.offers) == list(expected.get("offers", ()))


def test_the_table_is_long_and_most_of_what_can_be_answered_is_understood() -> None:
    """Of at least 1,200 phrasings over six agreements, 90 % of the answerable are understood."""
    assert len(ROWS) >= 1200
    assert len({name for name, _ in ROWS}) == 6
    answerable = [row for _, row in ROWS if row.get("answerable") != "no"]
    understood = [row for row in answerable if "reads" in row]
    assert len(understood) >= 0.90 * len(answerable)


def test_what_the_record_cannot_answer_is_refused() -> None:
    """A question that says too little, or is about something else, is never given a reading."""
    assert [asked(r) for r in ROWS if r[1].get("answerable") == "no" and "reads" in r[1]] == []


@pytest.mark.parametrize("offer", OFFERS, ids=lambda offer: offer[1])
def test_every_offer_is_understood_and_answered(offer: tuple[str, str]) -> None:
    """Following a help leads to an answer to what the help says, and to nothing else."""
    name, text = offer
    assert isinstance(heard(name, text), Understood)
    told = answers(loaded(name), request_of(text), TODAY)
    assert told.found
    assert all(each.result is not None for each in told.found)


@pytest.mark.parametrize("row", [r for r in ROWS if "offers" in r[1]], ids=asked)
def test_an_offer_says_no_more_than_the_question(row: tuple[str, dict[str, Any]]) -> None:
    """No offer has a party's deed on a day, or a value, that the question did not name."""
    name, expected = row
    words = agreement(name).vocabulary
    found = heard(name, expected["ask"])
    assert isinstance(found, Refused)
    for offer in found.offers:
        own = heard(name, offer)
        assert isinstance(own, Understood)
        for request in own.requests:
            world = getattr(request, "world", None)
            for fact in world.given if world is not None else ():
                assert fact in {*words.facts, *words.events, *agreement(name).tables}
            day = getattr(request, "on", None)
            researched = agreement(name).researched_through
            said = {str(part) for part in expected["ask"].replace(",", "").split()}
            known = {researched or TODAY} | _days_of_today(expected["ask"])
            assert day is None or day in known or str(day.year) in said | _years(said)


def _days_of_today(text: str) -> set[date]:
    """The days that a question names by the day on which it is asked."""
    away = {"today": 0, "these days": 0, "nowadays": 0, "now": 0, "tomorrow": 1}
    said = f" {text.replace('?', ' ').replace(',', ' ')} "
    return {TODAY + timedelta(days=n) for words, n in away.items() if f" {words} " in said}


def _years(words: set[str]) -> set[str]:
    return {word[:4] for word in words if word[:4].isdigit()} | {
        word.rstrip("?.")[-4:] for word in words if word.rstrip("?.")[-4:].isdigit()
    }
