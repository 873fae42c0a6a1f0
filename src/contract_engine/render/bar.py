"""Intervals -> a bar in which every column is an equal stretch of days, and its years."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from contract_engine.answers.timeline.timeline import Interval
from contract_engine.model.outcome import Verdict
from contract_engine.render.page import Inline
from contract_engine.render.styles import QUIET, VERDICTS


def bar(
    intervals: Sequence[Interval], first: date | None, last: date | None, width: int
) -> list[Inline]:
    """The bar and, under it, its years; nothing where the answer never changes."""
    if not any(i.from_ for i in intervals):
        return []
    low, high = shown(intervals, first, last)
    if high <= low:
        return []
    days = (high - low).days
    columns = [
        _on(intervals, date.fromordinal(low.toordinal() + days * column // max(1, width - 1)))
        for column in range(width)
    ]
    runs: list[tuple[str, str]] = []
    for verdict, run in groupby(columns):
        mark, style = (VERDICTS[verdict].mark, str(verdict)) if verdict else (" ", "")
        runs.append((mark * len(list(run)), style))
    return [Inline(*runs), Inline((_years(low, high, width), QUIET))]


def shown(
    intervals: Sequence[Interval], first: date | None, last: date | None
) -> tuple[date, date]:
    """The first and last day to show: as asked, else the years around every change."""
    begins = [i.from_ for i in intervals if i.from_] or [date(2000, 1, 1)]
    low = first or date(max(min(begins).year - 1, 1), 1, 1)
    high = last or date(min(max(begins).year + 2, 9999), 12, 31)
    return low, max(low, high)


def _on(intervals: Sequence[Interval], day: date) -> Verdict | None:
    for i in intervals:
        if (i.from_ is None or i.from_ <= day) and (i.through is None or day <= i.through):
            return i.verdict
    return None


def _years(low: date, high: date, width: int) -> str:
    """The years where they begin, as many as there is room for."""
    days = (high - low).days
    years = [" "] * width
    free = 0
    for year in range(low.year, high.year + 1):
        at = (date(year, 1, 1).toordinal() - low.toordinal()) * (width - 1) // days
        if free <= at <= width - 4:
            years[at : at + 4] = f"{year:04}"
            free = at + 6
    return "".join(years).rstrip()
