"""The calls that ask an agreement: a request's body -> the result of the API method of its name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from contract_engine.answers.answer import Answer, Result
from contract_engine.answers.ask.each_value import EveryValue
from contract_engine.answers.ask.flips import Flips
from contract_engine.answers.compare.whatif import WhatIf
from contract_engine.answers.norms.result import NormsTold, Rights, Terms
from contract_engine.answers.timeline.timeline import Timeline
from contract_engine.answers.value.figures import FigureTold
from contract_engine.answers.value.result import ValueTold
from contract_engine.api import LoadedAgreement, Request, request_of
from contract_engine.diagnostics import BadInput, Problem, Span
from contract_engine.language.values.days import Unreadable, read_day
from contract_engine.web.http import wire


@dataclass(frozen=True)
class Call:
    """A call: its name, what its body is, what it answers, and in a line what it is for."""

    name: str
    body: type[wire.Body]
    result: type[Result]
    answer: Callable[[LoadedAgreement, Any], Result]
    summary: str


def asking(body: wire.AskRequest) -> Request:
    """The question of a body, each part with its place in it."""
    if (body.question is None) == (body.ask is None):
        help_ = 'give "ask": "PARTY ACTION", or "question" in words'
        message = "a question has either `ask` or `question`"
        raise BadInput([Problem("E502", message, Span("/ask"), help=help_)])
    if body.ask is None:
        return _placed(body, body.question or "", "question")
    return _placed(body, body.ask, "ask")


def look(body: wire.LookRequest) -> Request:
    """The day, what is given and the options of a body that names no act."""
    return _placed(body, "", "on")


def _placed(body: wire.LookRequest, words: str, where: str) -> Request:
    request = request_of(words, on=body.on, given=body.given, **body.options())
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


def _ask(agreement: LoadedAgreement, body: wire.AskRequest) -> Answer:
    return agreement.ask(asking(body))


def _timeline(agreement: LoadedAgreement, body: wire.TimelineRequest) -> Timeline:
    start, through = day(body.from_, "from"), day(body.through, "through")
    return agreement.timeline(asking(body), start=start, through=through)


def _each(agreement: LoadedAgreement, body: wire.EachRequest) -> EveryValue:
    return agreement.each(asking(body), body.name)


def _flip(agreement: LoadedAgreement, body: wire.FlipRequest) -> Flips:
    return agreement.flip(asking(body), pin=body.pin, to=body.to, most=body.most)


def _whatif(agreement: LoadedAgreement, body: wire.WhatIfRequest) -> WhatIf:
    first = asking(body)
    other = first.changed(body.change.given, **body.change.options())
    return agreement.whatif(first, change=other)


def _rights(agreement: LoadedAgreement, body: wire.NormsRequest) -> Rights:
    return agreement.rights(*body.parties, look=look(body))


def _duties(agreement: LoadedAgreement, body: wire.NormsRequest) -> NormsTold:
    return agreement.duties(*body.parties, look=look(body))


def _terms(agreement: LoadedAgreement, body: wire.LookRequest) -> Terms:
    return agreement.terms(look(body))


def _value(agreement: LoadedAgreement, body: wire.ValueRequest) -> ValueTold:
    return agreement.value(body.name, look(body))


def _figure(agreement: LoadedAgreement, body: wire.FigureRequest) -> FigureTold:
    return agreement.figure(body.name or "", on=day(body.on, "on"))


CALLS = (
    Call("ask", wire.AskRequest, Answer, _ask, "May, must or need somebody do something on a day?"),
    Call("timeline", wire.TimelineRequest, Timeline, _timeline, "The same question on every day"),
    Call("each", wire.EachRequest, EveryValue, _each, "The verdict for each value of a fact"),
    Call("flip", wire.FlipRequest, Flips, _flip, "The smallest changes that give another verdict"),
    Call("whatif", wire.WhatIfRequest, WhatIf, _whatif, "One question in two worlds"),
    Call("rights", wire.NormsRequest, Rights, _rights, "Every norm in force on a day"),
    Call("duties", wire.NormsRequest, NormsTold, _duties, "What must and must not be done"),
    Call("terms", wire.LookRequest, Terms, _terms, "The terms as they stand on a day"),
    Call("value", wire.ValueRequest, ValueTold, _value, "The value of a fact, event or figure"),
    Call("figure", wire.FigureRequest, FigureTold, _figure, "A dated figure, and its source"),
)
"""Every call, in the order of the OpenAPI document."""
