"""The smallest changes that give another answer -> lines, those of one change first."""

from __future__ import annotations

from datetime import date

from contract_engine.answers.ask.flips import Flips
from contract_engine.model.agreement import Agreement
from contract_engine.model.outcome import Verdict
from contract_engine.render.page import Inline, Page
from contract_engine.render.styles import QUIET
from contract_engine.render.words.answer import question_lines, verdict_lines
from contract_engine.render.words.phrases import footer, verdict_text

COUNTS = ("", "One change would do", "Two together", "Three together", "Four together")


def flips_page(model: Agreement, found: Flips, *, brief: bool = False) -> Page:
    """The question, its verdict, the changes by how many; in brief, without the question."""
    page = Page()
    if not brief:
        question_lines(page, found.question, found.understood)
    verdict_lines(page, found.answer)
    for size in range(1, found.most + 1):
        here = [each for each in found.flips if len(each.changes) == size]
        if here:
            page.heading(COUNTS[size], 2)
        for each in here:
            words = " and ".join(f"{name}={value}" for name, value in each.changes.items())
            page.hang(_line(words, each.verdict, ", ".join(each.clauses)), 2, 6)
    if not found.flips:
        told = f"No change of up to {found.most} facts, events or readings gives another verdict."
        page.hang(told)
    if found.days:
        page.heading("Another day", 2)
    asked = found.question.on or date.min
    for day in found.days:
        side = "the last before" if day.on < asked else "the first after"
        page.hang(_line(f"{day.on}, {side}", day.verdict, day.cause), 2, 6)
    if not brief:
        page.blank()
        page.hang(footer(model))
    return page


def _line(change: str, verdict: Verdict, because: str) -> Inline:
    reason = f"  ({because})" if because else ""
    return Inline(f"{change} → ", verdict_text(verdict), (reason, QUIET))
