"""The register of dates says of each clause what the terms of the days around say."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import pytest

from contract_engine import load

ONE_DAY = timedelta(days=1)
AGREEMENT = load("microsoft-openai")
DAYS = [each for each in AGREEMENT.dates().days if each.clause in AGREEMENT.model.clauses]
LAST = "holds for the last day"


@cache
def in_force(day: date) -> frozenset[str]:
    """The clauses in force on a day, or open."""
    return frozenset(each.id for each in AGREEMENT.terms(on=day).terms)


def test_days_after_the_record_are_there() -> None:
    """The licence holds through 2032, the revenue share through 2030."""
    told = {(each.clause, each.what): each.day for each in DAYS}
    assert told["ip-nonexclusive-2032", "ends"] == date(2032, 12, 31)
    assert told["revenue-share-2030", "ends"] == date(2030, 12, 31)
    assert told["compute-bought-from-azure", "ends"] == date(2025, 10, 28)


@pytest.mark.parametrize("what", ["begins", "ends"])
def test_each_day_is_that_of_the_terms(what: str) -> None:
    """A clause is in force through its last day; from its end on it isn't, nor before it begins."""
    listed = [each for each in DAYS if each.what == what]
    assert listed
    for each in listed:
        turn = each.day + ONE_DAY if LAST in each.text else each.day
        before, after = in_force(turn - ONE_DAY), in_force(turn)
        if what == "begins":
            assert (each.clause in before, each.clause in after) == (False, True), each
        else:
            assert (each.clause in before, each.clause in after) == (True, False), each


def test_a_clause_ends_once() -> None:
    ends = [each.clause for each in DAYS if each.what == "ends"]
    assert len(ends) == len(set(ends))


def test_the_last_day_asked_for_is_the_last() -> None:
    through = AGREEMENT.dates(through="2026-12-31").days
    assert max(each.day for each in through) <= date(2026, 12, 31)


def test_a_day_that_is_not_certain_is_told_as_such() -> None:
    found = AGREEMENT.dates()
    told = {each.clause: each.text for each in found.days if each.what == "begins"}
    assert told["2021"].endswith("takes effect (some day in 2021)")
    assert told["2016-11"].endswith("(some day in November 2016)")
    assert told["2019-07"].endswith("takes effect")
