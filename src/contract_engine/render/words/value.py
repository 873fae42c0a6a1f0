"""The value of a name on a day -> lines: the value, by which definition, from when until when."""

from __future__ import annotations

from contract_engine.answers.in_labels import InLabels
from contract_engine.answers.value.result import ValueCase, ValueTold
from contract_engine.model.agreement import Agreement
from contract_engine.render.page import Inline, Page
from contract_engine.render.styles import GOOD, QUIET, QUOTE, STRONG
from contract_engine.render.words.phrases import (
    MOST,
    WEAKEST,
    footer,
    holds_text,
    options_text,
    pairs,
    quotes_text,
    readings_asked,
    rows_of,
    source_text,
)

STATUS = {"known": GOOD, "depends": "depends", "disputed": "disputed", "unknown": QUIET}
"""The style of each status."""


def value_page(model: Agreement, told: ValueTold, *, brief: bool = False) -> Page:
    """The value and all it rests on; in brief, the value, its days and its source."""
    page = Page()
    question = told.question
    if not brief:
        rows = rows_of(model, question)
        own = {name: value for name, value in question.given.items() if name not in rows}
        given = pairs({**question.items, **own})
        when = f" on {question.on}" if question.on else ""
        what = f"{told.name} ({told.label}){when}"
        page.labelled("asked", what + (f": {given}" if given else ""))
        if rows:
            page.labelled("on record", InLabels(model).pairs(rows))
        if options := options_text(question):
            page.labelled("", options)
        page.blank()
    short = told.words if told.status == "known" else told.status.upper()
    page.hang(Inline((short, f"{STRONG} {STATUS[told.status]}"), "  ", told.sentence), 0, 2)
    page.blank()
    page.labelled("cases", *(_case_text(model, case) for case in told.cases))
    readings_asked(page, model, told.hangs_on)
    if told.by:
        reasons = " and ".join(map(InLabels(model).condition, told.because))
        because = f", because {reasons}" if reasons else ""
        page.labelled("follows by" if told.because else "by", ", ".join(told.by) + because)
    if not brief:
        clauses = (model.clauses[by].text for by in told.by if by in model.clauses)
        page.labelled("in words", *filter(None, clauses))
        if told.assumed:
            page.labelled("assuming", InLabels(model).pairs(told.assumed))
    page.labelled("holds", holds_text(model, told.holds))
    for index, cite in enumerate(told.cites[: 1 if brief else MOST]):
        quote = f"{quotes_text([cite])} — " if cite.quote else ""
        source = source_text(model.sources.get(cite.source), cite)
        page.labelled("" if index else "sources", Inline((quote, QUOTE), source))
    if brief:
        return page
    if told.grade is not None:
        page.labelled("rests on", f"{WEAKEST[str(told.grade)]}, at the weakest")
    page.labelled("notes", *map(InLabels(model).prose, told.notes))
    page.blank()
    page.hang(footer(model))
    return page


def _case_text(model: Agreement, case: ValueCase) -> Inline:
    """`seats: at least 100 → gold (support_tier)`."""
    by = f" ({', '.join(case.by)})" if case.by else ""
    given = InLabels(model).pairs(case.given) or "otherwise"
    return Inline(f"{given} → ", (case.words, STRONG), (by, QUIET))
