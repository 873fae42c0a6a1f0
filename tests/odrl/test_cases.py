"""The 68 cases: the engine says of each rule whether it is active, and of what it misses."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from contract_engine.api import LoadedAgreement
from contract_engine.model.outcome import Verdict
from contract_engine.odrl.agreement import Imported
from tests.odrl import corpus, world
from tests.odrl.corpus import Json, iri

CASES = [f"{number:03}" for number in range(1, 69)]
NORMALISED = {
    Verdict.PERMITTED: "permitted",
    Verdict.PROHIBITED: "prohibited",
    Verdict.NOT_ADDRESSED: "no_rule_active",
}


def test_there_are_68_cases() -> None:
    assert [case["id"] for case in corpus.file("cases.json")] == CASES


@pytest.mark.parametrize("name", CASES)
def test_the_engine_gives_the_expected_activation(name: str) -> None:
    case, policy, request, state = found(name)
    made, loaded = agreement(policy, asked(request))
    ask, given = world.question(made.words, request, state)
    answer = loaded.ask(ask, on=state["current_time"][:10], given=given, checked=True)
    active = {clause.id for clause in (*answer.clauses, *answer.also)}
    for rule in case["expected"]["rules"]:
        clauses = made.words.clauses[rule["rule"]]
        assert ("Active" if active & set(clauses) else "Inactive") == rule["activation"]
    assert NORMALISED[answer.verdict] == case["expected"]["verdict_normalised"]


@pytest.mark.parametrize("name", CASES)
def test_the_engine_tells_which_premises_fail(name: str) -> None:
    """A premise fails where what is given of it alone keeps the rule from applying."""
    case, policy, request, state = found(name)
    made, loaded = agreement(policy, asked(request))
    ask, given = world.question(made.words, request, state)
    for rule in case["expected"]["rules"]:
        (clause,) = made.words.clauses[rule["rule"]]
        (norm,) = loaded.model.clauses[clause].norms
        for premise in rule["premises"]:
            if premise["type"] == "DANGLING":
                continue  # the report names a premise that isn't in it
            said = world.part(given, made.words, premise["type"])
            act = ask if premise["type"] == "Action" else f"{norm.bearer} {norm.action}"
            answer = loaded.ask(act, on=state["current_time"][:10], given=said)
            fails = answer.verdict is Verdict.NOT_ADDRESSED
            assert ("Unsatisfied" if fails else "Satisfied") == premise["state"], premise["type"]


def found(name: str) -> tuple[Json, Path, Json, Json]:
    """A case with its policy's file, its request and its state of the world."""
    (case,) = (case for case in corpus.file("cases.json") if case["id"] == name)
    words = corpus.file("vocabulary.json")
    policy = corpus.by_id(words["policies"])[case["policy"]]
    file = corpus.place() / "original-ttl" / "policies" / Path(policy["source_file"]).name
    requests, states = corpus.by_id(words["requests"]), corpus.by_id(words["states"])
    return case, file, requests[case["request"]], states[case["state"]]


def asked(request: Json) -> str:
    return iri(request["asks"][0]["action"])


@cache
def agreement(policy: Path, action: str) -> tuple[Imported, LoadedAgreement]:
    return world.imported(policy.name, policy.read_bytes(), [action])
