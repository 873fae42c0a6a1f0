"""Which mutants a small agreement has, counted by hand, and what becomes of each."""

from __future__ import annotations

from datetime import date

import pytest

from contract_engine.measure.mutation.edits import dependants, effective_on, without_instrument
from contract_engine.measure.mutation.mutants import mutants
from contract_engine.measure.mutation.mutation import fates
from tests.measure.leases import asked, load

TERMS = """
- instrument: "2020"
  kind: agreement
  effective: 2020-01-01
  published: 2020-01-05
  clauses:
    no-strangers:
      norm: tenant must not sublet
      when: [guest is student]
      unless: [consent]
      from: 2020-02-01
      through: 2021
      published: 2020-03-01
    paint: {norm: tenant may paint, until: 2 months after given_on}
    plain: {states: The house has a garden.}
- instrument: "2022"
  kind: amendment
  effective: 2022-01-01
  repeals: [paint]
  clauses:
    students:
      norm: [tenant may sublet, tenant must pay]
      replaces: [no-strangers]
      overrides: [paint]
"""

COUNTED = {
    "2020": {
        "lost",
        "effective 2019-12-31 for 2020-01-01",
        "effective 2020-01-02 for 2020-01-01",
        "published 2020-01-04 for 2020-01-05",
        "published 2020-01-06 for 2020-01-05",
    },
    "no-strangers": {
        "left out",
        "without when guest is student",
        "guest is lodger for guest is student",
        "guest is stranger for guest is student",
        "without unless consent",
        "tenant may sublet for tenant must not sublet",
        "from 2020-01-31 for 2020-02-01",
        "from 2020-02-02 for 2020-02-01",
        "through 2021-12-30 for 2021-12-31",
        "through 2022-01-01 for 2021-12-31",
        "published 2020-02-29 for 2020-03-01",
        "published 2020-03-02 for 2020-03-01",
    },
    "paint": {
        "left out",
        "tenant must not paint for tenant may paint",
        "until 1 month after given_on for 2 months after given_on",
        "until 3 months after given_on for 2 months after given_on",
    },
    "2022": {
        "lost",
        "effective 2021-12-31 for 2022-01-01",
        "effective 2022-01-02 for 2022-01-01",
        "published 2021-12-31 for 2022-01-01",
        "published 2022-01-02 for 2022-01-01",
        "without repeals paint",
    },
    "students": {
        "left out",
        "without overrides paint",
        "without replaces no-strangers",
        "tenant must not sublet for tenant may sublet",
        "tenant need not pay for tenant must pay",
    },
    "scope": {
        "default narrow for wide",
        "default none for wide",
        "narrow published 2021-05-31 for 2021-06-01",
        "narrow published 2021-06-02 for 2021-06-01",
    },
}


def test_the_mutants_are_those_counted_by_hand() -> None:
    found: dict[str, set[str]] = {}
    for mutant in mutants(load(TERMS)):
        assert mutant.wrong not in found.setdefault(mutant.of, set())
        found[mutant.of].add(mutant.wrong)
    assert found == COUNTED


