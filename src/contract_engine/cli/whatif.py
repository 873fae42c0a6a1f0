"""`contract-engine whatif`: a question in two worlds, and what makes the difference."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from contract_engine.cli.argv import place
from contract_engine.cli.opened import open_agreement
from contract_engine.cli.options import (
    DEFAULT,
    WORLD,
    AgreementName,
    Asking,
    BatchFile,
    HistoryFile,
    Words,
    day_of,
    drafts_of,
)
from contract_engine.cli.parameters import Parameter
from contract_engine.cli.question_text import changed, request_of
from contract_engine.cli.show import Shown, show, show_result
from contract_engine.diagnostics import BadInput, Problem
from contract_engine.lazy_dataclass import replace

if TYPE_CHECKING:
    from contract_engine.api import LoadedAgreement, Request
    from contract_engine.api.results import WhatIf
    from contract_engine.model.history import History
    from contract_engine.model.question import Question
    from contract_engine.render.page import Page


def whatif(
    *question: Words,
    asking: Asking | None = None,
    rules: Annotated[
        str | None,
        Parameter(group=WORLD, metavar="NAME|PATH", help="another agreement's rules"),
    ] = None,
    history: HistoryFile = None,
    against: Annotated[
        Path | None,
        Parameter(group=WORLD, metavar="FILE", help="another history, in place of the first"),
    ] = None,
    batch: BatchFile = None,
    agreement: AgreementName = DEFAULT,
    shown: Shown | None = None,
) -> int:
    """A question in two worlds, side by side, and the clauses that make the difference.

    The first world is the question as asked: its words or names, and --on. The second has --given,
    --situation, --under, --without, --known, --evidence, --reading, --with and --rules on top of
    it, and what they give replaces what the question says. With --batch the lines are the first
    world. With --history and --against the two worlds are two histories (--with then counts in
    both); without a question, what is compared are the statuses after them.

    For example:

      contract-engine whatif "Can OpenAI serve its API on AWS?" --on 2026-06-01 --without 2026-04
      contract-engine whatif openai serve product=stateless_api cloud=aws --on 2025-11-15 --given
      customer=us_national_security
      contract-engine whatif --agreement docs/deadlines/supply --history
      docs/deadlines/supply/history.yaml --against docs/deadlines/supply/on-time.yaml
    """
    if against is not None:
        return _two_histories(question, asking or Asking(), history, against, agreement, shown)
    loaded = open_agreement(agreement)
    asking = asking or Asking()
    other = loaded
    if rules is not None or asking.with_:
        other = open_agreement(rules or agreement, drafts_of(asking))
    words = question if batch is None else ()
    plain = request_of(loaded.model.vocabulary, words, Asking(on=asking.on))

    recorded = None if history is None else (loaded.history(history), other.history(history))

    def asked(each: Request, *, checked: bool = False) -> WhatIf:
        if recorded is not None:
            questions = loaded.question(each), other.question(changed(each, asking))
            return _on_record(loaded, other, questions, recorded, checked=checked)
        return loaded.whatif(each, change=changed(each, asking), rules=other, checked=checked)

    if batch is not None:
        from contract_engine.cli.batch import answer_lines

        return answer_lines(loaded.model.id, question, plain, batch, asked)
    return show_result(loaded, asked(plain, checked=True), shown)


def _on_record(
    loaded: LoadedAgreement,
    other: LoadedAgreement,
    questions: tuple[Question, Question],
    histories: tuple[History, History],
    *,
    checked: bool,
) -> WhatIf:
    """Two worlds, each answered by its history."""
    (one, two), (past, other_past) = questions, histories
    found = loaded.whatif(
        loaded.on_record(one, past), change=other.on_record(two, other_past), rules=other
    )
    return replace(
        found,
        first=loaded.ask(one, history=past, checked=checked),
        second=other.ask(two, history=other_past, checked=checked),
    )


def _two_histories(
    question: tuple[str, ...],
    asking: Asking,
    history: Path | None,
    against: Path,
    agreement: str,
    shown: Shown | None,
) -> int:
    """A question, or else the status, after two histories."""
    if history is None:
        help_ = "add --history FILE: the first of the two"
        raise BadInput([Problem("E505", "which history?", place(), help=help_)])
    loaded = open_agreement(agreement, drafts_of(asking))
    histories = loaded.history(history), loaded.history(against)
    request = request_of(loaded.model.vocabulary, question, asking)
    if question and not all("=" in word for word in question):
        asked = loaded.question(request)
        compared = _on_record(loaded, loaded, (asked, asked), histories, checked=True)
        return show_result(loaded, compared, shown)
    on = day_of(asking.on, "--on") or min(each.through for each in histories)
    found = loaded.compare(*(loaded.status(each, on=on, look=request) for each in histories))

    def page(brief: bool) -> Page:
        from contract_engine.render.words.two_histories import two_histories_page

        return two_histories_page(loaded.model, found)

    return show(loaded.model, found.to_json, page, shown)
