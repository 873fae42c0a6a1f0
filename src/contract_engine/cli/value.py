"""`contract-engine value`: what a fact, event or figure is on a day, and by which definition."""

from __future__ import annotations

from typing import Annotated

from contract_engine.cli.argv import place
from contract_engine.cli.opened import open_agreement
from contract_engine.cli.options import (
    ASKED,
    DEFAULT,
    AgreementName,
    Asking,
    HistoryFile,
    drafts_of,
)
from contract_engine.cli.parameters import Parameter
from contract_engine.cli.question_text import request_of
from contract_engine.cli.show import Shown, show_result


def value(
    name: Annotated[
        str, Parameter(name="NAME", group=ASKED, help="a fact, event or figure, or its label")
    ],
    /,
    *given: Annotated[
        str, Parameter(name="FACT=VALUE", group=ASKED, help="what is given, as with --given")
    ],
    asking: Asking | None = None,
    history: HistoryFile = None,
    agreement: AgreementName = DEFAULT,
    shown: Shown | None = None,
) -> int:
    """What a defined fact, a fact of an item or a figure is on a day, and what says so.

    For every value: since when and until when it is so, on what it depends, and the definition,
    the row or the source it is from. Of a figure without a day, the latest.

    For example:

      contract-engine value microsoft_stake --on 2026-06-30
      contract-engine value support_tier seats=120 plan=paid --on 2026-06-30
    """
    from contract_engine.api.named import value_named

    loaded = open_agreement(agreement, drafts_of(asking))
    which = value_named(loaded.model, name, place(name))
    look = request_of(loaded.model.vocabulary, given, asking or Asking())
    return show_result(loaded, loaded.value(which, look, history=history), shown)
