"""A question over all versions of an agreement -> a tour: what held when, and by which words."""

from __future__ import annotations

from collections.abc import Sequence

from contract_engine.answers.labels import day_in_words
from contract_engine.answers.timeline.timeline import Interval, Timeline
from contract_engine.model.agreement import Agreement
from contract_engine.render.page import Bar, Fitting, Inline, Page, lines_of
from contract_engine.render.styles import COMMAND, QUIET, STRONG
from contract_engine.render.words.phrases import footer, verdict_text
from contract_engine.render.words.timeline import mark

ROOMY = 72
"""Below this width every interval is a paragraph."""


def demo_page(
    model: Agreement,
    found: Timeline,
    asked: str,
    names: str,
    following: Sequence[str],
    serve: tuple[str, str],
) -> Page:
    """The question in words and in names, its history, what to ask next, and where it is a page.

    Args:
        model: the agreement.
        found: the answer on every day.
        asked: the question in words.
        names: the same in names.
        following: commands to try.
        serve: the command that serves the page, and the address to open then.
    """
    page = Page()
    page.blank()
    page.heading(asked)
    page.hang(Inline((f"{names}, asked of every day", QUIET)))
    page.blank()
    page.add(Bar(found.intervals, None, None))
    page.blank()
    ways = ((ROOMY, _table(model, found.intervals)), (0, _paragraphs(model, found.intervals)))
    page.add(Fitting(ways))
    page.blank()
    page.hang(Inline(("Ask your own", STRONG)))
    for example in following:
        page.hang(Inline((example, COMMAND)), 2, 6)
    page.blank()
    command, address = serve
    page.hang(Inline(("See it as a page", STRONG)))
    page.hang(Inline((command, COMMAND), ", then open ", (address, COMMAND)), 2, 6)
    page.blank()
    last = model.researched_through
    looked = f" Looked through up to {day_in_words(last)}." if last else ""
    page.hang(Inline(footer(model), (looked, QUIET)))
    return page


def _table(model: Agreement, intervals: Sequence[Interval]) -> Page:
    rows: list[tuple[Inline | str, ...]] = []
    for index, interval in enumerate(intervals):
        if index:
            rows.append(())
        cells = (mark(interval), _since(interval), verdict_text(interval.verdict))
        rows.append((*cells, _because(model, interval)))
    page = Page()
    page.table(["", "since", "answer", "because"], rows, ("because",))
    return page


def _paragraphs(model: Agreement, intervals: Sequence[Interval]) -> Page:
    page = Page()
    for each in intervals:
        said = Inline(mark(each), f" {_since(each)}: ", verdict_text(each.verdict))
        page.hang(said, 0, 2)
        page.hang(_because(model, each), 2)
        page.blank()
    return page


def _since(interval: Interval) -> str:
    return day_in_words(interval.from_) if interval.from_ else "at first"


def _because(model: Agreement, interval: Interval) -> Inline:
    """The words of the governing clauses, and where they stand."""
    if not interval.clauses:
        return Inline(("No term in force speaks of it.", QUIET))
    told = []
    for name in interval.clauses:
        clause = model.clauses[name]
        told.append(Inline(clause.text, (f"\n{name}, {clause.instrument}", QUIET)))
    return lines_of(told)
