"""Tables of days: business days, rolls, periods and time zones (calendars.yaml)."""

from __future__ import annotations

import itertools
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from contract_engine.calendars.business_days import (
    NotCovered,
    add_business_days,
    is_business_day,
    rolled,
)
from contract_engine.calendars.periods import Period, calendar_periods, counted_periods
from contract_engine.calendars.zones import day_in, is_zone
from contract_engine.model.calendars import Calendar, Roll
from contract_engine.model.days import month_length
from contract_engine.model.ordered import Instant

_CASES = yaml.load(
    Path(__file__).with_name("calendars.yaml").read_text(encoding="utf-8"), yaml.BaseLoader
)
_HOLIDAYS = ("2026-12-25", "2026-12-26", "2027-01-01", "2027-03-26")
BERLIN = Calendar(
    "berlin",
    (5, 6),
    tuple(map(date.fromisoformat, _HOLIDAYS)),
    date(2025, 1, 1),
    date(2027, 12, 31),
)
WIDE = Calendar("wide", (4, 5), (), date.min, date.max)


def cases(key: str) -> list[Any]:
    return [pytest.param(case, id=case["name"]) for case in _CASES[key]]


@pytest.mark.parametrize("case", cases("business_days"))
def test_business_days(case: dict[str, str]) -> None:
    # 2028 is not covered: what 29 February is asked of covers it.
    leap = Calendar("leap", (5, 6), (), date(2028, 1, 1), date(2028, 12, 31))
    calendar = leap if case["day"].startswith("2028") else BERLIN
    try:
        got = str(add_business_days(calendar, date.fromisoformat(case["day"]), int(case["count"])))
    except NotCovered as error:
        got = f"not covered {error.day}"
    assert got == case["is"]


@pytest.mark.parametrize("case", cases("rolls"))
def test_rolls(case: dict[str, str]) -> None:
    got = rolled(BERLIN, date.fromisoformat(case["day"]), Roll(case["roll"]))
    assert got.isoformat() == case["is"]


@pytest.mark.parametrize("case", cases("calendar_periods"))
def test_calendar_periods(case: dict[str, Any]) -> None:
    month, day = map(int, case.get("year_begins", "01-01").split("-"))
    start, through = date.fromisoformat(case["from"]), date.fromisoformat(case["through"])
    assert told(calendar_periods(case["of"], start, through, (month, day))) == case["are"]


@pytest.mark.parametrize("case", cases("counted_periods"))
def test_counted_periods(case: dict[str, Any]) -> None:
    count, unit = case["every"].split()
    start, through = date.fromisoformat(case["from"]), date.fromisoformat(case["through"])
    assert told(counted_periods(int(count), unit, start, through)) == case["are"]


@pytest.mark.parametrize("case", cases("zones"))
def test_zones(case: dict[str, str]) -> None:
    instant = Instant.read(case["at"])
    assert instant is not None
    assert day_in(instant, case["zone"]).isoformat() == case["is"]


def test_zones_are_known_by_name() -> None:
    assert is_zone("Europe/Berlin")
    assert not is_zone("Europe/Nowhere")
    assert not is_zone("../etc/passwd")


def told(periods: Iterator[Period]) -> list[str]:
    return [f"{period.label} {period.first} {period.last}" for period in periods]


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(-300, 300))
def test_counting_business_days_counts_each_once(day: date, count: int) -> None:
    """Between a day and the Nth business day after it, the latter included, there are N."""
    end = add_business_days(WIDE, day, count)
    step = timedelta(days=1 if count > 0 else -1)
    between = [day + step * n for n in range(1, abs((end - day).days) + 1)]
    assert sum(is_business_day(WIDE, each) for each in between) == abs(count)
    assert not between or is_business_day(WIDE, end)


@given(
    st.sampled_from(["month", "quarter", "half_year", "year"]),
    st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    st.integers(0, 2000),
    st.tuples(st.integers(1, 12), st.integers(1, 31)),
)
def test_periods_cover_every_day_once(
    name: str, start: date, length: int, begins: tuple[int, int]
) -> None:
    """The periods between two days follow each other without a gap, and none overlaps."""
    through = start + timedelta(days=length)
    periods = list(calendar_periods(name, start, through, begins))
    assert periods[0].first == start
    assert periods[-1].last == through
    for one, other in itertools.pairwise(periods):
        assert one.last + timedelta(days=1) == other.first
    assert len({period.label for period in periods}) == len(periods)


def test_a_month_has_as_many_days_as_in_the_standard_library() -> None:
    for year, month in itertools.product((1, 4, 1900, 2000, 2023, 2024, 2100, 9999), range(1, 13)):
        assert month_length(year, month) == monthrange(year, month)[1]
