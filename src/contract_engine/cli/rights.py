"""`contract-engine rights`: every norm in force on a day, the next to change first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Annotated

from cyclopts import Parameter
from rich.console import Console
from rich.text import Text

from contract_engine.answers.ask.sentences import day_in_words, rough_day
from contract_engine.answers.norms.in_force import Entry
from contract_engine.answers.wording import tell_norms
from contract_engine.cli.layout import QUIET, hang, joined
from contract_engine.cli.options import (
    ASKED,
    DEFAULT,
    AgreementName,
    Asking,
    JsonFlag,
    parties_of,
)
from contract_engine.cli.output import console, print_json
from contract_engine.cli.parts import request_of
from contract_engine.cli.questions import open_agreement
from contract_engine.cli.telling import footer, grade_text
from contract_engine.model.agreement import Agreement, Modality

DUTIES = (Modality.MUST, Modality.MUST_NOT)


def rights(
    *,
    asking: Asking | None = None,
    party: Annotated[
        list[str] | None,
        Parameter(group=ASKED, metavar="PARTY,...", help="only what these parties may and must do"),
    ] = None,
    agreement: AgreementName = DEFAULT,
    json: JsonFlag = False,
) -> int:
    """What each party may, must, must not and need not do on a day: the next to change first.

    For every norm in force: since when, until when (a day, or the event that ends it), the
    conditions a situation must meet, its grade and sources, and what it was carried from. Of what
    is given, that matters on which terms hang; with --json also which norms apply in the situation.

    For example:

      contract-engine rights --on 2026-05-01
      contract-engine rights --on 2025-11-15 --party microsoft --evidence joint_statement
    """
    loaded = open_agreement(agreement)
    look = request_of(loaded.model.vocabulary, (), asking or Asking())
    found = loaded.rights(*parties_of(loaded.model, party or []), look=look)
    if json:
        print_json(found.to_json())
        return 0
    on, parties, entries, notes = found.on, found.party, found.rights, found.notes
    out = console()
    named = joined([loaded.model.vocabulary.parties[name].label for name in parties])
    hang(out, Text(f"{named} on {day_in_words(on)}", style="bold"))
    count = f"{len(entries)} norms" if len(entries) != 1 else "1 norm"
    order = ", the next to change first" if len(entries) > 1 else ""
    hang(out, Text(f"{count} in force{order}.", style=QUIET))
    for note in notes:
        hang(out, note)
    _show(out, loaded.model, entries, parties)
    for line in _owed(loaded.model, found.others):
        out.print()
        hang(out, Text(line, style=QUIET))
    out.print()
    hang(out, footer(loaded.model))
    return 0


def _owed(model: Agreement, others: Mapping[str, Sequence[Entry]]) -> Iterator[str]:
    """That what others must and must not do, which is not listed, can be a right as well."""
    for party, entries in others.items():
        count = sum(
            any(n.bearer == party and n.modality in DUTIES for n in model.clauses[entry.id].norms)
            for entry in entries
        )
        if count:
            clauses = f"{count} clauses" if count != 1 else "1 clause"
            yield (
                f"What {model.vocabulary.parties[party].label} must and must not do can be a right "
                f"too: {clauses}, listed by --party {party}."
            )


def _show(out: Console, model: Agreement, entries: Sequence[Entry], parties: Sequence[str]) -> None:
    ordered = sorted(entries, key=_when)
    for heading, group in groupby(ordered, key=_heading):
        out.print()
        out.print(Text(heading, style="bold cyan"), soft_wrap=True)
        for entry in group:
            out.print()
            _block(out, model, entry, parties)


def _when(entry: Entry) -> tuple[date, bool]:
    """Days first, then what an event ends, then what has no known end."""
    return entry.until or date.max, not entry.ends


def _heading(entry: Entry) -> str:
    if entry.until is not None:
        return f"Through {day_in_words(entry.until)}"
    return "Until an event" if entry.ends else "Without a known end"


def _block(out: Console, model: Agreement, entry: Entry, parties: Sequence[str]) -> None:
    """One norm as a paragraph of a term sheet."""
    words = model.vocabulary
    norms = [norm for norm in model.clauses[entry.id].norms if norm.bearer in parties]
    heading = Text("; ").join(Text(told, "bold") for told in tell_norms(norms, words))
    hang(out, heading, 2, 4)
    if entry.text:
        hang(out, entry.text, 4)
    lines = (*entry.conditions, *entry.exceptions)
    for index, line in enumerate(lines):
        hang(out, f"{'and if' if index else 'if'} {line}", 4, 8)
    since = "begins on a day that hangs on something else"
    if entry.since:
        rough = entry.approximate
        since = rough_day(entry.since, rough) if rough else day_in_words(entry.since)
        since = f"since some day in {since}" if rough else f"since {since}"
    text = Text(since, style="cyan")
    if entry.ends:
        first = ", whichever comes first" if len(entry.ends) > 1 else ""
        text.append(f"; {joined(entry.ends, 'or')}{first}")
    if entry.open:
        text.append("; hangs on what is not known", style="yellow")
    hang(out, text, 4)
    origin = Text(f"{entry.id} ({entry.instrument}, ", style=QUIET)
    origin.append_text(grade_text(entry.grade, carried=entry.carried))
    named = ", ".join(dict.fromkeys(cite.source for cite in entry.cites))
    hang(out, origin.append(f"): {named}" if named else ")"), 4)
    if entry.disputes:
        hang(out, Text(f"sources disagree: {', '.join(entry.disputes)}", style="magenta"), 4)
