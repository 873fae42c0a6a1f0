"""Words as they are typed -> what they are understood as, or questions that would be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from contract_engine.api import LoadedAgreement
from contract_engine.api.everything import AskSpoken as Ask
from contract_engine.api.everything import EachSpoken as Each
from contract_engine.api.everything import FlipSpoken as Flip
from contract_engine.api.everything import TimelineSpoken as Timeline
from contract_engine.api.everything import Understood, WordsRead
from contract_engine.api.reading import spoken
from contract_engine.diagnostics import BadInput
from contract_engine.model.agreement import Agreement
from contract_engine.web.page.bar import day_told
from contract_engine.web.page.labels import Labels
from contract_engine.web.page.leading import one_act
from contract_engine.web.page.state import State

PASSED = "passed over"


@dataclass(frozen=True)
class Told:
    """What a question is understood as: `asked` in labels, where it is about an act.

    `how` accounts for each word; `passed` are the words that say nothing.
    """

    asked: tuple[str, ...]
    how: tuple[WordsRead, ...]
    passed: str = ""


def told(model: Agreement, found: Understood) -> Told:
    """What words are understood as, for people.

    Args:
        model: whose words they are.
        found: what they were understood as.

    Returns:
        The act, the day and what is given, in labels; for other questions word by word.
    """
    labels, one = Labels(model), one_act(model, found.requests)
    several = len(found.requests) > 1 and not found.dayless and one is None
    first = found.requests[0]
    passed = ", ".join(each.words for each in found.how if each.meaning == PASSED)
    how = tuple(each for each in found.how if each.meaning != PASSED)
    if several or not isinstance(first, Ask | Each | Flip | Timeline):
        return Told((), how, passed)
    asked = [labels.act(first.bearer, first.action)]
    if not isinstance(first, Timeline):
        asked.append(f"on {day_told(first.on)}")
    world = first.world
    asked += [labels.given(name, value) for name, value in world.given.items()]
    asked += [f"as under {world.under}"] if world.under else []
    asked += [f"without {name}" for name in world.without]
    asked += [f"as known on {day_told(world.known)}"] if world.known else []
    return Told(tuple(asked), how, passed)


def understood(agreement: LoadedAgreement, state: State) -> dict[str, Any]:
    """What is shown under the line while somebody types.

    Args:
        agreement: whose words are typed.
        state: the words, in `q`.

    Returns:
        `understood`, or what is wrong and which questions are offered; nothing where nothing is
        typed.
    """
    if not state.q:
        return {}
    try:
        found = spoken(agreement.model, state.request().text, today=datetime.now(UTC).date())
    except BadInput as error:
        offers: Sequence[str] = getattr(error, "offers", ())
        return {"wrong": error.problems, "offers": offers[:3]}
    return {"understood": told(agreement.model, found)}
