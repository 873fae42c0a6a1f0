"""Generated agreements are valid, and generated questions reach every part of the language.

That they come to every verdict, tests/differential/test_generated.py says.
"""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import Any, TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings

from tests.reference import Impossible, Options, TooMany, answer, from_data
from tests.reference.files import parse

from . import ADDED, FEATURES, Data, Question, cases, features, random_agreement, to_yaml
from .circles import has_circle
from .order import everything, has_cycle
from .strategies import agreements_and_questions

COUNT = 2_000
MOST = 4_000
"""So many completions are tried of a question."""


def outcome(data: Data, question: Question) -> str:
    """The verdict of the reference, `impossible`, or that there is too much to try."""
    options = Options(
        question.under,
        question.without,
        question.known,
        question.evidence,
        question.readings,
    )
    bearer, action, day = question.bearer, question.action, question.on
    try:
        agreement = from_data(data)
        return answer(agreement, bearer, action, day, question.given, options, MOST).verdict
    except Impossible:
        return "impossible"
    except TooMany:
        return "too many"


SomeCases: TypeAlias = list[tuple[Data, Question]]
Additions: TypeAlias = bool


@pytest.fixture(scope="module", params=[False, True], ids=["plain", "additions"])
def additions(request: pytest.FixtureRequest) -> Additions:
    return bool(request.param)


@pytest.fixture(scope="module")
def some_cases(additions: Additions) -> SomeCases:
    return list(cases(COUNT, additions=additions))


@pytest.fixture(scope="module")
def used(some_cases: SomeCases) -> Counter[str]:
    return Counter(name for case in some_cases for name in features(*case))


def test_every_feature_is_used(additions: Additions, used: Counter[str]) -> None:
    for feature in (*FEATURES, *ADDED) if additions else FEATURES:
        assert used[feature] >= 0.05 * COUNT, (feature, used)


def test_no_feature_is_unlisted(additions: Additions, used: Counter[str]) -> None:
    assert set(used) == {*FEATURES, *ADDED} if additions else set(FEATURES)


def test_the_same_seed_gives_the_same_cases(additions: Additions) -> None:
    first = list(cases(20, seed=3, additions=additions))
    assert first == list(cases(20, seed=3, additions=additions))
    assert first != list(cases(20, seed=4, additions=additions))


def test_text_reads_back_as_the_same_data(additions: Additions) -> None:
    for number in range(60):
        data = random_agreement(Random(number), additions=additions)
        assert parse(to_yaml(data)) == data


@pytest.mark.parametrize("text", ["a: b", "a #b", "", "no", "1.10", "é", "- a", 'say "so"', "a\nb"])
def test_any_text_reads_back(text: str) -> None:
    data = {"key": text, "list": [text, [text, [], {}], {text: None}]}
    assert parse(to_yaml(data)) == data


def test_agreements_are_small_and_have_no_cycle(additions: Additions) -> None:
    for number in range(300):
        data = random_agreement(Random(number), additions=additions)
        assert 2 <= len(data["instruments"]) <= 5
        assert 2 <= len(everything(data)) <= 25
        assert not has_cycle(data)
        assert not has_circle(data)


def test_a_circle_is_noticed() -> None:
    data: dict[str, Any] = {
        "parties": {},
        "actions": {},
        "facts": {},
        "instruments": [
            {
                "instrument": "a",
                "effective": "2020-01-01",
                "definitions": {"one": {"means": "two"}, "two": {"means": "not three"}},
                "clauses": {"right": {"norm": "party may act", "when": ["one"]}},
            }
        ],
    }
    assert not has_circle(data)
    data["instruments"][0]["clauses"]["right"]["disapplies"] = ["two"]
    assert has_circle(data)


# An agreement is hundreds of choices, which a busy machine may take long to draw.
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(agreements_and_questions())
def test_hypothesis_draws_cases(case: tuple[Data, Question]) -> None:
    assert outcome(*case)
