"""`contract-engine dates`: every day on which something begins, ends or falls due."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from contract_engine.cli.opened import open_agreement
from contract_engine.cli.options import (
    ASKED,
    DEFAULT,
    OUTPUT,
    AgreementName,
    Asking,
    HistoryFile,
    day_of,
    drafts_of,
    parties_of,
)
from contract_engine.cli.output_file import write_file
from contract_engine.cli.parameters import Parameter
from contract_engine.cli.question_text import request_of
from contract_engine.cli.show import Shown, show

if TYPE_CHECKING:
    from contract_engine.render.page import Page


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
    svg: Annotated[
        Path | None, Parameter(group=OUTPUT, metavar="FILE", help="draw them into this file too")
    ] = None,
    csv: Annotated[bool, Parameter(name="--csv", group=OUTPUT, help="print CSV")] = False,
    agreement: AgreementName = DEFAULT,
    shown: Shown | None = None,
) -> int:
    """Every day on which something begins, ends or falls due, with its clause.

    With a history the days that its acts decide are among them.

    For example:

      contract-engine dates --agreement docs/deadlines/supply --history
      docs/deadlines/supply/history.yaml --from 2026-04-01
      contract-engine dates --agreement docs/deadlines/service --through 2026-12-31 --csv
      contract-engine dates --svg dates.svg
    """
    loaded = open_agreement(agreement, drafts_of(asking))
    request = request_of(loaded.model.vocabulary, given, asking or Asking())
    found = loaded.dates(
        loaded.history(history, through=None) if history is not None else None,
        start=day_of(start, "--from"),
        through=day_of(through, "--through"),
        party=parties_of(loaded.model, party or []) if party else (),
        look=request,
    )
    if ics is not None:
        write_file(ics, found.to_icalendar())
    if svg is not None:
        from contract_engine.render.dates_svg import dates_svg

        write_file(svg, dates_svg(loaded.model, found).encode())
    if csv:
        sys.stdout.write(found.to_csv())
        return 0

    def page(brief: bool) -> Page:
        from contract_engine.render.words.dates import dates_page

        return dates_page(loaded.model, found)

    return show(loaded.model, found.to_json, page, shown)
