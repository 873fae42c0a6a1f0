"""Days that follow from definitions, compared with one another."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from contract_engine.model.outcome import Verdict
from tests.generators import Question
from tests.laws.worlds import World

ON = date(2021, 1, 1)


def of_rows(rows: int) -> dict[str, Any]:
    """Two days, each by a definition of so many rows, and a duty where one is after the other."""
    kinds = [f"kind_{n}" for n in range(rows)]
    first = [
        {"when": f"sort is {kind}", "is": f"{n + 1} days after a{n}"}
        for n, kind in enumerate(kinds)
    ]
    second = [{"when": f"sort is {kind}", "is": f"b{n}"} for n, kind in enumerate(kinds)]
    clause = {"norm": "lessee must sell", "when": ["paid is after due"]}
    dated = {"type": "date or never"}
    return {
        **{"format": "1", "agreement": "days", "parties": {"lessee": None}},
        "actions": {"sell": None},
        "facts": {"sort": {"kind": dict.fromkeys(kinds)}, "due": dated, "paid": dated},
        "events": dict.fromkeys(f"{letter}{n}" for letter in "ab" for n in range(rows)),
        "definitions": {
            "due": {"defines": "due", "rows": first},
            "paid": {"defines": "paid", "rows": second},
        },
        "instruments": [
            {
                **{"instrument": "lease", "kind": "agreement", "effective": "2020-01-01"},
                "clauses": {"duty": clause},
            }
        ],
    }


@pytest.mark.parametrize("rows", [2, 8, 30])
def test_of_two_days_by_definition_the_rows_are_compared_case_by_case(rows: int) -> None:
    """Each sort has its own two days, which may be in either order: three cases a sort."""
    found = World.of(of_rows(rows)).find(Question("lessee", "sell", ON, {}))
    assert found is not None
    assert found.verdict is Verdict.DEPENDS
    assert {str(case.verdict) for case in found.cases} == {"required", "not_addressed"}
    assert len(found.cases) + found.more_cases >= 2 * rows


@pytest.mark.parametrize("seed", range(12))
def test_two_days_by_definition_are_compared_as_the_reference_does(seed: int) -> None:
    """Whatever is given of what they follow from, and of these days themselves."""
    rng, world = Random(seed), World.of(of_rows(2))
    given = {"sort": rng.choice(("kind_0", "kind_1", "unknown"))}
    for name in ("a0", "b0", "a1", "b1"):
        given[name] = (ON + timedelta(days=rng.randint(-3, 3))).isoformat()
    del given[rng.choice((*given,))]
    question = Question("lessee", "sell", ON, given)
    found, told = world.find(question), world.told(question)
    assert found is not None
    assert told is not None
    assert str(found.verdict) == told.verdict
