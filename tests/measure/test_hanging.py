"""Coverage and mutation where clauses hang on others: definitions, choices, what disapplies."""

from __future__ import annotations

from dataclasses import replace

import pytest

from contract_engine.answers.compare.diff import View, differs
from contract_engine.answers.engine import Engine
from contract_engine.measure.coverage.coverage import coverage
from contract_engine.measure.coverage.feasible import reach
from contract_engine.measure.coverage.missing import proposals
from contract_engine.measure.mutation.edits import is_refused
from contract_engine.measure.mutation.equivalence import difference
from contract_engine.measure.mutation.kill import can_ask
from contract_engine.measure.mutation.mutants import mutants
from contract_engine.measure.mutation.mutation import fates
from contract_engine.measure.space.proposals import as_file
from contract_engine.measure.space.space import Benches
from contract_engine.measure.space.suite import suite
from contract_engine.measure.space.worlds import worlds
from tests.measure.guild import guild, loaded, merchants
from tests.measure.leases import read_file

AROUND = ("before", "on the day", "after")
"""Nothing hangs on what only other clauses ask for before the first of these takes effect."""
OBJECTIVES = {
    "business": {
        *(f"begins, {when}" for when in AROUND[1:]),
        *(f"until 2024-01-01, {when}" for when in AROUND),
        "excludes entity is public_body and not trades",
        "excludes entity is public_body and not trades, but for entity is public_body",
        "excludes entity is public_body and not trades, but for not trades",
        "includes entity is company or partnership",
        "includes entity is company or partnership, but for entity is company or partnership",
        "includes entity is foundation and not charter",
        "includes entity is foundation and not charter, but for entity is foundation",
        "includes entity is foundation and not charter, but for not charter",
    },
    "tier": {
        *(f"begins, {when}" for when in AROUND[1:]),
        "row seats >= 100 and plan is paid: gold",
        "row seats >= 100 and plan is paid: gold, but for seats >= 100",
        "row seats >= 100 and plan is paid: gold, but for plan is paid",
        "row plan is paid: silver",
        "row plan is paid: silver, but for plan is paid",
    },
    "emergency": {
        *(f"begins, {when}" for when in AROUND[1:]),
        "when trades",
        "when seats < 10",
    },
    "none-else": {
        *(f"begins, {when}" for when in AROUND),
        *(f"reading trading is {value}" for value in ("regular", "occasional")),
        "governs",
        "unless business",
        "unless `emergency` applies",
    },
    "make-good": {
        *(f"begins, {when}" for when in AROUND),
        *(f"reading trading is {value}" for value in ("regular", "occasional")),
        "governs guild must repair",
        "governs guild may repair",
        "governs guild may replace",
        "when business",
    },
}
MUTANTS = {
    "tier": {
        "left out",
        "without row seats >= 100 and plan is paid: gold",
        *(
            f"{wrong} in row seats >= 100 and plan is paid: gold"
            for wrong in (
                "without seats >= 100 in seats >= 100 and plan is paid",
                "seats > 100 for seats >= 100",
                "without plan is paid in seats >= 100 and plan is paid",
                "plan is free for plan is paid",
            )
        ),
        "row seats >= 100 and plan is paid: bronze for row seats >= 100 and plan is paid: gold",
        "without row plan is paid: silver",
        "without plan is paid in row plan is paid: silver",
        "plan is free for plan is paid in row plan is paid: silver",
        "row plan is paid: gold for row plan is paid: silver",
    },
    "make-good": {
        "left out",
        "without when business",
        "without alternative repair",
        "without alternative replace",
        "without not sold_out in alternative replace",
    },
    "emergency": {
        "left out",
        "without when trades",
        "without when seats < 10",
        "seats <= 10 for seats < 10",
    },
    "none-else": {
        "left out",
        "without unless business",
        "without unless `emergency` applies",
        "member may sell for member must not sell",
    },
    "few-vote": {
        "left out",
        "without when seats <= 3",
        "seats < 3 for seats <= 3",
        "member may vote for member must not vote",
        *(
            f"through {regular} (trading is regular) or {occasional} (trading is occasional) "
            "for 2023-06-30 (trading is regular) or 2023-12-31 (trading is occasional)"
            for regular, occasional in (
                ("2023-06-29", "2023-12-31"),
                ("2023-07-01", "2023-12-31"),
                ("2023-06-30", "2023-12-30"),
                ("2023-06-30", "2024-01-01"),
            )
        ),
    },
}


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(guild())


def test_the_objectives_are_those_counted_by_hand(engine: Engine) -> None:
    found: dict[str, set[str]] = {}
    for objective in reach(engine):
        for name in objective.names:
            clause, _, label = name.partition(" ")
            found.setdefault(clause, set()).add(label)
    assert {name: found[name] for name in OBJECTIVES} == OBJECTIVES


