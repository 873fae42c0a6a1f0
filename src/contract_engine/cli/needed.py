"""`contract-engine needed`: which facts would still change the answer, and which no longer can."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contract_engine.cli.opened import open_agreement
from contract_engine.cli.options import (
    DEFAULT,
    AgreementName,
    Asking,
    BatchFile,
    HistoryFile,
    Words,
)
from contract_engine.cli.question_text import request_of
from contract_engine.cli.show import Shown, show_result

if TYPE_CHECKING:
    from contract_engine.api import Request
    from contract_engine.api.results import Needed


def needed(
    *question: Words,
    asking: Asking | None = None,
    history: HistoryFile = None,
    batch: BatchFile = None,
    agreement: AgreementName = DEFAULT,
    shown: Shown | None = None,
) -> int:
    """Which facts would still change the answer, and which no longer can.

    Nothing is assumed of what isn't given. What is to be found out first comes first: facts of
    which nothing is usual, and of these the one after which the fewest others matter.

    For example:

      contract-engine needed openai serve product=stateless_api --on 2025-11-15
      contract-engine needed "Can OpenAI serve its API on AWS on 15 November 2025?"
    """
    loaded = open_agreement(agreement)
    words = question if batch is None else ()
    request = request_of(loaded.model.vocabulary, words, asking or Asking())

    recorded = loaded.history(history) if history is not None else None

    def asked(each: Request, *, checked: bool = False) -> Needed:
        return loaded.needed(each, history=recorded)

    if batch is not None:
        from contract_engine.cli.batch import answer_lines

        return answer_lines(loaded.model.id, question, request, batch, asked)
    return show_result(loaded, asked(request), shown)
