"""What a clause says of time -> its Step, and the clause as it stands while the step is open."""

from __future__ import annotations

from collections.abc import Mapping

from contract_engine.files.shapes import (
    AlternativeShape,
    ClauseShape,
    FollowShape,
    NormShape,
    StepKeys,
)
from contract_engine.files.tree import Path
from contract_engine.language.conditions.parser import read_all, read_any
from contract_engine.language.scope import Scope, name_places
from contract_engine.language.steps.day_rules import read_day_rule
from contract_engine.language.steps.each import read_each
from contract_engine.language.steps.triggers import read_trigger
from contract_engine.language.steps.where import plain, read_amounts, read_where, values_of
from contract_engine.lazy_dataclass import replace
from contract_engine.model.agreement import Clause, Modality, Norm
from contract_engine.model.conditions import All, Holds
from contract_engine.model.steps import (
    Alternative,
    Blame,
    DayRule,
    Each,
    Follow,
    Step,
    Trigger,
    open_fact,
)
from contract_engine.model.vocabulary import Fact

_LAST_DAYS = {
    Modality.MUST: ("by", "through", "a `must` has its last day under `by:`"),
    Modality.MAY: ("through", "by", "a `may` has its last day under `through:`"),
    Modality.MUST_NOT: ("through", "by", "a `must not` has its last day under `through:`"),
    Modality.NEED_NOT: ("through", "by", "a `need not` has its last day under `through:`"),
}


def with_step(scope: Scope, clause: Clause, shape: ClauseShape, path: Path) -> Clause:
    """The clause of a step: it applies while the step is open, which opens under its conditions."""
    if clause.id not in scope.steps:
        return clause
    norm = _norm(scope, clause, shape, path)
    values = values_of(scope, norm.action) if norm is not None else {}
    after = _trigger(scope, shape, path)
    step = replace(
        _keys(scope, shape, path, values),
        when=clause.when,
        unless=clause.unless,
        after=after,
        through=_through(scope, shape, path, norm),
        at_most=_at_most(scope, shape, path),
        each=_each(scope, shape, path),
        inner=scope.steps[clause.id],
        alternatives=_alternatives(scope, clause, shape, path),
        place=scope.tree.key(path),
    )
    if norm is not None:
        _check_last_day(scope, norm.modality, path)
    is_open = Holds(open_fact(clause.id), scope.tree.key(path))
    if step.through is not None:
        clause = replace(clause, through=None)
    return replace(clause, when=All((is_open,), clause.when.place), unless=(), step=step)


def _norm(scope: Scope, clause: Clause, shape: ClauseShape, path: Path) -> Norm | None:
    """The norm of a step, which has one; None of a choice."""
    if shape.one_of or scope.lost(path, (*path, "norm"), (*path, "one_of")):
        return None
    if clause.states:
        message, help_ = "a statement has no time to keep", "write `norm:` in place of `states:`"
        scope.report("E360", message, scope.tree.key((*path, "states")), help=help_)
        return None
    if len(clause.norms) > 1:
        help_ = "make a clause of each, and name them where this one is named"
        scope.report("E360", "a step has one norm", scope.tree.key((*path, "norm")), help=help_)
    return clause.norms[0] if clause.norms else None


def _keys(scope: Scope, shape: StepKeys, path: Path, values: Mapping[str, Fact]) -> Step:
    """What a clause and an alternative have in common."""
    else_ = _follows(scope, shape.else_, (*path, "else"))
    if shape.still_owed == "yes" and not else_:
        help_ = "leave it out: without `else:` what was missed stays owed in any case"
        place = scope.tree.key((*path, "still_owed"))
        scope.report("E360", "`still_owed` stands beside `else:`", place, help=help_)
    return Step(
        by=_day(scope, shape.by, (*path, "by")),
        where=read_where(scope, plain(shape.where), (*path, "where"), values),
        done_when=read_amounts(scope, shape.done_when, (*path, "done_when"), values),
        then=_follows(scope, shape.then, (*path, "then")),
        else_=else_,
        still_owed=shape.still_owed == "yes",
        counts_from=_day(scope, shape.counts_from, (*path, "counts_from"), last=False),
    )


def _day(scope: Scope, shape: object, path: Path, *, last: bool = True) -> DayRule | None:
    if path not in scope.tree.keys:
        return None
    return read_day_rule(scope, plain(shape), path, last=last)


