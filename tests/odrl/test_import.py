"""What policies become: files and what comes of each, and laws over all of them."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Literal, URIRef

from contract_engine.api import LoadedAgreement
from contract_engine.checks.proofs import prove
from contract_engine.model.outcome import Verdict
from contract_engine.odrl.agreement import Imported, agreement_of
from contract_engine.odrl.graphs import graph_of
from contract_engine.odrl.reading import read_policies
from contract_engine.odrl.vocabulary import ACTIONS, INCLUDED_IN
from contract_engine.odrl.writing import written
from tests.odrl import world
from tests.odrl.files import SUFFIXES, cases, comes_of, expected

ROOT = Path(__file__).parents[2]
GOOD, BAD = cases("cases"), cases("bad")


def name_of(case: Path) -> str:
    return case.name


@pytest.mark.parametrize("case", [*GOOD, *BAD], ids=name_of)
def test_what_comes_of_a_file_is_as_expected(case: Path) -> None:
    assert comes_of(case) == expected(case).read_text(encoding="utf-8")


def test_odd_literals_are_not_talked_of(caplog: pytest.LogCaptureFixture) -> None:
    """(rdflib logs a traceback of each, which Python prints where nobody listens.)"""
    case = next(case for case in GOOD if case.stem == "odd")
    assert graph_of(case.name, case.read_bytes())[0]
    assert not caplog.records


@pytest.mark.parametrize("case", GOOD, ids=name_of)
def test_what_is_imported_can_be_loaded_and_proved(case: Path) -> None:
    _, loaded = world.imported(case.name, case.read_bytes())
    assert not prove(loaded.engine)


@pytest.mark.parametrize("case", GOOD, ids=name_of)
def test_whatever_else_is_said_is_told_as_left_out(case: Path) -> None:
    """No statement is lost: whatever is added to anything in a file is told of it."""
    said, _ = graph_of(case.name, case.read_bytes())
    assert said is not None
    odd = URIRef("http://example.org/odd")
    subjects = list(dict.fromkeys(subject for subject, _, _ in said))
    for number, subject in enumerate(subjects):
        found, _ = read_policies(case.name, [*said, (subject, odd, Literal(f"said-{number}"))])
        assert found is not None
        told = [each.says for each in found.remarks if each.sort == "left out"]
        assert sum(f'<http://example.org/odd> "said-{number}"' in each for each in told) == 1


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_order_of_hashes_makes_no_difference(seed: str) -> None:
    script = "from tests.odrl.files import *; print(*map(comes_of, cases('cases')), sep='')"
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    texts = [expected(case).read_text(encoding="utf-8") for case in GOOD]
    assert done.stdout == "".join(texts) + "\n"


MOMENTS = [
    ("2024-02-28T23:59:59.999999Z", "before"),
    ("2024-02-29T00:00:00Z", "on it"),
    ("2024-02-29T23:59:59.999999Z", "on it"),
    ("2024-03-01T00:00:00Z", "after"),
]
HOLDS = {
    "lt": {"before"},
    "lteq": {"before", "on it"},
    "eq": {"on it"},
    "neq": {"before", "after"},
    "gteq": {"on it", "after"},
    "gt": {"after"},
}


@pytest.mark.parametrize("operator", HOLDS)
def test_a_date_without_a_time_is_the_whole_day(operator: str) -> None:
    constraint = f"odrl:dateTime ; odrl:operator odrl:{operator} ; odrl:rightOperand"
    _, loaded = permission(f'[ odrl:leftOperand {constraint} "2024-02-29"^^xsd:date ]')
    for moment, when in MOMENTS:
        verdict = loaded.ask(
            "assignee use", on="2024-01-01", given={"requested_at": moment}
        ).verdict
        assert (verdict is Verdict.PERMITTED) == (when in HOLDS[operator]), moment


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
@pytest.mark.parametrize(("join", "holds"), [("and", all), ("or", any), ("xone", None)])
def test_joined_constraints_hold_as_they_say(count: int, join: str, holds: object) -> None:
    """Exactly one of an xone, any of an or, all of an and: in every situation."""
    parts = " ".join(
        f"[ odrl:leftOperand ex:c{n} ; odrl:operator odrl:eq ; odrl:rightOperand ex:yes ]"
        for n in range(count)
    )
    made, loaded = permission(f"[ odrl:{join} ( {parts} ) ]")
    facts = [name for name in made.data["facts"] if name.startswith("c")]
    assert len(facts) == count
    for values in product([True, False], repeat=count):
        said = {
            fact: f"{fact}_yes" if value else f"another_{fact}"
            for fact, value in zip(facts, values, strict=True)
        }
        wanted = holds(values) if callable(holds) else sum(values) == 1
        verdict = loaded.ask("assignee use", on="2024-01-01", given=said).verdict
        assert (verdict is Verdict.PERMITTED) == wanted, said


@pytest.mark.parametrize("operator", ["eq", "neq"])
@pytest.mark.parametrize("right", ["true", "false"])
def test_what_is_true_or_false_is_a_yes_or_no(operator: str, right: str) -> None:
    _, loaded = permission(
        f"[ odrl:leftOperand ex:paid ; odrl:operator odrl:{operator} ; odrl:rightOperand {right} ]"
    )
    for value in ("yes", "no"):
        holds = ((value == "yes") == (right == "true")) == (operator == "eq")
        verdict = loaded.ask("assignee use", on="2024-01-01", given={"paid": value}).verdict
        assert (verdict is Verdict.PERMITTED) == holds


def test_what_is_not_worked_out_never_widens_a_permission() -> None:
    """A constraint that this engine can't evaluate leaves the answer open until it is given."""
    constraint = "odrl:elapsedTime ; odrl:operator odrl:lt ; odrl:rightOperand"
    made, loaded = permission(f'[ odrl:leftOperand {constraint} "P1D"^^xsd:duration ]')
    (fact,) = made.data["facts"]
    for value, verdict in (
        ("unknown", Verdict.DEPENDS),
        ("yes", Verdict.PERMITTED),
        ("no", Verdict.NOT_ADDRESSED),
    ):
        assert loaded.ask("assignee use", on="2024-01-01", given={fact: value}).verdict is verdict


