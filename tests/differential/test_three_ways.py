"""The three evaluators on total situations of generated agreements."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from contract_engine.answers.ask.cross_check import outcome_in
from contract_engine.diagram.core.region import Impossible
from contract_engine.diagram.core.witness import witness
from contract_engine.durable.evaluate.evaluator import DurableEvaluator
from contract_engine.model.outcome import Outcome, Verdict
from contract_engine.model.question import TotalSituation
from tests import reference
from tests.differential.compare import Case, found_by_engine, generated, total_outcome
from tests.differential.values import as_reference
from tests.generators.features import ADDED, FEATURES, features

CHUNKS = 4
CASES = 1_450
"""5,800 cases in all, of which more than 5,000 are possible."""
PLAIN = 1
"""So many of the chunks are of agreements without definitions and the like."""
FEW = 300
"""So many cases of each sort are part of `make test`; all chunks are of `make test-long`."""

TOTAL = set(Verdict) - {Verdict.DEPENDS, Verdict.DISPUTED}


def told(outcome: Outcome) -> object:
    """An outcome in the reference's shape."""
    return (
        str(outcome.verdict),
        frozenset(outcome.governing),
        frozenset(outcome.also),
        frozenset((defeat.id, defeat.by) for defeat in outcome.defeated),
        frozenset(outcome.ended),
    )


def reference_tells(case: Case, situation: TotalSituation) -> object:
    """What the reference says of a total situation, in the same shape."""
    q = case.question
    total = {name: as_reference(value) for name, value in situation.facts.items()}
    said = reference.evaluate(
        case.theirs, q.bearer, q.action, q.on, total, situation.readings, case.options
    )
    return said.verdict, said.governing, said.also, said.defeated, said.ended


@pytest.mark.parametrize(
    ("chunk", "cases"),
    [
        (0, FEW),
        (PLAIN, FEW),
        *(pytest.param(chunk, CASES, marks=pytest.mark.long) for chunk in range(CHUNKS)),
    ],
)
def test_three_evaluators_find_the_same(chunk: int, cases: int) -> None:
    """Of a total situation the diagram, durable-rules and the reference find the same.

    Each verdict is at least 3 % of the cases, and each feature of the language at least 5 %.
    """
    additions = chunk >= PLAIN
    verdicts: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    rules: DurableEvaluator | None = None
    for case in generated(cases, 5000 + chunk, additions=additions):
        try:
            found = found_by_engine(case)
            situation = witness(found)
        except Impossible:
            continue
        assert situation is not None
        t = case.typed
        if rules is None or rules.agreement is not case.engine.agreement:
            if rules is not None:
                rules.close()
            rules = DurableEvaluator(case.engine.agreement)
        expected = reference_tells(case, situation)
        options = replace(t.options, readings={})
        one = total_outcome(case.engine, t, situation)
        other = rules.evaluate(t.bearer, t.action, situation, options).outcome
        assert told(one) == expected, (case.number, case.question, situation)
        held = outcome_in(found.program, situation)
        assert told(held) == expected, (case.number, case.question, situation)
        assert told(other) == expected, (case.number, case.question, situation)
        verdicts[str(one.verdict)] += 1
        seen.update(features(case.data, case.question))
    count = verdicts.total()
    assert count > 0.87 * cases
    assert all(verdicts[str(verdict)] >= 0.03 * count for verdict in TOTAL), verdicts
    for feature in (*FEATURES, *ADDED) if additions else FEATURES:
        assert seen[feature] >= 0.05 * count, (feature, seen)
