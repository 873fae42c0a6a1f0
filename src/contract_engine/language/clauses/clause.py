"""One clause or definition of an instrument's file -> Clause."""

from __future__ import annotations

import re
from datetime import date
from typing import cast

from contract_engine.files.shapes import (
    ClauseShape,
    DefinitionShape,
    GroupShape,
    NormShape,
    TermShape,
)
from contract_engine.files.tree import Data, Path
from contract_engine.language.clauses.citations import best_grade, read_cites
from contract_engine.language.clauses.definition_rows import defined_name, read_rows
from contract_engine.language.clauses.moments import read_moment
from contract_engine.language.clauses.norms import read_norms
from contract_engine.language.clauses.renewal import read_renewal
from contract_engine.language.conditions.parser import read_all, read_any
from contract_engine.language.scope import ReadGroup, ReadTerm, Scope, is_word, listed
from contract_engine.language.steps.step import with_step
from contract_engine.language.values.days import read_period
from contract_engine.lazy_dataclass import dataclass, replace
from contract_engine.model.agreement import Clause
from contract_engine.model.conditions import All, InOrder, Operator
from contract_engine.model.days import Choose, Moment, On
from contract_engine.model.evidence import Grade


@dataclass(frozen=True)
class Of:
    """The instrument of a clause: what a clause has for want of its own."""

    instrument: str
    published: date
    grade: Grade
    effective: date
    term: ReadTerm | None = None


def read_clause(scope: Scope, name: str, shape: ClauseShape, path: Path, of: Of) -> Clause:
    """A clause: one or more norms, a choice, or a statement."""
    scope.clause = shape.text or shape.states or ""
    scope.check_slug(name, path)
    clause = replace(
        read_term(scope, name, shape, path, of),
        text=shape.text or shape.states or "",
        norms=read_norms(scope, shape, path),
        states=shape.states or "",
        overrides=tuple(listed(shape.overrides)),
    )
    clause = with_step(scope, clause, shape, path)
    scope.clause = ""
    return clause


def read_definition(
    scope: Scope, name: str, shape: DefinitionShape, path: Path, of: Of
) -> Clause | None:
    """A definition; None where what it defines is not known, after reporting it."""
    scope.clause = shape.text
    scope.check_slug(name, path)
    fact = scope.vocabulary.facts.get(defined_name(name, shape.defines))
    clause = None
    if fact is None or scope.lost((*path, "defines")):
        _nothing_defined(scope, name, shape, path)
        scope.excused.names.add(name)
    else:
        rows = read_rows(scope, fact, shape, path)
        clause = replace(read_term(scope, name, shape, path, of), defines=fact.id, rows=rows)
    scope.clause = ""
    return clause


def read_term(scope: Scope, name: str, shape: TermShape, path: Path, of: Of) -> Clause:
    """What clauses and definitions have in common, with what the group they are in gives."""
    day = scope.read(
        shape.published, (*path, "published"), lambda text: read_period(text, last=False)
    )
    cites = read_cites(scope, shape.cites, (*path, "cites"))
    when = read_all(scope, cast("Data", shape.when), (*path, "when"))
    unless = read_any(scope, cast("Data", shape.unless), (*path, "unless"))
    group = find_group(scope, shape.in_, (*path, "in"))
    from_ = read_beginning(scope, shape, path)
    through = None
    if not _is_last_day_of_step(scope, name, shape):
        through = read_bound(scope, shape.through, (*path, "through"), last=True)
    until = read_bound(scope, shape.until, (*path, "until"), last=False)
    term = own_term(scope, name, shape, path, of.effective)
    if (*path, "through") not in scope.tree.keys and shape.term is None:
        term = group.term if group is not None and (group.term or group.through) else of.term
    if group is not None:
        when = All((*group.when, *when.parts), when.place)
        unless = (*group.unless, *unless)
        from_ = group.from_ if (*path, "from") not in scope.tree.keys else from_
        through = group.through if (*path, "through") not in scope.tree.keys else through
        until = group.until if (*path, "until") not in scope.tree.keys else until
    if term is not None:
        through = term.through
        if from_ is None and term.begins > of.effective:
            from_ = On(term.begins)
    clause = Clause(
        id=name,
        instrument=of.instrument,
        text=shape.text,
        norms=(),
        published=day or of.published,
        grade=best_grade(shape.grade, cites, of.grade),
        when=when,
        unless=unless,
        from_=from_,
        through=through,
        until=until,
        replaces=tuple(listed(shape.replaces)),
        disapplies=tuple(listed(shape.disapplies)),
        group=group.group.id if group is not None else "",
        cites=cites,
        record=tuple(listed(shape.record)),
        note=shape.note,
        place=scope.tree.key(path),
    )
    _check_term(scope, clause, path)
    return clause


