"""What opened a step -> the instances of other steps that it goes back to, or began with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from contract_engine.lazy_dataclass import dataclass

if TYPE_CHECKING:
    from contract_engine.performance.instance import Instance

Mark = tuple[object, ...]
"""What a line began with: an entry, or a period."""


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """The way on which a step came about.

    `back` is the nearest instance of each step that it came of, `marks` what it began with, the
    nearest first.
    """

    sources: tuple[Instance, ...] = ()
    back: Mapping[str, Instance] | None = None
    marks: tuple[Mark, ...] = ()


NONE = Line()
"""That of a step that came of nothing, or where no step speaks of another's day or act."""


class Lines:
    """The instances of a run by what they began with, as far as steps speak of them."""

    def __init__(self, asked: frozenset[str]) -> None:
        self.asked = asked
        self.began: dict[tuple[Mark, str], list[Instance]] = {}

    def line(self, sources: Sequence[Instance], own: Mark | None, *, is_way: bool = False) -> Line:
        """The line of what came of these, or else began with an entry; `is_way` of a choice."""
        if not self.asked:
            return NONE
        marks = sources[0].line.marks if sources else () if own is None else (own,)
        back = sources[0].line.back if len(sources) == 1 else _merged(sources)
        for source in reversed(sources):
            ways = () if is_way else source.ways
            near = [each for each in (*ways, source) if each.plan.name in self.asked]
            if near:
                back = {**(back or {}), **{each.plan.name: each for each in near}}
        return Line(tuple(sources), back, marks)

    def line_of(self, instance: Instance, sources: Sequence[Instance]) -> Line:
        """The line of an instance that came of these, or began with its entry or period."""
        parent, by, period = instance.parent, instance.opened_by, instance.period
        is_way = parent is not None and instance.plan.name in parent.plan.alternatives
        line = self.line(sources, None if by is None else (by.number,), is_way=is_way)
        if period is None or is_way or not self.asked:
            return line
        mark = (*line.marks, period.first, period.last)
        return Line(line.sources, line.back, (mark, *line.marks))

    def note(self, instance: Instance) -> None:
        """Note what began with the same entry or in the same period."""
        if instance.plan.name in self.asked:
            for mark in instance.line.marks:
                self.began.setdefault((mark, instance.plan.name), []).append(instance)

    def find(self, name: str, line: Line, own: Instance | None) -> Instance | None:
        """The instance of a step that another (`own`) goes back to, or that began with it."""
        if line.back is not None and name in line.back:
            return line.back[name]
        for mark in line.marks:
            for each in reversed(self.began.get((mark, name), ())):
                if each is not own:
                    return each
        return None


def _merged(sources: Sequence[Instance]) -> Mapping[str, Instance] | None:
    """What all of these go back to, the first of them first."""
    found: dict[str, Instance] = {}
    for source in reversed(sources):
        found |= source.line.back or {}
    return found or None
