"""What was published after the day that `known` gives is neither shown nor counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from contract_engine.answers.answer import Answer
from contract_engine.api import LoadedAgreement, load

RULES = Path(__file__).parents[2] / "rules" / "microsoft-openai"

TERMS = """\
format: 1
agreement: lease
title: A lease
parties: {landlord: {label: the landlord}, tenant: {label: the tenant}}
actions: {sublet: {label: sublet the flat}}
readings:
  scope:
    question: May rooms be let?
    values:
      wide: {label: they may, cites: [{source: letter}]}
      narrow: {label: they may not, cites: [{source: deed}], published: 2024-01-10}
sources:
  letter: {title: A letter, date: 2024-01-10, grade: press}
  deed: {title: The deed, date: 2024-03, grade: joint_statement}
disputes:
  D1:
    question: May it be sublet?
    claims: [{says: It may not, sources: [letter]}, {says: It may, sources: [deed]}]
    better: The deed.
    clauses: [no-subletting]
figures:
  rent:
    label: the rent
    unit: euros
    values:
      - {on: 2024-01-01, value: 900, cites: [{source: letter}]}
      - {on: 2024-02-01, value: 950, cites: [{source: deed}]}
instruments:
  - instrument: first
    kind: agreement
    title: The lease
    effective: 2024-01-10
    clauses:
      no-subletting:
        text: The tenant sublets nothing.
        norm: tenant must not sublet
        when: [scope is narrow]
        cites: [{source: letter, quote: in a letter}, {source: deed, quote: in the deed}]
"""


@pytest.fixture
def lease(tmp_path: Path) -> LoadedAgreement:
    (tmp_path / "agreement.yaml").write_text(TERMS, encoding="utf-8")
    return load(tmp_path)


READ = {"scope": "narrow"}


@pytest.mark.parametrize(
    ("known", "sources", "grade"),
    [
        (None, ["letter", "deed"], "joint_statement"),
        ("2024-03-31", ["letter", "deed"], "joint_statement"),
        ("2024-03-30", ["letter"], "press"),
        ("2024-01-10", ["letter"], "press"),
    ],
)
def test_a_later_citation_is_not_shown_and_lends_no_grade(
    lease: LoadedAgreement, known: str | None, sources: list[str], grade: str
) -> None:
    """A source dated by a month was published by its last day, and not before for certain."""
    told = lease.ask("tenant sublet", on="2024-06-01", known=known, readings=READ)
    assert [cite.source for cite in told.clauses[0].cites] == sources
    assert str(told.clauses[0].grade) == str(told.grade) == grade
    entry = lease.terms(on="2024-06-01", known=known).terms[0]
    assert ([cite.source for cite in entry.cites], str(entry.grade)) == (sources, grade)


@pytest.mark.parametrize(
    ("known", "evidence", "verdict"),
    [
        (None, "joint_statement", "prohibited"),
        ("2024-03-31", "joint_statement", "prohibited"),
        ("2024-03-30", "joint_statement", "not_addressed"),
        ("2024-03-30", "press", "prohibited"),
    ],
)
def test_known_and_evidence_combine(
    lease: LoadedAgreement, known: str | None, evidence: str, verdict: str
) -> None:
    told = lease.ask(
        "tenant sublet", on="2024-06-01", known=known, evidence=evidence, readings=READ
    )
    assert told.verdict == verdict


def test_a_dispute_is_one_once_both_sides_are_published(lease: LoadedAgreement) -> None:
    def notes(known: str) -> tuple[str, ...]:
        return lease.ask("tenant sublet", on="2024-06-01", known=known, readings=READ).notes

    assert any("D1" in note for note in notes("2024-03-31"))
    assert not any("D1" in note for note in notes("2024-03-30"))


@pytest.mark.parametrize(
    ("known", "evidence", "value"),
    [
        (None, None, "950"),
        ("2024-03-31", None, "950"),
        ("2024-03-30", None, "900"),
        ("2024-01-09", None, None),
        (None, "joint_statement", "950"),
        ("2024-03-30", "joint_statement", None),
    ],
)
def test_figures_obey_known_and_evidence(
    lease: LoadedAgreement, known: str | None, evidence: str | None, value: str | None
) -> None:
    told = lease.value("rent", on="2024-06-01", known=known, evidence=evidence)
    assert told.value == value


def test_the_first_refusal_as_known_then_rests_on_one_partys_post() -> None:
    told = load(RULES).ask(
        "openai procure_compute", on="2025-03-01", given={"provider": "aws"}, known="2025-03-01"
    )
    assert [cite.source for cite in told.clauses[0].cites] == ["evolve-partnership", "cnbc-2025-01"]
    assert str(told.grade) == "party_statement"


def test_an_answer_more_certain_without_weaker_evidence_says_so_first() -> None:
    agreement = load(RULES)

    def ask(evidence: str) -> Answer:
        return agreement.ask(
            "microsoft use_ip", on="2026-06-01", given={"ip": "research"}, evidence=evidence
        )

    told = ask("joint_statement")
    assert told.verdict == "permitted"
    assert told.sentence.endswith(
        " But this rests on `research-ip`, which weaker evidence says was replaced: "
        "on all evidence it is disputed."
    )
    assert "weaker evidence" not in ask("inference").sentence


def test_a_source_lists_the_disputes_that_correct_it() -> None:
    seed = load(RULES).sources("seed-003")[0]
    assert seed.disputed == ("K05", "K07", "K08", "K09", "K21", "K31", "S02", "S03")
