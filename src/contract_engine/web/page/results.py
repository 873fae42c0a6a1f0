"""An answer to a question in words -> what the page shows of it: its first sentence, and its parts.

The commonest sorts have a part of their own in `_results.html`; of the others `render` tells.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from contract_engine.api.everything import FigureTold, TopicTold, ValueTold
from contract_engine.api.results import Answer, EveryValue, Result, Timeline
from contract_engine.model.agreement import Agreement
from contract_engine.render.html import fragment
from contract_engine.render.words.result import result_page
from contract_engine.web.page.bar import bar_of
from contract_engine.web.page.state import State, state_in

Changed = Callable[[State, Mapping[str, str]], str]
"""The address that asks with some names changed."""


@dataclass(frozen=True)
class Told:
    """One answer: its sort, its first sentence, what it is, and the state that asks it by names."""

    sort: str
    sentence: str
    result: Result
    state: State
    more: Mapping[str, Any] = field(default_factory=dict)


def told_of(model: Agreement, result: Result, changed: Changed) -> Told:
    """What the page shows of an answer.

    Args:
        model: the agreement.
        result: what a method of it returned.
        changed: makes the addresses that ask on.

    Returns:
        The answer with its sentence, which is true alone.
    """
    here = state_in(model)
    match result:
        case Answer():
            return Told("answer", result.sentence, result, asked_by_names(here, result.question))
        case EveryValue():
            state = asked_by_names(here, result.question)
            ways = [(each, changed(state, each.given)) for each in result.values]
            return Told("each", result.sentence, result, state, {"ways": ways})
        case Timeline():
            state = replace(asked_by_names(here, result.question), on="")
            bar = bar_of(
                result.intervals, None, lambda day: state.address("ask", on=day.isoformat())
            )
            return Told("timeline", result.title, result, state, {"bar": bar})
        case TopicTold():
            words = result.ask.split()
            given = {name: value for name, _, value in (each.partition("=") for each in words[2:])}
            asks = replace(here, act=" ".join(words[:2]), given=given)
            return Told("topic", result.sentence, result, asks)
        case FigureTold():
            value = f"{result.value} {result.unit}".strip() if result.value else "not known"
            return Told("figure", f"{result.label}: {value}", result, here)
        case ValueTold():
            return Told("value", result.sentence, result, here)
        case _:
            html = fragment(result_page(model, result))
            return Told("other", "", result, here, {"html": html})


def asked_by_names(here: State, asked: Any) -> State:
    """The state that asks by names what an answer was asked.

    Args:
        here: a state in which nothing is asked.
        asked: the question of a result.

    Returns:
        The state, with the options and readings of the question.
    """
    options = asked.options
    return replace(
        here,
        act=f"{asked.bearer} {asked.action}",
        on=asked.on.isoformat() if asked.on else "",
        given={**asked.given, **asked.items},
        under=options.under or "",
        without=tuple(options.without),
        known=options.known.isoformat() if options.known else "",
        evidence="" if options.evidence is None else str(options.evidence),
        readings=dict(options.readings),
    )
