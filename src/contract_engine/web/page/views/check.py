"""For authors: what is found in the rules served, or in rules that are pasted; what scenarios say.

Nothing that is pasted is kept, and nothing of it reaches a file.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files

from contract_engine.api import LoadedAgreement
from contract_engine.api.checked_texts import SCENARIOS, check_texts
from contract_engine.api.tried import tried_beside, tried_text
from contract_engine.diagnostics import BadInput, Problem
from contract_engine.diagnostics.render import render
from contract_engine.render.words.tried import exercised, outcome
from contract_engine.web.page.state import State
from contract_engine.web.page.view import View, refused

RULES = "rules.yaml"
"""What pasted rules are called."""


def check(agreement: LoadedAgreement, state: State) -> View:
    """What is found in rules, and what comes of scenarios, as far as an address asks for it."""
    texts = {RULES: state.rules, SCENARIOS: state.scenarios}
    context: dict[str, object] = {
        "state": state,
        "sample": _sample(),
        "excerpt": lambda problem: _excerpt(problem, texts),
        "outcome": outcome,
        "exercised": exercised,
    }
    try:
        if state.rules:
            pasted = check_texts({RULES: state.rules}, state.scenarios)
            return View(
                "check.html", context | {"pasted": pasted, "tried": pasted.tried}, pasted.to_json()
            )
        if state.scenarios:
            tried = tried_text(agreement, SCENARIOS, state.scenarios)
            return View("check.html", context | {"tried": tried}, tried.to_json())
        if state.run:
            tried = tried_beside(agreement, agreement.model.folder or agreement.model.id)
            return View("check.html", context | {"tried": tried}, tried.to_json())
        found = agreement.check()
    except BadInput as error:
        return refused("check.html", context, error)
    return View("check.html", context | {"found": found}, found.to_json())


def _excerpt(problem: Problem, texts: Mapping[str, str]) -> str:
    """The lines of a text that a problem is about, underlined; message and help stand beside."""
    _, *lines = render(problem, texts.get).splitlines()
    return "\n".join(line for line in lines if not line.lstrip().startswith("= "))


def _sample() -> dict[str, str]:
    """Rules and scenarios to begin with."""
    folder = files("contract_engine.web.page") / "sample"
    return {
        name: (folder / f"{name}.yaml").read_text(encoding="utf-8")
        for name in ("rules", "scenarios")
    }
