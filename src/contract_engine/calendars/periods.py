"""A rule that recurs -> its periods in order: first day, last day and label of each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from contract_engine.lazy_dataclass import dataclass

MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
"""The periods of a calendar, by their length in months."""
UNITS = ("days", "weeks", "months", "years")
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends included; `label` names it (`2026-Q1`)."""

    label: str
    first: date
    last: date


def calendar_periods(
    name: str, start: date, through: date | None, begins: tuple[int, int] = (1, 1)
) -> Iterator[Period]:
    """The months, quarters, half-years or years of a calendar or fiscal year.

    Args:
        name: `month`, `quarter`, `half_year` or `year`.
        start: The first day; a period that it falls into begins with it.
        through: The last day, included, which cuts a period short; None for no last day.
        begins: Month and day on which the (fiscal) year begins. 29 February is 28 February in
            a year without it.
    """
    length = MONTHS[name]
    year = start.year if start >= _begin(start.year, begins) else start.year - 1
    index = 0
    while True:
        first = _nth(year, begins, index * length)
        after = _nth(year, begins, (index + 1) * length)
        if after is None:
            after = date.max
        if first is None or (through is not None and first > through):
            return
        last = after - ONE_DAY
        if last >= start:
            stop = last if through is None else min(last, through)
            yield Period(_label(name, first, begins), max(first, start), stop)
        index += 1


def counted_periods(count: int, unit: str, start: date, through: date | None) -> Iterator[Period]:
    """Periods of a length, one after the other; each is counted from the first.

    Args:
        count: How many units a period lasts, at least 1.
        unit: `days`, `weeks`, `months` or `years`; months and years clamp to the month's last day,
            and don't drift (from 31 January every month: 28 February, 31 March).
        start: The first day of the first period.
        through: The last day, included, which cuts a period short; None for no last day.
    """
    index = 0
    while True:
        first, after = (_moved(start, count * n, unit) for n in (index, index + 1))
        if first is None or (through is not None and first > through):
            return
        last = date.max if after is None else after - ONE_DAY
        yield Period(first.isoformat(), first, last if through is None else min(last, through))
        index += 1


def _moved(day: date, count: int, unit: str) -> date | None:
    try:
        match unit:
            case "days":
                return day + relativedelta(days=count)
            case "weeks":
                return day + relativedelta(weeks=count)
            case "months":
                return day + relativedelta(months=count)
            case _:
                return day + relativedelta(years=count)
    except (OverflowError, ValueError):
        return None


def _begin(year: int, begins: tuple[int, int]) -> date:
    """The first day of the (fiscal) year that begins in a year."""
    month, day = begins
    return date(year, month, 1) + relativedelta(day=day)


def _nth(year: int, begins: tuple[int, int], months: int) -> date | None:
    """The day so many months after a (fiscal) year began; each counted from the first of a month.

    So a year that begins on the month's last day has quarters that do.
    """
    month, day = begins
    try:
        return date(year, month, 1) + relativedelta(months=months) + relativedelta(day=day)
    except (OverflowError, ValueError):
        return None


def _label(name: str, first: date, begins: tuple[int, int]) -> str:
    """`2026-05`, `2026-Q2`, `2026-H1`, `2026`; of a fiscal year `2026/27-Q1`, `2026/27`."""
    if name == "month":
        return f"{first.year:04}-{first.month:02}"
    passed = (first.month - begins[0]) % 12
    begun = first.year if first.month >= begins[0] else first.year - 1
    year = f"{begun:04}" if begins == (1, 1) else f"{begun:04}/{(begun + 1) % 100:02}"
    match name:
        case "quarter":
            return f"{year}-Q{passed // 3 + 1}"
        case "half_year":
            return f"{year}-H{passed // 6 + 1}"
        case _:
            return year
