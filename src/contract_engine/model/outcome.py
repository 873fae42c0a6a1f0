"""What an evaluator finds of a total situation: the verdict and the clauses behind it."""

from __future__ import annotations

from enum import StrEnum

from contract_engine.lazy_dataclass import dataclass


class Verdict(StrEnum):
    """The answer to a question; it equals its own name, as in `verdict == "prohibited"`."""

    PERMITTED = "permitted"
    PROHIBITED = "prohibited"
    REQUIRED = "required"
    NOT_REQUIRED = "not_required"
    NOT_ADDRESSED = "not_addressed"
    CONFLICT = "conflict"
    DEPENDS = "depends"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True)
class Defeat:
    """A clause that would govern, but loses to `by`.

    `why` is "overrides" or "later"; of two instruments of one day an answer says "listed_later",
    and "precedence" where that is why.
    """

    id: str
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """Of a total situation: its verdict, and the clauses by what they do (each in file order)."""

    verdict: Verdict
    governing: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    defeated: tuple[Defeat, ...] = ()
    ended: tuple[str, ...] = ()
