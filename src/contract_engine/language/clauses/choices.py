"""The alternatives of a duty with a choice -> norms, each with where it is left.

Where several alternatives are left, each is something the bearer may do; where one is, it must.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from contract_engine.files.shapes import ClauseShape
from contract_engine.files.tree import Data, Path
from contract_engine.language.conditions.parser import read_excepted
from contract_engine.language.scope import Scope
from contract_engine.lazy_dataclass import replace
from contract_engine.model.agreement import Modality, Norm
from contract_engine.model.conditions import All, Any, Condition, Not

ReadNorm = Callable[[Scope, str, Path], Norm | None]


def read_choice(scope: Scope, shape: ClauseShape, path: Path, read: ReadNorm) -> tuple[Norm, ...]:
    """The norms of a choice: for each alternative what is a duty, and what a permission."""
    shapes = shape.one_of if isinstance(shape.one_of, dict) else {}
    if len(shapes) < 2:
        help_ = "add another, or write `norm:`"
        scope.report(
            "E321", "a choice has at least two alternatives", scope.tree.key(path), help=help_
        )
    left: dict[str, tuple[Norm, Condition]] = {}
    first = ""
    for label, inner in shapes.items():
        at = (*path, label)
        scope.check_slug(label, at)
        norm = read(scope, inner.norm, (*at, "norm"))
        when = read_excepted(scope, cast("Data", inner.when), cast("Data", inner.unless), at)
        if norm is None:
            continue
        if norm.modality is not Modality.MUST:
            place = scope.tree.value((*at, "norm"))
            help_ = f"write `{norm.bearer} must {norm.action}`"
            scope.report("E320", "an alternative is a duty", place, help=help_)
            continue
        first = first or norm.bearer
        if norm.bearer != first:
            place = scope.tree.part((*at, "norm"), inner.norm.index(norm.bearer), len(norm.bearer))
            help_ = "make a clause of it, with conditions that say when"
            scope.report(
                "E321", f"a choice is made by one party, here `{first}`", place, help=help_
            )
            continue
        with_ = tuple({**shape.with_, **inner.with_}.items())
        left[label] = replace(norm, with_=with_, choice=label), when
    norms = []
    for label, (norm, when) in left.items():
        others = Any(tuple(other for name, (_, other) in left.items() if name != label))
        norms.append(replace(norm, when=All((when, Not(others)))))
        norms.append(replace(norm, modality=Modality.MAY, when=All((when, others))))
    return tuple(norms)
