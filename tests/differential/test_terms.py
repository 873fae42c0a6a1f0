"""What is in force, by `ask`, `rights`, `terms`, `duties` and the exported policy; generated."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any, cast

import pytest

from contract_engine.answers.engine import Engine
from contract_engine.answers.norms.in_force import Register, rights
from contract_engine.answers.norms.norms import norms_told
from contract_engine.diagram.core.region import Impossible
from contract_engine.model.question import Question
from contract_engine.odrl.exporting import exported
from tests.differential.compare import generated

CHUNKS = 10
CASES = 500
"""5,000 cases in all, all of them in `make test-long`."""
FEW = 125
"""So many are part of `make test`."""
RULES = ("permission", "prohibition", "obligation")


@pytest.mark.parametrize(
    ("chunk", "count"),
    [(0, FEW), *(pytest.param(n, CASES, marks=pytest.mark.long) for n in range(CHUNKS))],
)
def test_all_that_tell_what_is_in_force_agree(chunk: int, count: int) -> None:
    """What `ask` says governs is among the terms, and what it says has ended is not; `rights`
    lists the terms that have norms; a norm that `duties` says applies stands in a term that is
    not open; the exported policy has a rule of each term that it can state, and of no other, and
    says of those that are open that they are. Either all refuse what is given, or none does."""
    seen: Counter[str] = Counter()
    for case in generated(count, 11_000 + chunk, additions=not chunk % 2):
        question = case.typed
        if case.number % 2:  # the generator's own questions leave little open
            kept = list(question.given.items())[::2]
            question = question.with_given(dict(kept))
        seen += agreed(case.engine, question)
    least = {"refused": 5, "governing": 100, "ended": 20, "applying": 100, "open": 80}
    assert all(seen[what] >= most * count / CASES for what, most in least.items()), seen


def agreed(engine: Engine, question: Question) -> Counter[str]:
    """Check one question; gives how many clauses of each sort were met."""
    q = question
    register = Register(engine, q.options, q.given)
    parties = tuple(engine.agreement.vocabulary.parties)
    try:
        entries = register.entries(q.on)
    except Impossible:
        with pytest.raises(Impossible):
            engine.find(q.bearer, q.action, q.on, q.given, q.options)
        with pytest.raises(Impossible):
            exported(engine, q.on, q.given, q.options)
        return Counter(refused=1)
    terms = {entry.id for entry in entries}
    certain = {entry.id for entry in entries if not entry.open}
    outcome = engine.find(q.bearer, q.action, q.on, q.given, q.options).outcome
    assert {*outcome.governing, *outcome.also} <= terms, q
    assert not {*outcome.ended} & terms, q
    listed = {entry.id: entry for entry in rights(register, q.on, parties)}
    assert listed == {entry.id: entry for entry in entries if entry.norms}, q
    told = norms_told(engine, q, parties)
    applying = {norm.id for norm in told.norms if norm.applies == "yes"}
    assert applying <= certain, q
    assert {norm.id for norm in told.norms} | {choice.id for choice in told.one_of} <= terms, q
    stated = policy_of(engine, q)
    assert stated.keys() <= terms, q
    for entry in entries:
        norms = engine.agreement.clauses[entry.id].norms
        plain = [norm for norm in norms if not norm.choice or norm.alone]
        can = any(str(norm.modality) != "need not" for norm in plain)
        assert (entry.id in stated) == can, (q, entry)
        says_open = f"{entry.id.replace('-', '_')}_is_in_force" in stated.get(entry.id, "")
        assert says_open == (can and entry.open), (q, entry)
    return Counter(
        governing=len(outcome.governing),
        ended=len(outcome.ended),
        applying=len(applying),
        open=len(terms - certain),
    )


def policy_of(engine: Engine, question: Question) -> dict[str, str]:
    """The clauses of which the exported policy has a rule, with the text of their rules."""
    made = exported(engine, question.on, question.given, question.options)
    policy = cast("list[dict[str, Any]]", made.document["@graph"])[0]
    found: dict[str, str] = {}
    for rule in (rule for kind in RULES for rule in policy.get(kind, ())):
        name = rule["uid"].split(":clause:")[1].split(":")[0]
        found[name] = found.get(name, "") + json.dumps(rule)
    return found
