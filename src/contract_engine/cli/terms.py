"""`contract-engine terms`: the consolidated terms of a day, each clause with its history."""

from __future__ import annotations

from datetime import date

from rich.console import Console
from rich.text import Text

from contract_engine.answers.ask.sentences import day_in_words, rough_day
from contract_engine.answers.norms.in_force import Entry, Step
from contract_engine.cli.layout import QUIET, hang, joined
from contract_engine.cli.options import DEFAULT, AgreementName, Asking, JsonFlag
from contract_engine.cli.output import console, print_json
from contract_engine.cli.parts import request_of
from contract_engine.cli.questions import open_agreement
from contract_engine.cli.telling import footer, grade_text


def terms(
    *, asking: Asking | None = None, agreement: AgreementName = DEFAULT, json: JsonFlag = False
) -> int:
    """The terms as they stand on a day, as one text.

    Every clause in force, statements too, under the instrument it comes from, with its history:
    introduced, restated, narrowed, replaced, repealed. Of what is given, that matters on which
    terms hang.

    For example:

      contract-engine terms --on 2025-11-15
      contract-engine terms --on 2026-06-01 --known 2026-05-01
    """
    loaded = open_agreement(agreement)
    found = loaded.terms(request_of(loaded.model.vocabulary, (), asking or Asking()))
    if json:
        print_json(found.to_json())
        return 0
    on, entries, notes = found.on, found.terms, found.notes
    out = console()
    hang(out, Text(f"{loaded.model.title}: the terms on {day_in_words(on)}", style="bold"))
    for note in notes:
        hang(out, note)
    for instrument in loaded.model.instruments.values():
        own = [entry for entry in entries if entry.instrument == instrument.id]
        if own:
            out.print()
            hang(out, Text(f"{instrument.id}  {instrument.title}".rstrip(), style="bold cyan"))
        for entry in own:
            out.print()
            _show(out, entry, on)
    out.print()
    hang(out, footer(loaded.model))
    return 0


def _show(out: Console, entry: Entry, on: date) -> None:
    """One clause: its words, its norms, when it holds, where it comes from."""
    if entry.text:
        hang(out, entry.text, 2)
    norms = "; ".join(entry.norms)
    what = f"defines {entry.defines}" if entry.defines else norms or "a statement"
    hang(out, Text.assemble((entry.id, "bold"), f": {what}"), 4, 6)
    for line in entry.lines:
        hang(out, line, 6, 8)
    for index, line in enumerate((*entry.conditions, *entry.exceptions)):
        hang(out, f"{'and if' if index else 'if'} {line}", 4, 8)
    if entry.disapplies:
        hang(out, f"while it applies, {joined(entry.disapplies)} don't", 4, 8)
    if entry.open:
        hang(out, Text("in force or not: hangs on what is not known", style="yellow"), 4)
    for words in entry.ends:
        hang(out, Text(words, style="cyan"), 4)
    steps = Text("; ".join(_step(step, entry, on) for step in entry.history), style=QUIET)
    text = Text.assemble(steps, " (").append_text(grade_text(entry.grade, carried=entry.carried))
    hang(out, text.append(")"), 4)


def _step(step: Step, entry: Entry, on: date) -> str:
    later = "later " if step.on > on else ""
    by = f" by {step.clause}" if step.what in ("narrowed", "replaced") else ""
    as_ = f" as {step.clause}" if not by and step.clause != entry.id else ""
    when = f" on {step.on}"
    if step.approximate:
        when = f", some day in {rough_day(step.on, step.approximate)}"
    return f"{later}{step.what}{by}{as_} in {step.instrument}{when}"
