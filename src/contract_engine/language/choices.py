"""The alternatives of a duty with a choice -> norms, each with where it is left.

Where several alternatives are left, each is something the bearer may do; where one is, it must.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import cast

from contract_engine.files.data import Data, Path
from contract_engine.files.shapes import AlternativeShape
from contract_engine.language.conditions import read_excepted
from contract_engine.language.scope import Scope
from contract_engine.model.agreement import Modality, Norm
from contract_engine.model.conditions import All, Any, Condition, Not

ReadNorm = Callable[[Scope, str, Path], Norm | None]


def read_choice(
    scope: Scope, shapes: Mapping[str, AlternativeShape], path: Path, read: ReadNorm
) -> tuple[Norm, ...]:
    """The norms of a choice: for each alternative what is a duty, and what a permission."""
    if len(shapes) < 2:
        help_ = "add another, or write `norm:`"
        scope.report("E321", "a choice has two alternatives", scope.tree.key(path), help=help_)
    left: dict[str, tuple[Norm, Condition]] = {}
    for label, shape in shapes.items():
        at = (*path, label)
        scope.check_slug(label, at)
        norm = read(scope, shape.norm, (*at, "norm"))
        when = read_excepted(scope, cast("Data", shape.when), cast("Data", shape.unless), at)
        if norm is None:
            continue
        if norm.modality is not Modality.MUST:
            place = scope.tree.value((*at, "norm"))
            help_ = f"write `{norm.bearer} must {norm.action}`"
            scope.report("E320", "an alternative is a duty", place, help=help_)
            continue
        left[label] = replace(norm, with_=tuple(shape.with_.items()), choice=label), when
    norms = []
    for label, (norm, when) in left.items():
        others = Any(tuple(other for name, (_, other) in left.items() if name != label))
        norms.append(replace(norm, when=All((when, Not(others)))))
        norms.append(replace(norm, modality=Modality.MAY, when=All((when, others))))
    return tuple(norms)
