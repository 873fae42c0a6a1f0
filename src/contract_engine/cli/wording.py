"""A question in words -> what the `words` room understood of it, for the command line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from contract_engine.diagnostics import BadInput, Problem
from contract_engine.language.days import Unreadable, read_day
from contract_engine.language.questions import QUESTION
from contract_engine.model.vocabulary import Vocabulary
from contract_engine.words.understand import understand


@dataclass(frozen=True)
class Spoken:
    """The parts of a question in words, as text."""

    ask: str
    on: str
    given: Mapping[str, str]
    asked: str
    how: tuple[tuple[str, str], ...]


def in_words(vocabulary: Vocabulary, text: str, on: str | None, problems: list[Problem]) -> Spoken:
    """What the text asks; raises BadInput with these and its own problems."""
    day: date | None = None
    if on is not None:
        try:
            day = read_day(on)
        except Unreadable as error:
            raise BadInput(
                [*problems, Problem(error.code, error.message, QUESTION, help=error.help)]
            ) from None
    understood, found = understand(vocabulary, text, day)
    if understood is None:
        raise BadInput([*problems, *found])
    return Spoken(
        f"{understood.bearer} {understood.action}",
        understood.on.isoformat(),
        understood.given,
        understood.asked,
        tuple((step.words, step.meaning) for step in understood.how),
    )
