"""`contract-engine ask`: a question in words or in names -> the answer and what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contract_engine.cli.answer_log import LogFile, keep, refuse_log, tell
from contract_engine.cli.opened import open_agreement
from contract_engine.cli.options import (
    DEFAULT,
    AgreementName,
    Asking,
    BatchFile,
    HistoryFile,
    Words,
    drafts_of,
)
from contract_engine.cli.question_text import request_of
from contract_engine.cli.show import Shown, show_result

if TYPE_CHECKING:
    from contract_engine.api import Request
    from contract_engine.api.results import Answer, EveryValue


def ask(
    *question: Words,
    asking: Asking | None = None,
    history: HistoryFile = None,
    batch: BatchFile = None,
    log: LogFile = None,
    agreement: AgreementName = DEFAULT,
    shown: Shown | None = None,
) -> int:
    """May, must or need somebody do something on a day, and because of which words?

    The answer of the decision diagram and of durable-rules, which must agree. What is not given is
    assumed as usual, and the answer says so. With `name=?` it answers for every value of one fact.

    For example:

      contract-engine ask "Can OpenAI serve its API on AWS on 15 November 2025?"
      contract-engine ask openai serve product=stateless_api cloud=aws --on 2025-11-15
      contract-engine ask "Can OpenAI serve its API on AWS?" --on 2026-06-01 --without 2026-04
      contract-engine ask openai serve product=stateless_api cloud=? --on 2025-11-15
    """
    from contract_engine.api.reading import in_words

    loaded = open_agreement(agreement, drafts_of(asking))
    words = question if batch is None else ()
    request = request_of(loaded.model.vocabulary, words, asking or Asking())
    recorded = loaded.history(history) if history is not None else None
    head = None

    def asked(each: Request, *, checked: bool = False) -> Answer | EveryValue:
        nonlocal head
        name, _ = each.open_value()
        if name is not None:
            refuse_log(log, name)
            return loaded.each(each, history=recorded, checked=checked)
        answer = loaded.ask(each, history=recorded, checked=checked)
        if log is not None:
            head = keep(log, [answer.to_json()])
        return answer

    if batch is not None:
        from contract_engine.cli.batch import answer_lines

        code = answer_lines(loaded.model.id, question, request, batch, asked)
    elif in_words(request.text.ask):
        from contract_engine.cli.in_words import show_spoken

        code, kept = show_spoken(loaded, request, shown, log=log, history=recorded)
        head = kept or head
    else:
        code = show_result(loaded, asked(request, checked=True), shown)
    tell(head)
    return code
