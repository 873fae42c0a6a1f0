"""`contract-engine rights`: every norm in force on a day, the next to change first."""

from __future__ import annotations

from typing import Annotated

from contract_engine.cli.opened import open_agreement
from contract_engine.cli.options import (
    ASKED,
    DEFAULT,
    AgreementName,
    Asking,
    HistoryFile,
    drafts_of,
    parties_of,
)
from contract_engine.cli.parameters import Parameter
from contract_engine.cli.question_text import request_of
from contract_engine.cli.show import Shown, show_result


def rights(
    *,
    asking: Asking | None = None,
    history: HistoryFile = None,
    party: Annotated[
        list[str] | None,
        Parameter(group=ASKED, metavar="PARTY,...", help="only what these parties may and must do"),
    ] = None,
    agreement: AgreementName = DEFAULT,
    shown: Shown | None = None,
) -> int:
    """What each party may, must, must not and need not do on a day: the next to change first.

    For every norm in force: since when, until when (a day, or the event that ends it), the
    conditions a situation must meet, its grade and sources, and what it was carried from. Of what
    is given, that matters on which terms hang; with --json also which norms apply in the situation.

    For example:

      contract-engine rights --on 2026-05-01
      contract-engine rights --on 2025-11-15 --party microsoft --evidence joint_statement
    """
    loaded = open_agreement(agreement, drafts_of(asking))
    look = request_of(loaded.model.vocabulary, (), asking or Asking())
    found = loaded.rights(*parties_of(loaded.model, party or []), look=look, history=history)
    return show_result(loaded, found, shown)
