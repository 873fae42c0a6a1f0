"""The norms in force on a day -> a term sheet, the next to end first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from contract_engine.answers.ask.sentences import rough_day
from contract_engine.answers.in_labels import InLabels
from contract_engine.answers.labels import day_in_words
from contract_engine.answers.norms.in_force import Entry
from contract_engine.answers.norms.norms import DUTIES
from contract_engine.answers.norms.result import Rights, Terms
from contract_engine.answers.wording import tell_norms
from contract_engine.model.agreement import Agreement
from contract_engine.render.page import Inline, Page, Said
from contract_engine.render.styles import DISPUTE, GROUP, QUIET, STRONG, TERM, WEAK
from contract_engine.render.words.phrases import footer, grade_text, ifs, joined, several


def rights_page(model: Agreement, found: Rights, *, brief: bool = False) -> Page:
    """Every norm in force, grouped by what ends it; in brief, each in a line or two."""
    page = Page()
    named = joined([model.vocabulary.parties[name].label for name in found.party])
    page.heading(f"{named} on {day_in_words(found.on)}")
    order = ", the next to change first" if len(found.rights) > 1 else ""
    page.hang(Inline((f"{several(len(found.rights), 'norm')} in force{order}.", QUIET)))
    for note in found.notes:
        page.hang(InLabels(model).prose(note))
    for heading, group in groupby(sorted(found.rights, key=_when), key=_heading):
        page.blank()
        page.heading(Inline((heading, GROUP)), 2)
        for entry in group:
            if not brief:
                page.blank()
            _norm(page, model, found, entry, brief=brief)
    if brief:
        not_now(page, model, found)
        return page
    not_now(page, model, found)
    for line in _owed(model, found):
        page.blank()
        page.hang(Inline((line, QUIET)))
    page.blank()
    page.hang(footer(model))
    return page


def not_now(page: Page, model: Agreement, found: Rights | Terms) -> None:
    """What only assumptions keep from being in force, and all that is assumed."""
    labels = InLabels(model)
    if found.not_now:
        page.blank()
        page.heading(Inline(("Not now, as assumed", GROUP)), 2)
    for entry in found.not_now:
        norms = "; ".join(map(labels.norm, tell_norms(model.clauses[entry.id].norms)))
        said = entry.text or norms or entry.states
        page.hang(Inline((entry.id, STRONG), f": {said}"), 2, 4)
        begins = f"from {labels.condition(entry.begins)}; " if entry.begins else ""
        page.hang(Inline((f"{begins}assumed: {labels.pairs(entry.assumed)}", TERM)), 4)
    if found.assumed:
        page.blank()
        page.labelled("assuming", labels.pairs(found.assumed))


def _owed(model: Agreement, found: Rights) -> Iterator[str]:
    """That what others must and must not do, which is not listed, can be a right as well."""
    for party, entries in found.others.items():
        count = sum(
            any(n.bearer == party and n.modality in DUTIES for n in model.clauses[entry.id].norms)
            for entry in entries
        )
        if count:
            yield (
                f"What {model.vocabulary.parties[party].label} must and must not do can be a right "
                f"too: {several(count, 'clause')}, listed by --party {party}."
            )


def _when(entry: Entry) -> tuple[date, bool]:
    """Days first, then what an event ends, then what has no known end."""
    return entry.until or date.max, not entry.ends


def _heading(entry: Entry) -> str:
    if entry.until is not None:
        return f"Through {day_in_words(entry.until)}"
    return "Until an event" if entry.ends else "Without a known end"


def _norm(page: Page, model: Agreement, found: Rights, entry: Entry, *, brief: bool) -> None:
    """One norm as a paragraph of a term sheet."""
    norms = [norm for norm in model.clauses[entry.id].norms if norm.bearer in found.party]
    told: list[Said] = []
    labels = InLabels(model)
    for text in tell_norms(norms):
        told += ["; " if told else "", Inline((labels.norm(text), STRONG))]
    if brief:
        told.append(Inline((f"  ({entry.id}, {entry.instrument})", QUIET)))
    page.hang(Inline(*told), 2, 4)
    lines = (*entry.conditions, *entry.exceptions)
    if entry.text and not brief:
        page.hang(entry.text, 4)
    for said in ifs(model, lines):
        page.hang(said, 4, 8)
    if brief:
        return
    since = (
        f"from {labels.condition(entry.begins)}" if entry.begins else "from a day that is not known"
    )
    if entry.since:
        rough = entry.approximate
        since = rough_day(entry.since, rough) if rough else day_in_words(entry.since)
        since = f"since some day in {since}" if rough else f"since {since}"
    if entry.ends:
        first = ", whichever comes first" if len(entry.ends) > 1 else ""
        since += f"; {joined([*map(labels.condition, entry.ends)], 'or')}{first}"
    hangs = "; hangs on what is not known" if entry.open else ""
    page.hang(Inline((since, TERM), (hangs, WEAK)), 4)
    origin = Inline((f"{entry.id} ({entry.instrument}, ", QUIET))
    cites = ", ".join(dict.fromkeys(cite.source for cite in entry.cites))
    origin += grade_text(entry.grade, carried=entry.carried)
    page.hang(Inline(origin, (f"): {cites}" if cites else ")", QUIET)), 4)
    if entry.disputes:
        page.hang(Inline((f"sources disagree: {', '.join(entry.disputes)}", DISPUTE)), 4)
