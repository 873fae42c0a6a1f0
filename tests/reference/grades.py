"""The grade of a clause, repeal or reading value (docs/language.md)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
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


def lending(entry: Mapping[str, Any], agreement: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """The citations that lend an entry its grade: of each the date of its source, and its grade."""
    sources = agreement.get("sources") or {}
    found = []
    for cite in entry.get("cites") or []:
        source = sources.get(cite["source"]) or {}
        grade = cite.get("grade") or source.get("grade")
        if grade is not None:
            found.append((str(source.get("date") or ""), grade))
    return tuple(found)


def known_grade(
    grade: str, cites: Sequence[tuple[str, str]], known: date | None, published: date | None
) -> str:
    """ "A citation published after `known` lends no grade." """
    grades = [lent for _, lent in cites]
    if known is None or not grades or grade != min(grades, key=GRADES.index):
        return grade
    left = [lent for day, lent in cites if _last(day, published) <= known.isoformat()]
    return min(left, key=GRADES.index, default="inference")


def _last(written: str, published: date | None) -> str:
    """The day that stands for the date of a source, as text."""
    if len(written) == 10 or not written:
        return written
    if published is not None and published.isoformat().startswith(written):
        return published.isoformat()
    return f"{written}-12-31"[:10] if len(written) == 4 else f"{written}-99"
