"""One question in two worlds, side by side, and the clauses that make the difference."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from contract_engine.api import LoadedAgreement
from contract_engine.diagnostics import BadInput
from contract_engine.model.agreement import Agreement
from contract_engine.web.page.form import form_of
from contract_engine.web.page.state import State, state_in
from contract_engine.web.page.view import View, instruments_by_day, latest, refused


def whatif(agreement: LoadedAgreement, other: LoadedAgreement, state: State) -> View:
    """One question in two worlds: as things are, and as the state has it."""
    model = other.model
    context: dict[str, object] = {
        "form": form_of(model, state),
        "state": state,
        "examples": list(_examples(model)),
    }
    if not state.act or not state.on:
        return View("whatif.html", context)
    plain = replace(state, without=(), with_=(), under="", known="", evidence="", readings={})
    try:
        change = plain.request().changed(
            {},
            under=state.under or None,
            without=state.without,
            known=state.known or None,
            evidence=state.evidence or None,
            readings=dict(state.readings),
        )
        found = agreement.whatif(plain.request(), change=change, rules=other)
    except BadInput as error:
        return refused("whatif.html", context, error)
    context |= {
        "found": found,
        "worlds": [
            ("As it is", found.first, plain.address("ask")),
            ("What if", found.second, state.address("ask")),
        ],
        "same": found.first.verdict is found.second.verdict,
    }
    return View("whatif.html", context, found.to_json())


FEW = 3
"""So many examples are offered."""


def _examples(model: Agreement) -> Iterator[tuple[str, State]]:
    """Acts that the last instrument speaks of, had it never been made."""
    last = instruments_by_day(model)[-1]
    acts = {f"{norm.bearer} {norm.action}": None for each in last.clauses for norm in each.norms}
    here = replace(state_in(model), on=latest(model), without=(last.id,))
    for act in islice(acts, FEW):
        yield last.title or last.id, replace(here, act=act)
