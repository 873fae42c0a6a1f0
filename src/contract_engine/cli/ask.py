"""`contract-engine ask`: a question in words or in names -> the answer and what it rests on."""

from __future__ import annotations

from contract_engine.answers.answer import Answer, Json, as_json
from contract_engine.answers.ask.each_value import EveryValue
from contract_engine.api.every import every
from contract_engine.cli.answering import Sheet
from contract_engine.cli.every import asks_of, place_of, refuse_log, show
from contract_engine.cli.keeping import LogFile, keep, tell
from contract_engine.cli.lines import answer_lines
from contract_engine.cli.options import DEFAULT, AgreementName, Asking, BatchFile, JsonFlag, Words
from contract_engine.cli.output import console, print_json
from contract_engine.cli.parts import Parts, parts_of
from contract_engine.cli.questions import Understood, open_agreement, understood


def ask(
    *question: Words,
    asking: Asking | None = None,
    batch: BatchFile = None,
    log: LogFile = None,
    agreement: AgreementName = DEFAULT,
    json: JsonFlag = False,
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
    loaded = open_agreement(agreement)
    asking = asking or Asking()
    head = None
    if batch is not None:

        def told(parts: Parts) -> Json:
            nonlocal head
            asked_for, parts = asks_of(parts)
            each = understood(loaded, parts)
            if asked_for is not None:
                refuse_log(log, asked_for)
                found = every(loaded, each.question, asked_for, place_of(parts, asked_for))
                return _data(found, each)
            data = _data(loaded.answer(each.question), each)
            if log is not None:
                head = keep(log, [data])
            return data

        common = parts_of(loaded.model.vocabulary, (), asking)
        code = answer_lines(question, common, batch, told)
        tell(head)
        return code
    asked_for, parts = asks_of(parts_of(loaded.model.vocabulary, question, asking))
    asked = understood(loaded, parts)
    if asked_for is not None:
        refuse_log(log, asked_for)
        where = place_of(parts, asked_for)
        found = every(loaded, asked.question, asked_for, where, checked=True)
        if json:
            print_json(_data(found, asked))
        else:
            show(console(), loaded.model, found, asked.how)
        return 0
    answer = loaded.answer(asked.question, checked=True)
    if log is not None:
        head = keep(log, [_data(answer, asked)])
    if json:
        print_json(_data(answer, asked))
    else:
        Sheet(console(), loaded.model).show(answer, asked.how)
    tell(head)
    return 0


def _data(answer: Answer | EveryValue, asked: Understood) -> dict[str, Json]:
    data = answer.to_json()
    if asked.how:
        data["understood"] = as_json(asked.how)
    return data
