"""A question in words that another view shows better -> that view, with its state."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from contract_engine.api.everything import AskSpoken as Ask
from contract_engine.api.everything import DiffSpoken as Diff
from contract_engine.api.everything import DutiesSpoken as Duties
from contract_engine.api.everything import EachSpoken as Each
from contract_engine.api.everything import FlipSpoken as Flip
from contract_engine.api.everything import RightsSpoken as Rights
from contract_engine.api.everything import SpokenRequest as Spoken
from contract_engine.api.everything import TermsSpoken as Terms
from contract_engine.api.everything import TimelineSpoken as Timeline
from contract_engine.api.everything import WhatIfSpoken as WhatIf
from contract_engine.api.everything import World, tell_norms
from contract_engine.model.agreement import Agreement
from contract_engine.web.page.state import State, state_in

DUTIES = "duties"
"""In a register: what must and must not be done."""

IDLE = frozenset({"does", "have", "must", "need", "that", "their", "what", "when", "which", "with"})
"""Words of questions that say nothing of what is asked about."""


def leads_to(model: Agreement, asked: Spoken, words: str) -> tuple[str, State] | None:
    """The view that shows what was asked.

    Args:
        model: the agreement.
        asked: the question, as it was understood.
        words: as it was written, which the view shows too.

    Returns:
        The name of the view and its state; None where the answer is shown where it was asked.
    """
    state = replace(state_in(model), q=words)
    match asked:
        case Diff(one, other):
            return "compare", replace(state, on=_day_of(model, one), other=_day_of(model, other))
        case Rights(party, on, world):
            return "rights", in_world(replace(state, party=party, on=on.isoformat()), world)
        case Duties(party, on, world) if not world.given:
            register = replace(state, party=party, on=on.isoformat(), norm=DUTIES)
            return "rights", in_world(register, world)
        case Terms(on, world):
            return "terms", in_world(replace(state, on=on.isoformat()), world)
        case WhatIf(bearer, action, on, World(given, None, (), None), then) if not then.given:
            there = replace(state, q="", act=f"{bearer} {action}", on=on.isoformat(), given=given)
            return "whatif", in_world(there, then)
        case _:
            return None


def one_act(model: Agreement, requests: Sequence[Spoken]) -> Ask | None:
    """What several requests ask of one act on a day, where the rest asks when, or how else.

    Args:
        model: the agreement.
        requests: what a question in words was understood as.

    Returns:
        The one that is asked of a day; None where they are about more than one act.
    """
    asks = [each for each in requests if isinstance(each, Ask)]
    if len(asks) != 1:
        return None
    day = asks[0].on.isoformat()
    for each in requests:
        if not isinstance(each, Ask | Flip | Timeline):
            return None
        if isinstance(each, Timeline) and (each.first or each.last):
            return None
        if replace(act_state(model, each), on=day) != act_state(model, asks[0]):
            return None
    return asks[0]


def act_state(model: Agreement, asked: Ask | Each | Flip | Timeline) -> State:
    """The state that asks by names what was asked of an act in words."""
    state = replace(state_in(model), act=f"{asked.bearer} {asked.action}")
    if not isinstance(asked, Timeline):
        state = replace(state, on=asked.on.isoformat())
    return in_world(state, asked.world)


def in_world(state: State, world: World) -> State:
    """A state with what a world supposes."""
    return replace(
        state,
        given={**state.given, **world.given},
        under=world.under or "",
        without=world.without,
        known=world.known.isoformat() if world.known else "",
    )


def _day_of(model: Agreement, name: str) -> str:
    """A day as it is, and of a version the day on which it took effect."""
    found = model.instruments.get(name)
    return name if found is None else found.effective.isoformat()


def spoken_of(model: Agreement, words: str) -> str:
    """The words of a question that stand together in some clause with a norm, or in its norms.

    Args:
        model: the agreement.
        words: a question, which need not be understood.

    Returns:
        Words that a register can be searched for; empty where no clause has any of them.
    """
    sought = [word for word in re.findall(r"\w{4,}", words.casefold()) if word not in IDLE]
    parties = " ".join(each.label for each in model.vocabulary.parties.values()).casefold().split()
    sought = [word for word in sought if word not in parties]
    texts = [
        " ".join((clause.id, clause.text, *tell_norms(clause.norms, model.vocabulary))).casefold()
        for clause in model.clauses.values()
        if clause.norms
    ]
    known = [word for word in sought if any(word in text for text in texts)]
    while known and not any(all(word in text for word in known) for text in texts):
        known.pop()
    return " ".join(known)
