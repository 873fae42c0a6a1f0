"""The disputes between sources and the dated figures of the files -> the model's."""

from __future__ import annotations

from collections.abc import Mapping

from contract_engine.files.shapes import DisputeShape, FigureShape, FigureValueShape
from contract_engine.files.tree import Path
from contract_engine.language.clauses.citations import best_grade, read_cites
from contract_engine.language.scope import Scope, listed, name_places
from contract_engine.language.values.days import read_period
from contract_engine.language.vocabulary.taxonomy import words_in
from contract_engine.model.evidence import Claim, Dispute, Figure, FigureValue, Grade
from contract_engine.model.place import Span


def read_disputes(scope: Scope, shapes: Mapping[str, DisputeShape]) -> dict[str, Dispute]:
    """The disputes; the clauses they touch are checked when all clauses are known."""
    disputes = {}
    for name, shape in shapes.items():
        path: Path = ("disputes", name)
        scope.check_slug(name, path)
        claims = []
        for index, claim in enumerate(shape.claims):
            here = (*path, "claims", index, "sources")
            for source, place in name_places(scope.tree, claim.sources, here):
                if source not in scope.sources:
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


def clauses_disputed(scope: Scope, shapes: Mapping[str, DisputeShape]) -> list[tuple[str, Span]]:
    """The clauses that disputes name, and where."""
    return [
        named
        for name, shape in shapes.items()
        for named in name_places(scope.tree, shape.clauses, ("disputes", name, "clauses"))
    ]


def read_figures(scope: Scope, shapes: Mapping[str, FigureShape]) -> dict[str, Figure]:
    """The dated figures, each by day."""
    figures = {}
    for name, shape in shapes.items():
        path: Path = ("figures", name)
        scope.check_word(name, path)
        read = [
            _value(scope, value, (*path, "values", index))
            for index, value in enumerate(shape.values)
        ]
        values = sorted((value for value in read if value is not None), key=lambda v: v.on)
        label = shape.label or words_in(name)
        place = scope.tree.key(path)
        aliases = tuple(shape.aliases)
        figures[name] = Figure(name, label, shape.unit, tuple(values), aliases, place)
    return figures


def _value(scope: Scope, shape: FigureValueShape, path: Path) -> FigureValue | None:
    cites = read_cites(scope, shape.cites, (*path, "cites"))
    on = scope.read(shape.on, (*path, "on"), lambda text: read_period(text, last=False))
    published = scope.read(
        shape.published, (*path, "published"), lambda text: read_period(text, last=False)
    )
    if on is None:
        return None
    grade = best_grade(shape.grade, cites, Grade.INFERENCE)
    place = scope.tree.value(path)
    return FigureValue(on, shape.value, cites, grade, shape.note, published, shape.on, place)
