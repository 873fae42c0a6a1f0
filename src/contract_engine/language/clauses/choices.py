"""The alternatives of a choice as written -> norms, each with where it holds.

A choice inside an alternative is spelt out: for each alternative in it there is one that says both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import cast

from contract_engine.diagnostics import Span
from contract_engine.files.shapes import AlternativeShape, ClauseShape, NormShape
from contract_engine.files.tree import Data, Path
from contract_engine.language.conditions.parser import read_excepted
from contract_engine.language.scope import Scope
from contract_engine.model.agreement import Norm
from contract_engine.model.choices import Way, norms_of
from contract_engine.model.conditions import All, Any, Condition, Not

Written = str | NormShape | list[str | NormShape] | None
ReadNorms = Callable[[Scope, Written, Mapping[str, str], Path], tuple[Norm, ...]]

MOST_WAYS = 50
"""A choice, with those inside it, has so many alternatives at most."""


def read_choice(scope: Scope, shape: ClauseShape, path: Path, read: ReadNorms) -> tuple[Norm, ...]:
    """The norms of a choice: for each alternative what holds, and where.

    Args:
        scope: Where names are known, and problems are told.
        shape: The clause.
        path: Where its alternatives stand.
        read: Reads norms, with the parameters that they have beside their own.
    """
    shapes = shape.one_of if isinstance(shape.one_of, dict) else {}
    reading = _Reading(scope, read)
    ways = dict(reading.ways(shapes, shape.with_, path))
    if len(ways) > MOST_WAYS:
        message = f"these are {len(ways)} alternatives, more than {MOST_WAYS}"
        help_ = "make clauses of them, with conditions that say when"
        scope.report("E321", message, scope.tree.key(path), help=help_)
        return ()
    return norms_of(ways)


class _Reading:
    """Reads alternatives; all of them are of one bearer."""

    def __init__(self, scope: Scope, read: ReadNorms) -> None:
        self.scope = scope
        self.read = read
        self.bearer = ""

    def ways(
        self, shapes: Mapping[str, AlternativeShape], with_: Mapping[str, str], path: Path
    ) -> Iterator[tuple[str, Way]]:
        """The alternatives of a choice, those of choices inside it spelt out."""
        if len(shapes) < 2:
            help_ = "add another, or write `norm:`"
            message = "a choice has at least two alternatives"
            self.scope.report("E321", message, self.scope.tree.key(path), help=help_)
        for label, inner in shapes.items():
            yield from self._ways_of(label, inner, {**with_, **inner.with_}, (*path, label))

    def _ways_of(
        self, label: str, shape: AlternativeShape, with_: Mapping[str, str], at: Path
    ) -> Iterator[tuple[str, Way]]:
        scope = self.scope
        scope.check_slug(label, at)
        norms = self._of_one_bearer(self.read(scope, shape.norm, with_, (*at, "norm")), shape, at)
        when = read_excepted(scope, cast("Data", shape.when), cast("Data", shape.unless), at)
        written = (*at, "one_of") in scope.tree.values
        if not shape.norm and not written and not scope.lost((*at, "norm")):
            help_ = "write `norm: PARTY must ACTION`, or a choice of its own under `one_of:`"
            scope.report("E321", "this alternative has no norm", scope.tree.key(at), help=help_)
            return
        if not written:
            if norms:
                yield label, Way(norms, when)
            return
        inside = list(self.ways(shape.one_of, with_, (*at, "one_of")))
        for name, way in inside:
            both = All((when, way.when))
            yield f"{label}.{name}", Way((*norms, *way.norms), both)
        left = tuple(way.when for _, way in inside)
        if norms and not any(_always(each) for each in left):
            yield label, Way(norms, All((when, Not(Any(left)))))

    def _of_one_bearer(
        self, norms: tuple[Norm, ...], shape: AlternativeShape, at: Path
    ) -> tuple[Norm, ...]:
        """The norms of the bearer who chooses; another's are reported."""
        good: list[Norm] = []
        for norm in norms:
            self.bearer = self.bearer or norm.bearer
            if norm.bearer == self.bearer:
                good.append(norm)
                continue
            place = self._bearer_of(norm, shape, (*at, "norm"))
            message = f"a choice is made by one party, here `{self.bearer}`"
            help_ = "make a clause of it, with conditions that say when"
            self.scope.report("E321", message, place, help=help_)
        return tuple(good)

    def _bearer_of(self, norm: Norm, shape: AlternativeShape, path: Path) -> Span:
        """Where the bearer of a norm is written."""
        items = shape.norm if isinstance(shape.norm, list) else [shape.norm]
        for index, item in enumerate(items):
            text = item.norm if isinstance(item, NormShape) else item or ""
            here = (*path, index) if isinstance(shape.norm, list) else path
            here = (*here, "norm") if isinstance(item, NormShape) else here
            if " ".join(text.split()) == str(norm):
                return self.scope.tree.part(here, text.index(norm.bearer), len(norm.bearer))
        return self.scope.tree.value(path)


def _always(condition: Condition) -> bool:
    return isinstance(condition, All) and all(_always(part) for part in condition.parts)
