"""A question, and a fact or table whose value is asked for -> the verdict for each value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contract_engine.answers.ask.each_value import (
    EveryValue,
    every_value,
    is_ordered_and_defined,
    of_fact,
    of_items,
)
from contract_engine.api.reading import impossible
from contract_engine.diagnostics import BadInput, Problem, Span
from contract_engine.language.questions import QUESTION
from contract_engine.lazy_dataclass import replace
from contract_engine.model.question import UNKNOWN, Question

if TYPE_CHECKING:
    from contract_engine.api.base import Base
    from contract_engine.api.reading import Heard
    from contract_engine.api.request import Request


def each_value(
    base: Base, asked: Heard, name: str, place: Span = QUESTION, *, checked: bool = False
) -> EveryValue:
    """The verdicts; in the question itself `name`, asked for at `place`, is given as unknown."""
    engine, question = base.engine, asked.question
    if name in base.model.tables:
        if name in question.items:
            raise BadInput([_is_given(name, place)])
        groups, cannot = of_items(engine, question, name)
    else:
        if question.given.get(name, UNKNOWN) is not UNKNOWN:
            raise BadInput([_is_given(name, place)])
        if is_ordered_and_defined(engine, name):
            raise BadInput([_follows(base, name, place)])
        question = _without(question, name)
        groups, cannot = of_fact(engine, question, name)
    if not groups:
        raise BadInput([impossible(base.engine, question)])
    found = every_value(engine, question, name, groups, cannot)
    notes = [base.cross_check(each.question, each.finding) for each in groups if checked]
    told = dict.fromkeys((*found.notes, *(note for note in notes if note is not None)))
    return replace(found, notes=tuple(told), understood=asked.understood)


def asked_for(request: Request, name: str | None) -> tuple[str, Request, Span]:
    """The name asked for, the question that leaves it open, and where that was said.

    It is the one named here, or else the one that stands with a `?`; BadInput where none does.
    """
    if name is None:
        name, request = request.open_value()
    else:
        given = {**request.text.given, name: str(UNKNOWN)}
        request = replace(request, text=replace(request.text, given=given))
    if name is None:
        help_ = "give it as `?`, as in cloud=?"
        raise BadInput([Problem("E519", "the value of which name?", QUESTION, help=help_)])
    return name, request, request.place_of(name)


def _without(question: Question, name: str) -> Question:
    return question.with_given({n: value for n, value in question.given.items() if n != name})


def _is_given(name: str, place: Span) -> Problem:
    help_ = "leave one of the two out"
    return Problem("E519", f"`{name}` is given, and asked for", place, help=help_)


def _follows(base: Base, name: str, place: Span) -> Problem:
    definitions = base.model.definitions[name]
    by = " and ".join(f"`{definition.id}`" for definition in definitions)
    message = f"the values of `{name}` can't be gone through: it follows from others, by {by}"
    help_ = f"ask `value {name}`, or for a value of what it follows from"
    return Problem("E519", message, place, help=help_)
