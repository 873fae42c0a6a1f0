"""A situation that is not total, or that has a value of the wrong type, is refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from contract_engine.durable import DurableEvaluator, RefusedInput
from contract_engine.model.days import NEVER
from contract_engine.model.question import UNKNOWN, Options, TotalSituation
from tests.durable.agreements import LEASE, read
from tests.durable.test_faults import SITUATION


@pytest.fixture(scope="module")
def evaluator() -> Iterator[DurableEvaluator]:
    with DurableEvaluator(read(LEASE)) as made:
        yield made


def changed(**facts: Any) -> TotalSituation:
    return replace(SITUATION, facts={**SITUATION.facts, **facts})


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        *((fact, UNKNOWN) for fact in SITUATION.facts),
        *((fact, None) for fact in SITUATION.facts),
        *((fact, [1]) for fact in SITUATION.facts),
        ("goods", "lorry"),  # not an end node
        ("goods", "truck\x00"),
        ("goods", "van" + "x" * 65536),
        ("goods", "x" * 20_000_000),
        ("goods", "\ud800"),
        ("goods", True),
        ("goods", frozenset({"van"})),
        ("insured", "yes"),
        ("insured", 1),
        ("insured", Decimal(1)),
        ("weight", 5),
        ("weight", 5.0),
        ("weight", True),
        ("weight", "5"),
        ("weight", float("nan")),
        ("weight", Decimal("NaN")),
        ("weight", Decimal("sNaN")),
        ("weight", Decimal("-Infinity")),
        ("delivered", "2020-01-01"),
        ("delivered", 737425),
        ("delivered", datetime(2020, 1, 1)),
        ("notice", False),
        ("notice", datetime(2020, 1, 1)),
        ("breach", NEVER),  # an event with readings has no day of its own
        ("unheard_of", True),
    ],
)
def test_a_value_that_cannot_be_is_refused(
    fact: str, value: object, evaluator: DurableEvaluator
) -> None:
    with pytest.raises(RefusedInput, match=f"`{fact}`"):
        evaluator.evaluate("lessee", "use", changed(**{fact: value}))


@pytest.mark.parametrize("fact", SITUATION.facts)
def test_a_fact_that_is_asked_about_cannot_be_left_out(
    fact: str, evaluator: DurableEvaluator
) -> None:
    facts = {name: value for name, value in SITUATION.facts.items() if name != fact}
    with pytest.raises(RefusedInput, match=f"says nothing of `{fact}`"):
        evaluator.evaluate("lessee", "sublet", replace(SITUATION, facts=facts))


def test_a_fact_that_nobody_asks_about_may_be_left_out(evaluator: DurableEvaluator) -> None:
    evaluator.evaluate("lessor", "use", TotalSituation(date(2020, 1, 1), {}, {}))


@pytest.mark.parametrize("readings", [{}, {"breach": "other"}, {"breach": ["found"]}, {"b": "c"}])
def test_readings(readings: Any, evaluator: DurableEvaluator) -> None:
    with pytest.raises(RefusedInput):
        evaluator.evaluate("lessee", "use", replace(SITUATION, readings=readings))


@pytest.mark.parametrize("on", [NEVER, None, "2020-01-01", 5, datetime(2020, 1, 1)])
def test_the_day(on: Any, evaluator: DurableEvaluator) -> None:
    with pytest.raises(RefusedInput):
        evaluator.evaluate("lessee", "use", replace(SITUATION, on=on))


def test_bearers_actions_and_instruments(evaluator: DurableEvaluator) -> None:
    for act in (("nobody", "use"), ("lessee", "fly")):
        with pytest.raises(RefusedInput):
            evaluator.evaluate(*act, SITUATION)
    for options in (Options(under="third"), Options(without=("first", "third"))):
        with pytest.raises(RefusedInput):
            evaluator.evaluate("lessee", "use", SITUATION, options)