def _is_last_day_of_step(scope: Scope, name: str, shape: TermShape) -> bool:
    """Whether `through` is the last day of a step that may or must not be done, told as such."""
    if name not in scope.steps or not isinstance(shape, ClauseShape):
        return False
    norm = shape.norm.norm if isinstance(shape.norm, NormShape) else shape.norm
    return isinstance(norm, str) and " must " not in f"{norm} ".replace(" must not ", " ")


def _nothing_defined(scope: Scope, name: str, shape: DefinitionShape, path: Path) -> None:
    if scope.lost((*path, "defines")):
        return
    said, words = defined_name(name, shape.defines), scope.vocabulary
    key = (*path, "defines")
    place = scope.tree.key(path) if shape.defines is None else scope.tree.value(key)
    sort = "a reading" if said in words.readings else "an event"
    if said in {*words.readings, *words.events, *words.read_events}:
        message = f"`{said}` is {sort}, and a definition is of a fact"
        scope.report("E347", message, place, help="give the fact that follows a name of its own")
    elif shape.defines is not None:
        scope.unknown("E301", "fact", said, place, words.facts)
    elif not ({name, said} & scope.excused.names or "fact" in scope.excused.sorts):
        plain = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
        as_fact = f", `{plain}`" if is_word(plain) else ""
        help_ = f"name it as the fact{as_fact}, or add `defines: FACT`"
        message = f"`{name}` doesn't say which fact it defines"
        scope.report("E347", message, place, help=help_)


def read_beginning(scope: Scope, shape: GroupShape, path: Path) -> Moment | None:
    """A `from`; with `void_after`, never where it comes later than that."""
    from_ = read_bound(scope, shape.from_, (*path, "from"), last=False)
    at = (*path, "void_after")
    last = read_bound(scope, shape.void_after, at, last=True)
    if (*path, "from") not in scope.tree.keys and at in scope.tree.keys:
        help_ = "add `from: approved`, or leave `void_after:` out"
        scope.report("E337", "what is void unless it has begun?", scope.tree.key(at), help=help_)
        return None
    if from_ is None or last is None:
        return from_
    if isinstance(from_, On) and isinstance(last, On) and last.day < from_.day:
        also = ((scope.tree.value((*path, "from")), "begins here"),)
        help_ = "leave out the one that is wrong, or correct it"
        message = "this is void before it begins"
        scope.report("E337", message, scope.tree.value(at), also=also, help=help_)
    return Choose(((InOrder(from_, Operator.LE, last, scope.tree.value(at)), from_),))


def own_term(
    scope: Scope, name: str, shape: GroupShape, path: Path, effective: date | None
) -> ReadTerm | None:
    """The term that a clause or group says it has; see `read_renewal`."""
    if shape.term is None:
        return None
    return read_renewal(scope, name, shape.term, path, effective)


def read_bound(scope: Scope, shape: object, path: Path, *, last: bool) -> Moment | None:
    """A `from`, `through` or `until`; None where there is none."""
    if path not in scope.tree.keys:
        return None
    return read_moment(scope, cast("Data", shape), path, last=last)


def find_group(scope: Scope, name: str | None, path: Path) -> ReadGroup | None:
    """The group of this name; None where none is named, or after reporting that it isn't there."""
    if name is None:
        return None
    found = scope.groups.get(name)
    if found is None:
        scope.unknown("E348", "group", name, scope.tree.value(path), scope.groups)
    return found


def _check_term(scope: Scope, clause: Clause, path: Path) -> None:
    """A clause that has a first day has it before its last."""
    begins = clause.from_
    if not isinstance(begins, On):
        return
    for key, ends in (("through", clause.through), ("until", clause.until)):
        if isinstance(ends, On) and (
            ends.day < begins.day or (key == "until" and ends.day == begins.day)
        ):
            said = key if (*path, key) in scope.tree.keys else "term"
            scope.report(
                "E323",
                "this clause ends before it begins",
                (scope.tree.key if said == "term" else scope.tree.value)((*path, said)),
                label="ends here",
                also=((scope.tree.value((*path, "from")), "begins here"),),
                help="leave out the one that is wrong, or correct it",
            )
