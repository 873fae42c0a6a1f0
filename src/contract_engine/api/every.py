"""A question, and a fact or table whose value is asked for -> the verdict for each value."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from contract_engine.answers.ask.each_value import (
    EveryValue,
    every_value,
    is_ordered_and_defined,
    of_fact,
    of_items,
)
from contract_engine.diagnostics import BadInput, Problem, Span
from contract_engine.model.question import UNKNOWN, Question

if TYPE_CHECKING:
    from contract_engine.api.looks import Looks

ANY = "?"
"""What is written in place of a value, to ask for every one."""


def every(
    loaded: Looks, question: Question, name: str, place: Span, *, checked: bool = False
) -> EveryValue:
    """The verdicts; in the question itself `name`, asked for at `place`, is given as unknown."""
    engine = loaded.engine
    if name in loaded.model.tables:
        if name in question.items:
            raise BadInput([_is_given(name, place)])
        groups, cannot = of_items(engine, question, name)
    else:
        if question.given.get(name, UNKNOWN) is not UNKNOWN:
            raise BadInput([_is_given(name, place)])
        if is_ordered_and_defined(engine, name):
            raise BadInput([_follows(loaded, name, place)])
        given = {each: value for each, value in question.given.items() if each != name}
        question = replace(question, given=given)
        groups, cannot = of_fact(engine, question, name)
    if not groups:
        from contract_engine.api.looks import impossible

        raise BadInput([impossible(loaded.model, question)])
    found = every_value(engine, question, name, groups, cannot)
    if checked:
        notes = [loaded.cross_check(group.question, group.finding) for group in groups]
        told = dict.fromkeys((*found.notes, *(note for note in notes if note is not None)))
        found = replace(found, notes=tuple(told))
    return found


def _is_given(name: str, place: Span) -> Problem:
    help_ = "leave one of the two out"
    return Problem("E519", f"`{name}` is given, and asked for", place, help=help_)


def _follows(loaded: Looks, name: str, place: Span) -> Problem:
    definitions = loaded.model.definitions[name]
    by = " and ".join(f"`{definition.id}`" for definition in definitions)
    message = f"the values of `{name}` can't be gone through: it follows from others, by {by}"
    help_ = f"ask `value {name}`, or for a value of what it follows from"
    return Problem("E519", message, place, help=help_)
