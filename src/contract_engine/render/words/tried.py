"""What came of scenarios in bounded time -> those that did not hold, and what none exercises."""

from __future__ import annotations

from contract_engine.api.tried import Tried
from contract_engine.render.page import Inline, Page
from contract_engine.render.styles import BAD, STRONG
from contract_engine.render.words.phrases import several


def tried_page(found: Tried) -> Page:
    """The page: what failed, a sentence of all of them, the gaps."""
    page = Page()
    for result in found.results:
        if not result.held:
            page.line(Inline((result.name, STRONG)))
            for line in result.told:
                page.line(Inline((line, BAD)))
            page.blank()
    page.hang(f"{outcome(found)} {exercised(found)}".strip())
    if found.exercised is not None:
        for gap in (*found.exercised.missing, *found.exercised.steps_missing):
            page.hang(f"not exercised: {gap.about}", 2, 4)
    return page


def outcome(found: Tried) -> str:
    """In a sentence or two how many scenarios hold, and how many were not reached.

    Args:
        found: what came of them.
    """
    reached = len(found.results)
    if not found.scenarios:
        return "There are no scenarios."
    if not reached:
        return "Time was up before a scenario was answered."
    if found.failed:
        said = f"{found.failed} of {several(reached, 'scenario')} did not hold."
    else:
        said = f"{several(reached, 'scenario')}: all held."
    if found.left:
        said += f" Time was up before {found.left} more could be asked."
    elif found.exercised is None and not found.problems:
        said += " Time was up before what they exercise could be measured."
    return said


def exercised(found: Tried) -> str:
    """In a sentence what the scenarios that hold exercise; nothing where it wasn't measured.

    Args:
        found: what came of them.
    """
    measured = found.exercised
    if measured is None:
        return ""
    who = "Those that hold" if found.failed else "They"
    said = f"{who} exercise {measured.met} of {several(measured.objectives, 'objective')}"
    said += f" ({int(measured.percent)} %)"
    if measured.steps:
        shown = measured.steps - len(measured.steps_missing)
        said += f", and of steps {shown} of {measured.steps}"
    return f"{said}."
