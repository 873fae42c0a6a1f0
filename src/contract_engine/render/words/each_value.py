"""The verdict for every value of one name -> a table."""

from __future__ import annotations

from contract_engine.answers.ask.each_value import EveryValue, ForValue
from contract_engine.answers.in_labels import InLabels
from contract_engine.model.agreement import Agreement
from contract_engine.render.page import Inline, Page, Said, lines_of
from contract_engine.render.styles import STRONG
from contract_engine.render.words.answer import question_lines
from contract_engine.render.words.phrases import cases_text, footer, verdict_text


def each_value_page(model: Agreement, found: EveryValue, *, brief: bool = False) -> Page:
    """The question, and a row for the values that come to the same; in brief, the rows alone."""
    page, labels = Page(), InLabels(model)
    if not brief:
        question_lines(page, model, found.question, found.understood)
    page.hang(Inline((found.sentence, STRONG)))
    page.blank()
    rows = [
        (
            labels.value(found.asks, each.given[found.asks]),
            verdict_text(each.verdict),
            _because(model, each),
        )
        for each in found.values
    ]
    heading = labels.label(found.asks)
    page.table([heading, "answer", "because"], rows, (heading, "because"))
    if brief:
        return page
    if found.notes or found.assumed:
        page.blank()
    if found.assumed:
        page.labelled("assuming", labels.pairs(found.assumed))
    page.labelled("notes", *map(labels.prose, found.notes))
    page.blank()
    page.hang(footer(model))
    return page


def _because(model: Agreement, each: ForValue) -> Said:
    if each.cases:
        return lines_of(cases_text(model, each.cases, each.more_cases))
    return ", ".join(each.clauses) or each.silence