LINES = {
    "consent": {"without when consent"},
    "not consent": {"without when not consent"},
    "guest is friend or student": {
        "without when guest is friend or student",
        "guest is stranger or student for guest is friend or student",
        "guest is friend or lodger for guest is friend or student",
        "guest is friend or stranger for guest is friend or student",
    },
    "guest is not lodger": {
        "without when guest is not lodger",
        "guest is not student for guest is not lodger",
        "guest is not stranger for guest is not lodger",
    },
    "guest is friend or lodger or student": {
        # stranger for lodger, or for student, would say the same
        "without when guest is friend or lodger or student",
        "guest is stranger or lodger or student for guest is friend or lodger or student",
        "guest is friend or student for guest is friend or lodger or student",
        "guest is friend or lodger for guest is friend or lodger or student",
    },
    "rooms >= 3": {"without when rooms >= 3", "rooms > 3 for rooms >= 3"},
    "rooms < 3": {"without when rooms < 3", "rooms <= 3 for rooms < 3"},
    "scope is narrow": {"without when scope is narrow", "scope is wide for scope is narrow"},
    "10 days after sold": {
        "without when 10 days after sold",
        "9 days after sold for 10 days after sold",
        "11 days after sold for 10 days after sold",
    },
    "sold": {"without when sold"},
    "{at_least: 2, of: [consent, sold, rooms > 1]}": {
        "without when at least 2 of consent, sold, rooms > 1",
        "without consent in at least 2 of consent, sold, rooms > 1",
        "without sold in at least 2 of consent, sold, rooms > 1",
        "without rooms > 1 in at least 2 of consent, sold, rooms > 1",
        "rooms >= 1 for rooms > 1",
        "at least 1 of consent, sold, rooms > 1 for at least 2 of consent, sold, rooms > 1",
        "at least 3 of consent, sold, rooms > 1 for at least 2 of consent, sold, rooms > 1",
    },
    "{at_most: 1, of: [consent, sold]}": {  # at most 2 of two would always be true
        "without when at most 1 of consent, sold",
        "without consent in at most 1 of consent, sold",
        "without sold in at most 1 of consent, sold",
        "none of consent, sold for at most 1 of consent, sold",
    },
    "{not: {exactly: 1, of: [consent, sold]}}": {
        "without when not (exactly 1 of consent, sold)",
        "without consent in exactly 1 of consent, sold",
        "without sold in exactly 1 of consent, sold",
        "none of consent, sold for exactly 1 of consent, sold",
        "exactly 2 of consent, sold for exactly 1 of consent, sold",
    },
    "{any: [consent, rooms > 1]}": {
        "without when consent or rooms > 1",
        "without consent in consent or rooms > 1",
        "without rooms > 1 in consent or rooms > 1",
        "rooms >= 1 for rooms > 1",
    },
}


@pytest.mark.parametrize("line", LINES)
def test_a_line_goes_wrong_in_these_ways(line: str) -> None:
    agreement = load(
        '- instrument: "2020"\n  kind: agreement\n  effective: 2020-01-01\n  clauses:\n'
        f"    paint: {{norm: tenant may paint, when: [{line}]}}\n"
    )
    other = ("left out", "tenant must not paint for tenant may paint")
    found = {m.wrong for m in mutants(agreement) if m.of == "paint" and m.wrong not in other}
    assert found == LINES[line]


CLARIFIED = """
- {instrument: "2020", kind: agreement, effective: 2020-01-01}
- {instrument: "2021", kind: clarification, clarifies: "2020", effective: 2021-01-01}
- {instrument: "2022", kind: clarification, clarifies: "2021", effective: 2021-06-01}
- {instrument: "2023", kind: amendment, effective: 2023-01-01}
"""


def test_with_an_instrument_go_its_clarifications() -> None:
    agreement = load(CLARIFIED)
    assert dependants(agreement, "2020") == ("2020", "2021", "2022")
    assert list(without_instrument(agreement, "2021").instruments) == ["2020", "2023"]


def test_clarifications_keep_the_rank_of_what_they_clarify() -> None:
    agreement = load(CLARIFIED)
    moved = effective_on(agreement, "2020", date(2020, 1, 2))
    ranks = {name: instrument.rank for name, instrument in moved.instruments.items()}
    assert ranks["2020"] == ranks["2021"] == ranks["2022"] == (date(2020, 1, 2), 0)
    assert ranks["2023"] == agreement.instruments["2023"].rank
    own = effective_on(agreement, "2021", date(2021, 1, 2))
    assert own.instruments["2021"].rank == agreement.instruments["2021"].rank


FEW = """
- instrument: "2020"
  kind: agreement
  effective: 2020-01-01
  clauses:
    no-strangers:
      norm: tenant must not sublet
      when: [guest is stranger, guest is student]
      through: 2021
"""

