"""`contract-engine replay`: whether answers that were kept are still the answers today."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from contract_engine.api import DEFAULT, Loaded, load
from contract_engine.cli.options import ASKED, JsonFlag
from contract_engine.cli.output import print_json
from contract_engine.cli.progress import watched
from contract_engine.cli.replaying import replayed
from contract_engine.cli.report import Report, report_data, show_report
from contract_engine.cli.since import Since, since
from contract_engine.cli.typed import place
from contract_engine.diagnostics import BadInput, Problem, Span
from contract_engine.receipts.read import Kept, read_kept
from contract_engine.receipts.recorded_answer import Recorded
from contract_engine.receipts.replay import Replayed


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
        print_json(report_data(report))
    else:
        show_report(report, str(file))
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
