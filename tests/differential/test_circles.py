"""Clauses that replace each other in every way there is: which of them are told as ended."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

import pytest

from contract_engine.durable.evaluate.evaluator import DurableEvaluator
from contract_engine.model.question import Options, TotalSituation
from tests import reference
from tests.differential.compare import engine_of

DAY = date(2021, 1, 1)
NAMES = ("a", "b", "c")
ARROWS = [(one, other) for one in NAMES for other in NAMES if one != other]
CIRCLE = {("a", "b"), ("b", "a")}


def agreement(arrows: set[tuple[str, str]]) -> dict[str, Any]:
    """Three clauses, of which the first of each arrow replaces the second; `c` begins with `e`."""
    clauses: dict[str, Any] = {}
    for name in NAMES:
        clauses[name] = {"text": "In plain words.", "norm": "p may act", "when": [f"fits_{name}"]}
        replaced = [
            loser for winner, loser in ARROWS if winner == name if (winner, loser) in arrows
        ]
        if replaced:
            clauses[name]["replaces"] = replaced
    clauses["c"]["from"] = "e"
    return {
        "format": "1",
        "agreement": "circles",
        "title": "Clauses that replace each other",
        "grade": "contract",
        "parties": {"p": None},
        "actions": {"act": None},
        "facts": {f"fits_{name}": None for name in NAMES},
        "events": {"e": None},
        "instruments": [
            {
                "instrument": "first",
                "kind": "agreement",
                "title": "The first",
                "effective": "2020-01-01",
                "clauses": clauses,
            }
        ],
    }


def ended(
    arrows: set[tuple[str, str]], fits: set[str], event: date
) -> tuple[set[str], set[str], set[str]]:
    """What has ended by the diagram, durable-rules and the reference."""
    data = agreement(arrows)
    engine = engine_of(data)
    given = {f"fits_{name}": name in fits for name in NAMES}
    diagram = engine.find("p", "act", DAY, {**given, "e": event}, Options()).outcome
    rules = DurableEvaluator(engine.agreement)
    try:
        situation = TotalSituation(DAY, {**given, "e": event}, {})
        durable = rules.evaluate("p", "act", situation, Options())
    finally:
        rules.close()
    total = {**given, "e": event}
    slow = reference.evaluate(reference.from_data(data), "p", "act", DAY, total, {})
    return set(diagram.ended), set(durable.outcome.ended), set(slow.ended)


@pytest.mark.parametrize("event", [date(2020, 6, 1), date(2022, 6, 1)], ids=["begun", "not begun"])
@pytest.mark.parametrize(
    "some", [pytest.param(n, marks=[pytest.mark.long] * (n not in (27, 34))) for n in range(64)]
)
def test_of_every_three_clauses_the_three_readers_find_the_same(some: int, event: date) -> None:
    """Whatever replaces what, the diagram, durable-rules and the reference agree on what ended."""
    arrows = {arrow for bit, arrow in enumerate(ARROWS) if some >> bit & 1}
    for kept in product((False, True), repeat=3):
        fits = {name for name, each in zip(NAMES, kept, strict=True) if each}
        diagram, durable, slow = ended(arrows, fits, event)
        assert diagram == durable == slow, (arrows, fits)


@pytest.mark.parametrize(
    ("arrows", "fits", "told"),
    [
        (CIRCLE, {"a", "b"}, {"a", "b"}),
        (CIRCLE, {"a"}, {"a"}),
        ({*CIRCLE, ("c", "a")}, {"a", "b", "c"}, set()),
        ({*CIRCLE, ("c", "a")}, {"a", "b"}, {"a", "b"}),
        ({*CIRCLE, ("a", "c")}, {"b", "c"}, {"b"}),
        ({*CIRCLE, ("b", "c"), ("c", "a")}, {"b", "c"}, {"b", "c"}),
    ],
)
def test_in_a_circle_of_replacements_none_is_the_last(
    arrows: set[tuple[str, str]], fits: set[str], told: set[str]
) -> None:
    """Each of a circle is told; what has replaced one of it from outside leaves all of it out."""
    diagram, durable, slow = ended(arrows, fits, date(2020, 6, 1))
    assert diagram == durable == slow == told
