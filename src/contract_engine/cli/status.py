"""`contract-engine status`: who owes what, what was missed, who is in breach, what comes next."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from contract_engine.cli.argv import place
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
from contract_engine.cli.parameters import Parameter
from contract_engine.cli.question_text import request_of
from contract_engine.cli.show import Shown, show
from contract_engine.diagnostics import BadInput, Problem

if TYPE_CHECKING:
    from contract_engine.render.page import Page

MANY = 1_000
"""Of more steps than this the JSON has a line each, and is never held as a whole."""


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
    shown: Shown | None = None,
) -> int:
    """Who owes what, what was missed, who is in breach, and what comes next.

    A history is a file of acts and events (YAML, JSON lines or CSV), complete through a day.
    The status is that at the end of the day --on, by default the history's last.

    For example:

      contract-engine status --agreement docs/deadlines/supply --history
      docs/deadlines/supply/history.yaml
      contract-engine status --agreement docs/deadlines/supply --history
      docs/deadlines/supply/history.yaml --on 2026-03-17 --json
    """
    if history is None:
        help_ = "add --history FILE"
        raise BadInput([Problem("E505", "which history?", place(), help=help_)])
    loaded = open_agreement(agreement, drafts_of(asking))
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

    def page(brief: bool) -> Page:
        from contract_engine.render.words.status import status_page

        return status_page(loaded.model, told, bars=timeline, brief=brief)

    many = len(told.found.duties) > MANY
    return show(loaded.model, told.in_pieces if many else told.to_json, page, shown)
