"""The figures of the shipped rules against the record: every value, and every amount it writes."""

from __future__ import annotations

import re

import pytest

from contract_engine.api import load
from contract_engine.model.agreement import Agreement
from tests.rules.test_record import RULES, facts

RECORD = ("microsoft-openai.md", "microsoft-openai.json", "corrections.md")


@pytest.fixture(scope="module")
def agreement() -> Agreement:
    return load(RULES).model


@pytest.fixture(scope="module")
def said() -> str:
    return "\n".join(facts(name) for name in RECORD)


def amounts(unit: str, value: str) -> set[str]:
    """How the record may write a value."""
    number = value.removesuffix(".0")
    values = {value, number, f"{number}.0"}
    if unit == "percent":
        return {f"{n}{sign}" for n in values for sign in ("%", " percent", " %")}
    letter, word = {"billion US dollars": ("B", "billion"), "million US dollars": ("M", "million")}[
        unit
    ]
    return {f"${n}{form}" for n in values for form in (letter, f" {word}", "bn")}


def test_every_value_of_a_figure_is_an_amount_of_the_record(
    agreement: Agreement, said: str
) -> None:
    missing = [
        f"{figure.id}: {value.value}"
        for figure in agreement.figures.values()
        for value in figure.values
        if not any(form in said for form in amounts(figure.unit, value.value))
    ]
    assert missing == []


DATED = (
    ("microsoft_stake", "2025-10-28", "27"),
    ("microsoft_stake", "2025-12-31", "27"),
    ("microsoft_stake", "2026-03-31", "27"),
    ("microsoft_stake", "2026-06-30", "25"),
    ("microsoft_stake_before_recent_rounds", "2025-10-28", "32.5"),
    ("microsoft_stake_value", "2025-10-28", "135"),
    ("funding_committed", "2025-06-30", "13"),
    ("funding_committed", "2025-09-30", "13"),
    ("funding_committed", "2026-06-30", "13.0"),
    ("funding_paid", "2025-09-30", "11.6"),
    ("funding_paid", "2025-12-31", "11.7"),
    ("funding_paid", "2026-03-31", "11.8"),
    ("funding_paid", "2026-06-30", "11.9"),
    ("openai_arrangements_revenue", "2026-06-30", "24.1"),
)
"""What the filings and the posts say, by day."""


def test_every_dated_value_of_a_filing_or_post_is_in_the_figures(agreement: Agreement) -> None:
    told = {
        (figure.id, value.stated, value.value)
        for figure in agreement.figures.values()
        for value in figure.values
    }
    assert [each for each in DATED if each not in told] == []
    names = {name for name, _, _ in DATED}
    assert {each for each in told if each[0] in names} == set(DATED)


AMOUNT = re.compile(
    r"\$ ?([0-9]+(?:\.[0-9]+)?) ?(million|billion|B|M|bn)?|([0-9]+(?:\.[0-9]+)?) ?(?:%|percent)"
)
NO_FIGURE = {
    "$3 B": "invested by January 2023: the press's sum, from which that of 2021 is implied",
    "$134 B": "a slip of the ear in transcripts (K22)",
    "$300 B": "Oracle's contract, no term between the parties",
    "10 %": "a plan of May 2025, not adopted (K16)",
}
"""Amounts of the record that are no figure of their own, and why."""


def test_every_amount_of_the_record_is_a_figure_or_has_its_reason(
    agreement: Agreement, said: str
) -> None:
    known = set(NO_FIGURE)
    for figure in agreement.figures.values():
        sign = {"percent": "%", "billion US dollars": "B", "million US dollars": "M"}[figure.unit]
        for value in figure.values:
            number = value.value.removesuffix(".0")
            known.add(f"{number} %" if sign == "%" else f"${number} {sign}")
    found: set[str] = set()
    for match in AMOUNT.finditer(said):
        money, letter, share = match.groups()
        if share is not None:
            found.add(f"{share.removesuffix('.0')} %")
        elif letter is not None:
            found.add(f"${money.removesuffix('.0')} {letter[0].upper()}")
    assert sorted(found - known) == []
    assert sorted(NO_FIGURE.keys() - found) == []
