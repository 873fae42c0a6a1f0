"""What came of replaying a file -> lines for people, and JSON."""

from __future__ import annotations

from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

from contract_engine.answers.answer import Json, as_json
from contract_engine.cli.layout import QUIET, hang
from contract_engine.cli.output import console
from contract_engine.cli.since import Since
from contract_engine.diagnostics.render import as_data
from contract_engine.receipts.read import LogRead
from contract_engine.receipts.recorded_answer import Recorded
from contract_engine.receipts.replay import Replayed

SHOWN = 20
"""Answers that differ beyond these are counted only; --json lists all."""


@dataclass(frozen=True)
class Report:
    """What came of replaying a file."""

    answers: int
    differing: list[tuple[Recorded, Replayed]]
    elsewhere: int
    """Answers that are the same, though their rules or engine were others."""
    log: LogRead | None
    head: str | None
    since: Since | None

    @property
    def held(self) -> bool:
        """Whether every answer is the same and the log untouched."""
        return not (self.differing or self.tampered or self.cut)

    @property
    def tampered(self) -> bool:
        """Whether a line of the log was changed, dropped or moved."""
        return self.log is not None and any(fault.tampered for fault in self.log.faults)

    @property
    def cut(self) -> bool:
        """Whether the head that was noted is no longer in the log."""
        return (
            self.head is not None and self.log is not None and not self.log.chain.holds(self.head)
        )


def report_data(report: Report) -> Json:
    """For --json."""
    log = report.log
    return {
        "answers": report.answers,
        "same": report.answers - len(report.differing),
        "same_under_other_rules_or_engine": report.elsewhere,
        "results": [
            {
                "line": each.place.line,
                "question": each.answer["question"],
                "causes": list(again.causes),
                "differences": as_json(again.differences),
                "problems": as_json([as_data(problem) for problem in again.problems]),
            }
            for each, again in report.differing
        ],
        "log": None
        if log is None
        else {
            "entries": log.entries,
            "head": log.chain.head,
            "faults": as_json(log.faults),
            "holds_noted_head": None if report.head is None else not report.cut,
        },
        "since": None if report.since is None else report.since.data(),
    }


def show_report(report: Report, file: str) -> None:
    """For people: those with another verdict first."""
    out = console()
    for each, again in sorted(report.differing, key=lambda pair: not pair[1].turned)[:SHOWN]:
        _differing(out, each, again)
    if len(report.differing) > SHOWN:
        hang(out, f"... and {len(report.differing) - SHOWN} more that differ (--json lists them)")
        out.print()
    if report.since is not None:
        report.since.show(out)
    log = report.log
    if log is not None:
        for fault in log.faults:
            style = "red" if fault.tampered else "yellow"
            hang(
                out,
                Text(f"{file}:{fault.line}: {fault.damage}: {fault.message}", style=style),
                0,
                2,
            )
        if report.cut:
            told = f"{file}: the head {report.head} is not in this log: it was cut or written anew"
            hang(out, Text(told, style="red"), 0, 2)
        if log.faults or report.cut:
            out.print()
        hang(out, f"{_count(log.entries, 'entry', 'entries')}, head {log.chain.head}", 0, 2)
    same = report.answers - len(report.differing)
    told = f"{same} of {report.answers} answers the same"
    if report.elsewhere:
        told += f" ({report.elsewhere} of them given under other rules or by another version)"
    if report.differing:
        turned = sum(again.turned for _, again in report.differing)
        told += f"; {len(report.differing)} differ, {turned} of them in the verdict"
    hang(out, Text(told, style="green" if report.held else "bold red"))


def _differing(out: Console, recorded: Recorded, again: Replayed) -> None:
    place, on = recorded.place, recorded.question.on
    causes = "; ".join(again.causes)
    head = f"{place.file}:{place.line}: {recorded.question.ask} on {on}: "
    what = "can't be asked any more" if again.problems else "another answer"
    hang(out, Text.assemble((head, QUIET), (what, "bold"), f": {causes}"), 0, 2)
    for problem in again.problems:
        hang(out, f"{problem.code}: {problem.message}", 2, 4)
    others = []
    for difference in again.differences:
        if difference.field in ("verdict", "sentence", "clauses", "grade"):
            text = f"{difference.field}: {_brief(difference.was)} → {_brief(difference.now)}"
            hang(out, text, 2, 4)
        else:
            others.append(difference.field)
    if others:
        hang(out, f"also: {', '.join(others)}", 2, 4)
    out.print()


def _brief(value: Json) -> str:
    """A field in a few words: of clauses, their names."""
    if isinstance(value, list):
        names = [str(each.get("id")) if isinstance(each, dict) else str(each) for each in value]
        return ", ".join(names) or "none"
    return "none" if value is None else str(value)


def _count(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"
