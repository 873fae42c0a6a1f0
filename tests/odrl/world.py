"""A policy, a request and a state of the world -> an agreement and a question to it.

Holds no evaluation: names are looked up, and the engine answers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from contract_engine.api import LoadedAgreement
from contract_engine.files.folder import from_bytes
from contract_engine.language import load_folder
from contract_engine.odrl.agreement import PARTY, Imported, agreement_of
from contract_engine.odrl.facts import Words
from contract_engine.odrl.graphs import graph_of
from contract_engine.odrl.reading import read_policies
from contract_engine.odrl.writing import written
from tests.odrl.corpus import Json, iri

STATES = {"Fulfilled": "fulfilled", "NonSet": "not_set", "Violated": "violated"}


def imported(
    file: str, content: bytes, asked: Sequence[str] = ()
) -> tuple[Imported, LoadedAgreement]:
    """What a file of policies becomes, read back from its text as any rule file is."""
    graph, problems = graph_of(file, content)
    assert graph is not None, problems
    found, problems = read_policies(file, graph)
    assert found is not None, problems
    made = agreement_of(found, "policy", asked)
    text = written(made, file).encode()
    agreement, problems = load_folder(from_bytes({"policy.yaml": text}, "", "policy.yaml"))
    assert agreement is not None, problems
    return made, LoadedAgreement(agreement)


def question(words: Words, request: Json, state: Json) -> tuple[str, dict[str, str]]:
    """`PARTY ACTION`, and what is given."""
    (ask,) = request["asks"]
    given: dict[str, str] = {}
    members = {(each["member"], each["collection"]) for each in state["memberships"]}
    for role, said in (("party", ask["assignee"]), ("target", ask["target"])):
        if fact := words.roles.get(role):
            given[fact] = words.values.get((fact, iri(said)), f"another_{fact}")
        for (of, collection), fact in words.collections.items():
            if of == role:
                inside = any((m, c) == (said, c) and iri(c) == collection for m, c in members)
                given[fact] = "yes" if inside else "no"
    if fact := words.roles.get("moment"):
        given[fact] = state["current_time"]
    for report in state["duty_reports"]:
        if fact := words.duties.get(report["duty"]):
            given[fact] = STATES[report["deontic"]]
    return f"{PARTY} {words.actions[iri(ask['action'])]}", given


def part(given: Mapping[str, str], words: Words, premise: str) -> dict[str, str]:
    """What is given that a premise is about; nothing for the action."""
    role = {"Party": "party", "Target": "target", "Constraint": "moment"}.get(premise, "")
    facts = {words.roles.get(role)} | {f for (of, _), f in words.collections.items() if of == role}
    return {name: value for name, value in given.items() if name in facts}
