"""One reading of `agreement.yaml` -> Reading."""

from __future__ import annotations

from contract_engine.files.shapes import ReadingShape, ReadingValueShape
from contract_engine.files.tree import Path
from contract_engine.language.clauses.citations import best_grade, read_cites
from contract_engine.language.scope import Scope
from contract_engine.language.values.days import read_period
from contract_engine.language.vocabulary.taxonomy import words_in
from contract_engine.model.vocabulary import Reading, ReadingValue


def read_reading(scope: Scope, name: str, shape: ReadingShape) -> Reading | None:
    """The reading; None where its name or values can't be read, after reporting why."""
    path: Path = ("readings", name)
    if not scope.check_word(name, path):
        return None
    if scope.lost(path, (*path, "values")):
        scope.excused.names.add(name)
        return None
    values = {
        value: _value(scope, value, inner or ReadingValueShape(), (*path, "values", value))
        for value, inner in shape.values.items()
        if scope.check_word(value, (*path, "values", value))
    }
    if len(shape.values) < 2:
        help_ = "a choice needs another; where there is none, no reading is needed"
        place = scope.tree.key((*path, "values"))
        scope.report("E206", "a reading has at least two values", place, help=help_)
    if shape.default is not None and shape.default not in values:
        scope.unknown(
            "E308",
            "value of a reading",
            shape.default,
            scope.tree.value((*path, "default")),
            values,
            label=f"not a value of `{name}`",
        )
    return Reading(name, shape.question, values, shape.default, shape.why, scope.tree.key(path))


def _value(scope: Scope, name: str, shape: ReadingValueShape, path: Path) -> ReadingValue:
    cites = read_cites(scope, shape.cites, (*path, "cites"))
    published = scope.read(
        shape.published, (*path, "published"), lambda text: read_period(text, last=False)
    )
    grade = best_grade(shape.grade, cites, None)
    label = shape.label or words_in(name)
    return ReadingValue(name, label, cites, published, grade, scope.tree.key(path))
