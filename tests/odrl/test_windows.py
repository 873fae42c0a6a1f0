"""The 22 problems of date windows alone, by what the engine proves of the imported agreements.

Each policy of a problem has one rule. Two rules conflict where a rule with the constraints of both
could never apply; one refines the other where adding it changes no verdict; a policy can't be
realized where its clause can never apply.
"""

from __future__ import annotations

import json

import pytest

from contract_engine.answers.compare.diff import View, differ
from contract_engine.api import LoadedAgreement
from contract_engine.checks.proofs import prove
from contract_engine.model.question import Options
from tests.odrl import corpus, world
from tests.odrl.corpus import Json

PROBLEMS = [
    f"ODRL{number}"
    for numbers in ((800, 803), (831, 836), (843, 848), (852, 855), (865, 866))
    for number in range(numbers[0], numbers[1] + 1)
]
NEVER_APPLIES = "W702"


def test_there_are_22_problems_of_date_windows_alone() -> None:
    def operands(data: Json) -> set[str]:
        if isinstance(data, list):
            return {name for each in data for name in operands(each)}
        if isinstance(data, dict):
            return {data["left"]} if "left" in data else operands(list(data.values()))
        return set()

    alone = [
        problem["id"]
        for problem in corpus.file("temporal-windows.json")
        if operands(problem["policies"]) == {"odrl:dateTime"}
        and problem["category"] != "SortAblation"
    ]
    assert sorted(alone) == PROBLEMS


@pytest.mark.parametrize("name", PROBLEMS)
def test_the_engine_proves_the_verdict(name: str) -> None:
    problem = corpus.by_id(corpus.file("temporal-windows.json"))[name]
    rules = [rule for policy in problem["policies"] for rule in policy["rules"]]
    match problem["relation"]:
        case "conflict":
            first, second = rules
            both = [*first["constraints"], *second["constraints"]]
            said = (
                "Compatible" if can_apply(agreement({**first, "constraints": both})) else "Conflict"
            )
        case "realizability":
            said = "Realizable" if can_apply(agreement(*rules)) else "Unrealizable"
        case "refinement":
            narrow, wide = rules
            views = (
                View("wide", agreement(wide).engine, Options()),
                View("both", agreement(wide, narrow).engine, Options()),
            )
            said = "NotRefines" if any(row.turns for row in differ(*views)) else "Refines"
        case other:
            pytest.fail(f"a relation that is not known: {other}")
    assert said == problem["verdict"], problem["english"]


def can_apply(loaded: LoadedAgreement) -> bool:
    """Whether `check` finds no clause that can never apply."""
    return all(finding.code != NEVER_APPLIES for finding in prove(loaded.engine))


def agreement(*rules: Json) -> LoadedAgreement:
    """The agreement that a policy with these permissions becomes, by way of its JSON-LD."""
    policy = {
        "@context": "http://www.w3.org/ns/odrl.jsonld",
        "@type": "Set",
        "uid": "http://example.org/policy",
        "permission": [
            {
                "action": rule["action"].removeprefix("odrl:"),
                "constraint": [constraint(each) for each in rule["constraints"]],
            }
            for rule in rules
        ],
    }
    return world.imported("policy.jsonld", json.dumps(policy).encode())[1]


def constraint(data: Json) -> Json:
    if "left" not in data:
        ((join, parts),) = data.items()
        return {join: [constraint(part) for part in parts]}
    return {
        "leftOperand": data["left"].removeprefix("odrl:"),
        "operator": data["op"],
        "rightOperand": {"@value": data["right"], "@type": "xsd:dateTime"},
    }
