"""`contract-engine dates`: every day on which something begins, ends or falls due."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.console import Console
from rich.text import Text

from contract_engine.cli.layout import hang, labelled, show_table, table
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
from contract_engine.cli.saving import write_file
from contract_engine.cli.telling import footer
from contract_engine.model.agreement import Agreement
from contract_engine.performance.days import Dates
from contract_engine.performance.icalendar_file import as_icalendar


def dates(
    *given: Annotated[
        str, Parameter(name="FACT=VALUE", group=ASKED, help="what is given, as with --given")
    ],
    history: HistoryFile = None,
    asking: Asking | None = None,
    start: Annotated[
        str | None, Parameter(name="--from", group=OUTPUT, metavar="DAY", help="first day shown")
    ] = None,
    through: Annotated[
        str | None,
        Parameter(
            group=OUTPUT,
            metavar="DAY",
            help="last day shown; by default steps are followed for two years",
        ),
    ] = None,
    party: Annotated[
        list[str] | None,
        Parameter(group=ASKED, metavar="PARTY,...", help="only the days of these parties"),
    ] = None,
    ics: Annotated[
        Path | None,
        Parameter(
            group=OUTPUT,
            metavar="FILE",
            help="write an iCalendar file too; importing it again updates what it wrote before",
        ),
    ] = None,
    csv: Annotated[bool, Parameter(name="--csv", group=OUTPUT, help="print CSV")] = False,
    agreement: AgreementName = DEFAULT,
    json: JsonFlag = False,
) -> int:
    """Every day on which something begins, ends or falls due, with its clause.

    With a history the days that its acts decide are among them.

    For example:

      contract-engine dates --agreement supply --history orders.yaml --from 2026-07-01
      contract-engine dates --agreement supply --history orders.yaml --ics supply.ics
    """
    loaded = open_agreement(agreement)
    request = request_of(loaded.model.vocabulary, given, asking or Asking())
    found = loaded.dates(
        loaded.history(history, through=None) if history is not None else None,
        start=day_of(start, "--from"),
        through=day_of(through, "--through"),
        party=parties_of(loaded.model, party or []) if party else (),
        look=request,
    )
    if ics is not None:
        write_file(ics, as_icalendar(found))
    if json:
        print_json(found.to_json())
    elif csv:
        sys.stdout.write(found.to_csv())
    else:
        _show(console(), loaded.model, found)
    return 0


def _show(out: Console, model: Agreement, found: Dates) -> None:
    hang(out, Text(model.title, style="bold"))
    out.print()
    if not found.days:
        hang(out, "No day is known on which something begins, ends or falls due.")
    else:
        made = table(("day", "what", "step", ""), flexible=("step", ""))
        for each in found.days:
            made.add_row(str(each.day), each.what, each.instance, each.text)
        show_table(out, made)
    out.print()
    for index, note in enumerate(found.notes):
        labelled(out, "" if index else "notes", note)
    hang(out, footer(model))
