"""The grade of a clause, repeal or reading value (docs/language.md)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

GRADES: Final = (
    "contract",
    "joint_statement",
    "filing",
    "party_statement",
    "executive",
    "press",
    "inference",
)
""" "Grades, from the best." """


def below(grade: str, least: str) -> bool:
    """Whether `evidence: least` drops what has this grade."""
    return GRADES.index(grade) > GRADES.index(least)


def best_citation(cites: Sequence[Any], sources: Mapping[str, Any]) -> str | None:
    """The best grade among the citations: a citation's own grade, "by default the source's"."""
    grades = []
    for cite in cites:
        grade = cite.get("grade") or (sources.get(cite["source"]) or {}).get("grade")
        if grade is not None:
            grades.append(grade)
    return min(grades, key=GRADES.index, default=None)


def own_grade(entry: Mapping[str, Any], sources: Mapping[str, Any]) -> str | None:
    """The entry's own `grade`, else its best citation's; None if it has neither."""
    return entry.get("grade") or best_citation(entry.get("cites") or [], sources)


def grade_of(
    entry: Mapping[str, Any],
    instrument: Mapping[str, Any],
    agreement: Mapping[str, Any],
) -> str:
    """ "A clause's grade is its own `grade`, else its best citation's, else its instrument's."

    An instrument's is found the same way; then the agreement's `grade`, then `inference`.
    """
    sources = agreement.get("sources") or {}
    return (
        own_grade(entry, sources)
        or own_grade(instrument, sources)
        or agreement.get("grade")
        or "inference"
    )
