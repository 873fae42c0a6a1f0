"""`contract-engine flip`: the smallest changes that would give another answer."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from cyclopts import Parameter
from rich.console import Console
from rich.text import Text

from contract_engine.answers.ask.flips import MAX_CHANGES, Flips
from contract_engine.api import LoadedAgreement, Request
from contract_engine.api.named import pins_named, verdict_named
from contract_engine.cli.answering import Sheet
from contract_engine.cli.layout import QUIET, hang
from contract_engine.cli.lines import answer_lines
from contract_engine.cli.options import (
    ASKED,
    DEFAULT,
    AgreementName,
    Asking,
    BatchFile,
    JsonFlag,
    Words,
    listed,
)
from contract_engine.cli.output import console, print_json
from contract_engine.cli.parts import request_of
from contract_engine.cli.questions import open_agreement
from contract_engine.cli.telling import footer, verdict_text
from contract_engine.cli.typed import place
from contract_engine.diagnostics import BadInput, Problem
from contract_engine.model.outcome import Verdict

COUNTS = ("", "One change would do", "Two together", "Three together", "Four together")


def flip(
    *question: Words,
    asking: Asking | None = None,
    pin: Annotated[
        list[str] | None,
        Parameter(group=ASKED, metavar="NAME,...", help="what must stay as it is; `on`: the day"),
    ] = None,
    to: Annotated[
        str | None,
        Parameter(group=ASKED, metavar="VERDICT", help="only changes that give this verdict"),
    ] = None,
    most: Annotated[
        int, Parameter(group=ASKED, metavar="N", help="at most so many changes together, up to 4")
    ] = MAX_CHANGES,
    batch: BatchFile = None,
    agreement: AgreementName = DEFAULT,
    json: JsonFlag = False,
) -> int:
    """The smallest changes that would give another answer, and the nearest day that does.

    All sets of changed facts, events and readings that are as small as can be.

    For example:

      contract-engine flip "Can OpenAI serve its API on AWS on 15 November 2025?"
      contract-engine flip openai serve product=stateless_api --on 2025-11-15 --pin product
      contract-engine flip microsoft use_ip ip=model --on 2026-06-01 --to prohibited
    """
    loaded = open_agreement(agreement)
    pinned = pins_named(loaded.model, listed(pin or []), lambda name: place(name, "--pin"))
    wanted = verdict_named(to, place)
    _bound(most)

    def asked(request: Request, *, checked: bool = False) -> Flips:
        return loaded.flip(request, pin=pinned, to=wanted, most=most, checked=checked)

    request = request_of(
        loaded.model.vocabulary, question if batch is None else (), asking or Asking()
    )
    if batch is not None:
        return answer_lines(question, request, batch, asked)
    found = asked(request, checked=True)
    if json:
        print_json(found.to_json())
    else:
        _show(console(), loaded, found)
    return 0


def _show(out: Console, loaded: LoadedAgreement, found: Flips) -> None:
    sheet = Sheet(out, loaded.model)
    sheet.asked(found.answer, found.understood)
    sheet.verdict(found.answer)
    changes, days, most = found.flips, found.days, found.most
    for size in range(1, most + 1):
        here = [each for each in changes if len(each.changes) == size]
        if here:
            out.print(Text(COUNTS[size], style="bold"), soft_wrap=True)
        for each in here:
            words = [f"{name}={value}" for name, value in each.changes.items()]
            hang(out, _line(" and ".join(words), each.verdict, ", ".join(each.clauses)), 2, 6)
    if not changes:
        hang(out, f"No change of up to {most} facts, events or readings gives another verdict.")
    if days:
        out.print(Text("Another day", style="bold"), soft_wrap=True)
    asked = found.question.on or date.min
    for day in days:
        side = "the last before" if day.on < asked else "the first after"
        hang(out, _line(f"{day.on}, {side}", day.verdict, day.cause), 2, 6)
    out.print()
    hang(out, footer(loaded.model))


def _line(change: str, verdict: Verdict, because: str) -> Text:
    text = Text.assemble(f"{change} → ", verdict_text(verdict))
    return text.append(f"  ({because})", style=QUIET) if because else text


def _bound(most: int) -> None:
    if not 1 <= most < len(COUNTS):
        message = f"`{most}` is not from 1 to {len(COUNTS) - 1}"
        raise BadInput([Problem("E504", message, place(str(most), "--most"))])
