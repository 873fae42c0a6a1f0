"""`contract-engine flip`: the smallest changes that would give another answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from contract_engine.cli.argv import place
from contract_engine.cli.opened import open_agreement
from contract_engine.cli.options import (
    ASKED,
    DEFAULT,
    AgreementName,
    Asking,
    BatchFile,
    HistoryFile,
    Words,
    drafts_of,
    listed,
)
from contract_engine.cli.parameters import Parameter
from contract_engine.cli.question_text import request_of
from contract_engine.cli.show import Shown, show_result
from contract_engine.diagnostics import BadInput, Problem

if TYPE_CHECKING:
    from contract_engine.api import Request
    from contract_engine.api.results import Flips

MOST = 4
"""More changes together than this are not looked for."""


def flip(
    *question: Words,
    asking: Asking | None = None,
    history: HistoryFile = None,
    pin: Annotated[
        list[str] | None,
        Parameter(group=ASKED, metavar="NAME,...", help="what must stay as it is; `on`: the day"),
    ] = None,
    to: Annotated[
        str | None,
        Parameter(group=ASKED, metavar="VERDICT", help="only changes that give this verdict"),
    ] = None,
    most: Annotated[
        int | None,
        Parameter(group=ASKED, metavar="N", help="at most so many changes together, up to 4"),
    ] = None,
    batch: BatchFile = None,
    agreement: AgreementName = DEFAULT,
    shown: Shown | None = None,
) -> int:
    """The smallest changes that would give another answer, and the nearest day that does.

    All sets of changed facts, events and readings that are as small as can be.

    For example:

      contract-engine flip "Can OpenAI serve its API on AWS on 15 November 2025?"
      contract-engine flip openai serve product=stateless_api --on 2025-11-15 --pin product
      contract-engine flip microsoft use_ip ip=model --on 2026-06-01 --to prohibited
    """
    from contract_engine.api.named import pins_named, verdict_named
    from contract_engine.api.results import MAX_CHANGES

    loaded = open_agreement(agreement, drafts_of(asking))
    pinned = pins_named(loaded.model, listed(pin or []), lambda name: place(name, "--pin"))
    wanted = verdict_named(to, place)
    most = MAX_CHANGES if most is None else most
    if not 1 <= most <= MOST:
        message = f"`{most}` is not from 1 to {MOST}"
        raise BadInput([Problem("E504", message, place(str(most), "--most"))])
    words = question if batch is None else ()
    request = request_of(loaded.model.vocabulary, words, asking or Asking())

    recorded = loaded.history(history) if history is not None else None

    def asked(each: Request, *, checked: bool = False) -> Flips:
        return loaded.flip(
            each, pin=pinned, to=wanted, most=most, checked=checked, history=recorded
        )

    if batch is not None:
        from contract_engine.cli.batch import answer_lines

        return answer_lines(loaded.model.id, question, request, batch, asked)
    return show_result(loaded, asked(request, checked=True), shown)
