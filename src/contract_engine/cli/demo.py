"""`contract-engine demo`: the history of the main question, over every version."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from contract_engine.answers.answer import as_json
from contract_engine.answers.ask.sentences import day_in_words
from contract_engine.answers.timeline.timeline import Interval
from contract_engine.cli.bars import MARKS, bar
from contract_engine.cli.layout import QUIET, hang, show_table, table
from contract_engine.cli.options import DEFAULT, AgreementName, Asking, JsonFlag
from contract_engine.cli.output import console, print_json
from contract_engine.cli.parts import request_of
from contract_engine.cli.questions import open_agreement
from contract_engine.cli.telling import COLOURS, footer, verdict_text
from contract_engine.model.agreement import Agreement

QUESTION = "Can OpenAI serve its API on another cloud?"
NAMES = "openai serve product=stateless_api cloud=other_cloud"
NEXT = (
    'contract-engine ask "Can OpenAI serve its API on AWS on 15 November 2025?"',
    'contract-engine ask "Can OpenAI serve its API on AWS on 28 October 2025?" '
    "customer=us_national_security",
    'contract-engine whatif "Can OpenAI serve its API on AWS?" --on 2026-06-01 --without 2026-04',
    "contract-engine rights --on 2026-05-01 --party microsoft",
)
ROOMY = 72
"""Below this width every interval is a paragraph."""


def demo(*, agreement: AgreementName = DEFAULT, json: JsonFlag = False) -> int:
    """A tour: one question over all versions of the shipped agreement.

    For example:

      contract-engine demo
    """
    loaded = open_agreement(agreement)
    model = loaded.model
    asked = request_of(model.vocabulary, tuple(NAMES.split()), Asking())
    intervals = loaded.timeline(asked).intervals
    if json:
        told = [as_json(interval) for interval in intervals]
        print_json({"asked": QUESTION, "question": NAMES, "intervals": told})
        return 0
    out = console()
    out.print()
    hang(out, Text(QUESTION, style="bold"))
    hang(out, Text(f"{NAMES}, asked of every day", style=QUIET))
    out.print()
    for line in bar(intervals, None, None, min(out.width, 100)):
        out.print(line, soft_wrap=True)
    out.print()
    if out.width < ROOMY:
        for interval in intervals:
            _paragraph(out, model, interval)
    else:
        _table(out, model, intervals)
    out.print()
    hang(out, Text("Ask your own", style="bold"))
    for example in NEXT:
        hang(out, Text(example, style="cyan"), 2, 6)
    out.print()
    last = model.researched_through
    looked = f" Looked through up to {day_in_words(last)}." if last else ""
    hang(out, footer(model).append(looked))
    return 0


def _table(out: Console, model: Agreement, intervals: tuple[Interval, ...]) -> None:
    made = table(["", "since", "answer", "because"], ("because",))
    for index, interval in enumerate(intervals):
        if index:
            made.add_row()
        made.add_row(
            Text(MARKS[interval.verdict], style=COLOURS[interval.verdict]),
            _since(interval),
            verdict_text(interval.verdict),
            _because(model, interval),
        )
    show_table(out, made)


def _paragraph(out: Console, model: Agreement, interval: Interval) -> None:
    mark = Text(MARKS[interval.verdict], style=COLOURS[interval.verdict])
    hang(out, Text.assemble(mark, f" {_since(interval)}: ", verdict_text(interval.verdict)), 0, 2)
    hang(out, _because(model, interval), 2)
    out.print()


def _since(interval: Interval) -> str:
    return day_in_words(interval.from_) if interval.from_ else "at first"


def _because(model: Agreement, interval: Interval) -> Text:
    """The words of the governing clauses, and where they stand."""
    if not interval.clauses:
        return Text("No term in force speaks of it.", style=QUIET)
    text = Text()
    for index, name in enumerate(interval.clauses):
        clause = model.clauses[name]
        text.append(("\n" if index else "") + clause.text)
        text.append(f"\n{name}, {clause.instrument}", style=QUIET)
    return text
