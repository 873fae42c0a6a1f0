"""Sources, and where they disagree -> lines."""

from __future__ import annotations

from collections.abc import Sequence

from contract_engine.answers.record import DisputeTold, SourceTold
from contract_engine.model.agreement import Agreement
from contract_engine.render.page import Inline, Page
from contract_engine.render.styles import DISPUTE, QUIET, STRONG
from contract_engine.render.words.phrases import footer, grade_text, several


def sources_page(
    model: Agreement, found: Sequence[SourceTold], *, whole: bool = False, brief: bool = False
) -> Page:
    """The sources; `whole`, with the clauses that cite each; in brief, their titles alone."""
    page = Page()
    for index, each in enumerate(found):
        if index and not brief:
            page.blank()
        page.hang(Inline((each.id, STRONG), f": {each.title}"), 0, 2)
        if brief:
            continue
        where = ", ".join(part for part in (each.publisher, each.date) if part)
        clauses = f"; {several(each.clauses, 'clause')}"
        page.hang(Inline(f"{where}; ", grade_text(each.grade), clauses), 2)
        page.hang(Inline((each.address, QUIET)), 2)
        if whole and each.cited_by:
            page.hang(f"cited by {', '.join(each.cited_by)}", 2)
        if whole and each.note:
            page.hang(each.note, 2)
        for name in each.disputed if whole else ():
            dispute = model.disputes[name]
            page.hang(Inline((f"{name}  ", DISPUTE), dispute.question), 2, 4)
            for claim in dispute.claims:
                if each.id in claim.sources:
                    page.hang(f"it says: {claim.says}", 4, 6)
            page.hang(Inline(("better supported: ", STRONG), dispute.better), 4, 6)
    if not found:
        page.hang("No sources are recorded.")
    return page if brief else _ended(page, model)


def disputes_page(model: Agreement, found: Sequence[DisputeTold], *, brief: bool = False) -> Page:
    """The disputes; in brief, the questions and which side is better supported."""
    page = Page()
    for each in found:
        page.hang(Inline((f"{each.id}  ", DISPUTE), (each.question, STRONG)), 0, 2)
        for claim in each.claims if not brief else ():
            named = f" ({', '.join(claim.sources)})" if claim.sources else ""
            page.hang(Inline(f"– {claim.says}", (named, QUIET)), 2, 4)
        page.hang(Inline(("better supported: ", STRONG), each.better), 2, 4)
        if each.clauses and not brief:
            page.hang(Inline((f"touches {', '.join(each.clauses)}", QUIET)), 2, 4)
        page.blank()
    if not found:
        page.hang("No disputes are recorded.")
        page.blank()
    if not brief:
        page.hang(footer(model))
    return page


def _ended(page: Page, model: Agreement) -> Page:
    page.blank()
    page.hang(footer(model))
    return page
