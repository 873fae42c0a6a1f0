"""What is given of facts that follow from others: the same, whatever was asked before."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

from contract_engine.answers.answer import Answer
from contract_engine.answers.ask.ask import answer
from contract_engine.answers.engine import Engine
from contract_engine.diagram.core.region import Impossible
from contract_engine.model.outcome import Verdict
from contract_engine.model.question import Options
from tests.differential.compare import Case, engine_of, generated

CASES = 600
VALUES = {name: [f"{name}{number}" for number in (1, 2, 3)] for name in "abcd"}
RULES: dict[str, Any] = {
    "format": "1",
    "agreement": "small",
    "grade": "contract",
    "parties": {"p": None},
    "actions": {"act": None},
    "facts": {name: {"kind": dict.fromkeys(values)} for name, values in VALUES.items()},
    "definitions": {
        "b": {"rows": [{"when": "a is a1", "is": "b1"}, {"when": "a is a2", "is": "b2"}]},
        "c": {"rows": [{"when": "b is b1", "is": "c1"}, {"when": "b is b2", "is": "c2"}]},
        "d": {"rows": [{"when": "c is c1", "is": "d1"}, {"when": "c is c2 or c3", "is": "d2"}]},
    },
    "instruments": [
        {
            "instrument": "v1",
            "kind": "agreement",
            "effective": "2024-01-01",
            "clauses": {
                "x": {"norm": "p may act", "when": "d is d1 or d2"},
                "y": {"norm": "p must not act", "when": "d is d3"},
                "z": {"norm": "p must act", "when": ["c is c3", "b is b1"]},
            },
        }
    ],
}


def _said(engine: Engine, given: dict[str, frozenset[str]]) -> object:
    try:
        found = engine.find("p", "act", date(2024, 2, 1), given, Options())
    except Impossible:
        return "impossible"
    return found.verdict, found.outcome.governing, found.cases


def test_what_is_asked_once_is_answered_as_what_is_asked_again() -> None:
    """Diagrams held to what is given, which a first question has, give the answers of whole ones:
    verdict, clauses, words, assumptions and all."""
    silent = dropped = 0
    for case in generated(CASES, 7_300):
        told = [
            _answered(case, Engine(case.engine.agreement), whole=whole) for whole in (False, True)
        ]
        assert told[0] == told[1], case.number
        if told[0] is not None:
            silent += any(each.given for each in told[0].silent)
            dropped += any("can't be together" in note for note in told[0].notes)
    assert min(silent, dropped) > CASES / 100, (silent, dropped)


def test_an_assumption_is_dropped_for_what_can_be_where_something_else_is_given() -> None:
    """On `c` it hangs, were `g` another, whether a situation can be: it goes with `a` and `b`."""
    rules = {
        **RULES,
        "facts": {
            "g": {"type": "yes/no"},
            **{name: {"type": "yes/no", "usually": "no"} for name in "abc"},
        },
        "impossible": [{"when": ["not a", "not b", "g"]}, {"when": ["not c", "not g"]}],
        "instruments": [
            {**RULES["instruments"][0], "clauses": {"x": {"norm": "p may act", "unless": "c"}}}
        ],
    }
    del rules["definitions"]
    for before in (False, True):
        engine = engine_of(rules)
        if before:
            engine.program("p", "act", date(2024, 2, 1), Options())
        given = {"g": frozenset({"yes"})}
        found = engine.find("p", "act", date(2024, 2, 1), given, Options())
        assert {*found.clashing} == {*"abc"}
        assert found.verdict is Verdict.DEPENDS


def _answered(case: Case, engine: Engine, *, whole: bool) -> Answer | None:
    """The answer of an engine that was asked of the day before, or was not; None if it can't be."""
    t = case.typed
    if whole:
        engine.program(t.bearer, t.action, t.on, t.options)
    try:
        return answer(engine, t, "0")
    except Impossible:
        return None


def test_an_answer_does_not_hang_on_the_questions_before_it() -> None:
    """Asked in a row, or each of an engine of its own, questions have the same answers."""
    chance = random.Random(1)
    asked_before = engine_of(RULES)
    for _ in range(150):
        names = chance.sample("abcd", chance.randint(1, 3))
        given = {n: frozenset(chance.sample(VALUES[n], chance.choice([1, 1, 2]))) for n in names}
        assert _said(asked_before, given) == _said(engine_of(RULES), given), given
