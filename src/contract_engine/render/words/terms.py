"""The terms of a day -> one text, clause by clause, under the instruments they come from."""

from __future__ import annotations

from datetime import date

from contract_engine.answers.ask.sentences import rough_day
from contract_engine.answers.in_labels import InLabels
from contract_engine.answers.labels import day_in_words
from contract_engine.answers.norms.in_force import Entry, Step
from contract_engine.answers.norms.result import Terms
from contract_engine.model.agreement import Agreement
from contract_engine.render.page import Inline, Page
from contract_engine.render.styles import GROUP, QUIET, STRONG, TERM, WEAK
from contract_engine.render.words.phrases import footer, grade_text, ifs, joined
from contract_engine.render.words.rights import not_now


def terms_page(model: Agreement, found: Terms, *, brief: bool = False) -> Page:
    """Every clause in force, with its history; in brief, its words alone."""
    page, labels = Page(), InLabels(model)
    page.heading(f"{model.title}: the terms on {day_in_words(found.on)}")
    for note in found.notes:
        page.hang(labels.prose(note))
    for instrument in model.instruments.values():
        own = [entry for entry in found.terms if entry.instrument == instrument.id]
        if own:
            page.blank()
            page.heading(Inline((f"{instrument.id}  {instrument.title}".rstrip(), GROUP)), 2)
        for entry in own:
            if brief:
                said = entry.text or "; ".join(map(labels.norm, entry.norms)) or entry.states
                page.hang(Inline((entry.id, STRONG), f": {said}"), 2, 4)
            else:
                page.blank()
                _clause(page, labels, entry, found.on)
    not_now(page, model, found)
    if not brief:
        page.blank()
        page.hang(footer(model))
    return page


def _clause(page: Page, labels: InLabels, entry: Entry, on: date) -> None:
    """One clause: its words, its norms, when it holds, where it comes from."""
    if entry.text:
        page.hang(entry.text, 2)
    norms = "; ".join(map(labels.norm, entry.norms))
    what = f"defines {labels.label(entry.defines)}" if entry.defines else norms or "a statement"
    page.hang(Inline((entry.id, STRONG), f": {what}"), 4, 6)
    for line in entry.lines:
        page.hang(labels.condition(line), 6, 8)
    for said in ifs(labels.model, (*entry.conditions, *entry.exceptions)):
        page.hang(said, 4, 8)
    if entry.disapplies:
        page.hang(f"while it applies, {joined(entry.disapplies)} don't", 4, 8)
    if entry.open:
        page.hang(Inline(("in force or not: hangs on what is not known", WEAK)), 4)
    for words in entry.ends:
        page.hang(Inline((labels.condition(words), TERM)), 4)
    steps = "; ".join(_step(step, entry, on) for step in entry.history)
    grade = grade_text(entry.grade, carried=entry.carried)
    page.hang(Inline((steps, QUIET), " (", grade, ")"), 4)


def _step(step: Step, entry: Entry, on: date) -> str:
    later = "later " if step.on > on else ""
    by = f" by {step.clause}" if step.what in ("narrowed", "replaced") else ""
    as_ = f" as {step.clause}" if not by and step.clause != entry.id else ""
    when = f" on {step.on}"
    if step.approximate:
        when = f", some day in {rough_day(step.on, step.approximate)}"
    return f"{later}{step.what}{by}{as_} in {step.instrument}{when}"
