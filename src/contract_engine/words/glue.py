"""The small words of English that this room knows; every other word comes from the vocabulary."""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


ARTICLES = _set("a an the its their his her our it them they this these those")
"""May stand in a question, or be missing from it, anywhere between other words."""

FILLERS = _set("still also then there please")
"""May stand between the parts of "is OpenAI still allowed to"."""

GLUE = (
    ARTICLES
    | FILLERS
    | _set("on in to from with for via through by at as into onto using")
    | _set("and but that")
)
"""Passed over: they join the pieces and change nothing ("of" does: the API of AWS)."""

CONDITIONS = _set("if when once while assuming given provided")
"""Stand before a supposed fact, and are passed over nowhere else."""

STRETCHES = _set(
    "before after since until till by from to through between during within beyond past"
)
"""Turn a date into a stretch of days."""

AUXILIARIES = _set("is are was were be been being has have had having do does did will would")
"""May stand in and around a clause: "AGI has been verified"."""

DENIALS = _set("not no never without")
"""Turn what is yes or no around."""
