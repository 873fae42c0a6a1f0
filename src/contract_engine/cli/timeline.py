"""`contract-engine timeline`: a question on every day, as a bar and its intervals."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from cyclopts import Parameter
from rich.table import Table
from rich.text import Text

from contract_engine.answers.answer import as_json
from contract_engine.answers.asking import asked_of
from contract_engine.answers.timeline import Interval
from contract_engine.answers.timeline import timeline as intervals_of
from contract_engine.cli.answering import COLOURS, DISCLAIMER, verdict_text
from contract_engine.cli.options import (
    DEFAULT,
    AgreementName,
    Asking,
    JsonFlag,
    day_of,
    open_agreement,
    question_of,
)
from contract_engine.cli.output import console, print_json
from contract_engine.model.outcome import Verdict

MARKS = {
    Verdict.PERMITTED: "█",
    Verdict.REQUIRED: "▓",
    Verdict.NOT_REQUIRED: "▒",
    Verdict.PROHIBITED: "░",
    Verdict.CONFLICT: "!",
    Verdict.DEPENDS: "?",
    Verdict.DISPUTED: "≠",
    Verdict.NOT_ADDRESSED: "·",
}
"""A mark for each verdict, so that the bar reads without colours."""


def timeline(
    *words: str,
    asking: Asking | None = None,
    start: Annotated[str | None, Parameter(name="--from", help="first day shown")] = None,
    through: Annotated[str | None, Parameter(help="last day shown")] = None,
    agreement: AgreementName = DEFAULT,
    json: JsonFlag = False,
) -> int:
    """A question on every day: the intervals of its answer, and what began each.

    Ask it without a day; events given with --given keep theirs.

    Args:
        words: a question, or PARTY ACTION name=value ...
    """
    loaded = open_agreement(agreement)
    asking = asking or Asking()
    asking.on = asking.on or "2000-01-01"
    question = question_of(loaded, words, asking).question
    first, last = day_of(start), day_of(through)
    intervals = [i for i in intervals_of(loaded.engine, question) if _shown(i, first, last)]
    if json:
        print_json(
            {
                "question": as_json(asked_of(loaded.model, question)),
                "intervals": [as_json(interval) for interval in intervals],
            }
        )
        return 0
    out = console()
    given = ", ".join(
        f"{name} = {value}" for name, value in asked_of(loaded.model, question).given.items()
    )
    out.print(Text.assemble((f"{question.bearer} {question.action}", "bold"), f"  {given}"))
    out.print()
    for line in bar(intervals, first, last, min(out.width, 100)):
        out.print(line, no_wrap=True)
    out.print()
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bright_black")
    table.add_column("", no_wrap=True)
    table.add_column("from", no_wrap=True)
    table.add_column("through", no_wrap=True)
    table.add_column("answer", no_wrap=True)
    table.add_column("because", overflow="fold")
    table.add_column("what began it", overflow="fold")
    for i in intervals:
        table.add_row(
            Text(MARKS[i.verdict], style=COLOURS[i.verdict]),
            i.from_.isoformat() if i.from_ else "",
            i.through.isoformat() if i.through else "",
            verdict_text(i.verdict),
            ", ".join(i.clauses),
            i.cause or "",
        )
    out.print(table)
    out.print()
    out.print(Text(DISCLAIMER, style="bright_black"))
    return 0


def _shown(interval: Interval, first: date | None, last: date | None) -> bool:
    too_early = first is not None and interval.through is not None and interval.through < first
    too_late = last is not None and interval.from_ is not None and interval.from_ > last
    return not (too_early or too_late)


def bar(intervals: list[Interval], first: date | None, last: date | None, width: int) -> list[Text]:
    """The bar and, under it, its years: every column is an equal stretch of days."""
    begins = [i.from_ for i in intervals if i.from_]
    if not begins:
        return []
    low = first or date(min(begins).year - 1, 1, 1)
    high = last or date(min(max(begins).year + 2, 9999), 12, 31)
    days = max(1, (high - low).days)
    line = Text()
    for column in range(width):
        day = date.fromordinal(low.toordinal() + days * column // max(1, width - 1))
        verdict = next(
            (
                i.verdict
                for i in intervals
                if (i.from_ is None or i.from_ <= day) and (i.through is None or day <= i.through)
            ),
            None,
        )
        line.append(MARKS[verdict] if verdict else " ", style=COLOURS[verdict] if verdict else "")
    years = [" "] * width
    free = 0
    for year in range(low.year, high.year + 1):
        at = (date(year, 1, 1).toordinal() - low.toordinal()) * (width - 1) // days
        if at >= free and at + 4 <= width and at >= 0:
            years[at : at + 4] = list(str(year))
            free = at + 6
    return [line, Text("".join(years), style="bright_black")]
