"""Two norms -> whether they contradict each other, and of which act; a norm -> what it speaks of.

See "Applies, and prevails" in docs/meaning.md. Only the rule evaluator has its own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from contract_engine.model.agreement import Modality, Norm
from contract_engine.model.vocabulary import Vocabulary

OPPOSITES: Mapping[Modality, tuple[Modality, ...]] = {
    Modality.MUST_NOT: (Modality.MAY, Modality.MUST),
    Modality.MAY: (Modality.MUST_NOT,),
    Modality.MUST: (Modality.MUST_NOT, Modality.NEED_NOT),
    Modality.NEED_NOT: (Modality.MUST,),
}
"""For each modality, those that are incompatible with it."""


def incompatible(one: Modality, other: Modality) -> bool:
    """Whether two norms of these modalities on one act contradict each other."""
    return other in OPPOSITES[one]


def speaks_of(norm: Norm, action: str, wide: Collection[str]) -> bool:
    """Whether a norm is about an act: itself, or but for a duty one that the act is a kind of.

    Args:
        norm: The norm, whoever bears it.
        action: The act.
        wide: The act and all that it is a kind of, `Vocabulary.widening(action)`.
    """
    return norm.action == action if norm.modality is Modality.MUST else norm.action in wide


def meeting_act(words: Vocabulary, one: Norm, other: Norm) -> str | None:
    """The widest act of which two norms of one bearer both speak; None where there is none.

    Args:
        words: What is a kind of what.
        one: A norm.
        other: Another.
    """
    if one.bearer != other.bearer:
        return None
    for action in (one.action, other.action):
        wide = words.widening(action)
        if speaks_of(one, action, wide) and speaks_of(other, action, wide):
            return action
    return None
