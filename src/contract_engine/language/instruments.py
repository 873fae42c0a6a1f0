"""One instrument's file (or its part of a one-file agreement) -> Instrument, without its rank."""

from __future__ import annotations

from datetime import date

from contract_engine.files.shapes import InstrumentShape, RepealShape
from contract_engine.files.tree import Path
from contract_engine.language.citations import read_cites
from contract_engine.language.clauses import read_clause
from contract_engine.language.days import Unreadable, read_day, read_period
from contract_engine.language.scope import Scope
from contract_engine.model.agreement import Instrument, Repeal
from contract_engine.model.evidence import Grade


def read_instrument(
    scope: Scope, shape: InstrumentShape, at: Path, place_in_list: int
) -> Instrument:
    """An instrument with its clauses; a clarification's rank is set when all are linked."""
    effective = _day(scope, shape.effective, (*at, "effective"))
    published = effective
    if shape.published is not None:
        published = _day(scope, shape.published, (*at, "published"))
    cites = read_cites(scope, shape.cites, (*at, "cites"))
    fallback = Grade.INFERENCE if scope.grade is None else scope.grade
    grade = (
        Grade[shape.grade.upper()]
        if shape.grade
        else max((cite.grade for cite in cites), default=fallback)
    )
    clauses = tuple(
        read_clause(scope, name, clause, (*at, "clauses", name), shape.instrument, published, grade)
        for name, clause in shape.clauses.items()
    )
    if shape.kind == "memorandum":
        for clause in clauses:
            if clause.norms:
                scope.report(
                    "E337",
                    "a memorandum holds statements, not norms",
                    scope.tree.key((*at, "clauses", clause.id, "norm")),
                    help="write `states:`",
                )
    return Instrument(
        id=shape.instrument,
        kind=shape.kind,
        title=shape.title,
        effective=effective,
        published=published,
        rank=(effective, place_in_list),
        clauses=clauses,
        repeals=_repeals(scope, shape, at, published, grade),
        grade=grade,
        summary=shape.summary,
        approximate=shape.approximate or "",
        basis=shape.basis or "",
        clarifies=shape.clarifies,
        amends=shape.amends,
        cites=cites,
        place=scope.tree.value((*at, "instrument")),
    )


def _day(scope: Scope, text: str, path: Path) -> date:
    try:
        return read_day(text)
    except Unreadable as error:
        scope.unreadable(error, scope.tree.value(path))
        return date.min


def _repeals(
    scope: Scope, shape: InstrumentShape, at: Path, published: date, grade: Grade
) -> tuple[Repeal, ...]:
    repeals = []
    entries: list[tuple[str, RepealShape | None, Path]] = (
        [(name, None, (*at, "repeals", index)) for index, name in enumerate(shape.repeals)]
        if isinstance(shape.repeals, list)
        else [(name, entry, (*at, "repeals", name)) for name, entry in shape.repeals.items()]
    )
    for name, entry, path in entries:
        entry = entry or RepealShape()
        day = published
        if entry.published is not None:
            try:
                day = read_period(entry.published, last=False)
            except Unreadable as error:
                scope.unreadable(error, scope.tree.value((*path, "published")))
        cites = read_cites(scope, entry.cites, (*path, "cites"))
        own = (
            Grade[entry.grade.upper()]
            if entry.grade
            else max((cite.grade for cite in cites), default=grade)
        )
        repeals.append(
            Repeal(name, shape.instrument, day, own, entry.why, cites, scope.tree.key(path))
        )
    return tuple(repeals)