DEAD = """
format: 1
agreement: lease
grade: contract
parties: {tenant: }
actions: {sublet: }
facts:
  guest: {kind: {friend: , stranger: , student: }}
  fit:
definitions:
  fit:
    rows:
      - {when: guest is friend, is: yes}
      - {when: guest is stranger, is: no}
      - {when: guest is student, is: yes}
instruments:
  - instrument: "2020"
    kind: agreement
    effective: 2020-01-01
    clauses:
      fit-guests: {norm: tenant may sublet, when: [fit, guest is not stranger]}
"""


def test_a_line_on_which_no_answer_hangs_is_no_objective() -> None:
    """Strangers are kept out by another line, so that the definition's is never what decides."""
    found = reach(Engine(loaded(DEAD)))
    names = {name for objective in found for name in objective.names}
    assert "fit row guest is friend: yes" in names
    assert "fit row guest is stranger: no" not in names


def test_a_fact_that_is_given_does_not_exercise_its_definition() -> None:
    engine = Engine(loaded(DEAD))
    asked = "- {name: one, ask: tenant sublet, on: 2020-01-01, given: {guest: friend%s}, %s}"
    met = []
    for given in ("", ", fit: yes"):
        text = asked % (given, "expect: permitted")
        found, _ = suite(engine, read_file(f"format: 1\nagreement: lease\nscenarios:\n{text}"))
        met.append({o.about for o in coverage(engine, found.held).met})
    assert {name for name in met[0] - met[1] if name.startswith("fit ")} == met[0] - met[1]
    assert "fit row guest is friend: yes" in met[0] - met[1]


def test_the_mutants_are_those_counted_by_hand(engine: Engine) -> None:
    found: dict[str, set[str]] = {}
    for mutant in mutants(engine.agreement):
        found.setdefault(mutant.of, set()).add(mutant.wrong)
    assert {name: found[name] for name in MUTANTS} == MUTANTS


def test_what_is_proposed_meets_every_gap(engine: Engine) -> None:
    """Read back from its text, it holds, and coverage is 100 %."""
    proposed = read_file(as_file("lease", proposals(engine, reach(engine))))
    found, problems = suite(engine, proposed)
    assert (problems, found.failed) == ((), ())
    assert coverage(engine, found.held).missing == {}


def test_what_is_proposed_notices_every_survivor(engine: Engine) -> None:
    before = list(fates(engine.agreement, (), jobs=1))
    assert {fate.status for fate in before} == {"survived"}
    told = [replace(fate.proposal, ended=()) for fate in before if fate.proposal is not None]
    assert len(told) == len(before)
    found, problems = suite(engine, read_file(as_file("lease", told)))
    assert (problems, found.failed) == ((), ())
    after = fates(engine.agreement, found.held, jobs=1)
    assert [fate.about for fate in after if fate.status != "killed"] == []


def test_at_full_coverage_no_line_of_a_definition_can_be_deleted(engine: Engine) -> None:
    """A scenario that exercises a line says what the answer wouldn't be without it."""
    proposed = read_file(as_file("lease", proposals(engine, reach(engine))))
    held = suite(engine, proposed)[0].held
    defined = {name for name, c in engine.agreement.clauses.items() if c.defines}
    lines = [f for f in fates(engine.agreement, held, jobs=1) if f.about.split()[0] in defined]
    left = [f for f in lines if f.about.split()[1] == "without"]
    inside = "without trades in trades and trading is occasional in means"
    assert len(left) > 10
    assert [f.about for f in left if f.status == "survived" and inside not in f.about] == []


def test_what_is_proposed_is_asked_of_the_mutant_before() -> None:
    """Of facts that are assumed where no definition decides them, too, which can't be given."""
    engine = Engine(merchants())
    before = list(fates(engine.agreement, (), jobs=1))
    told = {f.about: f.proposal for f in before if f.status == "survived"}
    assert [about for about, proposal in told.items() if proposal is None] == []
    given = told["merchant without includes sells"]
    assert given is not None
    assert given.given == {"merchant": "unknown", "sells": "yes", "plan": "paid"}
    for about, proposal in told.items():
        assert proposal is not None
        alone, problems = suite(engine, read_file(as_file("lease", [replace(proposal, ended=())])))
        assert (problems, alone.failed) == ((), ())
        after = {f.about: f.status for f in fates(engine.agreement, alone.held, jobs=1)}
        assert after[about] == "killed", about


def test_equivalence_is_that_nothing_differs(engine: Engine) -> None:
    """A mutant counts where `diff` would show some difference in one of the worlds."""
    benches = Benches(engine)
    for mutant in mutants(engine.agreement):
        if is_refused(mutant.agreement, engine.agreement):
            continue
        mutated = Engine(mutant.agreement)
        either = (*worlds(engine.agreement), *worlds(mutant.agreement))
        asked = [world for world in either if can_ask(world, mutated)]
        expected = any(differs(View("", engine, w), View("", mutated, w)) for w in asked)
        assert (difference(benches, mutant, mutated) is not None) == expected, mutant.about
