"""Answers -> the end of a log that can be verified later."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from contract_engine.answers.answer import Json
from contract_engine.diagnostics import BadInput, Problem, Span
from contract_engine.language.questions import QUESTION
from contract_engine.receipts.log import Head, NotALog, append

__all__ = ["Head", "keep"]


def keep(log: Path, answers: Sequence[Json], place: Span = QUESTION) -> Head:
    """Append answers to a log; see docs/receipts.md.

    Args:
        log: its path; it is made when it isn't there.
        answers: the JSON of each.
        place: where the path was written, for diagnostics.

    Returns:
        Which entry was written last, and its hash. BadInput where the file is no log; OSError
        where it can't be written.
    """
    try:
        return append(log, answers)
    except NotALog:
        message = f"`{log}` holds something else than a log of answers"
        help_ = "name another file; it is made when it isn't there"
        raise BadInput([Problem("E515", message, place, help=help_)]) from None
