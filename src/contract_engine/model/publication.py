"""Citations, and the day that `known` gives -> those published by then, and their grade."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from contract_engine.model.days import month_length
from contract_engine.model.evidence import Citation, Dispute, Grade, Source


def published_by(
    sources: Mapping[str, Source],
    cites: Sequence[Citation],
    known: date | None,
    published: date | None,
) -> tuple[Citation, ...]:
    """The citations of sources that were published by a day.

    Args:
        sources: the source register.
        cites: the citations.
        known: the day, included; None keeps all.
        published: the day from which what cites them was known. Of a source that is dated by a
            month or year that holds this day, it stands for the day of the source; else the last
            day of that month or year does.
    """
    if known is None:
        return tuple(cites)
    return tuple(c for c in cites if _by(sources[c.source].date, known, published))


def grade_known(
    sources: Mapping[str, Source],
    grade: Grade,
    cites: Sequence[Citation],
    known: date | None,
    published: date | None,
) -> Grade:
    """The grade of what is known: where it is its best citation's, that of the best one published.

    Args:
        sources: the source register.
        grade: the grade on all that is known today.
        cites: its own citations.
        known: the day, included; None counts all.
        published: as for `published_by`.
    """
    if known is None or not cites or grade != max(cite.grade for cite in cites):
        return grade
    left = published_by(sources, cites, known, published)
    return max((cite.grade for cite in left), default=Grade.INFERENCE)


def is_dispute_by(sources: Mapping[str, Source], dispute: Dispute, known: date | None) -> bool:
    """Whether two sides of a dispute (or its only one) had been published by a day; None: it is."""
    if known is None:
        return True
    sides = [
        claim
        for claim in dispute.claims
        if not claim.sources or any(_by(sources[s].date, known, None) for s in claim.sources)
    ]
    return len(sides) >= min(2, len(dispute.claims))


def _by(stated: str, known: date, published: date | None) -> bool:
    """Whether a source dated so was published by a day; one without a date always was."""
    if not stated:
        return True
    parts = [int(part) for part in stated.split("-")]
    if len(parts) == 3:
        return date(*parts) <= known
    year, month = parts[0], parts[1] if len(parts) > 1 else 0
    first = date(year, month or 1, 1)
    last = date(year, month or 12, month_length(year, month or 12))
    if published is not None and first <= published <= last:
        last = published
    return last <= known
