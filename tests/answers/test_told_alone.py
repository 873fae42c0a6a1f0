"""Answers that are pasted alone: each sentence says what was asked, and no more than is known."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from contract_engine import load
from contract_engine.answers.ask.each_value import EveryValue
from contract_engine.answers.ask.why_silent import NOTHING
from contract_engine.api.dispatch import answers
from contract_engine.api.request import request_of
from contract_engine.model.outcome import Verdict
from contract_engine.render.markdown import markdown
from contract_engine.render.words.answer import answer_page
from contract_engine.words.lexicon import Lexicon

AGREEMENT = load(Path(__file__).parents[2] / "rules" / "microsoft-openai")
RECORD_ENDS = date(2026, 9, 6)
ACTS = [
    (bearer, action)
    for action, bearers in Lexicon(AGREEMENT.model).bearers.items()
    for bearer in bearers
]


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        (
            "On which clouds can OpenAI serve its API on 15 November 2025?",
            "On 15 November 2025 OpenAI may serve its stateless API where the cloud is Azure; it "
            "must not where the cloud is another cloud or its own data centre.",
        ),
        (
            "Which products can OpenAI serve on AWS on 1 June 2026?",
            "On 1 June 2026 OpenAI may serve a product to customers on AWS whatever the product.",
        ),
        (
            "Which products have to run on Azure?",
            "On 6 September 2026 OpenAI may, and is nowhere said to have to, serve a product to "
            "customers on Azure whatever the product.",
        ),
    ],
)
def test_the_values_of_a_name_are_told_in_a_sentence(question: str, sentence: str) -> None:
    found = answers(AGREEMENT, request_of(question), RECORD_ENDS).found[0].result
    assert isinstance(found, EveryValue)
    assert found.sentence == sentence


@pytest.mark.parametrize(("bearer", "action"), ACTS)
def test_a_timeline_says_why_it_is_silent(bearer: str, action: str) -> None:
    """That no term speaks of an act is said of no day on which some term did, does or will."""
    for interval in AGREEMENT.timeline(f"{bearer} {action}").intervals:
        silent = interval.verdict is Verdict.NOT_ADDRESSED
        assert bool(interval.silence) == silent
        if silent and interval.from_ is not None:
            asked = AGREEMENT.ask(f"{bearer} {action}", on=interval.from_)
            assert (asked.silence == "no_term") == interval.silence.startswith(NOTHING)


def test_what_would_change_an_answer_is_not_said_twice() -> None:
    """What the cases tell of a fact stands in them alone."""
    told = AGREEMENT.ask("microsoft pursue_agi", on="2026-06-01")
    assert "uses_openai_ip" in {hinge.fact for hinge in told.hinges}
    page = markdown(answer_page(AGREEMENT.model, told))
    changes = page.split("would change")[1].split("rests on")[0]
    assert "OpenAI declares AGI: 1 June 2026" in changes
    assert "the work uses OpenAI's IP" not in changes
