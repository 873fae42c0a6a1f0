"""A request and an agreement -> the typed question it asks, and how its words were read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from contract_engine.answers.answer import WordsRead
from contract_engine.answers.engine import Engine
from contract_engine.api.request import Asking, Request, request_of
from contract_engine.diagnostics import AskBack, BadInput, Problem, Span
from contract_engine.diagram.core.region import Impossible
from contract_engine.language.questions import QUESTION, QuestionText, read_question
from contract_engine.language.values.days import Unreadable, read_day
from contract_engine.lazy_dataclass import dataclass, replace
from contract_engine.model.agreement import Agreement
from contract_engine.model.question import Given, Question
from contract_engine.model.traverse import names_of

if TYPE_CHECKING:
    from contract_engine.words.attempt import Understood
    from contract_engine.words.requests import Ask, Each, Flip, Timeline, WhatIf
    from contract_engine.words.requests import Request as Spoken

    Acting = Ask | Each | Flip | Timeline | WhatIf


@dataclass(frozen=True)
class Heard:
    """A question, how each of its words was read where it came in words, and what to add."""

    question: Question
    understood: tuple[WordsRead, ...] = ()
    notes: tuple[str, ...] = ()


def heard(agreement: Agreement, asking: Asking, *, every_day: bool = False) -> Heard:
    """The typed question.

    Args:
        agreement: what it is asked of.
        asking: the question in any form; one that is typed already is taken as it is.
        every_day: it is asked of every day: it may name one, which is not looked at.

    Raises:
        BadInput: with every problem of the question.
    """
    if isinstance(asking, Question):
        day = asking.situation.on
        if not every_day:
            return Heard(asking)
        dayless = replace(asking, situation=replace(asking.situation, on=None))
        return Heard(dayless, notes=_not_looked_at(None if day is None else day.isoformat()))
    request = request_of(asking)
    text, problems = request.text, []
    understood: tuple[WordsRead, ...] = ()
    place = text.places.get("", QUESTION)
    if not text.ask.strip():
        act = any_act(agreement)
        help_ = f"ask in words, or write PARTY ACTION, such as `{act}`"
        raise BadInput([Problem("E502", "there is no question", place, help=help_)])
    said = text.on or None
    if in_words(text.ask):
        text, understood = out_of_words(agreement, text, every_day=every_day)
        said = said or text.on
    elif not every_day and not said:
        problems.append(Problem("E505", "on which day?", place, help=request.which_day))
    notes = _not_looked_at(said) if every_day else ()
    text = replace(
        text,
        on=None if every_day else text.on or None,
        given={**request.base, **text.given, **request.over},
        places={**_unsaid(request.base_places, text.given), **text.places},
    )
    question, found = read_question(agreement, text)
    if question is None or problems:
        raise BadInput([*problems, *found])
    return Heard(question, understood, notes)


def look_at(agreement: Agreement, asking: Request, *, every_day: bool = False) -> Question:
    """A day and what is given, as a question about no act.

    Args:
        agreement: what is looked at.
        asking: the request, whose `ask` is empty.
        every_day: it need not name a day.

    Raises:
        BadInput: with every problem of the request.
    """
    text = asking.text
    place = text.places.get("", QUESTION)
    if stray := text.ask.strip():
        help_ = "write what is given as name=value"
        message = f"`{stray}` has no place here"
        raise BadInput([Problem("E505", message, text.places.get("ask", place), help=help_)])
    full = replace(asking, text=replace(text, ask=any_act(agreement)))
    dayless = every_day and not text.on
    question = heard(agreement, full, every_day=dayless).question
    return question


def any_act(agreement: Agreement) -> str:
    """Some `PARTY ACTION`, for questions that are about none."""
    words = agreement.vocabulary
    return f"{next(iter(words.parties))} {next(iter(words.actions))}"


def in_words(ask: str) -> bool:
    """Whether this is a sentence, and not `PARTY ACTION`."""
    return len(ask.split()) > 2 or "?" in ask


def out_of_words(
    agreement: Agreement, text: QuestionText, *, every_day: bool = False
) -> tuple[QuestionText, tuple[WordsRead, ...]]:
    """A question in words as `PARTY ACTION` and what is given, and how each word was read.

    With `every_day` it needs no day. Raises BadInput, also where it comes to several questions.
    """
    from contract_engine.words.requests import Ask, Timeline

    found = spoken(agreement, text, beside=not every_day)
    first = found.requests[0]
    acts = [r for r in found.requests if isinstance(r, Ask | Timeline)]
    deeds = {(r.bearer, r.action, str(r.world), r.asked) for r in acts}
    days = {r.on for r in acts if isinstance(r, Ask)}
    if not isinstance(first, Ask | Timeline) or len(deeds) != 1 or len(days) > 1:
        raise BadInput([_several(text, found.requests)])
    if found.dayless and not every_day:
        help_ = "give one, as in `on 15 Nov 2025` or `on 2025-11-15`"
        raise BadInput([Problem("E420", "the question has no day", _place(text), help=help_)])
    on = next((day.isoformat() for day in days), None)
    asked = in_names(text, first, None if found.dayless else on)
    return asked, found.how


def spoken(
    agreement: Agreement, text: QuestionText, *, beside: bool = True, today: date | None = None
) -> Understood:
    """What a question in words asks; `beside` it a day may be given. Raises BadInput."""
    from contract_engine.words.understand import Refused, understand

    on = _read_day(text) if text.on and beside else None
    found = understand(agreement, text.ask, on, today)
    if isinstance(found, Refused):
        raise AskBack(found.problems, found.offers, text.ask)
    return found


def in_names(text: QuestionText, request: Acting, on: str | None) -> QuestionText:
    """A question about an act by its names, with what stands beside the words; raises BadInput."""
    world = request.world
    twice = [name for name, said in text.given.items() if world.given.get(name, said) != said]
    if twice:
        raise BadInput(_twice(text, name, world.given[name]) for name in twice)
    return replace(
        text,
        ask=f"{request.bearer} {request.action}",
        on=on,
        given={**world.given, **text.given},
        under=text.under or world.under,
        without=tuple(dict.fromkeys((*text.without, *world.without))),
        known=text.known or (world.known.isoformat() if world.known else None),
        asked=getattr(request, "asked", "may"),
    )


def _several(text: QuestionText, requests: Sequence[Spoken]) -> Problem:
    """That words come to something else than one question about one act."""
    from contract_engine.words.command import line

    help_ = f"`ask` answers it, as `{line(requests[0])}`"
    if len(requests) > 1:
        help_ += f" and {len(requests) - 1} more"
    message = "this is not one question about one act on one day"
    return Problem("E430", message, _place(text), help=help_)


def _place(text: QuestionText) -> Span:
    return Span(QUESTION.file, 1, 1, max(len(text.ask), 1))


def _unsaid(places: Mapping[str, Span], given: Mapping[str, str]) -> Mapping[str, Span]:
    """The places of what the question itself doesn't give."""
    return {key: span for key, span in places.items() if key[6:].rstrip(":") not in given}


