"""Which objectives a small agreement has, counted by hand, and which scenario meets which."""

from __future__ import annotations

import pytest

from contract_engine.answers.engine import Engine
from contract_engine.measure.coverage.coverage import coverage
from contract_engine.measure.coverage.feasible import reach
from tests.measure.leases import asked, load

DAYS = ("before", "on the day", "after")


def days(words: str) -> set[str]:
    return {f"{words}, {day}" for day in DAYS}


def of(clause: str, *labels: str) -> set[str]:
    return {f"{clause} {label}" for label in labels}


PLAIN = """
- instrument: "2020"
  kind: agreement
  effective: 2020-01-01
  clauses:
    no-strangers:
      norm: tenant must not sublet
      when: [guest is stranger, rooms > 2]
      unless: [consent]
      through: 2021
"""

OVERRIDDEN = """
- instrument: "2020"
  kind: agreement
  effective: 2020-01-01
  clauses:
    no-strangers: {norm: tenant must not sublet, when: [guest is stranger]}
- instrument: "2022"
  kind: amendment
  effective: 2022-01-01
  clauses:
    students: {norm: tenant may sublet, when: [guest is student]}
"""

REPLACED = """
- instrument: "2020"
  kind: agreement
  effective: 2020-01-01
  clauses:
    old: {norm: tenant must pay, from: 2020-02-01}
    other: {norm: tenant may paint}
- instrument: "2022"
  kind: amendment
  effective: 2022-01-01
  repeals: [other]
  clauses:
    new: {norm: tenant must pay, replaces: [old], until: sale}
"""

IDLE = """
- instrument: "2020"
  kind: agreement
  effective: 2020-01-01
  clauses:
    students: {norm: tenant may sublet, when: [guest is stranger, guest is student]}
"""

READ = """
- instrument: "2020"
  kind: agreement
  effective: 2020-01-01
  clauses:
    wide: {norm: tenant may paint, when: [any: [scope is wide, rooms > 3]]}
"""

LATE = """
- instrument: "2020"
  kind: agreement
  effective: 2020-01-01
  clauses:
    hidden: {norm: tenant may paint, through: 2025}
- instrument: "2021"
  kind: clarification
  clarifies: "2020"
  effective: 2020-01-01
  published: 2021-05-01
  clauses:
    shown: {norm: tenant may paint, replaces: [hidden]}
"""

COUNTED = {
    "each line alone, and the days of a term": (
        PLAIN,
        of(
            "no-strangers",
            "governs",
            "when guest is stranger",
            "when rooms > 2",
            "unless consent",
            *days("begins"),
            *days("through 2021-12-31"),
        ),
    ),
    "what sets a clause aside": (
        OVERRIDDEN,
        of("no-strangers", "governs", "set aside by students", "when guest is stranger")
        | of("no-strangers", *days("begins"))
        | of("students", "governs", "when guest is student", *days("begins")),
    ),
    "replaced, repealed, until an event with readings": (
        REPLACED,
        of("old", "governs", *days("begins"), *days("replaced by new"))
        | of("other", "governs", *days("begins"), *days("repealed by 2022"))
        | of("new", "governs", *days("begins"), *days("until sale"))
        | of("new", "reading sale is made", "reading sale is told"),
    ),
    "a line that never fails alone does not count": (
        IDLE,
        of("students", "governs", "when guest is student", *days("begins")),
    ),
    "each value of a reading, where it matters": (
        READ,
        of("wide", "governs", "when scope is wide or rooms > 3", *days("begins"))
        | of("wide", "reading scope is wide", "reading scope is narrow"),
    ),
    "a clause that only applies as known early": (
        LATE,
        of("hidden", "governs", *days("begins"), *days("through 2025-12-31"))
        | of("hidden", "replaced by shown, on the day", "replaced by shown, after")
        | of("shown", "governs", *days("begins")),
    ),
}


@pytest.mark.parametrize("name", COUNTED)
def test_the_objectives_are_those_counted_by_hand(name: str) -> None:
    text, expected = COUNTED[name]
    found = reach(Engine(load(text)))
    assert {name for objective in found for name in objective.names} == expected


