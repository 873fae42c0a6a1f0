"""`contract-engine ask ... name=?`: the verdict for every value of one name, as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from contract_engine.answers.ask.each_value import EveryValue, ForValue
from contract_engine.api.every import ANY
from contract_engine.cli.answering import asked_text, case_text, options_text
from contract_engine.cli.layout import hang, labelled, show_table, table
from contract_engine.cli.parts import Parts
from contract_engine.cli.telling import footer, verdict_text
from contract_engine.cli.typed import place
from contract_engine.diagnostics import BadInput, Problem, Span
from contract_engine.model.agreement import Agreement

if TYPE_CHECKING:
    from contract_engine.words.understand import Step


def asks_of(parts: Parts) -> tuple[str | None, Parts]:
    """The name that stands with a `?`, if one does, and the question without; raises BadInput."""
    given = {**parts.base, **parts.text.given}
    names = [name for name, value in given.items() if value.strip() == ANY]
    if len(names) > 1:
        told = " and ".join(f"`{name}=?`" for name in names)
        help_ = f"give a value for all but one, or `{names[-1]}=unknown`"
        where = place_of(parts, names[-1])
        raise BadInput([Problem("E519", f"{told} are asked for at once", where, help=help_)])
    if not names:
        return None, parts
    unknown = {**parts.text.given, names[0]: "unknown"}
    return names[0], replace(parts, text=replace(parts.text, given=unknown))


def place_of(parts: Parts, name: str) -> Span:
    """Where a name was given."""
    places = {**parts.places, **parts.text.places}
    return places.get(f"given.{name}") or places.get("") or place()


def refuse_log(log: Path | None, name: str) -> None:
    """A log keeps answers that can be asked again as they are; raises BadInput."""
    if log is not None:
        help_ = "leave --log out, or ask for one value"
        message = f"what `{name}=?` tells is not kept in a log"
        raise BadInput([Problem("E519", message, place(option="--log"), help=help_)])


def show(out: Console, model: Agreement, found: EveryValue, how: Sequence[Step]) -> None:
    """The question, and a line for the values that come to the same."""
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
