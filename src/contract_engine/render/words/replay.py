"""What came of replaying a file -> lines, those with another verdict first."""

from __future__ import annotations

from contract_engine.answers.answer import Json
from contract_engine.api.replay import Report, Since
from contract_engine.receipts.recorded_answer import Recorded
from contract_engine.receipts.replay import Replayed
from contract_engine.render.page import Inline, Page
from contract_engine.render.styles import BAD, GOOD, QUIET, STRONG, WEAK
from contract_engine.render.words.diff import row_lines
from contract_engine.render.words.phrases import days_text, several

SHOWN = 20
"""Answers that differ beyond these are counted only; --json lists all."""


def replay_page(report: Report, file: str) -> Page:
    """The answers that differ, what changed since, the log, and a count."""
    page = Page()
    for each, again in sorted(report.differing, key=lambda pair: not pair[1].turned)[:SHOWN]:
        _differing(page, each, again)
    if len(report.differing) > SHOWN:
        more = len(report.differing) - SHOWN
        page.hang(f"... and {more} more that differ (--json lists them)")
        page.blank()
    if report.since is not None:
        _since(page, report.since)
    log = report.log
    if log is not None:
        for fault in log.faults:
            style = BAD if fault.tampered else WEAK
            page.hang(
                Inline((f"{file}:{fault.line}: {fault.damage}: {fault.message}", style)), 0, 2
            )
        if report.cut:
            told = f"{file}: the head {report.head} is not in this log: it was cut or written anew"
            page.hang(Inline((told, BAD)), 0, 2)
        if log.faults or report.cut:
            page.blank()
        page.hang(f"{several(log.entries, 'entry', 'entries')}, head {log.chain.head}", 0, 2)
    same = report.answers - len(report.differing)
    told = f"{same} of {report.answers} answers the same"
    if report.elsewhere:
        told += f" ({report.elsewhere} of them given under other rules or by another version)"
    if report.differing:
        turned = sum(again.turned for _, again in report.differing)
        told += f"; {len(report.differing)} differ, {turned} of them in the verdict"
    page.hang(Inline((told, GOOD if report.held else f"{STRONG} {BAD}")))
    return page


def _since(page: Page, since: Since) -> None:
    page.hang(Inline((since.then.name, STRONG), " → ", (since.now.name, STRONG)))
    told = f"Of {since.differing} that differ, given under these earlier rules: {since.theirs}; "
    page.hang(f"{told}confirmed by them: {since.confirmed}.")
    page.blank()
    for row in since.rows:
        row_lines(page, since.now.engine.agreement, row, days=days_text(row.from_, row.through))
        page.blank()
    if not since.rows:
        page.hang("No verdict and no governing clause of these acts is another since.")
        page.blank()


def _differing(page: Page, recorded: Recorded, again: Replayed) -> None:
    place, on = recorded.place, recorded.question.on
    causes = "; ".join(again.causes)
    head = f"{place.file}:{place.line}: {recorded.question.ask} on {on}: "
    what = "can't be asked any more" if again.problems else "another answer"
    page.hang(Inline((head, QUIET), (what, STRONG), f": {causes}"), 0, 2)
    for problem in again.problems:
        page.hang(f"{problem.code}: {problem.message}", 2, 4)
    others = []
    for difference in again.differences:
        if difference.field in ("verdict", "sentence", "clauses", "grade"):
            text = f"{difference.field}: {_brief(difference.was)} → {_brief(difference.now)}"
            page.hang(text, 2, 4)
        else:
            others.append(difference.field)
    if others:
        page.hang(f"also: {', '.join(others)}", 2, 4)
    page.blank()


def _brief(value: Json) -> str:
    """A field in a few words: of clauses, their names."""
    if isinstance(value, list):
        names = [str(each.get("id")) if isinstance(each, dict) else str(each) for each in value]
        return ", ".join(names) or "none"
    return "none" if value is None else str(value)
