"""`contract-engine whatif`: a question in two worlds, and what makes the difference."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter
from rich.console import Console
from rich.text import Text

from contract_engine.answers.answer import Answer, Asked
from contract_engine.answers.compare.whatif import Difference, WhatIf
from contract_engine.api import LoadedAgreement, Request
from contract_engine.cli.answering import asked_text, holds_text, options_text
from contract_engine.cli.layout import QUIET, hang, labelled, show_table, table
from contract_engine.cli.lines import answer_lines
from contract_engine.cli.options import (
    DEFAULT,
    WORLD,
    AgreementName,
    Asking,
    BatchFile,
    JsonFlag,
    Words,
)
from contract_engine.cli.output import console, print_json
from contract_engine.cli.parts import changed, request_of
from contract_engine.cli.questions import open_agreement
from contract_engine.cli.telling import footer, headline

ROOMY = 72
"""Below this width the two worlds stand one after the other."""


def whatif(
    *question: Words,
    asking: Asking | None = None,
    rules: Annotated[
        str | None,
        Parameter(group=WORLD, metavar="NAME|PATH", help="another agreement's rules"),
    ] = None,
    batch: BatchFile = None,
    agreement: AgreementName = DEFAULT,
    json: JsonFlag = False,
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

    def asked(plain: Request, *, checked: bool = False) -> WhatIf:
        return loaded.whatif(plain, change=changed(plain, asking), rules=other, checked=checked)

    plain = request_of(
        loaded.model.vocabulary, question if batch is None else (), Asking(on=asking.on)
    )
    if batch is not None:
        return answer_lines(question, plain, batch, asked)
    found = asked(plain, checked=True)
    if json:
        print_json(found.to_json())
    else:
        _show(console(), loaded, found)
    return 0


def _show(out: Console, loaded: LoadedAgreement, found: WhatIf) -> None:
    sides, how = (found.first, found.second), found.understood
    labelled(out, "understood" if how else "asked", asked_text(sides[0].question, how))
    labelled(out, "what if", _world(sides[1].question, sides[0].question))
    out.print()
    if out.width < ROOMY:
        for name, side in zip(("as it is", "what if"), sides, strict=True):
            out.print(Text(name, style="bold"), soft_wrap=True)
            for text in _column(side):
                hang(out, text, 2)
    else:
        made = table(["", "as it is", "what if"], ("as it is", "what if"))
        for column in made.columns[1:]:
            column.ratio = 1
        made.expand = True
        labels = ("", "", "because", "holds")
        for label, one, two in zip(labels, _column(sides[0]), _column(sides[1]), strict=True):
            made.add_row(Text(label, style=QUIET), one, two)
        show_table(out, made)
    out.print()
    for each in found.differences:
        hang(out, _difference(each), 0, 2)
    if not found.differences:
        hang(out, "The same clauses govern in both, or none does.")
    out.print()
    hang(out, footer(loaded.model))


def _column(answer: Answer) -> tuple[Text, ...]:
    """One world: its verdict, sentence, clauses and days."""
    return (
        headline(answer.verdict, answer.grade),
        Text(answer.sentence),
        Text("\n".join(clause.id for clause in answer.clauses) or "no clause"),
        Text(holds_text(answer.holds)),
    )


def _difference(each: Difference) -> Text:
    return Text.assemble((each.clause, "bold"), f": {each.first}; what if: {each.second}")


def _world(asked: Asked, base: Asked) -> str:
    """What the second world is asked with that the first isn't."""
    told = [
        f"{name}={value}" for name, value in asked.given.items() if base.given.get(name) != value
    ]
    if options := options_text(asked):
        told.append(options)
    return ", ".join(told) or "nothing is changed: add --given, --under, --without, ..."
