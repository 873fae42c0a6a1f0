"""`contract-engine whatif`: a question in two worlds, and what makes the difference."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from contract_engine.api import Request
from contract_engine.api.results import WhatIf
from contract_engine.cli.opened import open_agreement
from contract_engine.cli.options import DEFAULT, WORLD, AgreementName, Asking, BatchFile, Words
from contract_engine.cli.question_text import changed, request_of
from contract_engine.cli.show import Shown, show_result


def whatif(
    *question: Words,
    asking: Asking | None = None,
    rules: Annotated[
        str | None,
        Parameter(group=WORLD, metavar="NAME|PATH", help="another agreement's rules"),
    ] = None,
    batch: BatchFile = None,
    agreement: AgreementName = DEFAULT,
    shown: Shown | None = None,
) -> int:
    """A question in two worlds, side by side, and the clauses that make the difference.

    The first world is the question as asked: its words or names, and --on. The second has --given,
    --situation, --under, --without, --known, --evidence, --reading and --rules on top of it, and
    what they give replaces what the question says. With --batch the lines are the first world.

    For example:

      contract-engine whatif "Can OpenAI serve its API on AWS?" --on 2026-06-01 --without 2026-04
      contract-engine whatif openai serve product=stateless_api cloud=aws --on 2025-11-15 --given
      customer=us_national_security
    """
    loaded = open_agreement(agreement)
    other = loaded if rules is None else open_agreement(rules)
    asking = asking or Asking()
    words = question if batch is None else ()
    plain = request_of(loaded.model.vocabulary, words, Asking(on=asking.on))

    def asked(each: Request, *, checked: bool = False) -> WhatIf:
        return loaded.whatif(each, change=changed(each, asking), rules=other, checked=checked)

    if batch is not None:
        from contract_engine.cli.batch import answer_lines

        return answer_lines(question, plain, batch, asked)
    return show_result(loaded, asked(plain, checked=True), shown)
