"""The groups of all files -> each with the conditions and terms that its clauses are given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import cast

from contract_engine.files.shapes import GroupShape
from contract_engine.files.tree import Data, Path
from contract_engine.language.clauses.clause import (
    find_group,
    own_term,
    read_beginning,
    read_bound,
)
from contract_engine.language.conditions.parser import read_all, read_any
from contract_engine.language.scope import ReadGroup, Scope
from contract_engine.model.agreement import Group

Written = tuple[Scope, Mapping[str, GroupShape], Path, str, date | None]
"""The groups of one file: where it is read, their shapes, the path of `groups:`, the instrument.

And the day on which that is effective, where the groups are its own.
"""
Placed = tuple[Scope, GroupShape, Path, str, date | None]


def read_groups(scope: Scope, files: Iterable[Written]) -> None:
    """Read every group into the scope, those around it first; reports circles and doubles."""
    places: dict[str, Placed] = {}
    for within, shapes, path, instrument, effective in files:
        for name, shape in shapes.items():
            at = (*path, name)
            within.check_slug(name, at)
            if name in places:
                first, _, there, *_ = places[name]
                within.report(
                    "E340",
                    f"group `{name}` stands twice",
                    within.tree.key(at),
                    label="again here",
                    also=((first.tree.key(there), "first here"),),
                    help="give one of them another name",
                )
            else:
                places[name] = (within, shape, at, instrument, effective)
    for name in places:
        _read(scope, name, places, ())


def _read(
    scope: Scope,
    name: str,
    places: Mapping[str, Placed],
    around: tuple[str, ...],
) -> None:
    if name in scope.groups:
        return
    within, shape, path, instrument, effective = places[name]
    if shape.in_ in (*around, name):
        circle = (*around[around.index(str(shape.in_)) :], name) if shape.in_ != name else (name,)
        message = f"group `{name}` is in itself"
        if len(circle) > 1:
            message += ": " + " > ".join(f"`{one}`" for one in (name, *circle))
        place = within.tree.value((*path, "in"))
        within.report("E348", message, place, help="take one `in:` away")
        outer = None
    else:
        if shape.in_ in places:
            _read(scope, str(shape.in_), places, (*around, name))
        outer = find_group(within, shape.in_, (*path, "in"))
    within.clause = shape.text
    when = read_all(within, cast("Data", shape.when), (*path, "when")).parts
    unless = read_any(within, cast("Data", shape.unless), (*path, "unless"))
    from_ = read_beginning(within, shape, path)
    through = read_bound(within, shape.through, (*path, "through"), last=True)
    until = read_bound(within, shape.until, (*path, "until"), last=False)
    within.clause = ""
    term = own_term(within, name, shape, path, effective)
    around_it = outer.group.id if outer is not None else ""
    group = Group(name, shape.text, instrument, around_it, within.tree.key(path))
    if outer is not None:
        when, unless = (*outer.when, *when), (*outer.unless, *unless)
        if through is None and shape.term is None:
            term = outer.term
        from_, through = from_ or outer.from_, through or outer.through
        until = until or outer.until
    scope.groups[name] = ReadGroup(group, when, unless, from_, through, until, term)
