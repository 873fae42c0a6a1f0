"""`each:` as written -> the periods in which a step opens, one instance each."""

from __future__ import annotations

import re

from contract_engine.files.shapes import EachShape
from contract_engine.files.tree import Path
from contract_engine.language.clauses.ways import month_and_day
from contract_engine.language.scope import Scope
from contract_engine.language.steps.day_rules import read_day_rule
from contract_engine.language.steps.where import plain
from contract_engine.model.days import Unit
from contract_engine.model.steps import DayRule, Each

_EVERY = re.compile(r"(?:([0-9]{1,4})\s+)?(day|week|month|year)s?")


def read_each(scope: Scope, shape: EachShape, path: Path) -> Each | None:
    """The rule of the periods; None after reporting what is wrong with it."""
    if scope.lost(path, (*path, "calendar"), (*path, "every"), (*path, "from")):
        return None
    if (shape.calendar is None) is (shape.every is None):
        message = "what recurs has `calendar:` or `every:`"
        help_ = "write `calendar: quarter`, or `every: 3 months` and `from: DAY`"
        scope.report("E365", message, scope.tree.key(path), help=help_)
        return None
    start = _day(scope, shape.from_, (*path, "from"), last=False)
    through = _day(scope, shape.through, (*path, "through"), last=True)
    if shape.calendar is not None:
        begins = _begins(scope, shape.year_begins, (*path, "year_begins"))
        return Each(shape.calendar, start=start, through=through, begins=begins)
    if shape.year_begins is not None:
        help_ = "write `calendar: year`, or leave it out"
        place = scope.tree.key((*path, "year_begins"))
        scope.report("E365", "`year_begins` belongs to a calendar's periods", place, help=help_)
    match = _EVERY.fullmatch((shape.every or "").strip())
    if match is None or int(match[1] or 1) == 0:
        help_ = "write `every: 3 months`"
        place = scope.tree.value((*path, "every"))
        scope.report("E365", f"`{shape.every}` is no length of a period", place, help=help_)
        return None
    if (*path, "from") not in scope.tree.keys:
        message = "what recurs by a length begins on a day"
        scope.report("E365", message, scope.tree.key((*path, "every")), help="add `from: DAY`")
        return None
    return Each("", int(match[1] or 1), Unit(match[2] + "s"), start, through)


def _day(scope: Scope, shape: object, path: Path, *, last: bool) -> DayRule | None:
    if path not in scope.tree.keys:
        return None
    return read_day_rule(scope, plain(shape), path, last=last)


def _begins(scope: Scope, text: str | None, path: Path) -> tuple[int, int]:
    return scope.read(text, path, lambda said: month_and_day(said, "E365")) or (1, 1)
