"""Whatever goes wrong inside durable-rules surfaces as an error, and the next answer is right."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

import pytest

from contract_engine.durable import DurableEvaluator, EngineError, Finding
from contract_engine.durable.compile.compiled import Conclusions
from contract_engine.durable.compile.rules import Ruleset
from contract_engine.durable.library import Fact, Library
from contract_engine.model.days import NEVER
from contract_engine.model.outcome import Verdict
from contract_engine.model.question import TotalSituation
from tests.durable.agreements import LEASE, read

SITUATION = TotalSituation(
    date(2021, 1, 1),
    {
        "goods": "van",
        "insured": True,
        "weight": Decimal(5),
        "delivered": NEVER,
        "notice": NEVER,
        "breach_claimed": NEVER,
        "breach_found": NEVER,
    },
    {"breach": "found"},
)


@pytest.fixture
def evaluator() -> Iterator[DurableEvaluator]:
    with DurableEvaluator(read(LEASE)) as made:
        yield made


def evaluate(evaluator: DurableEvaluator) -> Finding:
    return evaluator.evaluate("lessee", "use", SITUATION)


@pytest.fixture
def on_third(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[list[Fact]], None]], None]:
    """Have the third rule that fires meddle with the facts that it is about to assert."""

    def install(meddle: Callable[[list[Fact]], None]) -> None:
        original, calls = Conclusions.chain, count(1)

        def chain(self: Conclusions, ruleset: Ruleset, rule: str) -> list[Fact]:
            facts = original(self, ruleset, rule)
            if next(calls) == 3:
                meddle(facts)
            return facts

        monkeypatch.setattr(Conclusions, "chain", chain)

    return install


@pytest.fixture(autouse=True)
def _clean_afterwards(
    evaluator: DurableEvaluator, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """After every fault, the same evaluator gives the answer it gave before."""
    before = evaluate(evaluator)
    assert before.outcome.verdict is Verdict.PERMITTED
    yield
    monkeypatch.undo()
    assert evaluate(evaluator) == before


@pytest.mark.parametrize("error", [ValueError("broken"), SystemExit(3), MemoryError()])
def test_an_action_that_raises(
    error: BaseException, evaluator: DurableEvaluator, on_third: Any
) -> None:
    def meddle(facts: list[Fact]) -> None:
        raise error

    on_third(meddle)
    with pytest.raises(EngineError, match="action failed"):
        evaluate(evaluator)


def test_an_interrupt_stays_an_interrupt(evaluator: DurableEvaluator, on_third: Any) -> None:
    def meddle(facts: list[Fact]) -> None:
        raise KeyboardInterrupt

    on_third(meddle)
    with pytest.raises(KeyboardInterrupt):
        evaluate(evaluator)


def test_a_clock_that_jumps(
    evaluator: DurableEvaluator, on_third: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """durable-rules stops, without a word, when ten seconds pass during an action."""
    engine = evaluator._library._engine
    now = engine._unix_now

    def meddle(facts: list[Fact]) -> None:
        monkeypatch.setattr(engine, "_unix_now", lambda: now() + 11)

    on_third(meddle)
    with pytest.raises(EngineError, match="stopped before all rules had run"):
        evaluate(evaluator)


@pytest.mark.parametrize(
    ("name", "value"), [("rubbish", object()), ("exception", "said by the library")]
)
def test_a_spoilt_session(
    name: str, value: object, evaluator: DurableEvaluator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """State that can't be written, and an error that the library caught and noted there."""
    closure = evaluator._library._engine.Closure
    original = closure.assert_fact

    def assert_fact(self: Any, fact: Any) -> None:
        self.s[name] = value
        original(self, fact)

    monkeypatch.setattr(closure, "assert_fact", assert_fact)
    with pytest.raises(EngineError):
        evaluate(evaluator)


def test_a_fact_told_twice(evaluator: DurableEvaluator, on_third: Any) -> None:
    on_third(lambda facts: facts.extend(facts or [{"k": "start", "id": "start"}]))
    with pytest.raises(EngineError, match="MessageObserved"):
        evaluate(evaluator)


def test_a_derived_fact_that_no_rule_looks_at(evaluator: DurableEvaluator, on_third: Any) -> None:
    on_third(lambda facts: facts.append({"k": "lit", "h": 250, "l": 250, "id": "l64250"}))
    with pytest.raises(EngineError, match="MessageNotHandled"):
        evaluate(evaluator)


@pytest.mark.parametrize("failing", ["start", "p1", "done"])
def test_a_fact_that_fails(
    failing: str, evaluator: DurableEvaluator, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = Library.tell

    def tell(self: Library, name: str, fact: Fact) -> bool:
        if fact["id"] == failing:
            raise RuntimeError("error code: 303")
        return original(self, name, fact)

    monkeypatch.setattr(Library, "tell", tell)
    with pytest.raises(EngineError, match="303"):
        evaluate(evaluator)


@pytest.mark.parametrize("lost", ["start", "done"])
def test_a_sentinel_that_is_lost(
    lost: str, evaluator: DurableEvaluator, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = Library.tell

    def tell(self: Library, name: str, fact: Fact) -> bool:
        return fact["id"] != lost and original(self, name, fact)

    monkeypatch.setattr(Library, "tell", tell)
    with pytest.raises(EngineError, match="stopped before all rules had run"):
        evaluate(evaluator)


def test_a_fact_that_is_lost(evaluator: DurableEvaluator, monkeypatch: pytest.MonkeyPatch) -> None:
    """A point that depends on it is settled neither way."""
    original = Library.tell

    def tell(self: Library, name: str, fact: Fact) -> bool:
        return fact["id"] != "p0" and original(self, name, fact)

    monkeypatch.setattr(Library, "tell", tell)
    with pytest.raises(EngineError, match="settled neither way"):
        evaluate(evaluator)


def test_a_rule_set_that_is_refused(
    evaluator: DurableEvaluator, monkeypatch: pytest.MonkeyPatch
) -> None:
    def create_ruleset(name: str, rules: str) -> int:
        raise RuntimeError("error code: 106")

    monkeypatch.setattr(evaluator._library._core, "create_ruleset", create_ruleset)
    with pytest.raises(EngineError, match="refuses a rule set"):
        evaluator.evaluate("lessee", "sublet", SITUATION)


def test_a_closed_evaluator(evaluator: DurableEvaluator) -> None:
    other = DurableEvaluator(evaluator.agreement)
    other.close()
    other.close()
    with pytest.raises(EngineError, match="closed"):
        evaluate(other)
