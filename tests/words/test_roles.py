"""A role asked about in words: whoever may be in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from contract_engine.files.folder import read_folder
from contract_engine.language import load_folder
from contract_engine.model.agreement import Agreement
from contract_engine.words.understand import understand
from tests.words.vocabularies import reading

AGREEMENT = """\
format: 1
agreement: lease
title: The lease
parties: {landlord: {label: the landlord}, tenant: {label: the tenant}}
roles:
  defaulting_party: {of: [landlord, tenant], label: the defaulting party}
actions:
  pay: {label: pay damages, aliases: [pay]}
instruments: [one]
"""
INSTRUMENT = """\
format: 1
instrument: one
title: One
effective: 2024-01-01
kind: agreement
clauses:
  pays:
    text: The defaulting party pays damages.
    norm: defaulting_party must pay
"""


@pytest.fixture
def lease(tmp_path: Path) -> Agreement:
    """An agreement with a role that either party may be in."""
    (tmp_path / "agreement.yaml").write_text(AGREEMENT, encoding="utf-8")
    (tmp_path / "one.yaml").write_text(INSTRUMENT, encoding="utf-8")
    agreement, problems = load_folder(read_folder(tmp_path))
    assert agreement is not None, problems
    return agreement


def test_a_role_is_asked_of_each_that_may_be_in_it(lease: Agreement) -> None:
    """Whoever asks of the defaulting party is told of each party, as the one in default."""
    found = understand(lease, "Must the defaulting party pay damages on 1 March 2024?")
    assert reading(found) == [
        "ask landlord pay defaulting_party=landlord --on 2024-03-01",
        "ask tenant pay defaulting_party=tenant --on 2024-03-01",
    ]


def test_who_is_in_a_role_may_be_said(lease: Agreement) -> None:
    """Where the question says who is in default, the other party isn't."""
    text = "Must the defaulting party pay on 1 March 2024 if the defaulting party is the tenant?"
    found = understand(lease, text)
    assert reading(found) == ["ask tenant pay defaulting_party=tenant --on 2024-03-01"]
