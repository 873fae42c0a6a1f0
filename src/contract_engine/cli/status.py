"""`contract-engine status`: who owes what, what was missed, who is in breach, what comes next."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.console import Console
from rich.text import Text

from contract_engine.answers.ask.sentences import day_in_words
from contract_engine.cli.layout import QUIET, hang, labelled, pairs, show_table, table
from contract_engine.cli.options import (
    ASKED,
    DEFAULT,
    OUTPUT,
    AgreementName,
    Asking,
    HistoryFile,
    JsonFlag,
    day_of,
    parties_of,
)
from contract_engine.cli.output import console, print_json
from contract_engine.cli.parts import request_of
from contract_engine.cli.questions import open_agreement
from contract_engine.cli.step_bars import step_bars
from contract_engine.cli.telling import footer
from contract_engine.cli.typed import place
from contract_engine.diagnostics import BadInput, Problem
from contract_engine.model.agreement import Agreement
from contract_engine.performance.result import Duty, Found, StatusTold

_STYLES = {
    "breached": "bold red",
    "missed": "red",
    "broken": "red",
    "fulfilled": "bold green",
    "done": "green",
    "kept": "green",
    "used": "green",
    "open": "bold",
    "repaired": "yellow",
    "depends": "yellow",
}
_CLOSED = ("done", "kept", "used", "lapsed", "ended")


def status(
    *given: Annotated[
        str, Parameter(name="FACT=VALUE", group=ASKED, help="what is given, as with --given")
    ],
    history: HistoryFile = None,
    resume: Annotated[
        Path | None,
        Parameter(
            group=ASKED,
            metavar="FILE",
            help="go on from the residual in this file, which `status --json` wrote",
        ),
    ] = None,
    asking: Asking | None = None,
    party: Annotated[
        list[str] | None,
        Parameter(group=ASKED, metavar="PARTY,...", help="only the duties of these parties"),
    ] = None,
    through: Annotated[
        str | None,
        Parameter(
            group=ASKED,
            metavar="DAY",
            help="the day up to which the history is complete, where it doesn't say",
        ),
    ] = None,
    timeline: Annotated[
        bool, Parameter(group=OUTPUT, help="draw each step as a bar over the days")
    ] = False,
    agreement: AgreementName = DEFAULT,
    json: JsonFlag = False,
) -> int:
    """Who owes what, what was missed, who is in breach, and what comes next.

    A history is a file of acts and events (YAML, JSON lines or CSV), complete through a day.
    The status is that at the end of the day --on, by default the history's last.

    For example:

      contract-engine status --agreement supply --history orders.yaml
      contract-engine status --agreement supply --history orders.csv --through 2026-06-30 --json
    """
    if history is None:
        help_ = "add --history FILE"
        raise BadInput([Problem("E505", "which history?", place(), help=help_)])
    loaded = open_agreement(agreement)
    words = asking or Asking()
    request = request_of(loaded.model.vocabulary, given, words)
    recorded = loaded.history(history, through=day_of(through, "--through"))
    told = loaded.status(
        recorded,
        on=day_of(words.on, "--on"),
        party=parties_of(loaded.model, party or []) if party else (),
        look=request,
        resume=resume,
    )
    if json:
        print_json(told.to_json())
        return 0
    out = console()
    _show(out, loaded.model, told)
    if timeline:
        out.print()
        for line in step_bars(told, min(out.width, 100)):
            out.print(line, soft_wrap=True)
    hang(out, footer(loaded.model))
    return 0


def _show(out: Console, model: Agreement, told: StatusTold) -> None:
    found = told.found
    heading = f"{model.title} on {day_in_words(told.on)}"
    hang(out, Text(heading, style="bold"), 0, 2)
    if told.through != told.on:
        hang(out, Text(f"history complete through {told.through}", style=QUIET), 2)
    if told.given:
        hang(out, pairs(told.given), 2)
    out.print()
    hang(out, _state(model, found), 0, 2)
    for case in told.cases:
        when = pairs(case.given) or "otherwise"
        labelled(out, "", Text.assemble(f"{when} → ", _state(model, case.found)))
    for index, breach in enumerate(found.breaches):
        due = f", due {breach.due}" if breach.due else ""
        words = f"{breach.because} ({breach.instance}{due})"
        labelled(out, "" if index else "breaches", words)
    shown = [duty for duty in found.duties if duty.state not in ("waiting", *_CLOSED)]
    closed = [duty for duty in found.duties if duty.state in _CLOSED]
    waiting = [duty for duty in found.duties if duty.state == "waiting"]
    for title, duties in (("now", shown), ("closed", closed)):
        if duties:
            out.print()
            out.print(Text(title, style=QUIET))
            _table(out, model, duties)
    if waiting:
        out.print()
        labelled(out, "waiting", ", ".join(duty.instance for duty in waiting))
    if found.next:
        out.print()
    for index, each in enumerate(found.next[:8]):
        party = model.vocabulary.parties[each.party].label
        labelled(out, "" if index else "next", f"{each.day}  {each.instance} {each.what} ({party})")
    if found.near:
        out.print()
    for index, near in enumerate(found.near[:5]):
        text = f"{near.on}  {near.act}, for {near.instance}: {near.why}"
        labelled(out, "" if index else "nearly", text)
    if told.assumed:
        labelled(out, "assuming", pairs(told.assumed))
    for index, note in enumerate(told.notes):
        labelled(out, "" if index else "notes", note)
    out.print()


def _state(model: Agreement, found: Found) -> Text:
    words = found.state.replace("_", " ").upper()
    text = Text(words, style=_STYLES.get(found.state, "bold"))
    if found.by is not None:
        party = model.vocabulary.parties[found.by].label
        text.append(f"  by {party}", style="default").append(f", since {found.since}")
    return text


def _table(out: Console, model: Agreement, duties: list[Duty]) -> None:
    made = table(("step", "who", "state", "opened", "due", ""), flexible=("step", ""))
    for duty in duties:
        who = model.vocabulary.parties[duty.bearer].label if duty.bearer else ""
        made.add_row(
            duty.instance,
            f"{who} {duty.modality}",
            Text(duty.state, style=_STYLES.get(duty.state, "default")),
            str(duty.opened or ""),
            str(duty.due or ""),
            _beside(duty),
        )
    show_table(out, made)


def _beside(duty: Duty) -> str:
    """What else there is to say of a duty."""
    said = []
    if duty.remaining_days is not None:
        said.append(f"{duty.remaining_days} days left")
    if duty.done is not None:
        said.append(f"on {duty.done}")
    if duty.missed is not None:
        said.append(f"missed {duty.missed}")
    if duty.done_late is not None:
        said.append(f"done late {duty.done_late}")
    if duty.replaced_by:
        said.append(f"then {', '.join(duty.replaced_by)}")
    return "; ".join(said)
