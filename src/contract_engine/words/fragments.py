"""A question without a verb -> requests: "ChatGPT on AWS, in March 2026?".

What it names must be said of one act alone, whose bearer it names or the vocabulary knows.
"""

from __future__ import annotations

from datetime import date

from contract_engine.words.acts import Act
from contract_engine.words.building import requests_of
from contract_engine.words.deeds import read_deeds
from contract_engine.words.draft import Draft
from contract_engine.words.forms import Form, Who
from contract_engine.words.lexicon import Role
from contract_engine.words.matching import choose
from contract_engine.words.opening import Opening, Sought
from contract_engine.words.plain_words import take
from contract_engine.words.requests import Request

_LEAST = 2
"""Facts that must be named before the act can be known by them."""
_SOUGHT = (Sought.WHETHER, Sought.WHEN, Sought.WHY)
_NAMED = (Role.VALUE, Role.TOPIC, Role.KIND)


def read_fragment(draft: Draft, opening: Opening, on: date | None) -> tuple[Request, ...]:
    """The one act that asks for all that is named, where it is at least two things.

    Args:
        draft: the question.
        opening: its first word.
        on: a day given beside the question.
    """
    if opening.sought not in _SOUGHT:
        return ()
    words = draft.lexicon.vocabulary
    named = choose([m for m in draft.matches if m.meaning.role in _NAMED], draft.free())
    if len({(m.start, m.end) for m in named}) < _LEAST:
        return ()
    found: list[tuple[Draft, tuple[Request, ...]]] = []
    for action, own in words.actions.items():
        if len(own.asks) < _LEAST or action not in draft.lexicon.bearers:
            continue
        thing = tuple(at for m in named for at in range(m.start, m.end))
        form = Form("may", Who((), 0, (), thing), (), 0)
        reading = read_deeds(draft, form, opening, [Act(action, ())], "may")
        given = [deed.world.given.keys() | dict(deed.each).keys() for deed in reading.deeds]
        if reading.draft.problems or not given:
            continue
        if all(len(facts & set(own.asks)) >= _LEAST for facts in given):
            requests = requests_of(reading.draft, reading.deeds, opening.sought, on)
            found.append((reading.draft, requests))
    if len(found) != 1 or not found[0][1]:
        return ()
    trial, requests = found[0]
    take(draft, trial)
    draft.times = trial.times
    return requests