SCENARIOS = {
    "a stranger on the first day": (
        PLAIN,
        "{ask: tenant sublet, on: 2020-01-01, given: {guest: student, rooms: 3}, "
        "expect: prohibited}",
        of("no-strangers", "governs", "begins, on the day", "through 2021-12-31, before"),
    ),
    "the last day is before the end, the first after a term is the day": (
        PLAIN,
        "{ask: tenant sublet, on: 2022-01-01, given: {guest: student, rooms: 3}, "
        "expect: not_addressed}",
        of("no-strangers", "through 2021-12-31, on the day"),
    ),
    "two lines fail, so neither is exercised": (
        PLAIN,
        "{ask: tenant sublet, on: 2020-01-01, given: {guest: friend, rooms: 1}, "
        "expect: not_addressed}",
        set(),
    ),
    "an exception alone": (
        PLAIN,
        "{ask: tenant sublet, on: 2020-01-01, given: {guest: lodger, rooms: 9, consent: yes}, "
        "expect: not_addressed}",
        of("no-strangers", "unless consent"),
    ),
    "what isn't certain isn't exercised": (
        PLAIN,
        "{ask: tenant sublet, on: 2020-01-01, given: {guest: lodger}, expect: depends}",
        set(),
    ),
    "but cases that are written down are": (
        PLAIN,
        "{ask: tenant sublet, on: 2020-01-01, given: {guest: lodger}, expect: depends, cases: ["
        "{given: {rooms: '<= 2'}, verdict: not_addressed}, "
        "{given: {rooms: '> 2'}, verdict: prohibited}]}",
        of("no-strangers", "governs", "when rooms > 2", "begins, on the day")
        | of("no-strangers", "through 2021-12-31, before"),
    ),
    "set aside": (
        OVERRIDDEN,
        "{ask: tenant sublet, on: 2022-01-02, given: {guest: student}, expect: permitted}",
        of("no-strangers", "set aside by students", "begins, after")
        | of("students", "governs", "begins, after"),
    ),
    "any earlier day of the stretch is before": (
        REPLACED,
        "{ask: tenant paint, on: 2019-06-01, expect: not_addressed}",
        of("other", "begins, before"),
    ),
    "a day before that stretch is not": (
        REPLACED,
        "{ask: tenant pay, on: 2019-06-01, expect: not_addressed}",
        set(),
    ),
    "the day of an event, and the reading that it turns on": (
        REPLACED,
        "{ask: tenant pay, on: 2023-05-01, given: {sold: 2023-05-01}, readings: {sale: made}, "
        "expect: not_addressed}",
        of("new", "until sale, on the day", "reading sale is made")
        | of("old", "replaced by new, after"),
    ),
    "asked of a kind of the act": (
        READ,
        "{ask: tenant paint_black, on: 2020-01-01, given: {rooms: 4}, expect: permitted}",
        of("wide", "governs", "begins, on the day"),
    ),
    "a default is asked about too": (
        READ,
        "{ask: tenant paint, on: 2020-01-02, given: {rooms: 1}, expect: permitted}",
        of("wide", "governs", "begins, after", "reading scope is wide"),
    ),
    "as known before the clarification": (
        LATE,
        "{ask: tenant paint, on: 2026-01-01, known: 2021-04-30, expect: not_addressed}",
        of("hidden", "through 2025-12-31, on the day"),
    ),
}


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_scenario_meets_what_it_should(name: str) -> None:
    text, scenario, expected = SCENARIOS[name]
    agreement = load(text)
    found = coverage(Engine(agreement), asked(agreement, f"  - {{name: one, {scenario[1:]}"))
    assert {name for objective in found.met for name in objective.names} == expected


SUBJECT = """
- instrument: "2020"
  kind: agreement
  effective: 2020-01-01
  clauses:
    "1": {norm: tenant must not sublet, when: [consent]}
    "2": {norm: tenant may sublet, subject_to: ["1"]}
    "3": {norm: tenant may sublet, subject_to: ["1"]}
    "4": {norm: tenant may sublet, subject_to: ["1"], from: sold}
"""


def test_what_no_question_tells_apart_counts_once() -> None:
    """Clauses 2 and 3 begin, govern and give way together; clause 4 begins another day."""
    found = {objective.about: objective.alike for objective in reach(Engine(load(SUBJECT)))}
    assert found == {
        "1 governs": ("2 set aside by 1", "3 set aside by 1"),
        "1 when consent": ("2 governs", "3 governs"),
        "1 begins, before": (),
        "1 begins, on the day": (),
        "1 begins, after": (),
        "2 begins, before": ("3 begins, before",),
        "2 begins, on the day": ("3 begins, on the day",),
        "2 begins, after": ("3 begins, after",),
        "4 governs": (),
        "4 set aside by 1": (),
        "4 begins, before": (),
        "4 begins, on the day": (),
        "4 begins, after": (),
    }


def test_percent_is_of_what_can_be_met() -> None:
    agreement = load(PLAIN)
    none = coverage(Engine(agreement), ())
    assert (none.percent, none.total) == (0.0, 10)
    some = coverage(Engine(agreement), asked(agreement, SCENARIO))
    assert (some.percent, some.total) == (30.0, 10)


SCENARIO = """
  - name: one
    ask: tenant sublet
    on: 2020-06-01
    given: {guest: student, rooms: 3}
    expect: prohibited
"""
