"""What came of scenarios -> those that did not hold, with what came instead, and a count."""

from __future__ import annotations

from contract_engine.api.scenarios import Tested
from contract_engine.render.page import Inline, Page
from contract_engine.render.styles import BAD, GOOD, STRONG
from contract_engine.render.words.phrases import several


def tested_page(found: Tested, seconds: float) -> Page:
    """The page; `seconds` is how long they took together."""
    page = Page()
    for result in found.results:
        if not result.held:
            page.line(Inline((result.name, STRONG)))
            first, *rest = result.told
            page.line(Inline((first, BAD)))
            for line in rest:
                page.line(line)
            page.blank()
    told = f"{several(found.scenarios, 'scenario')} in {several(found.files, 'file')}"
    told += f", {seconds:.1f} s"
    if found.failed:
        page.line(Inline((f"{found.failed} of {told}, did not hold", f"{STRONG} {BAD}")))
    else:
        page.line(Inline((f"{told}: all held", GOOD)))
    return page
