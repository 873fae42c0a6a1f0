"""A history, pasted or uploaded -> who owes what, what was missed, what comes next."""

from __future__ import annotations

from contract_engine.api import LoadedAgreement
from contract_engine.diagnostics import BadInput
from contract_engine.model.agreement import Agreement
from contract_engine.web.page.state import State
from contract_engine.web.page.view import View, refused

NOW = ("open", "missed", "broken", "repaired", "depends")
"""The states of a step that ask for attention."""


def status(agreement: LoadedAgreement, state: State) -> View:
    """What a history comes to on a day."""
    model = agreement.model
    steps = [each for each in model.clauses.values() if each.step is not None]
    context: dict[str, object] = {"state": state, "steps": steps, "sample": _sample(model)}
    if not state.history:
        return View("status.html", context)
    try:
        history = agreement.history_text(state.history, through=state.through or None)
        found = agreement.status(history, look=state.look(), on=state.on or None)
    except BadInput as error:
        return refused("status.html", context, error)
    duties = found.found.duties
    context |= {
        "told": found,
        "now": [each for each in duties if each.state in NOW],
        "waiting": [each for each in duties if each.state == "waiting"],
        "closed": [each for each in duties if each.state not in (*NOW, "waiting")],
    }
    return View("status.html", context, found.to_json())


def _sample(model: Agreement) -> str:
    """A history to begin with, in the words of the agreement."""
    acts = [
        f"{norm.bearer} {norm.action}"
        for clause in model.clauses.values()
        if clause.step is not None
        for norm in clause.norms
    ]
    day = max(each.effective for each in model.instruments.values()).isoformat()
    act = acts[0] if acts else "party action"
    return f"format: 1\nthrough: {day}\nhistory:\n- on: {day}\n  act: {act}\n"
