"""The smallest changes that give another answer -> lines, those of one change first."""

from __future__ import annotations

from datetime import date

from contract_engine.answers.ask.flips import Flips
from contract_engine.answers.in_labels import InLabels
from contract_engine.answers.labels import day_in_words
from contract_engine.model.agreement import Agreement
from contract_engine.model.outcome import Verdict
from contract_engine.render.page import Inline, Page
from contract_engine.render.styles import QUIET
from contract_engine.render.words.answer import question_lines, verdict_lines
from contract_engine.render.words.phrases import footer, readings_asked, verdict_text

COUNTS = ("", "One change would do", "Two together", "Three together", "Four together")


def flips_page(model: Agreement, found: Flips, *, brief: bool = False) -> Page:
    """The question, its verdict, the changes by how many; in brief, without the question."""
    page = Page()
    if not brief:
        question_lines(page, model, found.question, found.understood)
    verdict_lines(page, found.answer)
    labels = InLabels(model)
    for size in range(1, found.most + 1):
        here = [each for each in found.flips if len(each.changes) == size]
        if here:
            page.heading(COUNTS[size], 2)
        for each in here:
            words = " and ".join(labels.pair(*change) for change in each.changes.items())
            page.hang(_line(words, each.verdict, ", ".join(each.clauses)), 2, 6)
    if not found.flips:
        told = f"No change of up to {found.most} facts, events or readings gives another verdict."
        page.hang(told)
    readings_asked(page, model, [name for each in found.flips for name in each.changes])
    if found.days:
        page.heading("Another day", 2)
    asked = found.question.on or date.min
    for day in found.days:
        side = "the last before" if day.on < asked else "the first after"
        cause = labels.prose(day.cause)
        page.hang(_line(f"{day_in_words(day.on)}, {side}", day.verdict, cause), 2, 6)
    if not brief:
        page.blank()
        page.hang(footer(model))
    return page


def _line(change: str, verdict: Verdict, because: str) -> Inline:
    reason = f"  ({because})" if because else ""
    return Inline(f"{change} → ", verdict_text(verdict), (reason, QUIET))
