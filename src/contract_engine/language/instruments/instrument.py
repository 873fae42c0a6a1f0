"""One instrument's file (or its part of a one-file agreement) -> Instrument, without its rank."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from contract_engine.files.shapes import DefinitionShape, InstrumentShape, RepealShape
from contract_engine.files.tree import Path
from contract_engine.language.clauses.citations import best_grade, read_cites
from contract_engine.language.clauses.clause import Of, read_clause, read_definition
from contract_engine.language.clauses.renewal import read_renewal
from contract_engine.language.scope import Scope
from contract_engine.language.values.days import read_day, read_period
from contract_engine.model.agreement import Clause, Instrument, Repeal
from contract_engine.model.evidence import Grade

UNDATED = date.min
"""The effective day of an instrument whose day could not be read."""


Definitions = tuple[Scope, Mapping[str, DefinitionShape], Path]
"""Definitions of another file that belong to an instrument."""


def read_instrument(
    scope: Scope,
    shape: InstrumentShape,
    at: Path,
    place_in_list: int,
    more: Definitions | None = None,
) -> Instrument:
    """An instrument with its clauses; a clarification's rank is set when all are linked."""
    effective = scope.read(shape.effective, (*at, "effective"), read_day) or UNDATED
    published = scope.read(shape.published, (*at, "published"), read_day) or effective
    cites = read_cites(scope, shape.cites, (*at, "cites"))
    fallback = Grade.INFERENCE if scope.grade is None else scope.grade
    grade = best_grade(shape.grade, cites, fallback)
    term = None
    if shape.term is not None:
        term = read_renewal(scope, shape.instrument, shape.term, at, effective)
    of = Of(shape.instrument, published, grade, effective, term)
    sides: list[Definitions] = [(scope, shape.definitions, (*at, "definitions"))]
    definitions = (
        read_definition(within, name, inner, (*path, name), of)
        for within, shapes, path in ([more, *sides] if more else sides)
        for name, inner in shapes.items()
    )
    clauses = (
        *(definition for definition in definitions if definition is not None),
        *(
            read_clause(scope, name, clause, (*at, "clauses", name), of)
            for name, clause in shape.clauses.items()
        ),
    )
    if shape.kind == "memorandum" and not scope.lost((*at, "kind")):
        _only_statements(scope, clauses, at)
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
        proposed=shape.proposed == "yes",
        cites=cites,
        place=scope.tree.value((*at, "instrument")),
    )


def _only_statements(scope: Scope, clauses: tuple[Clause, ...], at: Path) -> None:
    for clause in clauses:
        if clause.norms:
            scope.clause = clause.text
            key = "one_of" if clause.norms[0].choice else "norm"
            scope.report(
                "E322",
                "a memorandum holds statements, not norms",
                scope.tree.key((*at, "clauses", clause.id, key)),
                also=((scope.tree.value((*at, "kind")), "a memorandum binds nobody"),),
                help="write `states:`, or give the instrument another kind",
            )
    scope.clause = ""


def _repeals(
    scope: Scope, shape: InstrumentShape, at: Path, published: date, grade: Grade
) -> tuple[Repeal, ...]:
    entries: list[tuple[str, RepealShape | None, Path]] = (
        [(name, None, (*at, "repeals", index)) for index, name in enumerate(shape.repeals)]
        if isinstance(shape.repeals, list)
        else [(name, entry, (*at, "repeals", name)) for name, entry in shape.repeals.items()]
    )
    repeals: dict[str, Repeal] = {}
    for name, inner, path in entries:
        entry = inner or RepealShape()
        day = scope.read(
            entry.published, (*path, "published"), lambda text: read_period(text, last=False)
        )
        cites = read_cites(scope, entry.cites, (*path, "cites"))
        own = best_grade(entry.grade, cites, grade)
        place = scope.tree.key(path)
        if name in repeals and name:
            also = ((repeals[name].place, "first here"),)
            message = f"`{name}` is repealed twice"
            scope.report("E340", message, place, label="again here", also=also, help="keep one")
            continue
        repeals[name] = Repeal(
            name, shape.instrument, day or published, own, entry.why, cites, place
        )
    return tuple(repeals.values())
