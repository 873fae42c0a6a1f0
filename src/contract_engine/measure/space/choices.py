"""The norms of a choice <-> its alternatives, each with the conditions under which it is left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from contract_engine.lazy_dataclass import replace
from contract_engine.model.agreement import Modality, Norm
from contract_engine.model.conditions import All, Any, Condition, Not

Alternatives = Mapping[str, tuple[Norm, Condition]]


def choice_of(norms: Iterable[Norm]) -> Alternatives:
    """The alternatives that a clause's norms were made of, by label; each norm says `must`."""
    found: dict[str, tuple[Norm, Condition]] = {}
    for norm in norms:
        if norm.choice and norm.modality is Modality.MUST:
            assert isinstance(norm.when, All)
            found[norm.choice] = norm, norm.when.parts[0]
    return found


def norms_of(alternatives: Alternatives) -> tuple[Norm, ...]:
    """The norms of alternatives: a duty where one alone is left, a permission where several are."""
    norms: list[Norm] = []
    for label, (norm, when) in alternatives.items():
        others = Any(tuple(other for name, (_, other) in alternatives.items() if name != label))
        norms.append(replace(norm, when=All((when, Not(others)))))
        norms.append(replace(norm, modality=Modality.MAY, when=All((when, others))))
    return tuple(norms)
