"""What differs between two histories -> lines: both states, and the steps side by side."""

from __future__ import annotations

from contract_engine.model.agreement import Agreement
from contract_engine.performance.compare import StatusDifference
from contract_engine.performance.result import Found
from contract_engine.render.page import Inline, Page
from contract_engine.render.words.phrases import footer


def two_histories_page(model: Agreement, found: StatusDifference) -> Page:
    """The agreement's state after each, then every step that differs."""
    page = Page()
    page.heading(f"{model.title} on {found.one.on}")
    page.blank()
    page.labelled("first", _state(found.one.found))
    page.labelled("second", _state(found.two.found))
    page.blank()
    if found.duties:
        rows = [
            tuple(Inline(cell) for cell in (each.instance, *each.states, *each.due))
            for each in found.duties
        ]
        page.table(("step", "first", "second", "due", "due then"), rows, flexible=("step",))
    else:
        page.hang("Every step is the same after both.")
    page.blank()
    page.hang(footer(model))
    return page


def _state(found: Found) -> str:
    by = f" by {found.by}, since {found.since}" if found.by else ""
    return f"{found.state.replace('_', ' ')}{by}"
