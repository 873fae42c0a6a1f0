"""Citations and sources of the files -> the model's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import overload

from contract_engine.files.shapes import CitationShape, SourceShape
from contract_engine.files.tree import Path
from contract_engine.language.scope import Scope
from contract_engine.language.values.days import read_period
from contract_engine.model.evidence import Citation, Grade, Source

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
            scope.read(shape.date, (*path, "date"), lambda text: read_period(text, last=False))
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
        words = len(shape.quote.split())
        if words >= MAX_QUOTE:
            scope.report(
                "E324",
                f"a quote of {words} words is too long",
                scope.tree.value((*here, "quote")),
                help=f"quote fewer than {MAX_QUOTE} words; say the rest in your own",
            )
        source = scope.sources.get(shape.source)
        if source is None:
            place = scope.tree.value((*here, "source"))
            scope.unknown("E307", "source", shape.source, place, scope.sources)
            continue
        grade = Grade[shape.grade.upper()] if shape.grade else source.grade
        cites.append(
            Citation(shape.source, grade, shape.quote, shape.where, scope.tree.value(here))
        )
    return tuple(cites)


@overload
def best_grade(own: str | None, cites: Sequence[Citation], fallback: Grade) -> Grade: ...
@overload
def best_grade(own: str | None, cites: Sequence[Citation], fallback: None) -> Grade | None: ...
def best_grade(own: str | None, cites: Sequence[Citation], fallback: Grade | None) -> Grade | None:
    """Its own grade, else its best citation's, else the fallback."""
    if own is not None:
        return Grade[own.upper()]
    return max((cite.grade for cite in cites), default=fallback)
