"""A question on every day -> a bar, and a table of its intervals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from contract_engine.answers.in_labels import InLabels
from contract_engine.answers.timeline.timeline import Interval, Timeline, assumed_in
from contract_engine.model.agreement import Agreement
from contract_engine.render.page import Bar, Fitting, Inline, Page, lines_of
from contract_engine.render.styles import QUIET, VERDICTS
from contract_engine.render.words.answer import question_lines
from contract_engine.render.words.phrases import (
    cases_text,
    days_text,
    footer,
    verdict_text,
)

WIDE = 100
"""From this width on the causes have a column of their own."""
ROOMY = 64
"""Below this width every interval is a paragraph."""


def timeline_page(model: Agreement, found: Timeline, *, brief: bool = False) -> Page:
    """The question, the bar and the intervals; in brief, the intervals alone."""
    page = Page()
    if not brief:
        page.heading(found.title)
        how = found.understood
        question_lines(page, model, found.question, how, day=False)
        page.add(Bar(found.intervals, found.start, found.through))
        page.blank()
    ways = (
        (WIDE, _table(model, found.intervals, wide=True)),
        (ROOMY, _table(model, found.intervals, wide=False)),
        (0, _paragraphs(model, found.intervals)),
    )
    page.add(Fitting(ways))
    if brief:
        return page
    page.blank()
    assumed = assumed_in(found)
    if assumed:
        page.labelled("assuming", InLabels(model).pairs(assumed))
    for note in found.notes:
        page.hang(InLabels(model).prose(note))
    page.hang(footer(model))
    return page


def mark(interval: Interval) -> Inline:
    """The mark that the interval has in the bar."""
    return Inline((VERDICTS[interval.verdict].mark, str(interval.verdict)))


def _paragraphs(model: Agreement, intervals: Sequence[Interval]) -> Page:
    page = Page()
    for i in intervals:
        days = days_text(i.from_, i.through)
        page.hang(Inline(mark(i), f" {days}: ", verdict_text(i.verdict)), 0, 2)
        page.hang(lines_of([*_reasons(model, i), *_cause(model, i)]), 2)
    return page


def _table(model: Agreement, intervals: Sequence[Interval], *, wide: bool) -> Page:
    headings = ["", "from", "through", "answer", "because"]
    rows: list[tuple[Inline, ...]] = []
    for i in intervals:
        reasons = lines_of(_reasons(model, i) if wide else [*_reasons(model, i), *_cause(model, i)])
        days = Inline(_iso(i.from_)), Inline(_iso(i.through))
        row = (mark(i), *days, verdict_text(i.verdict), reasons)
        rows.append((*row, lines_of(_cause(model, i))) if wide else row)
    page = Page()
    began = "what began it"
    page.table([*headings, began] if wide else headings, rows, ("because", began))
    return page


def _reasons(model: Agreement, interval: Interval) -> list[Inline]:
    """The cases of an interval, or its governing clauses, a line each."""
    if interval.cases:
        return cases_text(model, interval.cases, interval.more_cases)
    if not interval.clauses:
        return [Inline((interval.silence, QUIET))]
    return [Inline(name) for name in interval.clauses]


def _cause(model: Agreement, interval: Interval) -> list[Inline]:
    return [Inline((InLabels(model).prose(interval.cause), QUIET))] if interval.cause else []


def _iso(day: date | None) -> str:
    return "" if day is None else day.isoformat()
