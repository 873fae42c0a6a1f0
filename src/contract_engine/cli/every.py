"""`contract-engine ask ... name=?`: the verdict for every value of one name, as a table."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.text import Text

from contract_engine.answers.ask.each_value import EveryValue, ForValue
from contract_engine.cli.answering import asked_text, case_text, options_text
from contract_engine.cli.layout import hang, labelled, show_table, table
from contract_engine.cli.telling import footer, verdict_text
from contract_engine.cli.typed import place
from contract_engine.diagnostics import BadInput, Problem
from contract_engine.model.agreement import Agreement


def refuse_log(log: Path | None, name: str) -> None:
    """A log keeps answers that can be asked again as they are; raises BadInput."""
    if log is not None:
        help_ = "leave --log out, or ask for one value"
        message = f"what `{name}=?` tells is not kept in a log"
        raise BadInput([Problem("E519", message, place(option="--log"), help=help_)])


def show(out: Console, model: Agreement, found: EveryValue) -> None:
    """The question, and a line for the values that come to the same."""
    how = found.understood
    labelled(out, "understood" if how else "asked", asked_text(found.question, how))
    if options := options_text(found.question):
        labelled(out, "", options)
    out.print()
    made = table([found.asks, "answer", "because"], (found.asks, "because"))
    for each in found.values:
        words = each.given[found.asks]
        made.add_row(Text(words), verdict_text(each.verdict), _because(each))
    show_table(out, made)
    if found.notes:
        out.print()
    for index, note in enumerate(found.notes):
        labelled(out, "" if index else "notes", note)
    out.print()
    hang(out, footer(model))


def _because(each: ForValue) -> Text:
    if each.cases:
        return Text("\n").join(case_text(case) for case in each.cases)
    return Text(", ".join(each.clauses) or "no term in force speaks of it")
