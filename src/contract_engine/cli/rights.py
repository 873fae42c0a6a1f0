"""`contract-engine rights`: every norm in force on a day, the next to change first."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter
from rich.padding import Padding
from rich.text import Text

from contract_engine.answers.answer import as_json
from contract_engine.answers.register import Entry, Register
from contract_engine.answers.register import rights as in_force
from contract_engine.answers.sentences import day_in_words
from contract_engine.cli.answering import DISCLAIMER, GRADES
from contract_engine.cli.options import (
    DEFAULT,
    AgreementName,
    Asking,
    JsonFlag,
    open_agreement,
    situation_of,
)
from contract_engine.cli.output import console, print_json
from contract_engine.diagnostics import BadInput, Problem, Span
from contract_engine.files.shaping import did_you_mean
from contract_engine.model.agreement import Agreement


def rights(
    *,
    asking: Asking | None = None,
    party: Annotated[list[str] | None, Parameter(negative="", help="only this party's")] = None,
    agreement: AgreementName = DEFAULT,
    json: JsonFlag = False,
) -> int:
    """What each party may, must, must not and need not do on a day.

    For every norm in force: since when, until when (a day, or the event that ends it), the
    conditions a situation must meet, its grade and source, and what it was carried from.
    """
    loaded = open_agreement(agreement)
    on, given, options = situation_of(loaded, asking or Asking())
    parties = _parties(loaded.model, party)
    entries = in_force(Register(loaded.engine, options, given), on, parties)
    if json:
        print_json(
            {
                "on": on.isoformat(),
                "party": list(parties),
                "rights": [as_json(entry) for entry in entries],
            }
        )
        return 0
    out = console()
    named = " and ".join(loaded.model.vocabulary.parties[name].label for name in parties)
    out.print(Text(f"{named} on {day_in_words(on)}", style="bold"))
    out.print(
        Text(
            f"{len(entries)} norms in force, the next to end first. {DISCLAIMER}",
            style="bright_black",
        )
    )
    out.print()
    for entry in entries:
        out.print(_block(loaded.model, entry))
    return 0


def _parties(model: Agreement, wanted: list[str] | None) -> tuple[str, ...]:
    known = model.vocabulary.parties
    if wanted is None:
        return tuple(known)
    problems = [
        Problem(
            "E305",
            f"unknown party `{name}`",
            Span("<command line>"),
            help=did_you_mean(name, known),
        )
        for name in wanted
        if name not in known
    ]
    if problems:
        raise BadInput(problems)
    return tuple(dict.fromkeys(wanted))


def _block(model: Agreement, entry: Entry) -> Padding:
    """One norm as a paragraph of a term sheet."""
    words = model.vocabulary
    heading = Text()
    for index, norm in enumerate(model.clauses[entry.id].norms):
        heading.append("; " if index else "")
        heading.append(f"{words.parties[norm.bearer].label} {norm.modality} ", style="bold")
        heading.append(words.actions[norm.action].label, style="bold")
    text = Text.assemble(heading, "\n", entry.text)
    for line in (*entry.conditions, *entry.exceptions):
        text.append(f"\n  if {line}")
    since = f"since {entry.since}" if entry.since else "begins with an event"
    until = f", until {entry.until}" if entry.until else ", no known end"
    text.append(f"\n  {since}{until}", style="cyan")
    if entry.ends:
        text.append(f" ({', whichever first: '.join(entry.ends)})", style="cyan")
    if entry.open:
        text.append("; hangs on an event that is not known", style="yellow")
    origin = f", carried from {entry.instrument}" if entry.carried else f", {entry.instrument}"
    named = ", ".join(dict.fromkeys(cite.source for cite in entry.cites))
    text.append(
        f"\n  {entry.id}{origin}; {GRADES[str(entry.grade)]}: {named}", style="bright_black"
    )
    if entry.disputes:
        text.append(f"\n  sources disagree: {', '.join(entry.disputes)}", style="magenta")
    return Padding(text, (1, 0, 0, 0))
