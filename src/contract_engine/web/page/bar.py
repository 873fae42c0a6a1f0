"""The intervals of an answer -> a bar over the years, each interval a link to its days.

Places are in hundredths of the width, so that the bar has any width and its years keep their size.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from contract_engine.api.everything import Interval
from contract_engine.render.bar import shown

LETTER, AROUND = 7.5, 10
"""So many pixels a letter of a label has, and the space around it."""
WIDE, NARROW = 560, 280
"""So wide the bar is at least in a wide window, and in any."""
YEARS = 9
"""So many years are named at most in a wide window; in a narrow one every other."""
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Segment:
    """An interval as it is drawn: where, how wide, and what it says."""

    x: float
    width: float
    verdict: str
    address: str
    label: str
    asked: bool
    room: str | None
    """The class of a label within it; None where there is no room for one."""


@dataclass(frozen=True)
class Beside:
    """A day on which the answer is another: the verdict then, and its address."""

    day: date
    verdict: str
    address: str


@dataclass(frozen=True)
class Year:
    """A year under the bar; `room` is a class of one that needs a wide window."""

    x: float
    year: int
    room: str


@dataclass(frozen=True)
class Bar:
    """A bar: its segments, its years, the day asked about, and the days where the answer changes.

    `before` is the last day before the answer came about, `after` the first on which it is another,
    each with the verdict then and its address; None where there is none.
    """

    segments: tuple[Segment, ...]
    years: tuple[Year, ...]
    day: float | None
    first: date
    last: date
    before: Beside | None = None
    after: Beside | None = None


def bar_of(
    intervals: Sequence[Interval], on: date | None, address: Callable[[date], str]
) -> Bar | None:
    """The bar of a timeline.

    Args:
        intervals: the intervals, in order.
        on: the day asked about, which is marked.
        address: the address that asks the same of another day.

    Returns:
        What a template draws; None where there is nothing to draw.
    """
    if not intervals:
        return None
    low, high = shown(intervals, None, None)
    if on is not None:
        low, high = min(low, on), max(high, on)
    days = (high - low).days + 1

    def at(day: date, more: int = 0) -> float:
        return round(100 * ((day - low).days + more) / days, 2)

    segments: list[Segment] = []
    before: Beside | None = None
    after: Beside | None = None
    for place, each in enumerate(intervals):
        begin = low if each.from_ is None else max(low, each.from_)
        end = high if each.through is None else min(high, each.through)
        if begin > high or end < low:
            continue
        asked = on is not None and begin <= on <= end
        if asked and each.from_ is not None:
            day = each.from_ - ONE_DAY
            before = Beside(day, str(intervals[place - 1].verdict), address(day))
        if asked and each.through is not None:
            day = each.through + ONE_DAY
            after = Beside(day, str(intervals[place + 1].verdict), address(day))
        label = f"{days_told(each)}: {str(each.verdict).replace('_', ' ')}"
        left, right = at(begin), at(end, 1)
        width = max(0.3, right - left)
        room = _room(str(each.verdict), width)
        segments.append(
            Segment(left, round(width, 2), str(each.verdict), address(begin), label, asked, room)
        )
    marked = None if on is None else at(on)
    return Bar(tuple(segments), _years(low, high, at), marked, low, high, before, after)


def _room(verdict: str, width: float) -> str | None:
    """The class of a label so many hundredths wide; None where there is no room for one."""
    needed = LETTER * len(verdict) + AROUND
    if needed <= NARROW * width / 100:
        return ""
    return "roomy" if needed <= WIDE * width / 100 else None


def _years(low: date, high: date, at: Callable[[date], float]) -> tuple[Year, ...]:
    """The years named under a bar: as many as there is room for, from one step to the next."""
    first = low.year if (low.month, low.day) == (1, 1) else low.year + 1
    begins = [year for year in range(first, high.year + 1) if at(date(year, 1, 1)) <= 95]
    step = -(-len(begins) // YEARS) or 1
    named = begins[::step]
    return tuple(
        Year(at(date(year, 1, 1)), year, "roomy" if index % 2 else "")
        for index, year in enumerate(named)
    )


def days_told(interval: Interval) -> str:
    """The days of an interval, as people write them."""
    begin = day_told(interval.from_) if interval.from_ else "the beginning"
    return f"{begin} to {day_told(interval.through)}" if interval.through else f"{begin} on"


def day_told(day: date) -> str:
    """A day as people write it: 15 November 2025."""
    return f"{day.day} {day:%B %Y}"
