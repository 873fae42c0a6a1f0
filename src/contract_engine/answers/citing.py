"""A clause, and the day that `known` gives -> its citations and grade as known then."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from contract_engine.answers.answer import Cited
from contract_engine.model.agreement import Agreement, Clause
from contract_engine.model.evidence import Citation, Grade
from contract_engine.model.publication import grade_known, published_by


def told(cites: Iterable[Citation]) -> tuple[Cited, ...]:
    """Citations as answers tell them."""
    return tuple(Cited(c.source, c.grade, c.quote, c.where) for c in cites)


def cites_known(agreement: Agreement, clause: Clause, known: date | None) -> tuple[Citation, ...]:
    """The citations of a clause, or else of its instrument, published by a day; None: all."""
    cites = clause.cites or agreement.instruments[clause.instrument].cites
    return published_by(agreement.sources, cites, known, clause.published)


def clause_grade(agreement: Agreement, clause: Clause, known: date | None) -> Grade:
    """The grade of a clause on what was published by a day; None: on all."""
    return grade_known(agreement.sources, clause.grade, clause.cites, known, clause.published)
