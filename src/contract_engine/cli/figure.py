"""`contract-engine figure`: dated values, with source and grade."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from cyclopts import Parameter
from rich.console import Console
from rich.text import Text

from contract_engine.answers.ask.sentences import day_in_words, period_in_words
from contract_engine.answers.value.figures import FigureTold
from contract_engine.api.named import figure_named
from contract_engine.cli.layout import QUIET, hang
from contract_engine.cli.options import ASKED, DEFAULT, AgreementName, JsonFlag, day_of
from contract_engine.cli.output import console, print_json
from contract_engine.cli.questions import open_agreement
from contract_engine.cli.telling import GRADES, MARKS, footer
from contract_engine.cli.typed import place


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
    agreement: AgreementName = DEFAULT,
    json: JsonFlag = False,
) -> int:
    """A dated figure (a stake, a commitment, a rate) as it stood on a day, and its source.

    For example:

      contract-engine figure microsoft_stake --on 2026-06-30
      contract-engine figure
    """
    loaded = open_agreement(agreement)
    model, day = loaded.model, day_of(on, "--on")
    if name is None:
        told = loaded.figures(on=day)
    else:
        told = (loaded.figure(figure_named(model, name, place), on=day),)
    if json:
        told_data = [each.to_json() for each in told]
        print_json(told_data if name is None else told_data[0])
        return 0
    out = console()
    _show(out, told, day)
    if not told:
        hang(out, "No figures are recorded.")
    out.print()
    hang(out, footer(model))
    return 0


def _show(out: Console, told: Sequence[FigureTold], day: date | None) -> None:
    for index, each in enumerate(told):
        if index:
            out.print()
        value = f"{each.value} {each.unit}".strip() if each.value is not None else "not known"
        when = f" on {day_in_words(day)}" if day else ""
        mark = MARKS.get(str(each.grade), "") if each.value is not None else ""
        hang(
            out,
            Text.assemble(
                (value, "bold"), (f" ({mark})" if mark else "", "yellow"), f"{when}  {each.label}"
            ),
            0,
            2,
        )
        if each.grade is not None:
            stated = f"stated for {period_in_words(each.stated_for)}"
            after = f", next for {period_in_words(each.next_for)}" if each.next_for else ""
            rests = f"{GRADES[str(each.grade)]}: {', '.join(c.source for c in each.cites)}"
            hang(out, Text(f"{each.name}; {stated}{after}; {rests}", style=QUIET), 2)
        quotes = " … ".join(f"“{cite.quote}”" for cite in each.cites if cite.quote)
        if quotes:
            hang(out, Text(quotes, style="italic"), 2)
        if each.note:
            hang(out, each.note, 2)
