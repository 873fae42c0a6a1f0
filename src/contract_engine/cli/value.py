"""`contract-engine value`: what a fact, event or figure is on a day, and by which definition."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter
from rich.console import Console
from rich.text import Text

from contract_engine.answers.value.result import ValueCase, ValueTold
from contract_engine.api.named import value_named
from contract_engine.cli.answering import MOST, holds_text, options_text
from contract_engine.cli.layout import QUIET, hang, labelled, pairs
from contract_engine.cli.options import ASKED, DEFAULT, AgreementName, Asking, JsonFlag
from contract_engine.cli.output import console, print_json
from contract_engine.cli.parts import request_of
from contract_engine.cli.questions import open_agreement
from contract_engine.cli.telling import WEAKEST, footer, source_text
from contract_engine.cli.typed import place
from contract_engine.model.agreement import Agreement

COLOURS = {"known": "green", "depends": "yellow", "disputed": "magenta", "unknown": QUIET}


def value(
    name: Annotated[
        str, Parameter(name="NAME", group=ASKED, help="a fact, event or figure, or its label")
    ],
    /,
    *given: Annotated[
        str, Parameter(name="FACT=VALUE", group=ASKED, help="what is given, as with --given")
    ],
    asking: Asking | None = None,
    agreement: AgreementName = DEFAULT,
    json: JsonFlag = False,
) -> int:
    """What a defined fact, a fact of an item or a figure is on a day, and what says so.

    For every value: since when and until when it is so, on what it depends, and the definition,
    the row or the source it is from. Of a figure without a day, the latest.

    For example:

      contract-engine value microsoft_stake --on 2026-06-30
      contract-engine value support_tier seats=120 plan=paid --on 2026-06-30
    """
    loaded = open_agreement(agreement)
    which = value_named(loaded.model, name, place(name))
    look = request_of(loaded.model.vocabulary, given, asking or Asking())
    told = loaded.value(which, look)
    if json:
        print_json(told.to_json())
        return 0
    _show(console(), loaded.model, told)
    return 0


def _show(out: Console, model: Agreement, told: ValueTold) -> None:
    question = told.question
    given = pairs({**question.items, **question.given})
    when = f" on {question.on}" if question.on else ""
    labelled(out, "asked", f"{told.name} ({told.label}){when}" + (f": {given}" if given else ""))
    if options := options_text(question):
        labelled(out, "", options)
    out.print()
    style = f"bold {COLOURS[told.status]}"
    short = told.words if told.status == "known" else told.status.upper()
    hang(out, Text.assemble((short, style), "  ", told.sentence), 0, 2)
    out.print()
    for index, case in enumerate(told.cases):
        labelled(out, "" if index else "cases", _case_text(case))
    readings = model.vocabulary.readings
    for index, each in enumerate(n for n in told.hangs_on if n in readings):
        labelled(out, "" if index else "readings", f"{each}: {readings[each].question}")
    if told.by:
        because = f", because {' and '.join(told.because)}" if told.because else ""
        labelled(out, "follows by" if told.because else "by", ", ".join(told.by) + because)
    for index, by in enumerate(b for b in told.by if b in model.clauses):
        if model.clauses[by].text:
            labelled(out, "" if index else "in words", model.clauses[by].text)
    if told.assumed:
        labelled(out, "assuming", pairs(told.assumed))
    labelled(out, "holds", holds_text(told.holds))
    for index, cite in enumerate(told.cites[:MOST]):
        quote = f"“{cite.quote}” — " if cite.quote else ""
        source = source_text(model.sources.get(cite.source), cite)
        labelled(out, "" if index else "sources", Text(quote).append_text(source))
    if told.grade is not None:
        labelled(out, "rests on", f"{WEAKEST[str(told.grade)]}, at the weakest")
    for index, note in enumerate(told.notes):
        labelled(out, "" if index else "notes", note)
    out.print()
    hang(out, footer(model))


def _case_text(case: ValueCase) -> Text:
    """`seats >= 100 → gold (support_tier)`."""
    text = Text(f"{pairs(case.given) or 'otherwise'} → ").append(case.words, style="bold")
    if case.by:
        text.append(f" ({', '.join(case.by)})", style=QUIET)
    return text
