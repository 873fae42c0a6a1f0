"""Instruments as read one by one -> instruments whose references to each other all hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from contract_engine.language.scope import Scope
from contract_engine.model.agreement import Clause, Instrument
from contract_engine.model.evidence import Dispute
from contract_engine.model.place import Span

References = Mapping[tuple[str, str], tuple[tuple[str, Span], ...]]
"""Of each (clause or instrument, key), the names that stand under the key, and where."""


def link(
    scope: Scope, instruments: Mapping[str, Instrument], references: References
) -> dict[str, Instrument]:
    """Set ranks, write `subject_to` as `overrides`, and check every name that a clause names."""
    ranked = {
        i.id: replace(i, rank=_rank(scope, i, instruments, references))
        for i in instruments.values()
    }
    for instrument in ranked.values():
        _check_order(scope, instrument, ranked, references)
    clauses = _unique(scope, ranked.values())
    over: dict[str, list[str]] = {name: [] for name in clauses}
    for clause in clauses.values():
        scope.clause = clause.text
        for target, place in references.get((clause.id, "overrides"), ()):
            if _named(scope, clause, target, clauses, "overrides", place):
                over[clause.id].append(target)
        for target, place in references.get((clause.id, "subject_to"), ()):
            if _named(scope, clause, target, clauses, "is subject to", place):
                over[target].append(clause.id)
        for target, place in references.get((clause.id, "replaces"), ()):
            if _named(scope, clause, target, clauses, "replaces", place):
                _check_earlier(scope, clauses[target], clause.instrument, place, ranked, "replaces")
        scope.clause = ""
    for instrument in ranked.values():
        for repeal in instrument.repeals:
            if repeal.clause not in clauses:
                scope.unknown("E306", "clause", repeal.clause, repeal.place, clauses)
            else:
                _check_earlier(
                    scope, clauses[repeal.clause], instrument.id, repeal.place, ranked, "repeals"
                )
    return {
        instrument.id: replace(
            instrument,
            clauses=tuple(
                replace(clause, overrides=tuple(dict.fromkeys(over.get(clause.id, ()))))
                for clause in instrument.clauses
            ),
        )
        for instrument in ranked.values()
    }


def check_disputes(
    scope: Scope, disputes: Iterable[Dispute], clauses: Mapping[str, Clause]
) -> None:
    """Every clause that a dispute names is there."""
    for dispute in disputes:
        for name in dispute.clauses:
            if name not in clauses:
                scope.unknown("E306", "clause", name, dispute.place, clauses)


def _rank(
    scope: Scope,
    instrument: Instrument,
    instruments: Mapping[str, Instrument],
    references: References,
) -> tuple[date, int]:
    seen = [instrument.id]
    current = instrument
    while current.kind == "clarification":
        target = current.clarifies
        if target is None:
            if current is instrument:
                scope.report(
                    "E336",
                    "a clarification says what it clarifies",
                    current.place,
                    help="add `clarifies: ` and the instrument",
                )
            break
        if target not in instruments:
            if current is instrument:
                place = _place(references, instrument, "clarifies")
                scope.unknown("E309", "instrument", target, place, instruments)
            break
        if target in seen:
            scope.report(
                "E336",
                f"`{instrument.id}` clarifies itself",
                _place(references, instrument, "clarifies"),
            )
            break
        seen.append(target)
        current = instruments[target]
    if instrument.clarifies is not None and instrument.kind != "clarification":
        scope.report(
            "E336",
            f"`{instrument.id}` is no clarification",
            _place(references, instrument, "clarifies"),
            help="write `kind: clarification`, or `amends:`",
        )
    return current.rank


def _place(references: References, instrument: Instrument, key: str) -> Span:
    found = references.get((instrument.id, key))
    return found[0][1] if found else instrument.place


def _check_order(
    scope: Scope,
    instrument: Instrument,
    instruments: Mapping[str, Instrument],
    references: References,
) -> None:
    for name, verb in ((instrument.amends, "amends"), (instrument.clarifies, "clarifies")):
        if name is None:
            continue
        target = instruments.get(name)
        if target is None:
            if verb == "amends":
                place = _place(references, instrument, "amends")
                scope.unknown("E309", "instrument", name, place, instruments)
        elif instrument.effective < target.effective:
            message = (
                f"`{instrument.id}` is effective {instrument.effective}, before "
                f"`{name}`, which it {verb}"
            )
            scope.report(
                "E334",
                message,
                _place(references, instrument, "effective"),
                also=((target.place, f"effective {target.effective}"),),
            )


def _unique(scope: Scope, instruments: Iterable[Instrument]) -> dict[str, Clause]:
    clauses: dict[str, Clause] = {}
    for instrument in instruments:
        for clause in instrument.clauses:
            if clause.id in clauses:
                first = clauses[clause.id]
                scope.report(
                    "E330",
                    f"clause `{clause.id}` stands twice",
                    clause.place,
                    also=((first.place, f"first in {first.instrument}"),),
                    help="a clause's name is unique in the agreement; if this one "
                    "restates the other, rename it and say `replaces:`",
                )
            else:
                clauses[clause.id] = clause
    return clauses


def _named(
    scope: Scope,
    clause: Clause,
    target: str,
    clauses: Mapping[str, Clause],
    verb: str,
    place: Span,
) -> bool:
    if target not in clauses:
        known = [name for name in clauses if name != clause.id]
        scope.unknown("E306", "clause", target, place, known, label=f"`{clause.id}` {verb} it")
        return False
    if target == clause.id:
        scope.report("E341", f"`{clause.id}` {verb} itself", place)
        return False
    return True


def _check_earlier(
    scope: Scope,
    target: Clause,
    instrument: str,
    place: Span,
    instruments: Mapping[str, Instrument],
    verb: str,
) -> None:
    theirs, ours = instruments[target.instrument], instruments[instrument]
    if theirs.rank > ours.rank:
        scope.report(
            "E331",
            f"`{instrument}` {verb} `{target.id}`, which isn't there yet",
            place,
            also=((target.place, f"comes with {theirs.id}, effective {theirs.effective}"),),
        )
