"""Lines asked by halves say what the first that is true says, like lines asked one by one."""

from __future__ import annotations

from random import Random

import pytest

from contract_engine.definitions.compare import FALSE, TRUE, first_of
from contract_engine.model.conditions import All, Any, Condition, Holds, Not


def holds(condition: Condition, true: set[str]) -> bool:
    match condition:
        case Holds(fact):
            return fact in true
        case Not(part):
            return not holds(part, true)
        case All(parts):
            return all(holds(part, true) for part in parts)
        case Any(parts):
            return any(holds(part, true) for part in parts)
    raise AssertionError(condition)


def depth(condition: Condition) -> int:
    match condition:
        case Not(part):
            return 1 + depth(part)
        case All(parts) | Any(parts):
            return 1 + max(map(depth, parts), default=0)
    return 1


@pytest.mark.parametrize("size", [0, 1, 2, 31, 32, 33, 64, 65, 500, 3000])
def test_the_first_line_that_is_true_decides(size: int) -> None:
    rng = Random(size)
    says: list[Condition] = [rng.choice((TRUE, FALSE, Holds("other"))) for _ in range(size)]
    lines = [(Holds(f"f{number}"), each) for number, each in enumerate(says)]
    whole = first_of(lines, Holds("own"))
    assert depth(whole) < 150
    for _ in range(40):
        share = rng.choice((0, 1 / (size + 1), 0.1, 0.5))
        true = {f"f{n}" for n in range(size) if rng.random() < share}
        true |= {name for name in ("own", "other") if rng.random() < 0.5}
        first = next((n for n in range(size) if f"f{n}" in true), None)
        expected = "own" in true if first is None else holds(says[first], true)
        assert holds(whole, true) == expected