def _not_looked_at(day: str | None) -> tuple[str, ...]:
    return (f"The day {day} is not looked at: a timeline is of every day.",) if day else ()


def _read_day(text: QuestionText) -> date:
    try:
        return read_day(text.on or "")
    except Unreadable as error:
        place = text.places.get("on") or text.places.get("") or QUESTION
        raise BadInput([Problem(error.code, error.message, place, help=error.help)]) from None


def _twice(text: QuestionText, name: str, said: str) -> Problem:
    place = text.places.get(f"given.{name}") or text.places.get("") or QUESTION
    help_ = f"the question says `{said}`, and beside it stands `{text.given[name]}`: keep one"
    return Problem("E412", f"`{name}` is given twice", place, help=help_)


def impossible(engine: Engine, question: Question) -> Problem:
    """What is given is among the impossible combinations, or contradicts a definition.

    Of what is given only that is named which can't be together, or can't be so by itself.
    """
    agreement = engine.agreement
    together = _clashing(engine, question)
    said = ", ".join(f"`{name}`" for name in together)
    helps = ["see `impossible:` in agreement.yaml"] if agreement.impossible else []
    for name in together:
        if definitions := agreement.definitions.get(name):
            by = " and ".join(f"`{definition.id}`" for definition in definitions)
            asks = {each for definition in definitions for each in names_of(definition)}
            others = ", ".join(f"`{each}`" for each in question.given if each in asks) or "others"
            helps.append(f"`{name}` follows from {others}, by the definition {by}")
    return Problem(
        "E501",
        f"what is given can't be {'together' if len(together) > 1 else 'so'} "
        f"on {question.on}: {said}",
        Span("<question>"),
        help="; ".join(helps),
    )


def _clashing(engine: Engine, question: Question) -> Mapping[str, Given]:
    """Of what is given, a part that can't be together, and of which nothing can be left out."""
    given = dict(question.given)
    for name in question.given:
        rest = {each: value for each, value in given.items() if each != name}
        try:
            engine.find(question.bearer, question.action, question.on, rest, question.options)
        except Impossible:
            given = rest
        except Exception:  # it can't be told of the rest: too large, say
            return given
    return given
