"""`contract-engine disputes`: where sources disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from contract_engine.cli.argv import place
from contract_engine.cli.opened import open_agreement
from contract_engine.cli.options import ASKED, DEFAULT, AgreementName
from contract_engine.cli.parameters import Parameter
from contract_engine.cli.show import Shown, show

if TYPE_CHECKING:
    from contract_engine.render.page import Page


def disputes(
    name: Annotated[
        str | None, Parameter(name="DISPUTE", group=ASKED, help="only this dispute, such as K07")
    ] = None,
    /,
    *,
    agreement: AgreementName = DEFAULT,
    shown: Shown | None = None,
) -> int:
    """Where sources disagree: who says what, which is better supported, and why.

    For example:

      contract-engine disputes K13
      contract-engine disputes
    """
    from contract_engine.api.named import dispute_named

    loaded = open_agreement(agreement)
    found = loaded.disputes(None if name is None else dispute_named(loaded.model, name, place))

    def page(brief: bool) -> Page:
        from contract_engine.render.words.record import disputes_page

        return disputes_page(loaded.model, found, brief=brief)

    return show(loaded.model, lambda: [each.to_json() for each in found], page, shown)
