"""`contract-engine duties`: what somebody must and must not do in a situation."""

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


def duties(
    *given: Annotated[
        str, Parameter(name="FACT=VALUE", group=ASKED, help="what is given, as with --given")
    ],
    asking: Asking | None = None,
    history: HistoryFile = None,
    party: Annotated[
        list[str] | None,
        Parameter(group=ASKED, metavar="PARTY,...", help="only the duties of these parties"),
    ] = None,
    agreement: AgreementName = DEFAULT,
    shown: Shown | None = None,
) -> int:
    """What somebody must and must not do in a situation, and what that still hangs on.

    A norm that is set aside by another, or can't apply, is left out. A duty with a choice lists
    the alternatives that are left. Norms about which something stays open say what.

    For example:

      contract-engine duties --party openai --on 2026-05-01 --given product=stateless_api
      contract-engine duties --on 2025-11-15 agi_declared=2025-11-01 --json
    """
    loaded = open_agreement(agreement, drafts_of(asking))
    look = request_of(loaded.model.vocabulary, given, asking or Asking())
    found = loaded.duties(*parties_of(loaded.model, party or []), look=look, history=history)
    return show_result(loaded, found, shown)
