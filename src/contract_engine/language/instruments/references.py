"""Instruments as read one by one -> instruments whose references to each other all hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from contract_engine.diagnostics.nearest import nearest
from contract_engine.files.shapes import AgreementShape, TermShape
from contract_engine.files.tree import Path, Tree
from contract_engine.language.instruments.ranks import Written, is_ranked, with_ranks
from contract_engine.language.instruments.sweeping import (
    ALL,
    SWEEPING,
    is_many,
    sweeping_of,
    with_sweeping,
)
from contract_engine.language.scope import Scope, name_places
from contract_engine.language.succession import with_successors
from contract_engine.lazy_dataclass import dataclass, field, replace
from contract_engine.model.agreement import Clause, Instrument, Repeal
from contract_engine.model.conditions import Applies
from contract_engine.model.place import Span

_VERBS = {
    "overrides": "overrides",
    "subject_to": "is subject to",
    "replaces": "replaces",
    "disapplies": "disapplies",
}


@dataclass(frozen=True)
class _Reference:
    """A clause names another, under one of the keys."""

    clause: Clause
    key: str
    target: str
    place: Span


@dataclass(frozen=True)
class Main:
    """Where definitions of the first instrument may be written besides: `agreement.yaml`."""

    shape: AgreementShape
    tree: Tree


def link(
    scope: Scope,
    instruments: Mapping[str, Instrument],
    written: Mapping[str, Written],
    shape: AgreementShape,
) -> Mapping[str, Instrument]:
    """Set ranks, write `subject_to` as `overrides`, and check every name that a clause names.

    Norms pass to successors before it is told what prevails over many.
    """
    ranked = with_ranks(scope, instruments, written)
    clauses = _unique(scope, ranked.values())
    members = _members(scope, clauses)
    main = Main(shape, scope.tree)
    names: dict[str, object] = {**clauses, **members}
    linked = _Linked({name: {} for name in clauses})
    for reference in _references(ranked, written, main, members, names):
        scope.clause = reference.clause.text
        if _holds(scope, reference, clauses, ranked):
            if reference.key == "replaces":
                ours, found = ranked[reference.clause.instrument], clauses[reference.target]
                _check_earlier(scope, found, ours, reference.place, ranked, "replaces")
            linked.note(reference)
        scope.clause = ""
    repeals: dict[str, list[Repeal]] = {name: [] for name in ranked}
    for instrument in ranked.values():
        for repeal in instrument.repeals:
            if repeal.clause not in clauses and repeal.clause not in members:
                known = [*clauses, *scope.groups]
                scope.unknown("E306", "clause", repeal.clause, repeal.place, known)
            for name in members.get(repeal.clause, [repeal.clause]):
                if name in clauses and all(name != r.clause for r in repeals[instrument.id]):
                    _check_earlier(
                        scope, clauses[name], instrument, repeal.place, ranked, "repeals"
                    )
                    repeals[instrument.id].append(replace(repeal, clause=name))
    named = {
        instrument.id: replace(
            instrument,
            clauses=tuple(linked.clause(clause) for clause in instrument.clauses),
            repeals=tuple(repeals[instrument.id]),
        )
        for instrument in ranked.values()
    }
    shapes = {
        clause.id: _shape(written, main, instrument.id, clause)[2]
        for instrument in ranked.values()
        for clause in instrument.clauses
    }
    passed = with_successors(scope, named, shape)
    return with_sweeping(scope, passed, shape, sweeping_of(shapes, names, ranked))


@dataclass
class _Linked:
    """Who is named by whom, under each key that stays one: by clause, in the order written."""

    over: dict[str, dict[str, None]]
    replaces: dict[str, dict[str, None]] = field(default_factory=dict)
    disapplies: dict[str, dict[str, None]] = field(default_factory=dict)
    disapplied: dict[str, dict[str, Span]] = field(default_factory=dict)

    def note(self, reference: _Reference) -> None:
        """Note that a clause names another."""
        name, target = reference.clause.id, reference.target
        match reference.key:
            case "replaces":
                self.replaces.setdefault(name, {})[target] = None
            case "disapplies":
                self.disapplies.setdefault(name, {})[target] = None
                self.disapplied.setdefault(target, {})[name] = reference.place
            case "subject_to":
                self.over[target][name] = None
            case _:
                self.over[name][target] = None

    def clause(self, clause: Clause) -> Clause:
        """The clause with the names of clauses in place of groups; what disapplies it excepts."""
        excepted = tuple(
            Applies(name, place) for name, place in self.disapplied.get(clause.id, {}).items()
        )
        return replace(
            clause,
            overrides=tuple(self.over[clause.id]),
            replaces=tuple(self.replaces.get(clause.id, ())),
            disapplies=tuple(self.disapplies.get(clause.id, ())),
            unless=(*clause.unless, *excepted),
        )


def _members(scope: Scope, clauses: Mapping[str, Clause]) -> dict[str, list[str]]:
    """For each group, the clauses in it, and in the groups in it; no group is named as a clause."""
    members: dict[str, list[str]] = {name: [] for name in scope.groups}
    for clause in clauses.values():
        group = clause.group
        while group:
            members[group].append(clause.id)
            group = scope.groups[group].group.group
    for name, read in scope.groups.items():
        if name in clauses:
            scope.report(
                "E201",
                f"`{name}` is two things",
                read.group.place,
                label="a group",
                also=((clauses[name].place, "a clause"),),
                help="give one of them another name",
            )
    return members


def check_named(
    scope: Scope, named: Iterable[tuple[str, Span]], clauses: Mapping[str, Clause]
) -> None:
    """Every clause that is named from outside (by a dispute) is there."""
    for name, place in named:
        if name not in clauses:
            scope.unknown("E306", "clause", name, place, clauses)


def _references(
    instruments: Mapping[str, Instrument],
    written: Mapping[str, Written],
    main: Main,
    members: Mapping[str, Sequence[str]],
    known: Mapping[str, object],
) -> Iterator[_Reference]:
    """Every clause that a clause names; of a group each in it, but for the one that names it.

    An instrument's name after `disapplies` stands for each clause in it; after `overrides` and
    `subject_to` it is left to `sweeping`, as `all` is.
    """
    inside = {n: [c.id for c in i.clauses] for n, i in instruments.items() if n not in known}
    for instrument in instruments.values():
        for clause in instrument.clauses:
            tree, path, shape = _shape(written, main, instrument.id, clause)
            for key in _VERBS:
                names = getattr(shape, key, [])
                for target, place in name_places(tree, names, (*path, key)):
                    if key in SWEEPING and is_many(target, known, instruments):
                        continue
                    of = members.get(target)
                    if of is None and key == "disapplies":
                        of = inside.get(target)
                    for name in [target] if of is None else of:
                        if name != clause.id or of is None:
                            yield _Reference(clause, key, name, place)


def _shape(
    written: Mapping[str, Written], main: Main, instrument: str, clause: Clause
) -> tuple[Tree, Path, TermShape]:
    """How a clause or definition was written, and where."""
    here = written[instrument]
    for key, shapes in (("clauses", here.shape.clauses), ("definitions", here.shape.definitions)):
        if clause.id in shapes and bool(clause.defines) is (key == "definitions"):
            return here.tree, (*here.at, key, clause.id), shapes[clause.id]
    return main.tree, ("definitions", clause.id), main.shape.definitions[clause.id]


def _unique(scope: Scope, instruments: Iterable[Instrument]) -> dict[str, Clause]:
    clauses: dict[str, Clause] = {}
    for instrument in instruments:
        for clause in instrument.clauses:
            first = clauses.setdefault(clause.id, clause)
            if first is clause:
                continue
            message, help_ = f"clause `{clause.id}` stands in two instruments", "give this one "
            help_ += "another name; if it restates the other, say `replaces:`"
            label, also = f"in {instrument.id}", f"in {first.instrument}"
            if first.instrument == clause.instrument:
                message = f"`{clause.id}` names two things"
                label, also = ("a definition" if c.defines else "a clause" for c in (clause, first))
                help_ = (
                    "give one of them another name; a definition can name its fact by `defines:`"
                )
            scope.report(
                "E330", message, clause.place, label=label, also=((first.place, also),), help=help_
            )
    return clauses


def _holds(
    scope: Scope,
    reference: _Reference,
    clauses: Mapping[str, Clause],
    instruments: Mapping[str, Instrument],
) -> bool:
    """Whether a reference names another clause; reports it otherwise."""
    name, target, place = reference.clause.id, reference.target, reference.place
    verb = _VERBS[reference.key]
    if target not in clauses:
        many = () if reference.key == "replaces" else tuple(instruments)
        many = (*many, ALL) if reference.key in SWEEPING else many
        known = [other for other in (*clauses, *scope.groups) if other != name]
        if nearest(target, many) and not nearest(target, known):
            known = list(many)
        scope.unknown("E306", "clause", target, place, known, label=f"`{name}` {verb} it")
        return False
    if target == name:
        help_ = "name another clause, or take the line away"
        scope.report("E332", f"`{name}` {verb} itself", place, help=help_)
        return False
    return True


def _check_earlier(
    scope: Scope,
    target: Clause,
    ours: Instrument,
    place: Span,
    instruments: Mapping[str, Instrument],
    verb: str,
) -> None:
    theirs = instruments[target.instrument]
    if is_ranked(theirs) and is_ranked(ours) and theirs.rank > ours.rank:
        ends = "ended" if verb == "repeals" else "replaced"
        scope.report(
            "E331",
            f"`{ours.id}` {verb} `{target.id}`, which isn't there yet",
            place,
            also=((target.place, f"comes with {theirs.id}, effective {theirs.effective}"),),
            help=f"a clause is {ends} by an instrument that is not earlier",
        )
