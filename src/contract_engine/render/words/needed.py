"""What is still to be found out -> lines, the most telling first; and what can't matter."""

from __future__ import annotations

from contract_engine.answers.ask.needed import NameNeeded, Needed
from contract_engine.answers.in_labels import InLabels
from contract_engine.model.agreement import Agreement
from contract_engine.render.page import Inline, Page
from contract_engine.render.styles import QUIET
from contract_engine.render.words.answer import question_lines
from contract_engine.render.words.phrases import footer, verdict_text


def needed_page(model: Agreement, found: Needed, *, brief: bool = False) -> Page:
    """The question, what may still decide, what can't; in brief, without question and footer."""
    page = Page()
    if not brief:
        question_lines(page, model, found.question, found.understood)
    if found.needed:
        page.hang("Where nothing is assumed, this may still decide:")
        for each in found.needed:
            page.hang(_line(each), 2, 6)
    else:
        page.hang(Inline("Nothing more is needed: ", verdict_text(found.verdict), "."))
    page.labelled("can't matter", *([", ".join(found.settled)] if found.settled else []))
    page.labelled("notes", *map(InLabels(model).prose, found.notes))
    if not brief:
        page.blank()
        page.hang(footer(model))
    return page


def _line(each: NameNeeded) -> Inline:
    line = Inline(each.name, (f"  {each.label}", QUIET) if each.label != each.name else "")
    for value, verdict in each.settles.items():
        line += Inline(f"\n{each.name}={value} → ", verdict_text(verdict))
    if each.assumed is not None:
        line += (f"\nusually {each.assumed}", QUIET)
    return line
