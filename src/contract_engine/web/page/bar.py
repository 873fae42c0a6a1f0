"""The intervals of an answer -> a bar over the years as SVG, each interval a link to its days."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from contract_engine.answers.timeline.timeline import Interval
from contract_engine.render.bar import shown

WIDTH, HEIGHT = 960, 44
TICK = 64
"""So far apart the years stand at least."""


@dataclass(frozen=True)
class Segment:
    """An interval as it is drawn: where, how wide, and what it says."""

    x: float
    width: float
    verdict: str
    address: str
    label: str
    asked: bool


@dataclass(frozen=True)
class Bar:
    """A bar: its segments, where the years begin, and where the day asked about stands."""

    segments: tuple[Segment, ...]
    years: tuple[tuple[float, int], ...]
    day: float | None
    first: date
    last: date
    width: int = WIDTH
    height: int = HEIGHT


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
        return round(WIDTH * ((day - low).days + more) / days, 1)

    segments = []
    for each in intervals:
        begin = low if each.from_ is None else max(low, each.from_)
        end = high if each.through is None else min(high, each.through)
        if begin > high or end < low:
            continue
        asked = on is not None and begin <= on <= end
        label = f"{days_told(each)}: {str(each.verdict).replace('_', ' ')}"
        left, right = at(begin), at(end, 1)
        width = max(2.0, right - left)
        segments.append(Segment(left, width, str(each.verdict), address(begin), label, asked))
    years, free = [], -1.0
    for year in range(low.year, high.year + 1):
        x = at(max(low, date(year, 1, 1)))
        if x >= free:
            years.append((x, year))
            free = x + TICK
    marked = None if on is None else at(on)
    return Bar(tuple(segments), tuple(years), marked, low, high)


def days_told(interval: Interval) -> str:
    """The days of an interval, as people write them."""
    begin = day_told(interval.from_) if interval.from_ else "the beginning"
    return f"{begin} to {day_told(interval.through)}" if interval.through else f"{begin} on"


def day_told(day: date) -> str:
    """A day as people write it: 15 November 2025."""
    return f"{day.day} {day:%B %Y}"
