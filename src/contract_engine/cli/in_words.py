"""A question in words on the command line -> its answers, printed: one alone, or side by side."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from contract_engine.api import LoadedAgreement, Request
from contract_engine.api.dispatch import CLOCK, answers, single
from contract_engine.api.results import Answer, Answers
from contract_engine.cli.answer_log import keep, refuse_log
from contract_engine.cli.show import Shown, show_result
from contract_engine.lazy_dataclass import replace

if TYPE_CHECKING:
    from contract_engine.api.answer_log import Head
    from contract_engine.model.history import History


def show_spoken(
    loaded: LoadedAgreement,
    request: Request,
    shown: Shown | None,
    *,
    log: Path | None,
    history: History | None = None,
) -> tuple[int, Head | None]:
    """Print every answer, "today" being this machine's date; the exit code, and a log's new head.

    Raises BadInput; AskBack with questions that would be answered.
    """
    told = answers(loaded, request, date.today(), history=history)
    one = single(told)
    if log is not None and not isinstance(one, Answer):
        refuse_log(log, "the question")
    if one is not None and log is None and (said := _by_the_clock(told)):
        one = replace(one, notes=(*one.notes, said))
    if one is not None:
        head = keep(log, [one.to_json()]) if log is not None else None
        return show_result(loaded, one, shown), head
    return show_result(loaded, told, shown), None


def _by_the_clock(told: Answers) -> str:
    """What "today" was taken for, if the question says so; it is no part of a log."""
    for step in told.understood:
        if step.meaning.endswith(CLOCK):
            day = step.meaning.removesuffix(CLOCK).strip()
            return f"“{step.words}” is {day}, by this machine's clock."
    return ""
