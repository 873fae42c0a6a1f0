"""The findings of `findings.yaml`: exactly these, and none beside."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import yaml

from contract_engine import load
from contract_engine.answers.engine import Engine
from contract_engine.checks.lints import lint
from contract_engine.checks.proofs import prove
from contract_engine.diagnostics import Problem
from contract_engine.files.folder import from_bytes
from contract_engine.language import load_folder
from contract_engine.model.agreement import Agreement

TABLE: dict[str, Any] = yaml.safe_load(
    Path(__file__).with_name("findings.yaml").read_text(encoding="utf-8")
)


def _load(rules: str) -> Agreement:
    """The vocabulary with these keys in place of its own."""
    keys = re.findall(r"^(\w+):", rules, re.MULTILINE)
    blocks = re.split(r"^(?=\w)", TABLE["vocabulary"], flags=re.MULTILINE)
    kept = [block for block in blocks if block.split(":")[0] not in keys]
    text = "".join([*kept, rules])
    agreement, problems = load_folder(from_bytes({"agreement.yaml": text.encode()}, "shop"))
    assert agreement is not None, [problem.message for problem in problems]
    return agreement


def _cases(kind: str) -> list[Any]:
    return [pytest.param(case, id=name) for name, case in TABLE[kind].items()]


def _check(found: Iterable[Problem], finds: str) -> None:
    told = [f"{problem.code} {problem.message} ({problem.help})" for problem in found]
    assert sorted(told) == sorted(finds.splitlines())
    assert all(problem.span.line for problem in found), "each has its place"


@pytest.mark.parametrize("case", _cases("used"))
def test_what_is_unused_is_told_and_nothing_else(case: dict[str, Any]) -> None:
    _check(lint(_load(case["rules"])), case["finds"])


@pytest.mark.parametrize("case", _cases("proved"))
def test_what_is_proved_is_told_and_nothing_else(case: dict[str, Any]) -> None:
    findings = prove(Engine(_load(case["rules"])))
    _check(findings, case["finds"])
    assert len({(f.code, f.about) for f in findings}) == len(findings)


BOTH = """
format: 1
agreement: shop
grade: contract
parties: {seller: }
actions: {ship: }
facts: {sells: , big: }
instruments:
  - instrument: "2020"
    kind: agreement
    effective: 2020-01-01
    clauses:
      a: {norm: seller may ship}
      b: {norm: seller must not ship, when: sells}
      c: {norm: seller must not ship, when: big}
definitions:
  worth: {means: sells}
"""
ACCEPTED = """
format: 1
accepted:
  - {code: W701, about: a b, why: The text says so.}
  - {code: W602, about: worth, why: People ask for its value.}
"""


def test_each_finding_is_accepted_by_itself_and_says_how(tmp_path: Path) -> None:
    """By what its own last line says; accepting one pair silences no other."""
    (tmp_path / "agreement.yaml").write_text(BOTH, encoding="utf-8")
    before = [(p.code, p.about) for p in load(tmp_path).check().problems]
    assert sorted(before) == [("W602", "worth"), ("W701", "a b"), ("W701", "a c")]
    (tmp_path / "accepted.yaml").write_text(ACCEPTED, encoding="utf-8")
    found = load(tmp_path).check()
    assert [(p.code, p.about) for p in found.problems] == [("W701", "a c")]
    accepted = [(each.code, each.about) for each in found.accepted]
    assert sorted(accepted) == [("W602", "worth"), ("W701", "a b")]
