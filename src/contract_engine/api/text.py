"""What a caller says, in words or as Python values -> the text of a question, ready to be typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, TypedDict

from contract_engine.diagnostics import BadInput, Problem
from contract_engine.language.questions import QUESTION, QuestionText
from contract_engine.language.values.days import Unreadable, read_day
from contract_engine.model.agreement import Agreement

if TYPE_CHECKING:
    from contract_engine.words.understand import Step

SOME_DAY = date(2000, 1, 1)
"""Stands for the day of a question that is asked of every day."""
NO_DAY = "E420"
"""The problem of a question in words that names no day."""


def in_words(ask: str) -> bool:
    """Whether this is a sentence, and not `PARTY ACTION`."""
    return len(ask.split()) > 2 or "?" in ask


def out_of_words(
    agreement: Agreement, text: QuestionText, *, any_day: bool = False
) -> tuple[QuestionText, tuple[Step, ...]]:
    """A question in words as `PARTY ACTION` and what is given, and how each word was read.

    With `any_day`, one without a day is taken too, as of SOME_DAY. Raises BadInput.
    """
    from contract_engine.words.items import with_items
    from contract_engine.words.understand import understand

    vocabulary = with_items(agreement)
    found, problems = understand(vocabulary, text.ask, _read_day(text) if text.on else None)
    if any_day and any(problem.code == NO_DAY for problem in problems):
        found, problems = understand(vocabulary, text.ask, SOME_DAY)
    if found is None:
        raise BadInput(problems)
    twice = [name for name, said in text.given.items() if found.given.get(name, said) != said]
    if twice:
        raise BadInput(_twice(text, name, found.given[name]) for name in twice)
    asked = replace(
        text,
        ask=f"{found.bearer} {found.action}",
        on=found.on.isoformat(),
        given={**found.given, **text.given},
        asked=found.asked,
    )
    return asked, found.how


class OptionsSaid(TypedDict, total=False):
    """The options of a question as a caller may give them; see `Options` in model/question.py."""

    under: str | None
    without: str | Sequence[str]
    known: date | str | None
    evidence: str | None
    readings: Mapping[str, str] | None


def text_of(
    ask: str,
    *,
    on: date | str | None = None,
    given: Mapping[str, object] | None = None,
    under: str | None = None,
    without: str | Sequence[str] = (),
    known: date | str | None = None,
    evidence: str | None = None,
    readings: Mapping[str, str] | None = None,
) -> QuestionText:
    """A question as it would be written."""
    return QuestionText(
        ask=ask,
        on="" if on is None else _day_written(on),
        given={name: written(value) for name, value in (given or {}).items()},
        under=under,
        without=(without,) if isinstance(without, str) else tuple(without),
        known=None if known is None else _day_written(known),
        evidence=evidence,
        readings=dict(readings or {}),
    )


def _day_written(day: date | str) -> str:
    """A day as it would be written; of a datetime its own day, in whatever zone."""
    return day.date().isoformat() if isinstance(day, datetime) else str(day)


def written(value: object) -> str:
    """A Python value as it would be written: yes for True, ISO days, `a or b` for several.

    A datetime with a time zone is an instant, one without stands for its day.
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.tzinfo is None else value.isoformat()
    if isinstance(value, (list, tuple, set, frozenset)):
        return " or ".join(sorted(written(each) for each in value))
    return str(value)


def _read_day(text: QuestionText) -> date:
    try:
        return read_day(text.on)
    except Unreadable as error:
        place = text.places.get("on") or text.places.get("") or QUESTION
        raise BadInput([Problem(error.code, error.message, place, help=error.help)]) from None


def _twice(text: QuestionText, name: str, said: str) -> Problem:
    place = text.places.get(f"given.{name}") or text.places.get("") or QUESTION
    help_ = f"the question says `{said}`, and beside it stands `{text.given[name]}`: keep one"
    return Problem("E412", f"`{name}` is given twice", place, help=help_)
