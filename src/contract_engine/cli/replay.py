"""`contract-engine replay`: whether answers that were kept are still the answers today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.console import Console
from rich.text import Text

from contract_engine.answers.answer import Json, as_json
from contract_engine.api import DEFAULT, Loaded, load
from contract_engine.cli.layout import QUIET, hang
from contract_engine.cli.options import ASKED, JsonFlag
from contract_engine.cli.output import console, print_json
from contract_engine.cli.progress import watched
from contract_engine.cli.replaying import replayed
from contract_engine.cli.since import Since, since
from contract_engine.cli.typed import place
from contract_engine.diagnostics import BadInput, Problem, Span
from contract_engine.diagnostics.render import as_data
from contract_engine.receipts.kept import Kept, LogRead, read_kept
from contract_engine.receipts.recorded import Recorded
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


def replay(
    file: Annotated[
        Path,
        Parameter(
            name="FILE",
            group=ASKED,
            help="what `ask --json` printed (or --batch), or a log that `ask --log` wrote",
        ),
    ],
    /,
    *,
    rules: Annotated[
        str | None,
        Parameter(
            group=ASKED,
            metavar="REV|FOLDER",
            help="the rules as they were then, by git revision or folder: show what changed since",
        ),
    ] = None,
    head: Annotated[
        str | None,
        Parameter(
            group=ASKED, metavar="SHA256", help="a head noted earlier, which the log must hold"
        ),
    ] = None,
    agreement: Annotated[
        str | None,
        Parameter(
            group=ASKED, metavar="NAME|PATH", help="the rules of today; otherwise by the receipts"
        ),
    ] = None,
    json: JsonFlag = False,
) -> int:
    """Ask every kept answer's question again, under the rules of today and by the diagram alone.

    An answer that differs is shown with its fields, and with what changed since it was given: the
    rules, the engine's version, or neither (then the record itself was changed). Of a log the chain
    is verified too: a line that was changed, dropped or moved is named. That its last lines were
    cut off shows only against a head that was noted elsewhere. Exit code 1 where an answer differs
    or the log was touched.

    For example:

      contract-engine ask openai serve cloud=aws --on 2025-11-15 --log answers.log
      contract-engine replay answers.log
      contract-engine replay answers.log --rules HEAD~1
    """
    kept = _read(file)
    if head is not None and kept.log is None:
        raise BadInput(
            [Problem("E515", f"`{file}` is not a log: it has no head", place(head, "--head"))]
        )
    by_agreement: dict[str, list[Recorded]] = {}
    for each in kept.answers:
        by_agreement.setdefault(agreement or each.agreement or DEFAULT, []).append(each)
    opened = {name: load(name) for name in by_agreement}
    differing: list[tuple[Recorded, Replayed]] = []
    elsewhere = 0
    for name, recorded in by_agreement.items():
        came = replayed(opened[name], recorded)
        for each, again in watched(came, len(recorded), "answers"):
            if not again.same:
                differing.append((each, again))
            elif again.causes:
                elsewhere += 1
    differing.sort(key=lambda pair: pair[0].place.line)
    compared = _since(rules, opened, [each for each, _ in differing])
    report = Report(len(kept.answers), differing, elsewhere, kept.log, head, compared)
    if json:
        print_json(_data(report))
    else:
        _show(report, str(file))
    return 0 if report.held else 1


def _read(file: Path) -> Kept:
    try:
        with file.open("rb") as lines:
            kept, problems = read_kept(str(file), lines)
    except OSError as error:
        message = f"this can't be read: {error.strerror or error}"
        raise BadInput([Problem("E001", message, Span(str(file)))]) from None
    if kept is None:
        raise BadInput(problems)
    return kept


def _since(
    rules: str | None, opened: dict[str, Loaded], differing: Sequence[Recorded]
) -> Since | None:
    """What changed since the rules that --rules names; of the one agreement asked about."""
    if rules is None:
        return None
    if len(opened) != 1:
        message = f"these are answers about {len(opened)} agreements"
        raise BadInput(
            [Problem("E505", message, place(option="--rules"), help="name one: --agreement")]
        )
    return since(rules, next(iter(opened.values())), differing)


def _data(report: Report) -> Json:
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


def _show(report: Report, file: str) -> None:
    out = console()
    for each, again in report.differing[:SHOWN]:
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
