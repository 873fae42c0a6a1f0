"""The engine and the reference say the same of generated step systems and histories."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.performance.compare import REFUSED, TOO_MANY, Reference, engine_status, load_system
from tests.performance.systems import FIRST, LENGTH, cases, history

HISTORIES = 4
"""So many histories are drawn of each system."""
STATES = (
    *("waiting", "open", "done", "kept", "used", "lapsed", "missed", "broken", "repaired"),
    *("breached", "ended", "in_performance", "fulfilled"),
)


def agree(first: int, count: int) -> Counter[str]:
    """How often each state came up, in all cases; fails where the two differ."""
    seen: Counter[str] = Counter()
    for made, random in cases(first, count):
        agreement, _ = load_system(made)
        if agreement is None:
            seen["refused"] += 1
            continue
        reference = Reference(made)
        for _ in range(HISTORIES):
            entries = history(random, made)
            on = FIRST + timedelta(days=random.randint(0, LENGTH))
            through = on + timedelta(days=random.choice([0, 0, 5, -5]))
            facts = {"f": random.random() < 0.5, "g": random.random() < 0.5}
            expected = reference.status(entries, through, on, facts)
            if expected == TOO_MANY:
                continue
            found = engine_status(agreement, entries, through, on, facts)
            assert found == (expected if isinstance(expected, str) else {expected}), (
                made.data["instruments"],
                entries,
                on,
                through,
                facts,
            )
            seen["cases"] += 1
            seen.update(states(expected))
    return seen


def states(expected: object) -> Iterator[str]:
    """The states that a status holds."""
    if expected == REFUSED or isinstance(expected, str):
        yield REFUSED
    else:
        duties = getattr(expected, "duties", ())
        yield from {duty[1] for duty in duties} | {getattr(expected, "state", "")}


def test_engine_and_reference_agree() -> None:
    """Of a step system and a history both find the same states, days and breaches."""
    seen = agree(0, 150)
    assert seen["cases"] > 400
    assert seen["refused"] < 40


@pytest.mark.long
@pytest.mark.parametrize("part", range(4))
def test_engine_and_reference_agree_on_ten_thousand(part: int) -> None:
    """Of 10,000 cases both find the same, and each state comes up in 2 of 100 of them."""
    seen = agree(1000 + part * 900, 900)
    assert seen["cases"] >= 2500
    for state in STATES:
        assert seen[state] * 50 >= seen["cases"], (state, seen)
