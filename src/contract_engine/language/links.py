"""Instruments as read one by one -> instruments whose references to each other all hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from contract_engine.language.ranks import Written, is_ranked, with_ranks
from contract_engine.language.scope import Scope, name_places
from contract_engine.model.agreement import Clause, Instrument
from contract_engine.model.place import Span

_VERBS = {"overrides": "overrides", "subject_to": "is subject to", "replaces": "replaces"}


@dataclass(frozen=True)
class _Reference:
    """A clause names another, under one of the keys."""

    clause: Clause
    key: str
    target: str
    place: Span


def link(
    scope: Scope, instruments: Mapping[str, Instrument], written: Mapping[str, Written]
) -> dict[str, Instrument]:
    """Set ranks, write `subject_to` as `overrides`, and check every name that a clause names."""
    ranked = with_ranks(scope, instruments, written)
    clauses = _unique(scope, ranked.values())
    over: dict[str, dict[str, None]] = {name: {} for name in clauses}
    for reference in _references(ranked.values(), written):
        scope.clause = reference.clause.text
        if _holds(scope, reference, clauses):
            name, target = reference.clause.id, reference.target
            if reference.key == "replaces":
                ours = ranked[reference.clause.instrument]
                _check_earlier(scope, clauses[target], ours, reference.place, ranked, "replaces")
            else:
                winner, loser = (target, name) if reference.key == "subject_to" else (name, target)
                over[winner][loser] = None
        scope.clause = ""
    for instrument in ranked.values():
        for repeal in instrument.repeals:
            found = clauses.get(repeal.clause)
            if found is None:
                scope.unknown("E306", "clause", repeal.clause, repeal.place, clauses)
            else:
                _check_earlier(scope, found, instrument, repeal.place, ranked, "repeals")
    return {
        instrument.id: replace(
            instrument,
            clauses=tuple(
                replace(clause, overrides=tuple(over[clause.id])) for clause in instrument.clauses
            ),
        )
        for instrument in ranked.values()
    }


def check_named(
    scope: Scope, named: Iterable[tuple[str, Span]], clauses: Mapping[str, Clause]
) -> None:
    """Every clause that is named from outside (by a dispute) is there."""
    for name, place in named:
        if name not in clauses:
            scope.unknown("E306", "clause", name, place, clauses)


def _references(
    instruments: Iterable[Instrument], written: Mapping[str, Written]
) -> Iterator[_Reference]:
    for instrument in instruments:
        here = written[instrument.id]
        for clause in instrument.clauses:
            shape = here.shape.clauses[clause.id]
            for key in _VERBS:
                path = (*here.at, "clauses", clause.id, key)
                for target, place in name_places(here.tree, getattr(shape, key), path):
                    yield _Reference(clause, key, target, place)


def _unique(scope: Scope, instruments: Iterable[Instrument]) -> dict[str, Clause]:
    clauses: dict[str, Clause] = {}
    for instrument in instruments:
        for clause in instrument.clauses:
            first = clauses.setdefault(clause.id, clause)
            if first is not clause:
                scope.report(
                    "E330",
                    f"clause `{clause.id}` stands in two instruments",
                    clause.place,
                    label=f"in {instrument.id}",
                    also=((first.place, f"in {first.instrument}"),),
                    help="give this one another name; if it restates the other, say `replaces:`",
                )
    return clauses


def _holds(scope: Scope, reference: _Reference, clauses: Mapping[str, Clause]) -> bool:
    """Whether a reference names another clause; reports it otherwise."""
    name, target, place = reference.clause.id, reference.target, reference.place
    verb = _VERBS[reference.key]
    if target not in clauses:
        known = [other for other in clauses if other != name]
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
