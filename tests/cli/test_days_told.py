"""What the commands say of days that are not known, not certain, or not those of the clause."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run

LOAN = """\
format: 1
agreement: loan
title: The loan
parties:
  bank: {label: The bank}
  firm: {label: The firm}
actions:
  lend: {label: lend money}
  borrow: {label: borrow elsewhere}
  commit: {label: commit itself}
facts:
  small: {label: it is a small loan}
events:
  paid_out: {label: the loan is paid out}
readings:
  scope:
    question: Does the promise cover small loans?
    values: {all_loans: {label: all}, large_only: {label: large ones}}
sources:
  letter: {title: The letter, grade: joint_statement, date: 2020}
figures:
  sum:
    label: the sum
    unit: euros
    values:
      - {on: 2020, value: 900, cites: [{source: letter}]}
      - {on: 2021-06, value: 800, cites: [{source: letter}]}
      - {on: 2022-03-01, value: 700, cites: [{source: letter}]}
instruments:
  - instrument: first
    kind: agreement
    effective: 2020-05-15
    approximate: A_PART
    cites: [{source: letter}]
    clauses:
      promise:
        text: The bank lends until it has paid out.
        norm: bank must lend
        until: {earliest_of: [paid_out, 2022-01-01]}
      bar:
        text: The firm borrows from nobody else.
        norm: firm must not borrow
      commitment:
        text: On one reading, the bank commits itself to small loans.
        norm: bank must commit
        when: [small, scope is all_loans]
  - instrument: second
    kind: amendment
    effective: 2023-01-01
    published: 2023-02-01
    cites: [{source: letter}]
    clauses:
      free:
        text: The firm may borrow from others.
        norm: firm may borrow
        replaces: [bar]
      not-from-2030:
        text: From 2030 on the firm may not.
        norm: firm must not borrow
        from: 2030
        overrides: [free]
  - instrument: third
    kind: amendment
    effective: 2024-01-01
    cites: [{source: letter}]
    clauses:
      freer:
        text: The firm may borrow from anybody.
        norm: firm may borrow
        replaces: [bar, free]
  - instrument: fourth
    kind: amendment
    effective: 2025-01-01
    cites: [{source: letter}]
    clauses:
      freest:
        text: The firm may borrow from anybody, as much as it likes.
        norm: firm may borrow
        replaces: [free, freer]
"""


Told = Callable[..., str]


@pytest.fixture
def told(run: Run, tmp_path: Path) -> Told:
    """What a command prints about an agreement with days that aren't known, on one line."""

    def told(command: str, rough: str = "day") -> str:
        path = tmp_path / "loan.yaml"
        path.write_text(LOAN.replace("A_PART", rough), encoding="utf-8")
        done = run([*shlex.split(command), "--agreement", str(path)], columns=300)
        assert done.code == 0, done.err
        return " ".join(done.out.split())

    return told


@pytest.mark.parametrize(
    ("rough", "when"), [("day", "May 2020"), ("month", "2020"), ("year", "about 2020")]
)
def test_a_day_that_is_not_certain_is_not_told_as_one(told: Told, rough: str, when: str) -> None:
    """An approximate instrument began some day in a month, in a year, or about a year."""
    assert f"introduced in first, some day in {when} (" in told("terms --on 2021-01-01", rough)
    assert f"since some day in {when};" in told("rights --on 2021-01-01", rough)
    note = f"first took effect some day in {when}; which one is not certain."
    assert note in told("ask firm borrow --on 2021-01-01", rough)


def test_a_term_is_over_when_the_first_of_its_ends_has_come(told: Told) -> None:
    """Of an event that isn't known and a day, the day ends the clause at the latest."""
    before = told("rights --on 2021-12-31 --party bank")
    assert "Through 31 December 2021" in before
    assert "until the loan is paid out or until 1 January 2022, whichever comes first" in before
    assert "hangs on what is not known" in before
    assert "must lend" not in told("rights --on 2022-01-01 --party bank")
    assert "0 norms in force." in told("rights --on 2019-01-01 --party bank")


def test_a_clause_that_says_otherwise_is_not_called_a_restatement(told: Told) -> None:
    """A freedom takes the place of a bar; a wider freedom restates it; later ends are left out."""
    assert "later replaced by free in second on 2023-01-01 (" in told("terms --on 2021-01-01")
    after = told("terms --on 2024-01-01")
    assert "introduced as free in second on 2023-01-01; restated in third on 2024-01-01" in after
    assert "bar: firm" not in after
    last = told("terms --on 2025-01-01")
    assert "introduced as free in second on 2023-01-01; restated as freer in third" in last


def test_what_could_only_end_a_clause_that_is_gone_by_then_is_left_out(told: Told) -> None:
    """Of two replacements the first ends it; the second would if the first were left out."""
    listed = told("rights --on 2023-06-01 --party firm")
    assert "replaced by `freer` (third)" in listed
    assert "replaced by `freest` (fourth)" not in listed
    assert "replaced by `freest` (fourth)" in told("rights --on 2023-06-01 --without third")


def test_a_clause_is_narrowed_from_the_day_that_the_other_begins(told: Told) -> None:
    """Not from the day of the other's instrument; and not after its own end."""
    narrowed = "later narrowed by not-from-2030 in second on 2030-01-01"
    assert narrowed in told("terms --on 2023-06-01 --without third,fourth")
    assert "narrowed" not in told("terms --on 2023-06-01")


def test_what_others_owe_is_pointed_to_where_one_party_is_listed(told: Told) -> None:
    """A right of one is often a bar of the other."""
    listed = told("rights --on 2021-01-01 --party bank")
    assert (
        "What The firm must and must not do can be a right too: 1 clause, listed by --party firm."
        in listed
    )
    assert "can be a right" not in told("rights --on 2021-01-01")


def test_an_interval_tells_its_cases_for_all_its_days(told: Told) -> None:
    """A case that hangs on an event isn't told for the interval's first day alone."""
    interval = told("timeline bank lend --json")
    assert '"paid_out": "by the day asked about"' in interval
    assert '"paid_out": "not by the day asked about"' in interval
    assert "by 1 January 2021 → not addressed" in told("ask bank lend --on 2021-01-01")


def test_a_figure_is_told_for_the_day_month_or_year_it_is_stated_for(told: Told) -> None:
    """A month or year isn't made a day, and a value isn't said to hold until the next."""
    assert "stated for 2020, next for June 2021;" in told("figure sum --on 2021-05-31")
    assert "stated for June 2021, next for 1 March 2022;" in told("figure sum --on 2021-06-01")
    assert "The sum is 700 euros on 1 April 2023" in told("figure sum --on 2023-04-01")
    assert "The first figure on record is of 2020." in told("figure sum --on 2019-01-01")


def test_a_note_says_what_could_not_be_known_on_the_day(told: Told) -> None:
    """A clause that was published later governs all the same, and the answer says so."""
    note = "`free` could not be known on 31 January 2023: it was published on 1 February 2023."
    assert note in told("ask firm borrow small=no --on 2023-01-31 --without third")
    assert "could not be known" not in told("ask firm borrow small=no --on 2023-02-01")


def test_a_reading_that_cases_name_is_told_as_the_question_it_is(told: Told) -> None:
    """Whoever reads `scope=all_loans` can read what `scope` asks."""
    question = "readings Does the promise cover small loans?"
    assert question in told("ask bank commit small=yes --on 2021-01-01")
    assert question not in told("ask bank commit small=no --on 2021-01-01")
