"""A question in two worlds -> both, side by side, and what makes the difference."""

from __future__ import annotations

from contract_engine.answers.answer import Answer
from contract_engine.answers.compare.whatif import WhatIf
from contract_engine.answers.in_labels import InLabels
from contract_engine.model.agreement import Agreement
from contract_engine.render.page import Fitting, Inline, Page
from contract_engine.render.styles import QUIET, STRONG
from contract_engine.render.words.answer import asked_lines
from contract_engine.render.words.phrases import (
    footer,
    headline,
    holds_text,
    options_text,
    verdict_sentence,
)

ROOMY = 72
"""Below this width the two worlds stand one after the other."""


def whatif_page(model: Agreement, found: WhatIf, *, brief: bool = False) -> Page:
    """The question, the two answers, and the clauses that differ; in brief, the sentences."""
    page = Page()
    first, second, how = found.first, found.second, found.understood
    if brief:
        for label, side in (("as it is", first), ("what if", second)):
            page.labelled(label, verdict_sentence(side.verdict, side.grade, side.sentence))
        page.labelled("because", *(each.clause for each in found.differences))
        return page
    asked_lines(page, model, first.question, how)
    page.labelled("what if", _world(model, second, first))
    page.blank()
    page.add(Fitting(((ROOMY, _beside(model, first, second)), (0, _below(model, first, second)))))
    page.blank()
    labels = InLabels(model)
    for each in found.differences:
        text = f": {labels.prose(each.first)}; what if: {labels.prose(each.second)}"
        page.hang(Inline((each.clause, STRONG), text), 0, 2)
    if not found.differences:
        page.hang("The same clauses govern in both, or none does.")
    page.blank()
    page.hang(footer(model))
    return page


def _beside(model: Agreement, first: Answer, second: Answer) -> Page:
    labels = ("", "", "because", "holds")
    sides = zip(labels, _column(model, first), _column(model, second), strict=True)
    rows = [(Inline((label, QUIET)), one, two) for label, one, two in sides]
    page = Page()
    page.table(["", "as it is", "what if"], rows, ("as it is", "what if"), equal=True)
    return page


def _below(model: Agreement, first: Answer, second: Answer) -> Page:
    page = Page()
    for name, side in (("as it is", first), ("what if", second)):
        page.heading(name, 2)
        for text in _column(model, side):
            page.hang(text, 2)
    return page


def _column(model: Agreement, answer: Answer) -> tuple[Inline, ...]:
    """One world: its verdict, sentence, clauses and days."""
    return (
        headline(answer.verdict, answer.grade),
        Inline(answer.sentence),
        Inline("\n".join(clause.id for clause in answer.clauses) or "no clause"),
        Inline(holds_text(model, answer.holds, answer.verdict)),
    )


def _world(model: Agreement, second: Answer, first: Answer) -> str:
    """What the second world is asked with that the first isn't."""
    asked, base, labels = second.question, first.question, InLabels(model)
    told = [
        labels.pair(name, value)
        for name, value in asked.given.items()
        if base.given.get(name) != value
    ]
    if options := options_text(asked):
        told.append(options)
    drafts = [name for name in second.receipt.drafts if name not in first.receipt.drafts]
    told += [f"with the draft {name}" for name in drafts]
    if second.receipt.history_sha256 != first.receipt.history_sha256:
        told.append("the second history in place of the first")
    return "; ".join(told) or "nothing is changed: add --given, --under, --without, ..."