def _trigger(scope: Scope, shape: ClauseShape, path: Path) -> Trigger | None:
    key = (*path, "after")
    return read_trigger(scope, plain(shape.after), key) if key in scope.tree.keys else None


def _through(scope: Scope, shape: ClauseShape, path: Path, norm: Norm | None) -> DayRule | None:
    """The last day of a `may` or `must not`; of a `must` it stays the clause's own term."""
    if norm is None or norm.modality is Modality.MUST:
        return None
    return _day(scope, shape.through, (*path, "through"))


def _check_last_day(scope: Scope, modality: Modality, path: Path) -> None:
    key, other, message = _LAST_DAYS[modality]
    if modality is not Modality.MUST and (*path, other) in scope.tree.keys:
        help_ = f"write `{key}:` in its place"
        scope.report("E360", message, scope.tree.key((*path, other)), help=help_)


def _each(scope: Scope, shape: ClauseShape, path: Path) -> Each | None:
    """The periods; some or other where those that are written can't be read, which is reported."""
    if shape.each is None:
        return None
    return read_each(scope, shape.each, (*path, "each")) or Each("year")


def _at_most(scope: Scope, shape: ClauseShape, path: Path) -> int | None:
    text, key = shape.at_most, (*path, "at_most")
    if text is None or scope.lost(key):
        return None
    if not text.strip().isdigit() or not 0 < int(text) < 10**6:
        help_ = "write how often it opens at most: `at_most: 3`"
        scope.report("E360", f"`{text}` is no number of times", scope.tree.value(key), help=help_)
        return None
    return int(text)


def _follows(scope: Scope, said: object, path: Path) -> tuple[Follow, ...]:
    """The clauses, and the breaches, that follow."""
    if scope.lost(path):
        return ()
    items = list(enumerate(said)) if isinstance(said, list) else [(-1, said)] if said else []
    found: list[Follow] = []
    for index, item in items:
        at = path if index < 0 else (*path, index)
        if isinstance(item, FollowShape):
            by = item.breach.by
            place = scope.tree.value((*at, "breach", "by"))
            if by not in scope.vocabulary.parties:
                scope.unknown("E305", "party", by, place, scope.vocabulary.parties)
            else:
                found.append(Blame(by, item.breach.because, place))
        elif isinstance(item, str) and not scope.lost(at):
            name = item
            if name not in scope.steps:
                place = scope.tree.value(at)
                scope.unknown("E306", "clause", name, place, scope.steps)
            elif name not in found:
                found.append(name)
    return tuple(found)


def _alternatives(
    scope: Scope, clause: Clause, shape: ClauseShape, path: Path
) -> tuple[str | Alternative, ...]:
    """The steps between which the bearer of a choice chooses."""
    at = (*path, "one_of")
    if isinstance(shape.one_of, list):
        found: list[str | Alternative] = []
        for name, place in name_places(scope.tree, shape.one_of, at):
            if " " in name.strip():
                message = f"`{name}` is not the name of a clause"
                help_ = f"write it as `NAME: {{norm: {name}}}`, without `- `"
                scope.report("E360", message, place, help=help_)
            elif name not in scope.steps:
                scope.unknown("E306", "clause", name, place, scope.steps)
            else:
                found.append(name)
        return tuple(found)
    norms = {norm.choice: norm for norm in clause.norms}
    for label, inner in shape.one_of.items():
        duty = isinstance(inner.norm, str | NormShape) and not inner.one_of
        ways = (norm for norm in clause.norms if norm.choice.split(".")[0] == label)
        says = [norm.modality for norm in ways]
        if says and not (duty and Modality.MUST in says):
            help_ = "make clauses of it, and name them: `one_of: [..., ...]`"
            message = "of a step, an alternative is one duty"
            scope.report("E320", message, scope.tree.key((*at, label)), help=help_)
    return tuple(
        _alternative(scope, f"{clause.id}.{label}", norms[label], inner, shape, (*at, label))
        for label, inner in shape.one_of.items()
        if label in norms
    )


def _alternative(
    scope: Scope, name: str, norm: Norm, inner: AlternativeShape, whole: ClauseShape, path: Path
) -> Alternative:
    step = _keys(scope, inner, path, values_of(scope, norm.action))
    return Alternative(
        name,
        norm.bearer,
        norm.action,
        replace(
            step,
            when=read_all(scope, plain(inner.when), (*path, "when")),
            unless=read_any(scope, plain(inner.unless), (*path, "unless")),
            inner=True,
            place=scope.tree.key(path),
        ),
    )
