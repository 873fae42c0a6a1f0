"""What a reader sees is in labels: names of the rule files stand where they can be typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from contract_engine import load
from contract_engine.answers.answer import Result
from contract_engine.answers.in_labels import InLabels
from contract_engine.render.markdown import markdown
from contract_engine.render.words.result import result_page
from contract_engine.words.lexicon import Lexicon

RULES = Path(__file__).parents[2] / "rules"
LOADED = {each.name: load(each) for each in sorted(RULES.iterdir())}
LABELS = InLabels(LOADED["microsoft-openai"].model)
DAYS = (date(2020, 12, 1), date(2025, 11, 15), date(2026, 6, 1))


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("customer is us_national_security", "customer is a US national security customer"),
        ("cloud is not azure or aws", "cloud is not Azure or AWS"),
        (
            "ip is product and product is api",
            "kind of intellectual property is product IP and product is any API product",
        ),
        ("not microsoft_consents", "it is not so that Microsoft consents"),
        ("api_scope is all_apis", "read as “every API, stateful ones too”"),
        ("api_scope is not all_apis", "not read as “every API, stateful ones too”"),
        ("3 months after agi_verified", "3 months after the expert panel verifies AGI"),
        (
            "agi_verified is before agi_rejected",
            "the day when the expert panel verifies AGI is before the day when the expert panel "
            "rejects the declaration of AGI",
        ),
        ("until 2030-12-31 or until cap_reached", "until 31 December 2030 or until OpenAI's"),
        ("any-cloud, which overrides it", "any-cloud, which overrides it"),
    ],
)
def test_a_condition_in_names_is_told_in_labels(said: str, told: str) -> None:
    assert LABELS.condition(said).startswith(told)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("2025-10 takes effect", "2025-10 takes effect"),
        ("`any-cloud` begins on 2026-04-27", "`any-cloud` begins on 27 April 2026"),
        ("asks about `cloud`", "asks about “cloud”"),
        ("`agi_verified` happens", "the expert panel verifies AGI"),
        ("a product on a cloud", "a product on a cloud"),
    ],
)
def test_a_sentence_with_names_in_it_is_told_in_labels(said: str, told: str) -> None:
    assert LABELS.prose(said) == told


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("cloud", "azure or aws", "cloud: Azure or AWS"),
        ("microsoft_consents", "no", "Microsoft consents: no"),
        ("agi_verified", "not by 2025-11-15", "verifies AGI: not by 15 November 2025"),
        ("api_scope", "all_apis", "read as “every API, stateful ones too”"),
    ],
)
def test_a_name_with_its_value_is_told_in_labels(name: str, value: str, told: str) -> None:
    assert LABELS.pair(name, value).endswith(told)


def test_a_norm_is_told_by_who_does_what() -> None:
    assert LABELS.norm("openai must not serve (cloud=aws; if not microsoft_consents)") == (
        "OpenAI must not serve a product to customers "
        "(cloud: AWS; if it is not so that Microsoft consents)"
    )


def _results(name: str) -> Iterator[Result]:
    """What every command answers of every act of an agreement, on some days."""
    agreement = LOADED[name]
    acts = [
        f"{bearer} {action}"
        for action, bearers in Lexicon(agreement.model).bearers.items()
        for bearer in bearers
    ]
    for act in acts:
        yield agreement.timeline(act)
        for day in DAYS:
            yield agreement.ask(act, on=day)
        yield agreement.whatif(act, on=DAYS[1], change={})
        yield agreement.flip(act, on=DAYS[2])
    for day in DAYS:
        yield agreement.rights(on=day)
        yield agreement.terms(on=day)
        yield agreement.duties(on=day)


@pytest.mark.parametrize("name", LOADED)
def test_no_name_with_an_underscore_or_a_value_behind_a_sign_is_shown(name: str) -> None:
    """But in the line that says how a question was understood, which can be typed."""
    model = LOADED[name].model
    for result in _results(name):
        told = markdown(result_page(model, result))
        told = re.sub(r"^.*\*\*(?:asked|understood).*$", "", told, flags=re.MULTILINE)
        told = re.sub(r"\\(.)", r"\1", told)
        names = set(re.findall(r"\w=\w|\b[a-z]+_[a-z_]+\b", told)) - set(model.clauses)
        assert not names, told
