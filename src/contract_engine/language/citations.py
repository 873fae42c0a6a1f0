"""Citations, sources, disputes and figures of the files -> the model's."""

from __future__ import annotations

from collections.abc import Mapping

from contract_engine.files.shapes import (
    CitationShape,
    DisputeShape,
    FigureShape,
    SourceShape,
)
from contract_engine.files.tree import Path
from contract_engine.language.days import Unreadable, read_period
from contract_engine.language.scope import Scope, listed
from contract_engine.model.evidence import (
    Citation,
    Claim,
    Dispute,
    Figure,
    FigureValue,
    Grade,
    Source,
)

MAX_QUOTE = 25
"""A quote has fewer words than this."""


def read_sources(scope: Scope, shapes: Mapping[str, SourceShape]) -> dict[str, Source]:
    """The source register."""
    sources = {}
    for name, shape in shapes.items():
        path: Path = ("sources", name)
        if not scope.check_slug(name, path):
            continue
        if shape.date:
            try:
                read_period(shape.date, last=False)
            except Unreadable as error:
                scope.unreadable(error, scope.tree.value((*path, "date")))
        sources[name] = Source(
            name,
            shape.title,
            shape.publisher,
            shape.date,
            shape.address,
            Grade[shape.grade.upper()],
            shape.record,
            shape.note,
            scope.tree.key(path),
        )
    return sources


def read_cites(scope: Scope, shapes: list[CitationShape], path: Path) -> tuple[Citation, ...]:
    """A `cites:` list, each of a known source and with a short quote."""
    cites = []
    for index, shape in enumerate(shapes):
        here = (*path, index)
        source = scope.sources.get(shape.source)
        if source is None:
            scope.unknown(
                "E307", "source", shape.source, scope.tree.value((*here, "source")), scope.sources
            )
            continue
        words = len(shape.quote.split())
        if words >= MAX_QUOTE:
            scope.report(
                "E335",
                f"a quote of {words} words is too long",
                scope.tree.value((*here, "quote")),
                help=f"quote fewer than {MAX_QUOTE} words; put the rest in your own",
            )
        grade = Grade[shape.grade.upper()] if shape.grade else source.grade
        cites.append(
            Citation(shape.source, grade, shape.quote, shape.where, scope.tree.value(here))
        )
    return tuple(cites)


def read_disputes(scope: Scope, shapes: Mapping[str, DisputeShape]) -> dict[str, Dispute]:
    """The disputes between sources; the clauses they touch are linked later."""
    disputes = {}
    for name, shape in shapes.items():
        path: Path = ("disputes", name)
        scope.check_slug(name, path)
        claims = []
        for index, claim in enumerate(shape.claims):
            for source in listed(claim.sources):
                if source not in scope.sources:
                    place = scope.tree.value((*path, "claims", index, "sources"))
                    scope.unknown("E307", "source", source, place, scope.sources)
            claims.append(Claim(claim.says, tuple(listed(claim.sources))))
        disputes[name] = Dispute(
            name,
            shape.question,
            tuple(claims),
            shape.better,
            tuple(listed(shape.clauses)),
            scope.tree.key(path),
        )
    return disputes


def read_figures(scope: Scope, shapes: Mapping[str, FigureShape]) -> dict[str, Figure]:
    """The dated figures, each by day."""
    figures = {}
    for name, shape in shapes.items():
        path: Path = ("figures", name)
        scope.check_word(name, path)
        values = []
        for index, value in enumerate(shape.values):
            here = (*path, "values", index)
            cites = read_cites(scope, value.cites, (*here, "cites"))
            try:
                on = read_period(value.on, last=False)
                published = read_period(value.published, last=False) if value.published else None
            except Unreadable as error:
                scope.unreadable(error, scope.tree.value((*here, "on")))
                continue
            grade = (
                Grade[value.grade.upper()]
                if value.grade
                else max((cite.grade for cite in cites), default=Grade.INFERENCE)
            )
            values.append(
                FigureValue(
                    on, value.value, cites, grade, value.note, published, scope.tree.value(here)
                )
            )
        values.sort(key=lambda value: value.on)
        label = shape.label or name.replace("_", " ")
        figures[name] = Figure(
            name, label, shape.unit, tuple(values), tuple(shape.aliases), scope.tree.key(path)
        )
    return figures
