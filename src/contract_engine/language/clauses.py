"""One clause of an instrument's file -> Clause."""

from __future__ import annotations

from datetime import date
from typing import cast

from contract_engine.files.data import Data, Path
from contract_engine.files.shapes import ClauseShape
from contract_engine.language.citations import best_grade, read_cites
from contract_engine.language.conditions import read_all, read_any
from contract_engine.language.days import read_period
from contract_engine.language.norms import read_norms
from contract_engine.language.scope import Scope, listed
from contract_engine.language.terms import read_moment
from contract_engine.model.agreement import Clause
from contract_engine.model.days import Moment, On
from contract_engine.model.evidence import Grade


def read_clause(
    scope: Scope,
    name: str,
    shape: ClauseShape,
    path: Path,
    instrument: str,
    published: date,
    grade: Grade,
) -> Clause:
    """A clause; `published` and `grade` are its instrument's, for want of its own."""
    scope.clause = shape.text or shape.states or ""
    scope.check_slug(name, path)
    norms = read_norms(scope, shape, path)
    day = scope.read(
        shape.published, (*path, "published"), lambda text: read_period(text, last=False)
    )
    cites = read_cites(scope, shape.cites, (*path, "cites"))
    clause = Clause(
        id=name,
        instrument=instrument,
        text=shape.text or shape.states or "",
        norms=norms,
        published=day or published,
        grade=best_grade(shape.grade, cites, grade),
        states=shape.states or "",
        when=read_all(scope, cast("Data", shape.when), (*path, "when")),
        unless=read_any(scope, cast("Data", shape.unless), (*path, "unless")),
        from_=_moment(scope, shape.from_, (*path, "from"), last=False),
        through=_moment(scope, shape.through, (*path, "through"), last=True),
        until=_moment(scope, shape.until, (*path, "until"), last=False),
        replaces=tuple(listed(shape.replaces)),
        overrides=tuple(listed(shape.overrides)),
        cites=cites,
        record=tuple(listed(shape.record)),
        note=shape.note,
        place=scope.tree.key(path),
    )
    _check_term(scope, clause, path)
    scope.clause = ""
    return clause


def _moment(scope: Scope, shape: object, path: Path, *, last: bool) -> Moment | None:
    if path not in scope.tree.keys:
        return None
    return read_moment(scope, cast("Data", shape), path, last=last)


def _check_term(scope: Scope, clause: Clause, path: Path) -> None:
    """A clause that has a first day has it before its last."""
    begins = clause.from_
    if not isinstance(begins, On):
        return
    for key, ends in (("through", clause.through), ("until", clause.until)):
        if isinstance(ends, On) and (
            ends.day < begins.day or (key == "until" and ends.day == begins.day)
        ):
            scope.report(
                "E323",
                "this clause ends before it begins",
                scope.tree.value((*path, key)),
                label="ends here",
                also=((scope.tree.value((*path, "from")), "begins here"),),
                help="leave out the one that is wrong, or correct it",
            )
