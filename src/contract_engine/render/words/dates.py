"""The days to come -> lines: a table of days, what comes, and of which step."""

from __future__ import annotations

from contract_engine.model.agreement import Agreement
from contract_engine.performance.days import Dates
from contract_engine.render.page import Inline, Page
from contract_engine.render.words.phrases import footer


def dates_page(model: Agreement, found: Dates) -> Page:
    """Every day, the first first."""
    page = Page()
    page.heading(model.title)
    page.blank()
    if found.days:
        rows = [
            (Inline(str(e.day)), Inline(e.what), Inline(e.instance), Inline(e.text))
            for e in found.days
        ]
        page.table(("day", "what", "step", ""), rows, flexible=("step", ""))
    else:
        page.hang("No day is known on which something begins, ends or falls due.")
    page.blank()
    for index, note in enumerate(found.notes):
        page.labelled("" if index else "notes", note)
    page.hang(footer(model))
    return page
