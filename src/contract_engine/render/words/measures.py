"""What scenarios exercise, and which mistakes they would notice -> tables and lines."""

from __future__ import annotations

from contract_engine.api.measures import CoverageTold, Measured, MutationTold
from contract_engine.measure.coverage.tally import COLUMNS, tally
from contract_engine.measure.mutation.mutation import Mutation
from contract_engine.measure.space.proposals import as_file
from contract_engine.render.page import Inline, Page, Said, Verbatim
from contract_engine.render.styles import WEAK
from contract_engine.render.words.phrases import several


def coverage_page(told: CoverageTold) -> Page:
    """A row a clause, and what is left."""
    page = Page()
    found = told.found
    rows: list[tuple[Said, ...]] = [
        (clause, *(Inline((str(cell), "" if cell.met == cell.of else WEAK)) for cell in cells))
        for clause, cells in tally(found, told.agreement.model.clauses)
    ]
    page.table(["clause", *COLUMNS], rows, ["clause"])
    page.blank()
    page.hang(
        f"{len(found.met)} of {several(found.total, 'objective')} exercised by "
        f"{several(len(told.suite.held), 'scenario')}: {found.percent:.1f} %. "
        f"{several(told.left, 'gap')} not accepted{' (--missing)' if told.left else ''}.",
    )
    if told.steps.shown:
        shown = len(told.steps.shown) - len(told.steps.missing)
        page.hang(f"Of steps {shown} of {several(len(told.steps.shown), 'objective')} are shown.")
        for name, what in told.steps_left:
            page.hang(f"not shown: {name} {what}", 2, 4)
    _accepted(page, told, "gap")
    return page


def mutation_page(told: MutationTold) -> Page:
    """A row for each sort of mutant, and the survivors with what would notice them."""
    page = Page()
    found, left = told.found, told.left
    proposed = [fate.proposal for fate in left if fate.proposal is not None]
    rows: list[tuple[Said, ...]] = []
    for name in dict.fromkeys(fate.of for fate in found.fates):
        own = Mutation(tuple(fate for fate in found.fates if fate.of == name))
        lost = len(own.of_status("survived"))
        noticed = f"{own.score:.0f} %" if own.counted else ""
        equivalent = str(len(own.of_status("equivalent")) or "")
        rows.append((name, str(own.counted), noticed, Inline((str(lost or ""), WEAK)), equivalent))
    page.table(["of", "mutants", "noticed", "survived", "equivalent"], rows, ["of"])
    page.blank()
    same, refused = (len(found.of_status(status)) for status in ("equivalent", "refused"))
    page.hang(
        f"{len(found.of_status('killed'))} of {several(found.counted, 'mutant')} noticed by "
        f"{several(len(told.suite.held), 'scenario')}: {found.score:.1f} %. Not counted: "
        f"{same} that change no answer, {refused} that the loader refuses. "
        f"{several(len(left), 'survivor')} not accepted{'.' if not proposed else ', each with a '}"
        f"{'scenario that would notice it:' if proposed else ''}",
    )
    if proposed:
        page.blank()
        page.add(Verbatim(as_file(told.agreement.model.id, proposed).rstrip("\n")))
        page.blank()
    for fate in left:
        if fate.proposal is None:
            page.hang(f"no scenario was found that notices: {fate.about}", 2, 4)
    if told.steps:
        unseen = [each for each in told.steps if each.noticed_by is None]
        seen = len(told.steps) - len(unseen)
        page.hang(f"Of steps {seen} of {several(len(told.steps), 'mistake')} are noticed.")
        for each in told.steps_left:
            page.hang(f"not noticed: {each.about}", 2, 4)
    _accepted(page, told, "survivor")
    return page


def _accepted(page: Page, told: Measured, what: str) -> None:
    """What is accepted and why, and which scenarios were left out, since they don't hold."""
    reasons, failed = told.accepted.reasons, told.suite.failed
    if reasons:
        page.hang(f"{several(len(reasons), what)} accepted:")
        for about, why in reasons.items():
            page.hang(f"{about}: {why}", 2, 4)
    if failed:
        left = f"{several(len(failed), 'scenario')} left out, not holding (contract-engine test):"
        page.hang(Inline((left, WEAK)))
        for scenario in failed:
            page.hang(f"{scenario.place.file}:{scenario.place.line} {scenario.name}", 2, 4)
