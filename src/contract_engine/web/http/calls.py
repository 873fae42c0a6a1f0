"""The calls that ask an agreement: a request's body -> the result of the API method of its name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol, TypeVar

from pydantic import BaseModel

from contract_engine.api import LoadedAgreement, Request, request_of
from contract_engine.api.diff import Diff
from contract_engine.api.dispatch import answers, single
from contract_engine.api.everything import (
    Answer,
    Answers,
    Dates,
    EveryValue,
    FigureTold,
    Flips,
    Needed,
    NormsTold,
    Rights,
    StatusTold,
    Terms,
    Timeline,
    Unreadable,
    ValueTold,
    WhatIf,
    read_day,
)
from contract_engine.api.reading import in_words
from contract_engine.diagnostics import BadInput, Problem, Span
from contract_engine.model.history import History
from contract_engine.web.http import wire
from contract_engine.web.library import Served

HISTORY = "<history>"
"""What a history that stands in no file is called in diagnostics."""


R = TypeVar("R")


class Telling(Protocol):
    """What comes back from a question: it has its own JSON."""

    def to_json(self) -> dict[str, Any]:
        """The result as plain data."""


@dataclass(frozen=True)
class Call:
    """A call: its name, what its body is, the type it answers, and what it is for."""

    name: str
    body: type[wire.WithDrafts]
    result: object
    answer: Callable[[LoadedAgreement, Any], Telling]
    summary: str


def asking(body: wire.AskRequest) -> Request:
    """The question of a body, each part with its place in it."""
    if (body.question is None) == (body.ask is None):
        help_ = 'give "ask": "PARTY ACTION", or "question" in words'
        message = "a question has either `ask` or `question`"
        raise BadInput([Problem("E502", message, Span("/ask"), help=help_)])
    if body.ask is None:
        return _placed(body, body.question or "", "question", body.on)
    return _placed(body, body.ask, "ask", body.on)


def look(body: wire.LookRequest) -> Request:
    """The day, what is given and the options of a body that names no act."""
    return _placed(body, "", "on", body.on)


def _placed(
    body: wire.LookRequest | wire.PerformanceRequest, words: str, where: str, on: str | None
) -> Request:
    request = request_of(words, on=on, given=body.given, **body.options())
    places = {"": Span(f"/{where}"), "ask": Span(f"/{where}"), "on": Span("/on")}
    for key in ("under", "without", "known", "evidence"):
        places[key] = Span(f"/{key}")
    for key, names in (("given", body.given), ("readings", body.readings)):
        for name in names:
            places[f"{key}.{name}"] = places[f"{key}.{name}:"] = Span(f"/{key}/{name}")
    return replace(
        request, text=replace(request.text, places=places), which_day='add "on": "2025-11-15"'
    )


def day(text: str | None, key: str) -> date | None:
    """A day of a body, or BadInput with where it stands."""
    try:
        return None if text is None else read_day(text)
    except Unreadable as error:
        problem = Problem(error.code, error.message, Span(f"/{key}"), help=error.help)
        raise BadInput([problem]) from None


@contextmanager
def placed(where: str) -> Iterator[None]:
    """Problems found inside with their places in the body, as JSON pointers.

    Args:
        where: what is pointed at by problems that have no place of their own.
    """
    try:
        yield
    except BadInput as error:
        raise BadInput([_in_body(each, where) for each in error.problems]) from None


def _in_body(problem: Problem, where: str) -> Problem:
    span = problem.span
    if span.file == HISTORY:
        there = f"/history/history/{span.line - 1}" if span.line else "/history"
    elif span.file.startswith("<") and not span.line:
        there = "/resume" if span.file == "<residual>" else where
    else:
        return problem
    return replace(problem, span=Span(there), also=())


def history_of(agreement: LoadedAgreement, said: wire.HistoryBody) -> History:
    """The history that a body holds; BadInput with every problem of it."""
    entries = [each.model_dump(by_alias=True) for each in said.history]
    return agreement.history(
        entries, through=day(said.through, "history/through"), given=said.given
    )


Asked = Answer | EveryValue | Answers
"""What `ask` comes to: one answer, one for each value of a name, or several beside each other."""


def _recorded(agreement: LoadedAgreement, body: wire.WithHistory) -> History | None:
    """The history by which a body's answer is to go."""
    return None if body.history is None else history_of(agreement, body.history)


@contextmanager
def _placed_by_history(body: wire.WithHistory) -> Iterator[None]:
    """Problems of a body's history with their places in it, where it has one."""
    if body.history is None:
        yield
        return
    with placed("/history"):
        yield


def _ask(agreement: LoadedAgreement, body: wire.AskRequest) -> Asked:
    request = asking(body)
    with _placed_by_history(body):
        history = _recorded(agreement, body)
        if in_words(request.text.ask):
            told = answers(agreement, request, checked=False, history=history)
            one = single(told)
            return told if one is None else one
        name, _ = request.open_value()
        if name is not None:
            return agreement.each(request, history=history)
        return agreement.ask(request, history=history)


def _timeline(agreement: LoadedAgreement, body: wire.TimelineRequest) -> Timeline:
    start, through = day(body.from_, "from"), day(body.through, "through")
    with _placed_by_history(body):
        history = _recorded(agreement, body)
        return agreement.timeline(asking(body), start=start, through=through, history=history)


