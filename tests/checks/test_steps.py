"""What `check` tells of steps: exactly these, and nothing of steps that are as they should be."""

from __future__ import annotations

import pytest

from contract_engine.checks.steps import lint_steps
from contract_engine.files.folder import from_bytes
from contract_engine.language import load_folder

FRAME = """\
format: 1
agreement: supply
grade: contract
parties: {buyer: , seller: }
actions: {order: , deliver: , pay: }
instruments:
  - format: 1
    instrument: supply
    kind: agreement
    effective: 2026-01-01
    clauses:
"""
CASES = {
    "all is well": (
        """
      deliver: {norm: seller must deliver, after: buyer order, by: 10 days after opened}
      pay: {norm: buyer must pay, after: deliver.done, by: 5 days after opened}
""",
        [],
    ),
    "no last day": (
        """
      pay: {norm: buyer must pay, after: buyer order}
""",
        ["W710 `pay` has no last day, and so is never missed"],
    ),
    "an else that never comes, and what it names": (
        """
      pay: {norm: buyer must pay, after: buyer order, else: [extra]}
      extra: {norm: buyer must pay, by: 5 days after opened}
""",
        [
            "W711 what stands under `else` of `pay` never comes: it has no last day",
            "W712 `extra` can never open",
        ],
    ),
    "after a miss that can't be": (
        """
      pay: {norm: buyer must pay, after: buyer order}
      warn: {norm: seller may deliver, after: pay.missed, through: 5 days after opened}
""",
        ["W710 `pay` has no last day, and so is never missed", "W712 `warn` can never open"],
    ),
    "steps that wait for each other": (
        """
      one: {norm: buyer must pay, after: two.done, by: 5 days after opened}
      two: {norm: seller must deliver, after: one.done, by: 5 days after opened}
""",
        ["W712 `one` can never open", "W712 `two` can never open"],
    ),
    "a must and a must not that open together": (
        """
      deliver: {norm: seller must deliver, after: buyer order, by: 10 days after opened}
      hold: {norm: seller must not deliver, after: buyer order, through: 3 days after opened}
""",
        ["W713 `deliver` and `hold` can't both be kept: after `buyer order`"],
    ),
    "a must not that opens when the must is done": (
        """
      deliver:
        norm: seller must deliver
        after: buyer order
        by: 10 days after opened
        then: [hold]
      hold: {norm: seller must not deliver, through: 3 days after opened}
""",
        [],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_told_of_steps(case: str) -> None:
    clauses, expected = CASES[case]
    content = (FRAME + clauses.lstrip("\n")).encode()
    agreement, problems = load_folder(from_bytes({"agreement.yaml": content}, "supply"))
    assert agreement is not None, problems
    assert [f"{each.code} {each.message}" for each in lint_steps(agreement)] == expected
