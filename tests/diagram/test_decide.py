"""The compiled decisions against the diagrams."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal

from contract_engine.answers.ask.cross_check import total_outcome
from contract_engine.diagram.core.region import Impossible
from contract_engine.diagram.core.witness import witness
from contract_engine.diagram.decider.decide import compile_act
from contract_engine.model.outcome import Verdict
from contract_engine.model.question import Options
from tests.differential.compare import engine_of, found_by_engine, generated


def test_a_compiled_decision_is_the_diagrams_verdict() -> None:
    """On a total situation, a prepared decision gives the verdict that the diagram gives."""
    said: Counter[Verdict] = Counter()
    for case in generated(3_000, 77):
        try:
            situation = witness(found_by_engine(case))
        except Impossible:
            continue
        assert situation is not None
        typed = case.typed
        options = replace(typed.options, readings=dict(situation.readings))
        norms = case.engine.norms(typed.bearer, typed.action, options)
        decider = compile_act(case.engine.agreement, case.engine.survivors(options), norms)
        assert decider is not None
        expected = total_outcome(case.engine, typed, situation).verdict
        assert decider.decide(typed.on, situation.facts) is expected, case.question
        said[expected] += 1
    assert min(said[verdict] for verdict in (Verdict.PERMITTED, Verdict.CONFLICT)) > 50


SMALL = {
    "format": "1",
    "agreement": "small",
    "grade": "contract",
    "parties": {"p": None},
    "actions": {"act": None},
    "facts": {"seats": {"type": "number"}, "paid": None},
    "instruments": [
        {
            "instrument": "v1",
            "kind": "agreement",
            "effective": "2024-01-01",
            "clauses": {
                "ok": {"text": "t", "norm": "p may act", "when": ["seats <= 10", "paid"]},
                "no": {"text": "t", "norm": "p must not act", "when": "seats > 10"},
            },
        }
    ],
}


def test_numbers_are_exact_and_what_is_open_is_not_decided() -> None:
    engine = engine_of(SMALL)
    options = Options()
    decider = compile_act(
        engine.agreement, engine.survivors(options), engine.norms("p", "act", options)
    )
    assert decider is not None
    on = date(2024, 1, 1)
    assert decider.decide(on, {"seats": 10, "paid": True}) is Verdict.PERMITTED
    assert decider.decide(on, {"seats": Decimal("10.0001"), "paid": True}) is Verdict.PROHIBITED
    assert decider.decide(on, {"seats": 11, "paid": False}) is Verdict.PROHIBITED
    assert decider.decide(date(2023, 12, 31), {"seats": 1, "paid": True}) is Verdict.NOT_ADDRESSED
    assert decider.decide(on, {"seats": 1}) is None
    assert decider.decide(on, {"seats": 10.5, "paid": True}) is None  # type: ignore[dict-item]  # a float is refused
    assert decider.decide(on, {"seats": True, "paid": True}) is None
