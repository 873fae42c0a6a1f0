"""Figures as they stood on a day -> lines, each with its source."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from contract_engine.answers.ask.sentences import period_in_words
from contract_engine.answers.value.figures import FigureTold
from contract_engine.model.agreement import Agreement
from contract_engine.render.page import Inline, Page
from contract_engine.render.styles import QUIET, QUOTE, STRONG, WEAK
from contract_engine.render.words.phrases import GRADES, MARKS, footer, quotes_text


def figures_page(
    model: Agreement, told: Sequence[FigureTold], day: date | None, *, brief: bool = False
) -> Page:
    """Each figure with what it rests on; in brief, the figures alone."""
    page = Page()
    for index, each in enumerate(told):
        if index and not brief:
            page.blank()
        _figure(page, each, day, brief=brief)
    if not told:
        page.hang("No figures are recorded.")
    if not brief:
        page.blank()
        page.hang(footer(model))
    return page


def _figure(page: Page, each: FigureTold, day: date | None, *, brief: bool) -> None:
    value = f"{each.value} {each.unit}".strip() if each.value is not None else "not known"
    mark = MARKS.get(str(each.grade), "") if each.value is not None else ""
    page.hang(
        Inline((value, STRONG), (f" ({mark})" if mark else "", WEAK), f"  {each.sentence}"), 0, 2
    )
    if brief:
        return
    if each.grade is not None:
        stated = f"stated for {period_in_words(each.stated_for)}"
        after = f", next for {period_in_words(each.next_for)}" if each.next_for else ""
        rests = f"{GRADES[str(each.grade)]}: {', '.join(c.source for c in each.cites)}"
        page.hang(Inline((f"{each.name}; {stated}{after}; {rests}", QUIET)), 2)
    if quotes := quotes_text(each.cites):
        page.hang(Inline((quotes, QUOTE)), 2)
    if each.note:
        page.hang(each.note, 2)
