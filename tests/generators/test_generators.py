"""Generated agreements are valid, and generated questions reach every part of the language."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from random import Random
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings

from tests.reference import Impossible, Options, TooMany, Verdict, answer, from_data
from tests.reference.files import parse

from . import FEATURES, Data, Question, cases, features, random_agreement, to_yaml
from .order import entries, has_cycle
from .strategies import agreements_and_questions

COUNT = 2_000


def outcome(data: Data, question: Question) -> str:
    """The verdict of the reference, or `impossible`."""
    options = Options(
        question.under,
        question.without,
        question.known,
        question.evidence,
        question.readings,
    )
    bearer, action, day = question.bearer, question.action, question.on
    try:
        return answer(from_data(data), bearer, action, day, question.given, options).verdict
    except Impossible:
        return "impossible"


@pytest.fixture(scope="module")
def some_cases() -> list[tuple[Data, Question]]:
    return list(cases(COUNT))


@pytest.fixture(scope="module")
def outcomes(some_cases: list[tuple[Data, Question]]) -> Counter[str]:
    return Counter(outcome(data, question) for data, question in some_cases)


@pytest.mark.parametrize("verdict", get_args(Verdict))
def test_every_verdict_is_reached(verdict: str, outcomes: Counter[str]) -> None:
    assert outcomes[verdict] >= 0.03 * COUNT


def test_most_situations_are_possible(outcomes: Counter[str]) -> None:
    assert 0 < outcomes["impossible"] <= 0.1 * COUNT


@pytest.fixture(scope="module")
def used(some_cases: list[tuple[Data, Question]]) -> Counter[str]:
    return Counter(name for case in some_cases for name in features(*case))


@pytest.mark.parametrize("feature", FEATURES)
def test_every_feature_is_used(feature: str, used: Counter[str]) -> None:
    assert used[feature] >= 0.05 * COUNT


def test_no_feature_is_unlisted(used: Counter[str]) -> None:
    assert set(used) == set(FEATURES)


def test_the_same_seed_gives_the_same_cases() -> None:
    assert list(cases(20, seed=3)) == list(cases(20, seed=3))
    assert list(cases(20, seed=3)) != list(cases(20, seed=4))


def test_text_reads_back_as_the_same_data() -> None:
    for number in range(200):
        data = random_agreement(Random(number))
        assert parse(to_yaml(data)) == data


@pytest.mark.parametrize("text", ["a: b", "a #b", "", "no", "1.10", "é", "- a", 'say "so"', "a\nb"])
def test_any_text_reads_back(text: str) -> None:
    data = {"key": text, "list": [text, [text, [], {}], {text: None}]}
    assert parse(to_yaml(data)) == data


def test_agreements_are_small_and_have_no_cycle() -> None:
    for number in range(300):
        data = random_agreement(Random(number))
        assert 2 <= len(data["instruments"]) <= 5
        assert 2 <= len(entries(data)) <= 15
        assert not has_cycle(data)


# An agreement is hundreds of choices, which a busy machine may take long to draw.
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(agreements_and_questions())
def test_hypothesis_draws_cases(case: tuple[Data, Question]) -> None:
    with suppress(TooMany):
        assert outcome(*case)
