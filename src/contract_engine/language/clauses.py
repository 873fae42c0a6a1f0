"""One clause of an instrument's file -> Clause."""

from __future__ import annotations

import re
from datetime import date
from typing import cast

from contract_engine.files.shapes import ClauseShape
from contract_engine.files.tree import Data, Path
from contract_engine.language.citations import read_cites
from contract_engine.language.conditions import read_all, read_any
from contract_engine.language.days import Unreadable, read_period
from contract_engine.language.scope import Scope, listed
from contract_engine.language.terms import read_moment
from contract_engine.model.agreement import Clause, Modality, Norm
from contract_engine.model.days import Moment, On
from contract_engine.model.evidence import Grade

_NORM = re.compile(r"(\S+) (may|must|must not|need not) (\S+)")
_LIKE_A_NORM = re.compile(r"(\S+) (.+) (\S+)")


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
    norms = _norms(scope, shape, path)
    day = published
    if shape.published is not None:
        try:
            day = read_period(shape.published, last=False)
        except Unreadable as error:
            scope.unreadable(error, scope.tree.value((*path, "published")))
    cites = read_cites(scope, shape.cites, (*path, "cites"))
    own = (
        Grade[shape.grade.upper()]
        if shape.grade
        else max((cite.grade for cite in cites), default=grade)
    )
    clause = Clause(
        id=name,
        instrument=instrument,
        text=shape.text or shape.states or "",
        norms=norms,
        published=day,
        grade=own,
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


def _norms(scope: Scope, shape: ClauseShape, path: Path) -> tuple[Norm, ...]:
    texts = [] if shape.norm is None else listed(shape.norm)
    if texts and shape.states is not None:
        scope.report(
            "E321",
            "a clause has a norm or states something, not both",
            scope.tree.key((*path, "states")),
            also=((scope.tree.key((*path, "norm")), "the norm"),),
        )
    if not texts and shape.states is None:
        scope.report(
            "E321",
            "this clause has no norm",
            scope.tree.key(path),
            help="write `norm: PARTY may ACTION`, or `states:` for a statement",
        )
    norms = []
    for index, text in enumerate(texts):
        here = (*path, "norm") if isinstance(shape.norm, str) else (*path, "norm", index)
        norm = _norm(scope, text, here)
        if norm is not None:
            norms.append(norm)
    return tuple(norms)


def _norm(scope: Scope, text: str, path: Path) -> Norm | None:
    span = scope.tree.value(path)
    match = _NORM.fullmatch(" ".join(text.split()))
    if match is None:
        help_ = "write `PARTY may ACTION`, with `may`, `must`, `must not` or `need not`"
        loose = _LIKE_A_NORM.fullmatch(" ".join(text.split()))
        if loose and loose[2] in ("may not", "cannot", "can not", "shall not", "can't"):
            help_ = f"did you mean `{loose[1]} must not {loose[3]}`?"
        elif loose and loose[2] in ("shall", "has to", "will"):
            help_ = f"did you mean `{loose[1]} must {loose[3]}`?"
        scope.report("E320", f"`{text}` is not a norm", span, help=help_)
        return None
    bearer, modality, action = match.groups()
    words = scope.vocabulary
    known = True
    if bearer not in words.parties:
        scope.unknown("E305", "party", bearer, scope.tree.part(path, 0, len(bearer)), words.parties)
        known = False
    if action not in words.actions:
        start = text.rindex(action)
        scope.unknown(
            "E304", "action", action, scope.tree.part(path, start, len(action)), words.actions
        )
        known = False
    return Norm(bearer, Modality(modality), action) if known else None


def _check_term(scope: Scope, clause: Clause, path: Path) -> None:
    begins, ends = clause.from_, clause.through
    if isinstance(begins, On) and isinstance(ends, On) and ends.day < begins.day:
        scope.report(
            "E340",
            "this clause ends before it begins",
            scope.tree.value((*path, "through")),
            also=((scope.tree.value((*path, "from")), "begins here"),),
        )
    stop = clause.until
    if isinstance(begins, On) and isinstance(stop, On) and stop.day <= begins.day:
        scope.report(
            "E340",
            "this clause ends before it begins",
            scope.tree.value((*path, "until")),
            also=((scope.tree.value((*path, "from")), "begins here"),),
        )
