"""Words as they are typed -> what they are understood as, or questions that would be."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from contract_engine.api import LoadedAgreement
from contract_engine.api.reading import spoken
from contract_engine.diagnostics import BadInput
from contract_engine.web.page.state import State


def understood(agreement: LoadedAgreement, state: State) -> dict[str, Any]:
    """What is shown under the line while somebody types.

    Args:
        agreement: whose words are typed.
        state: the words, in `q`.

    Returns:
        `how` they are understood, or what is wrong and which questions are offered; nothing
        where nothing is typed.
    """
    if not state.q:
        return {}
    try:
        found = spoken(agreement.model, state.request().text, today=datetime.now(UTC).date())
    except BadInput as error:
        return {"wrong": error.problems, "offers": getattr(error, "offers", ())[:3]}
    return {"how": found.how}
