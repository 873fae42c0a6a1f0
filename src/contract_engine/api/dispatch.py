"""A question in words -> its answers, each by the method that answers such a request.

The one place where requests in words meet the methods of an agreement: the command line, and
whatever else takes questions in words, asks here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, assert_never

from contract_engine.answers.answer import Answer, Result, WordsRead
from contract_engine.answers.ask.each_value import EveryValue
from contract_engine.answers.in_words import Answers, Found
from contract_engine.api.reading import in_names, spoken
from contract_engine.api.request import Request
from contract_engine.diagnostics import BadInput, Problem, Span
from contract_engine.language.questions import QuestionText
from contract_engine.lazy_dataclass import replace
from contract_engine.model.vocabulary import KindFact
from contract_engine.words.command import command, line
from contract_engine.words.requests import (
    About,
    Ask,
    Diff,
    Duties,
    Each,
    FigureOf,
    Flip,
    Rights,
    Terms,
    Timeline,
    ValueOf,
    WhatIf,
    World,
)
from contract_engine.words.requests import Request as Spoken
from contract_engine.words.times import CLOCK as CLOCK

if TYPE_CHECKING:
    from contract_engine.api.agreement import LoadedAgreement
    from contract_engine.model.history import History
    from contract_engine.words.attempt import Understood


def answers(
    loaded: LoadedAgreement,
    asking: Request,
    today: date | None = None,
    *,
    checked: bool = True,
    history: History | None = None,
) -> Answers:
    """Every answer that a question in words has.

    Args:
        loaded: the agreement that is asked.
        asking: the question in words, and what stands beside it: a day, facts, options.
        today: the day on which it is asked, for "today"; without it, that word is refused.
        checked: durable-rules must say the same.
        history: what was recorded, which the answers go by.

    Raises:
        BadInput: with every problem of the question, or where its answer goes by no history;
            AskBack with questions that would be answered.
    """
    text = asking.text
    found = spoken(loaded.model, text, today=today)
    return answered(loaded, asking, found, checked=checked, history=history)


def answered(
    loaded: LoadedAgreement,
    asking: Request,
    found: Understood,
    *,
    checked: bool = True,
    history: History | None = None,
) -> Answers:
    """The answers to a question that is understood already."""
    told = tuple(
        _found(loaded, asking, request, found.how, checked, history) for request in found.requests
    )
    return Answers(loaded.model.id, found.how, told)


def single(told: Answers) -> Answer | EveryValue | None:
    """The one answer that a question has, with how its words were read; None where it has more."""
    if len(told.found) != 1:
        return None
    result = told.found[0].result
    if isinstance(result, Answer | EveryValue):
        return replace(result, understood=told.understood)
    return None


def _narrow(
    loaded: LoadedAgreement,
    asking: Request,
    request: Ask,
    how: Sequence[WordsRead],
    result: Answer,
    history: History | None,
) -> tuple[str, ...]:
    """What was read narrowly of the words of a question."""
    from contract_engine.api.narrow_words import narrow_words

    text = in_names(asking.text, request, request.on.isoformat())

    def asked(fact: str, values: str) -> Answer:
        return loaded.ask(replace(asking, text=_with(text, {fact: values})), history=history)

    return tuple(narrow_words(loaded.model, how, result, asked))


def _found(
    loaded: LoadedAgreement,
    asking: Request,
    request: Spoken,
    how: Sequence[WordsRead],
    checked: bool,
    history: History | None,
) -> Found:
    result = _result(loaded, asking, request, checked, history)
    if isinstance(result, Answer) and isinstance(request, Ask):
        result = replace(result, narrow=_narrow(loaded, asking, request, how, result, history))
    among = request.among if isinstance(request, Each) else ()
    if among and isinstance(result, EveryValue):
        result = _among(loaded, result, set(among))
    return Found(command(request), line(request), result, among)


def _among(loaded: LoadedAgreement, result: EveryValue, wanted: set[str]) -> EveryValue:
    """Of an answer for each value only the values that were asked about."""
    fact = loaded.model.vocabulary.facts[result.asks]
    assert isinstance(fact, KindFact)
    kept = []
    for value in result.values:
        named = value.given[result.asks].split(" or ")
        leaves = {end for name in named if name in fact.values for end in fact.values[name].leaves}
        if leaves & wanted:
            left = [end for end in fact.ends if end in leaves & wanted]
            told = value.given[result.asks] if leaves <= wanted else " or ".join(left)
            kept.append(replace(value, given={**value.given, result.asks: told}))
    return replace(result, values=tuple(kept))


def _result(
    loaded: LoadedAgreement,
    asking: Request,
    request: Spoken,
    checked: bool,
    history: History | None,
) -> Result:
    text = asking.text
    if history is not None and isinstance(request, Terms | FigureOf | About | Diff):
        raise BadInput([by_no_history(line(request))])
    match request:
        case Ask(on=on):
            named = replace(asking, text=in_names(text, request, on.isoformat()))
            name, _ = named.open_value()
            if name is not None:
                return loaded.each(named, history=history, checked=checked)
            return loaded.ask(named, checked=checked, history=history)
        case Each(fact=fact, on=on):
            named = replace(asking, text=in_names(text, request, on.isoformat()))
            every = replace(named, text=_with(named.text, {fact: "?"}))
            return loaded.each(every, history=history, checked=checked)
        case Timeline(first=first, last=last):
            named = replace(asking, text=in_names(text, request, None))
            return loaded.timeline(named, start=first, through=last, history=history)
        case Flip(on=on):
            named = replace(asking, text=in_names(text, request, on.isoformat()))
            return loaded.flip(named, history=history, checked=checked)
        case WhatIf(on=on, then=then):
            named = replace(asking, text=in_names(text, request, on.isoformat()))
            other = named.changed(then.given, under=then.under, without=then.without)
            return loaded.whatif(named, change=other, history=history, checked=checked)
        case Duties(party, on, world):
            return loaded.duties(party, look=_look(asking, world, on), history=history)
        case Rights(party, on, world):
            return loaded.rights(party, look=_look(asking, world, on), history=history)
        case Terms(on, world):
            return loaded.terms(_look(asking, world, on))
        case FigureOf(name, on):
            return loaded.figure(name, on=on)
        case ValueOf(name, on, world):
            return loaded.value(name, look=_look(asking, world, on), history=history)
        case About(topic, on):
            from contract_engine.api.vocabulary import topic_told

            return topic_told(loaded, topic, on)
        case Diff(one, other):
            from contract_engine.api.diff import diff_of

            return diff_of(loaded, one, other, every=False)
        case _:
            assert_never(request)


def by_no_history(what: str) -> Problem:
    """That an answer isn't made by what was recorded, though a history is given.

    Args:
        what: what is asked.
    """
    help_ = "leave out the history, or give what is so as STEP.open=yes"
    return Problem("E505", f"`{what}` goes by no history", Span("<command line>"), help=help_)


def _with(text: QuestionText, given: Mapping[str, str]) -> QuestionText:
    return replace(text, given={**text.given, **given})


def _look(asking: Request, world: World, on: date) -> Request:
    """A day and what is supposed, as a request that is about no act."""
    text = asking.text
    known = world.known.isoformat() if world.known else None
    return replace(
        asking,
        text=replace(
            text,
            ask="",
            on=on.isoformat(),
            given={**world.given, **text.given},
            under=text.under or world.under,
            without=tuple(dict.fromkeys((*text.without, *world.without))),
            known=text.known or known,
        ),
    )
