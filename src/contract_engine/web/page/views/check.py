"""For authors: what is found in the rules, reloaded when a file is saved."""

from __future__ import annotations

from contract_engine.api import LoadedAgreement
from contract_engine.diagnostics import BadInput
from contract_engine.web.page.state import State
from contract_engine.web.page.view import View, refused


def check(agreement: LoadedAgreement, state: State) -> View:
    """What can be proved of the rules, and what in them is accepted."""
    try:
        found = agreement.check()
    except BadInput as error:
        return refused("check.html", {}, error)
    return View("check.html", {"found": found}, found.to_json())
