"""Answers that are pasted alone: each sentence says what was asked, and no more than is known."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from contract_engine import load
from contract_engine.answers.answer import Answer
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


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"without": "2026-04"}, ", without 2026-04, OpenAI must not"),
        ({"under": "2025-10"}, ", under 2025-10, OpenAI must not"),
        ({"known": "2025-11-12"}, ", by what was known on 12 November 2025, OpenAI must not"),
        ({"evidence": "filing"}, ", on filings and better evidence alone, OpenAI may"),
        (
            {"readings": {"ships_first_exception": "cannot_or_chooses_not"}},
            ", read as “either limb, as nearly all of the press has it”, OpenAI may",
        ),
    ],
)
def test_a_sentence_says_what_is_left_out_of_account(options: dict[str, str], told: str) -> None:
    answer = AGREEMENT.ask(
        "openai serve",
        on="2026-06-01",
        given={"product": "stateless_api", "cloud": "aws"},
        **options,  # type: ignore[arg-type]  # options by their names
    )
    assert f"on 1 June 2026{told} serve its stateless API on AWS" in answer.sentence


@pytest.mark.parametrize(
    ("name", "value", "given", "sentence"),
    [
        (
            "zerotier-bsl",
            "change_date",
            {"release": "1.14.0"},
            "On 1 January 2025 the day the release changes to the Apache License (release of "
            "ZeroTier One: 1.14.0) is 1 January 2026.",
        ),
        (
            "microsoft-openai",
            "microsoft_consents",
            {},
            "On 1 January 2025 this is assumed not to be so: Microsoft consents.",
        ),
        (
            "microsoft-openai",
            "azure_commitment",
            {},
            "OpenAI's incremental commitment to purchase Azure services is not on record on "
            "1 January 2025.",
        ),
        (
            "microsoft-openai",
            "investment_2019",
            {},
            "Microsoft's investment of 2019 is 1 billion US dollars on 1 January 2025, as stated "
            "for 22 July 2019.",
        ),
        (
            "github-corporate",
            "service_credit",
            {"uptime": "99"},
            "Not known: nothing that is given says what the service credit, in percent of what "
            "was paid for the feature in the quarter (the feature's uptime in the calendar "
            "quarter, in percent, without the excluded failures: 99) is on 1 January 2025.",
        ),
    ],
)
def test_a_value_is_told_with_what_was_asked(
    name: str, value: str, given: dict[str, str], sentence: str
) -> None:
    agreement = load(Path(__file__).parents[2] / "rules" / name)
    assert agreement.value(value, on="2025-01-01", given=given).sentence == sentence


@pytest.mark.parametrize(
    ("question", "narrow"),
    [
        (
            "Can OpenAI serve its API on AWS on 15 November 2025?",
            ("“API” is read as the stateless API; as to a stateful API, it is disputed.",),
        ),
        ("Can OpenAI serve its stateless API on AWS on 15 November 2025?", ()),
        ("Can OpenAI serve its API on AWS on 1 June 2026?", ()),
        ("Can OpenAI serve ChatGPT on AWS on 15 November 2025?", ()),
    ],
)
def test_a_word_that_is_read_narrowly_says_so_where_it_matters(
    question: str, narrow: tuple[str, ...]
) -> None:
    answer = answers(AGREEMENT, request_of(question), RECORD_ENDS).found[0].result
    assert isinstance(answer, Answer)
    assert answer.narrow == narrow
    assert all(said in markdown(answer_page(AGREEMENT.model, answer)) for said in narrow)
    asked = AGREEMENT.ask(question)
    assert str(asked) == "\n".join((answer.sentence, *narrow))
    assert all(said in asked._repr_html_() for said in narrow)