ONE = """
  - name: a student on the first day
    ask: tenant sublet
    on: 2020-01-01
    given: {guest: student}
    expect: prohibited
"""
MORE = """
  - name: the eve
    ask: tenant sublet
    on: 2019-12-31
    given: {guest: student}
    expect: not_addressed
  - name: a lodger
    ask: tenant sublet
    on: 2020-01-01
    given: {guest: lodger}
    expect: not_addressed
  - name: the last day
    ask: tenant sublet
    on: 2021-12-31
    given: {guest: student}
    expect: prohibited
  - name: the day after
    ask: tenant sublet
    on: 2022-01-01
    given: {guest: student}
    expect: not_addressed
    because: []
  - name: on the eve nothing was known
    ask: tenant sublet
    on: 2020-01-01
    given: {guest: student}
    known: 2019-12-31
    expect: not_addressed
  - name: on the day it was
    ask: tenant sublet
    on: 2020-01-01
    given: {guest: student}
    known: 2020-01-01
    expect: prohibited
"""

BY_ONE = {
    "2020 lost": "killed",
    "2020 effective 2019-12-31 for 2020-01-01": "survived",
    "2020 effective 2020-01-02 for 2020-01-01": "killed",
    "2020 published 2019-12-31 for 2020-01-01": "survived",
    "2020 published 2020-01-02 for 2020-01-01": "survived",
    "no-strangers left out": "killed",
    "no-strangers without when guest is stranger": "equivalent",
    "no-strangers guest is friend for guest is stranger": "killed",
    "no-strangers without when guest is student": "survived",
    "no-strangers guest is lodger for guest is student": "killed",
    "no-strangers guest is stranger for guest is student": "survived",
    "no-strangers tenant may sublet for tenant must not sublet": "killed",
    "no-strangers through 2021-12-30 for 2021-12-31": "survived",
    "no-strangers through 2022-01-01 for 2021-12-31": "survived",
    "scope default narrow for wide": "equivalent",
    "scope default none for wide": "equivalent",
    "scope narrow published 2021-05-31 for 2021-06-01": "equivalent",
    "scope narrow published 2021-06-02 for 2021-06-01": "equivalent",
}


def test_one_scenario_notices_these() -> None:
    agreement = load(FEW)
    found = fates(agreement, asked(agreement, ONE), jobs=1)
    assert {fate.about: fate.status for fate in found} == BY_ONE


def test_a_few_more_notice_all_that_counts() -> None:
    agreement = load(FEW)
    found = {f.about: f.status for f in fates(agreement, asked(agreement, ONE + MORE), jobs=1)}
    for about, status in BY_ONE.items():
        assert found[about] == ("killed" if status == "survived" else status), about


def test_several_processes_judge_as_one_does() -> None:
    agreement = load(FEW)
    scenarios = asked(agreement, ONE)
    assert list(fates(agreement, scenarios, jobs=2)) == list(fates(agreement, scenarios, jobs=1))


CIRCLE = """
- {instrument: "2020", kind: agreement, effective: 2020-01-01, clauses: {
    a: {norm: tenant must not sublet, overrides: [d]}}}
- {instrument: "2021", kind: amendment, effective: 2021-01-01, clauses: {
    b: {norm: tenant may sublet, overrides: [c]}}}
- {instrument: "2022", kind: amendment, effective: 2022-01-01, clauses: {
    c: {norm: tenant must not sublet}}}
- {instrument: "2023", kind: amendment, effective: 2023-01-01, clauses: {
    d: {norm: tenant may sublet}}}
"""


def test_what_has_no_meaning_is_refused() -> None:
    """Without its override `b` would lose to `c`, which loses to `d`, to `a`, and to `b`."""
    found = [fate for fate in fates(load(CIRCLE), (), jobs=1) if fate.status == "refused"]
    assert [fate.about for fate in found] == ["b without overrides c"]
