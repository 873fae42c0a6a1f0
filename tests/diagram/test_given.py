"""What is given of facts that follow from others: the same, whatever was asked before."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

from contract_engine.answers.engine import Engine
from contract_engine.diagram.core.region import Impossible
from contract_engine.model.question import Options
from tests.differential.compare import engine_of

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


def test_an_answer_does_not_hang_on_the_questions_before_it() -> None:
    """Asked in a row, or each of an engine of its own, questions have the same answers."""
    chance = random.Random(1)
    asked_before = engine_of(RULES)
    for _ in range(150):
        names = chance.sample("abcd", chance.randint(1, 3))
        given = {n: frozenset(chance.sample(VALUES[n], chance.choice([1, 1, 2]))) for n in names}
        assert _said(asked_before, given) == _said(engine_of(RULES), given), given
