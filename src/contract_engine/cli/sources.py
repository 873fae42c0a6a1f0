"""`contract-engine sources`: what the terms rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from contract_engine.cli.argv import place
from contract_engine.cli.opened import open_agreement
from contract_engine.cli.options import ASKED, DEFAULT, AgreementName
from contract_engine.cli.parameters import Parameter
from contract_engine.cli.show import Shown, show

if TYPE_CHECKING:
    from contract_engine.render.page import Page


def sources(
    name: Annotated[
        str | None,
        Parameter(name="SOURCE", group=ASKED, help="only this source, and what rests on it"),
    ] = None,
    /,
    *,
    agreement: AgreementName = DEFAULT,
    shown: Shown | None = None,
) -> int:
    """Every source, the best first, and how many clauses rest on it.

    For example:

      contract-engine sources
      contract-engine sources next-chapter
    """
    from contract_engine.api.named import source_named

    loaded = open_agreement(agreement)
    found = loaded.sources(None if name is None else source_named(loaded.model, name, place))

    def page(brief: bool) -> Page:
        from contract_engine.render.words.record import sources_page

        return sources_page(loaded.model, found, whole=name is not None, brief=brief)

    return show(loaded.model, lambda: [each.to_json() for each in found], page, shown)
