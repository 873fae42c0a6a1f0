"""`contract-engine timeline`: a question on every day, as a bar and its intervals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.console import Console
from rich.text import Text

from contract_engine.answers.timeline.timeline import Interval, Timeline
from contract_engine.api import LoadedAgreement, Request
from contract_engine.cli.answering import asked_text, case_text, options_text
from contract_engine.cli.bars import MARKS, bar, shown
from contract_engine.cli.layout import QUIET, days_text, hang, show_table, table
from contract_engine.cli.lines import answer_lines
from contract_engine.cli.options import (
    DEFAULT,
    OUTPUT,
    AgreementName,
    Asking,
    BatchFile,
    JsonFlag,
    Words,
    day_of,
)
from contract_engine.cli.output import console, print_json
from contract_engine.cli.parts import request_of
from contract_engine.cli.questions import open_agreement
from contract_engine.cli.saving import write_file
from contract_engine.cli.svg import picture
from contract_engine.cli.telling import COLOURS, footer, verdict_text
from contract_engine.cli.typed import place
from contract_engine.diagnostics import BadInput, Problem

WIDE = 100
"""From this width on the causes have a column of their own."""
ROOMY = 64
"""Below this width every interval is a paragraph."""


def timeline(
    *question: Words,
    asking: Asking | None = None,
    start: Annotated[
        str | None, Parameter(name="--from", group=OUTPUT, metavar="DAY", help="first day shown")
    ] = None,
    through: Annotated[
        str | None, Parameter(group=OUTPUT, metavar="DAY", help="last day shown")
    ] = None,
    svg: Annotated[
        Path | None, Parameter(group=OUTPUT, metavar="FILE", help="draw it into this file too")
    ] = None,
    batch: BatchFile = None,
    agreement: AgreementName = DEFAULT,
    json: JsonFlag = False,
) -> int:
    """The same question on every day: the intervals of its answer, and what began each.

    A day in the question, or --on, is not looked at; events that are given keep theirs.

    For example:

      contract-engine timeline "Can OpenAI serve its API on AWS?"
      contract-engine timeline openai procure_compute provider=aws --from 2025-01-01
      contract-engine timeline microsoft use_ip ip=model --given agi_verified=2031-06-01
      contract-engine timeline "Can OpenAI serve its API on AWS?" --svg api-on-aws.svg
    """
    if svg is not None and batch is not None:
        raise BadInput([Problem("E505", "--svg draws one question", place(str(svg)))])
    loaded = open_agreement(agreement)
    days = day_of(start, "--from"), day_of(through, "--through")
    request = request_of(
        loaded.model.vocabulary, question if batch is None else (), asking or Asking()
    )

    def asked(each: Request) -> Timeline:
        return loaded.timeline(each, start=days[0], through=days[1])

    if batch is not None:
        return answer_lines(question, request, batch, asked)
    found = asked(request)
    if svg is not None:
        said = asked_text(found.question, found.understood, day=False)
        low_high = shown(found.intervals, *days)
        drawn = picture(said, footer(loaded.model).plain, found.intervals, *low_high)
        write_file(svg, drawn.encode())
    if json:
        print_json(found.to_json())
    else:
        _show(console(), loaded, found)
    return 0


def _show(out: Console, loaded: LoadedAgreement, found: Timeline) -> None:
    said, intervals = found.question, found.intervals
    hang(out, Text(asked_text(said, found.understood, day=False), style="bold"), 0, 2)
    if options := options_text(said):
        hang(out, options, 2)
    out.print()
    for line in bar(intervals, found.start, found.through, min(out.width, 100)):
        out.print(line, soft_wrap=True)
    out.print()
    if out.width < ROOMY:
        for i in intervals:
            days = days_text(i.from_, i.through)
            hang(out, Text.assemble(_mark(i), f" {days}: ", verdict_text(i.verdict)), 0, 2)
            hang(out, Text("\n").join([*_reasons(i), _cause(i)]) if i.cause else _because(i), 2)
    else:
        _table(out, intervals, wide=out.width >= WIDE)
    out.print()
    for note in found.notes:
        hang(out, note)
    hang(out, footer(loaded.model))


def _table(out: Console, intervals: Sequence[Interval], *, wide: bool) -> None:
    headings = ["", "from", "through", "answer", "because"]
    made = table([*headings, "what began it"] if wide else headings, ("because", "what began it"))
    for i in intervals:
        reasons = _because(i) if wide or not i.cause else Text("\n").join([*_reasons(i), _cause(i)])
        days = Text(_iso(i.from_)), Text(_iso(i.through))
        row = [_mark(i), *days, verdict_text(i.verdict), reasons]
        made.add_row(*([*row, _cause(i)] if wide else row))
    show_table(out, made)


def _mark(interval: Interval) -> Text:
    return Text(MARKS[interval.verdict], style=COLOURS[interval.verdict])


def _reasons(interval: Interval) -> list[Text]:
    """The cases of an interval, or its governing clauses, a line each."""
    if interval.cases:
        return [case_text(case) for case in interval.cases]
    if not interval.clauses:
        return [Text("no term in force speaks of it", style=QUIET)]
    return [Text(name) for name in interval.clauses]


def _because(interval: Interval) -> Text:
    return Text("\n").join(_reasons(interval))


def _cause(interval: Interval) -> Text:
    return Text(interval.cause or "", style=QUIET)


def _iso(day: date | None) -> str:
    return "" if day is None else day.isoformat()
