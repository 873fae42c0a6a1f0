"""`contract-engine duties`: what somebody must and must not do in a situation."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter
from rich.console import Console
from rich.text import Text

from contract_engine.answers.ask.sentences import day_in_words
from contract_engine.answers.norms.result import Alternative, ChoiceTold, NormsTold, NormTold
from contract_engine.cli.answering import options_text
from contract_engine.cli.layout import QUIET, hang, joined, labelled, pairs
from contract_engine.cli.options import (
    ASKED,
    DEFAULT,
    AgreementName,
    Asking,
    JsonFlag,
    parties_of,
)
from contract_engine.cli.output import console, print_json
from contract_engine.cli.parts import request_of
from contract_engine.cli.questions import open_agreement
from contract_engine.cli.telling import footer, grade_text
from contract_engine.model.agreement import Agreement


def duties(
    *given: Annotated[
        str, Parameter(name="FACT=VALUE", group=ASKED, help="what is given, as with --given")
    ],
    asking: Asking | None = None,
    party: Annotated[
        list[str] | None,
        Parameter(group=ASKED, metavar="PARTY,...", help="only the duties of these parties"),
    ] = None,
    agreement: AgreementName = DEFAULT,
    json: JsonFlag = False,
) -> int:
    """What somebody must and must not do in a situation, and what that still hangs on.

    A norm that is set aside by another, or can't apply, is left out. A duty with a choice lists
    the alternatives that are left. Norms about which something stays open say what.

    For example:

      contract-engine duties --party openai --on 2026-05-01 --given product=stateless_api
      contract-engine duties --on 2025-11-15 agi_declared=2025-11-01 --json
    """
    loaded = open_agreement(agreement)
    look = request_of(loaded.model.vocabulary, given, asking or Asking())
    told = loaded.duties(*parties_of(loaded.model, party or []), look=look)
    if json:
        print_json(told.to_json())
        return 0
    _show(console(), loaded.model, told)
    return 0


def _show(out: Console, model: Agreement, told: NormsTold) -> None:
    words = model.vocabulary
    named = joined([words.parties[name].label for name in told.party])
    assert told.question.on is not None
    hang(out, Text(f"{named} on {day_in_words(told.question.on)}", style="bold"))
    if said := pairs({**told.question.items, **told.question.given}):
        hang(out, said, 2)
    if options := options_text(told.question):
        hang(out, options, 2)
    if not told.norms and not told.one_of:
        out.print()
        hang(out, "No duty applies, whatever is open.")
    for norm in told.norms:
        out.print()
        _norm(out, model, norm)
    for choice in told.one_of:
        out.print()
        _choice(out, model, choice)
    out.print()
    if told.assumed:
        labelled(out, "assuming", pairs(told.assumed))
    for index, note in enumerate(told.notes):
        labelled(out, "" if index else "notes", note)
    hang(out, footer(model))


def _norm(out: Console, model: Agreement, norm: NormTold) -> None:
    words = model.vocabulary
    act = f"{norm.modality} {words.actions[norm.action].label}"
    heading = Text(f"{words.parties[norm.bearer].label} {act}", style="bold")
    hang(out, heading.append_text(_with(norm)), 2, 4)
    if norm.text:
        hang(out, norm.text, 4)
    _hangs(out, norm)
    _origin(out, norm)


def _choice(out: Console, model: Agreement, choice: ChoiceTold) -> None:
    words = model.vocabulary
    heading = Text(f"{words.parties[choice.bearer].label} must do one of these, as it chooses")
    heading.stylize("bold")
    hang(out, heading, 2, 4)
    if choice.text:
        hang(out, choice.text, 4)
    for each in choice.alternatives:
        label = Text(f"{each.label}: ").append(words.actions[each.action].label, style="bold")
        hang(out, label.append_text(_with(each)), 4, 6)
        _hangs(out, each, 6)
    _origin(out, choice)


def _with(norm: NormTold | Alternative) -> Text:
    return Text(f" ({pairs(norm.with_)})" if norm.with_ else "")


def _hangs(out: Console, norm: NormTold | Alternative, indent: int = 4) -> None:
    """On what it still hangs whether a norm applies."""
    for index, line in enumerate(norm.open):
        hang(out, Text(f"{'and if' if index else 'if'} {line}", style="yellow"), indent, indent + 4)


def _origin(out: Console, norm: NormTold | ChoiceTold) -> None:
    origin = Text(f"{norm.id} ({norm.instrument}, ", style=QUIET)
    hang(out, origin.append_text(grade_text(norm.grade)).append(")"), 4)
