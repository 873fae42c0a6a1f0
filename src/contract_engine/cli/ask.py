"""`contract-engine ask`: a question in words or in names -> the answer and what it rests on."""

from __future__ import annotations

from contract_engine.answers.answer import Answer, as_json
from contract_engine.cli.options import (
    DEFAULT,
    AgreementName,
    Asking,
    JsonFlag,
    Understood,
    open_agreement,
    question_of,
)
from contract_engine.cli.output import console, print_json


def ask(
    *words: str,
    asking: Asking | None = None,
    agreement: AgreementName = DEFAULT,
    json: JsonFlag = False,
) -> int:
    """May, must or need somebody do something on a day?

    In words: contract-engine ask "Can OpenAI serve its API on AWS on 15 Nov 2025?"
    In names: contract-engine ask openai serve product=stateless_api cloud=aws --on 2025-11-15

    Args:
        words: a question, or PARTY ACTION name=value ...
    """
    loaded = open_agreement(agreement)
    understood = question_of(loaded, words, asking or Asking())
    answer = loaded.answer(understood.question, checked=True)
    if json:
        data = as_json(answer)
        if understood.how and isinstance(data, dict):
            data["understood"] = [{"words": w, "meaning": m} for w, m in understood.how]
        print_json(data)
    else:
        show(answer, loaded.model.title, understood, loaded.source_titles)
    return 0


def show(answer: Answer, title: str, understood: Understood, sources: dict[str, str]) -> None:
    """Print an answer for people."""
    from contract_engine.cli.answering import Sheet

    sheet = Sheet(console(), sources)
    sheet.understood(answer, understood.how)
    sheet.verdict(answer)
    sheet.reasons(answer)
    sheet.days(answer)
    sheet.openness(answer)
    sheet.rest(answer)
    sheet.footer(title)
