"""`contract-engine figure`: dated values, with source and grade."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from contract_engine.cli.argv import place
from contract_engine.cli.opened import open_agreement
from contract_engine.cli.options import ASKED, DEFAULT, OUTPUT, AgreementName, day_of
from contract_engine.cli.output_file import write_file
from contract_engine.cli.parameters import Parameter
from contract_engine.cli.show import Shown, show
from contract_engine.diagnostics import BadInput, Problem

if TYPE_CHECKING:
    from contract_engine.render.page import Page


def figure(
    name: Annotated[
        str | None,
        Parameter(name="NAME", group=ASKED, help="a figure's name or label; otherwise all"),
    ] = None,
    /,
    *,
    on: Annotated[
        str | None,
        Parameter(group=ASKED, metavar="DAY", help="as it stood that day; otherwise the latest"),
    ] = None,
    svg: Annotated[
        Path | None,
        Parameter(group=OUTPUT, metavar="FILE", help="draw all its values into this file too"),
    ] = None,
    agreement: AgreementName = DEFAULT,
    shown: Shown | None = None,
) -> int:
    """A dated figure (a stake, a commitment, a rate) as it stood on a day, and its source.

    For example:

      contract-engine figure microsoft_stake --on 2026-06-30
      contract-engine figure microsoft_stake --svg stake.svg
      contract-engine figure
    """
    from contract_engine.api.named import figure_named

    if svg is not None and name is None:
        help_ = "name the figure: `figure` lists them"
        raise BadInput([Problem("E505", "--svg draws one figure", place(str(svg)), help=help_)])
    loaded = open_agreement(agreement)
    day = day_of(on, "--on")
    if name is None:
        found = loaded.figures(on=day)
    else:
        found = (loaded.figure(figure_named(loaded.model, name, place), on=day),)

    if svg is not None:
        from contract_engine.render.figure_svg import figure_svg

        write_file(svg, figure_svg(loaded.model, found[0], day).encode())

    def data() -> object:
        told = [each.to_json() for each in found]
        return told if name is None else told[0]

    def page(brief: bool) -> Page:
        from contract_engine.render.words.figures import figures_page

        return figures_page(loaded.model, found, day, brief=brief)

    return show(loaded.model, data, page, shown)