def _each(agreement: LoadedAgreement, body: wire.EachRequest) -> EveryValue:
    with _placed_by_history(body):
        return agreement.each(asking(body), body.name, history=_recorded(agreement, body))


def _needed(agreement: LoadedAgreement, body: wire.AskRequest) -> Needed:
    with _placed_by_history(body):
        return agreement.needed(asking(body), history=_recorded(agreement, body))


def _flip(agreement: LoadedAgreement, body: wire.FlipRequest) -> Flips:
    with _placed_by_history(body):
        history = _recorded(agreement, body)
        return agreement.flip(
            asking(body), pin=body.pin, to=body.to, most=body.most, history=history
        )


def _whatif(agreement: LoadedAgreement, body: wire.WhatIfRequest) -> WhatIf:
    return _compared(agreement, body, agreement)


def _compared(one: LoadedAgreement, body: wire.WhatIfRequest, other: LoadedAgreement) -> WhatIf:
    first = asking(body)
    change = first.changed(body.change.given, **body.change.options())
    with _placed_by_history(body):
        return one.whatif(first, change=change, rules=other, history=_recorded(one, body))


def _rights(agreement: LoadedAgreement, body: wire.NormsRequest) -> Rights:
    with _placed_by_history(body):
        return agreement.rights(*body.parties, look=look(body), history=_recorded(agreement, body))


def _duties(agreement: LoadedAgreement, body: wire.NormsRequest) -> NormsTold:
    with _placed_by_history(body):
        return agreement.duties(*body.parties, look=look(body), history=_recorded(agreement, body))


def _terms(agreement: LoadedAgreement, body: wire.LookRequest) -> Terms:
    return agreement.terms(look(body))


def _value(agreement: LoadedAgreement, body: wire.ValueRequest) -> ValueTold:
    with _placed_by_history(body):
        return agreement.value(body.name, look(body), history=_recorded(agreement, body))


def _diff(agreement: LoadedAgreement, body: wire.DiffRequest) -> Diff:
    with placed("/first"):
        return agreement.diff(body.first, body.second, every=body.all)


def _status(agreement: LoadedAgreement, body: wire.StatusRequest) -> StatusTold:
    asked = _placed(body, "", "given", None)
    with placed("/history"):
        return agreement.status(
            history_of(agreement, body.history),
            on=day(body.on, "on"),
            party=body.parties,
            look=asked,
            resume=body.resume,
        )


def _dates(agreement: LoadedAgreement, body: wire.DatesRequest) -> Dates:
    asked = _placed(body, "", "given", None)
    start, through = day(body.from_, "from"), day(body.through, "through")
    with placed("/history"):
        history = _recorded(agreement, body)
        return agreement.dates(
            history, start=start, through=through, party=body.parties, look=asked
        )


def _figure(agreement: LoadedAgreement, body: wire.FigureRequest) -> FigureTold:
    return agreement.figure(body.name or "", on=day(body.on, "on"))


CALLS = (
    Call("ask", wire.AskRequest, Asked, _ask, "May, must or need somebody do something on a day?"),
    Call("timeline", wire.TimelineRequest, Timeline, _timeline, "The same question on every day"),
    Call("each", wire.EachRequest, EveryValue, _each, "The verdict for each value of a fact"),
    Call("needed", wire.AskRequest, Needed, _needed, "Facts that would still change the answer"),
    Call("flip", wire.FlipRequest, Flips, _flip, "The smallest changes that give another verdict"),
    Call("whatif", wire.WhatIfRequest, WhatIf, _whatif, "One question in two worlds"),
    Call("rights", wire.NormsRequest, Rights, _rights, "Every norm in force on a day"),
    Call("duties", wire.NormsRequest, NormsTold, _duties, "What must and must not be done"),
    Call("terms", wire.LookRequest, Terms, _terms, "The terms as they stand on a day"),
    Call("value", wire.ValueRequest, ValueTold, _value, "The value of a fact, event or figure"),
    Call("diff", wire.DiffRequest, Diff, _diff, "Which answers differ between versions or days"),
    Call("status", wire.StatusRequest, StatusTold, _status, "Who owes what, and who is in breach"),
    Call("dates", wire.DatesRequest, Dates, _dates, "Each day on which something begins or ends"),
    Call("figure", wire.FigureRequest, FigureTold, _figure, "A dated figure, and its source"),
)
"""Every call, in the order of the OpenAPI document."""


def answered(
    served: Served, answer: Callable[[LoadedAgreement, Any], R], body: BaseModel
) -> tuple[LoadedAgreement, R | WhatIf]:
    """What is answered of an agreement, with the drafts that a body asks for.

    Args:
        served: the agreement.
        answer: what answers, of a call or a tool.
        body: what it is asked.

    Returns:
        The agreement with the drafts, and the result. BadInput with all that is wrong with what
        was asked.
    """
    drafts = body.with_ if isinstance(body, wire.WithDrafts) else ()
    agreement = served.counting(drafts)
    if isinstance(body, wire.WhatIfRequest) and body.change.with_:
        there = served.counting((*drafts, *body.change.with_), "/change/with")
        return agreement, _compared(agreement, body, there)
    return agreement, answer(agreement, body)