def test_the_vocabulary_has_one_tree() -> None:
    """Every action ends in use or transfer, reading and writing in use, selling in transfer."""
    for name, iri in ACTIONS.items():
        chain = [iri]
        while chain[-1] in INCLUDED_IN:
            chain.append(INCLUDED_IN[chain[-1]])
            assert len(chain) < 5
        wanted = "transfer" if name in ("transfer", "give", "sell") else "use"
        assert chain[-1] == ACTIONS[wanted], name


def test_conflicting_rules_are_found_and_strategies_decide_them() -> None:
    both = "odrl:permission [ odrl:action odrl:use ] ; odrl:prohibition [ odrl:action odrl:read ]"
    verdicts = {"": Verdict.CONFLICT, "odrl:conflict odrl:invalid ;": Verdict.CONFLICT}
    verdicts["odrl:conflict odrl:perm ;"] = Verdict.PERMITTED
    verdicts["odrl:conflict odrl:prohibit ;"] = Verdict.PROHIBITED
    for strategy, verdict in verdicts.items():
        _, loaded = policy(f"{strategy} {both}")
        assert loaded.ask("assignee read", on="2024-01-01", checked=True).verdict is verdict
        found = {finding.code for finding in prove(loaded.engine)}
        assert ("W701" in found) == (verdict is Verdict.CONFLICT)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(GOOD),
    st.lists(
        st.tuples(
            st.floats(0, 1),
            st.integers(0, 12),
            st.sampled_from(["", '"', "[ ]", "odrl:use", "( )", "1", "null", "ex:policy", "\x00"]),
        ),
        min_size=1,
        max_size=3,
    ),
)
def test_any_text_is_an_agreement_or_a_problem(
    case: Path, edits: list[tuple[float, int, str]]
) -> None:
    text = case.read_text(encoding="utf-8")
    for where, length, instead in edits:
        at = int(where * len(text))
        text = text[:at] + instead + text[at + length :]
    said, problems = graph_of(case.name, text.encode())
    if said is not None:
        found, problems = read_policies(case.name, said)
        if found is not None:
            assert written(agreement_of(found, "policy"), case.name)
    assert (said is None or found is None) == bool(problems)


def policy(text: str) -> tuple[Imported, LoadedAgreement]:
    """The agreement of one policy that says this."""
    return world.imported(
        "policy.ttl",
        f"""
        @prefix odrl: <http://www.w3.org/ns/odrl/2/> .
        @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        @prefix ex: <http://example.org/> .
        ex:policy {text} .
        """.encode(),
    )


def permission(constraint: str) -> tuple[Imported, LoadedAgreement]:
    """The agreement of a permission to use under one constraint."""
    return policy(f"odrl:permission [ odrl:action odrl:use ; odrl:constraint {constraint} ]")


def test_there_is_a_case_of_each_syntax() -> None:
    assert {case.suffix for case in GOOD} == {case.suffix for case in BAD} == set(SUFFIXES)
