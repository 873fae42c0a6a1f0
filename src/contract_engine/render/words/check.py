"""What was found in an agreement -> lines: how much there is, and where no clause speaks."""

from __future__ import annotations

from contract_engine.api.checking import Checked, Gaps
from contract_engine.render.page import Page
from contract_engine.render.words.phrases import days_text, pairs, several


def checked_page(found: Checked, *, ranks: bool = False) -> Page:
    """The counts; with `ranks`, every pair of clauses that only rank decides."""
    page = Page()
    told = (
        several(found.instruments, "instrument"),
        several(found.clauses, "clause"),
        several(found.sources, "source"),
    )
    new = several(len(found.problems), "new finding") if found.problems else "nothing new found"
    page.hang(
        f"{found.agreement}: {', '.join(told)}; "
        f"{several(len(found.decided_by_rank), 'pair')} of clauses decided by rank alone; "
        f"{several(len(found.accepted), 'finding')} accepted; {new}.",
        0,
        2,
    )
    for each in found.decided_by_rank if ranks else ():
        page.hang(f"{each.later} (later) over {each.earlier}", 2, 4)
    return page


def gaps_page(found: Gaps) -> Page:
    """The days and situations."""
    page = Page()
    act = f"{found.bearer} {found.action}"
    if not found.gaps:
        page.hang(f"Some clause always speaks of {act}.")
        return page
    page.hang(f"No clause speaks of {act}")
    for each in found.gaps:
        days = days_text(each.from_, each.through)
        page.hang(f"{days}: {pairs(each.given) or 'whatever the situation'}", 2, 4)
    return page
