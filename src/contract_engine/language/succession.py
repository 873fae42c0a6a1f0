"""Who succeeds whom, as written -> norms that pass from one party to another on a day.

From that day on the successor is bound as the other party was, and the other party no longer, or
as well where they are bound jointly. No clause is written twice: its norms are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from contract_engine.files.shapes import AgreementShape
from contract_engine.files.tree import Data, Path
from contract_engine.language.clauses.moments import read_moment
from contract_engine.language.scope import Scope
from contract_engine.lazy_dataclass import dataclass, replace
from contract_engine.model.agreement import Clause, Instrument, Modality, Norm
from contract_engine.model.conditions import All, Condition, HasCome, Not
from contract_engine.model.place import Span

RIGHTS = (Modality.MAY, Modality.NEED_NOT)
DUTIES = (Modality.MUST, Modality.MUST_NOT)


MOST = 50
"""So many parties may succeed others: every norm is written once more for each that may hold it."""


@dataclass(frozen=True)
class _Succession:
    """A party that another succeeds, from when on, and in what."""

    successor: str
    to: str
    since: HasCome
    modalities: tuple[Modality, ...]
    jointly: bool
    place: Span


def with_successors(
    scope: Scope, instruments: Mapping[str, Instrument], main: AgreementShape
) -> Mapping[str, Instrument]:
    """The instruments with the norms of successors beside those of the parties they succeed."""
    passed = list(_read(scope, main))
    if not passed:
        return instruments
    return {
        name: replace(
            instrument,
            clauses=tuple(_passed_on(scope, clause, passed) for clause in instrument.clauses),
        )
        for name, instrument in instruments.items()
    }


def _read(scope: Scope, main: AgreementShape) -> Iterator[_Succession]:
    parties = scope.vocabulary.parties
    if len(main.succeeds) > MOST:
        place = scope.tree.key(("succeeds", list(main.succeeds)[MOST]))
        message = f"{len(main.succeeds)} parties succeed others, and {MOST} at most are looked at"
        scope.report("E366", message, place, help="name only those that are, or may come to be")
        return
    for name, shape in main.succeeds.items():
        path: Path = ("succeeds", name)
        if name not in parties:
            scope.unknown("E305", "party", name, scope.tree.key(path), parties)
            continue
        if shape.to not in parties:
            place = scope.tree.value((*path, "to"))
            scope.unknown("E305", "party", shape.to, place, parties)
            continue
        if shape.to == name:
            help_ = "name the party whose rights and duties it takes over"
            place = scope.tree.value((*path, "to"))
            scope.report("E366", f"`{name}` succeeds itself", place, help=help_)
            continue
        since = read_moment(scope, cast("Data", shape.from_), (*path, "from"), last=False)
        if since is None:
            continue
        modalities = (*_if(shape.rights, RIGHTS), *_if(shape.duties, DUTIES))
        place = scope.tree.key(path)
        if not modalities:
            help_ = "write `yes` at one of them"
            message = f"`{name}` takes over neither rights nor duties"
            scope.report("E366", message, place, help=help_)
            continue
        jointly = shape.jointly == "yes"
        yield _Succession(name, shape.to, HasCome(since, place), modalities, jointly, place)


def _if(said: str | None, modalities: tuple[Modality, ...]) -> tuple[Modality, ...]:
    return () if said == "no" else modalities


def _passed_on(scope: Scope, clause: Clause, passed: list[_Succession]) -> Clause:
    """A clause whose norms are those of whoever is bound by it on a day."""
    norms = list(clause.norms)
    for one in passed:
        mine = [n for n in norms if n.bearer == one.to and n.modality in one.modalities]
        if not mine:
            continue
        if clause.step is not None or any(norm.choice for norm in mine):
            what = "a step" if clause.step is not None else "a choice"
            scope.report(
                "E366",
                f"{what} of `{one.to}` doesn't pass to `{one.successor}`",
                clause.place,
                also=((one.place, "who succeeds"),),
                help="write the clause for each of the two, with `until:` and `from:` the day",
            )
            continue
        norms = [each for norm in norms for each in _with_successor(norm, one, mine)]
    return replace(clause, norms=tuple(norms))


def _with_successor(norm: Norm, one: _Succession, mine: list[Norm]) -> Iterator[Norm]:
    """A norm, and that of who succeeds its bearer."""
    if norm not in mine:
        yield norm
        return
    before = Not(one.since, one.place)
    yield norm if one.jointly else replace(norm, when=_both(norm.when, before))
    yield replace(norm, bearer=one.successor, when=_both(norm.when, one.since))


def _both(first: Condition | None, second: Condition) -> Condition:
    return second if first is None else All((first, second))
