"""The diagram against the reference, on generated agreements and questions."""

from __future__ import annotations

from collections import Counter

import pytest

from tests import reference
from tests.differential.compare import engine_says, generated, reference_says
from tests.generators.features import ADDED, FEATURES, features

CHUNKS = 8
CASES = 2_500
"""20,000 cases in all; `make fuzz` goes on for longer."""
PLAIN = 3
"""So many of the chunks are of agreements without definitions and the like."""
FEW = 1_000
"""So many cases of each sort are part of `make test`; all chunks are of `make test-long`."""

VERDICTS = {
    "permitted",
    "prohibited",
    "required",
    "not_required",
    "not_addressed",
    "conflict",
    "depends",
    "disputed",
}


@pytest.mark.parametrize(
    ("chunk", "count"),
    [
        (0, FEW // 2),
        (PLAIN, FEW),
        *(pytest.param(chunk, CASES, marks=pytest.mark.long) for chunk in range(CHUNKS)),
    ],
)
def test_diagram_and_reference_agree(chunk: int, count: int) -> None:
    """Of every generated question the diagram says what the reference says.

    Each verdict is at least 3 % of the cases and each feature of the language at least 5 %, so
    that agreement means something; most situations are possible, and their completions few.
    """
    additions = chunk >= PLAIN
    verdicts: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    too_many = 0
    for case in generated(count, 1000 + chunk, additions=additions):
        try:
            expected = reference_says(case)
        except reference.TooMany:
            too_many += 1
            continue
        said = engine_says(case)
        assert said == expected, (chunk, case.number, case.question)
        verdicts[expected[0] if isinstance(expected, tuple) else "impossible"] += 1
        seen.update(features(case.data, case.question))
    for verdict in VERDICTS:
        assert verdicts[verdict] >= 0.03 * count, (verdict, verdicts)
    for feature in (*FEATURES, *ADDED) if additions else FEATURES:
        assert seen[feature] >= 0.05 * count, (feature, seen)
    assert 0 < verdicts["impossible"] <= 0.12 * count
    assert too_many <= 0.01 * count
