"""Instruments -> the clauses that would defeat each other in a circle.

Where every override goes from a later instrument to an earlier one, the relation goes down the
ranks and has no circle. So a circle is looked for only around each override that doesn't (the
suspects): from the clause it defeats, back to the one that defeats it; and only where the two are
in one knot.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import islice

from contract_engine.language.instruments.knots import knots
from contract_engine.language.instruments.ranks import is_ranked
from contract_engine.language.scope import Scope
from contract_engine.lazy_dataclass import dataclass
from contract_engine.model.agreement import Clause, Instrument, Modality
from contract_engine.model.norms import OPPOSITES, incompatible, speaks_of
from contract_engine.model.vocabulary import Vocabulary

MOST = 500
"""So many suspects of one act that lie on circles are followed; who mends these sees the rest."""


@dataclass(frozen=True)
class _Act:
    """A norm on one act: its clause, what it says, its rank."""

    clause: Clause
    modality: Modality
    rank: tuple[date, int]


def check_cycles(scope: Scope, instruments: Mapping[str, Instrument]) -> None:
    """Report every circle of defeat: named overrides, and rank where none is named."""
    ranks = {
        clause.id: instrument.rank
        for instrument in instruments.values()
        if is_ranked(instrument)
        for clause in instrument.clauses
    }
    clauses = [c for i in instruments.values() for c in i.clauses if c.id in ranks]
    suspects = {
        c.id: [loser for loser in c.overrides if loser in ranks and ranks[loser] >= ranks[c.id]]
        for c in clauses
    }
    if not any(suspects.values()):
        return
    reported: set[frozenset[str]] = set()
    for acts in _by_act(scope.vocabulary, clauses, suspects, ranks):
        for act, loser, knot in islice(_tied(acts, suspects), MOST):
            # A circle without a step up has all its clauses on one level.
            up = ranks[loser] > act.rank
            cycle = _cycle([each for each in knot if up or each.rank == act.rank], act, loser)
            if cycle and frozenset(c.id for c in cycle) not in reported:
                reported.add(frozenset(clause.id for clause in cycle))
                _report(scope, cycle)


def _report(scope: Scope, cycle: Sequence[Clause]) -> None:
    def why(index: int) -> str:
        winner, loser = cycle[index], cycle[(index + 1) % len(cycle)]
        named = loser.id in winner.overrides
        return f"{'prevails over' if named else 'is later than'} `{loser.id}`"

    names = " > ".join(f"`{clause.id}`" for clause in [*cycle, cycle[0]])
    scope.report(
        "E333",
        f"these clauses defeat each other in a circle: {names}",
        cycle[0].place,
        label=why(0),
        also=tuple((clause.place, why(i)) for i, clause in enumerate(cycle) if i),
        help="take one `overrides` or `subject_to` away, or say what holds with `unless`",
    )


def _by_act(
    vocabulary: Vocabulary,
    clauses: Sequence[Clause],
    suspects: Mapping[str, Sequence[str]],
    ranks: Mapping[str, tuple[date, int]],
) -> Iterator[list[_Act]]:
    """For each bearer and act that a suspect override may concern, the norms on it."""
    norms = [(clause, norm) for clause in clauses for norm in clause.norms]
    named = {(n.bearer, n.action) for clause, n in norms if suspects[clause.id]}
    wider = {norm.action: vocabulary.widening(norm.action) for _, norm in norms}
    for bearer, action in dict.fromkeys((norm.bearer, norm.action) for _, norm in norms):
        if any((bearer, wide) in named for wide in wider[action]):
            yield [
                _Act(clause, norm.modality, ranks[clause.id])
                for clause, norm in norms
                if norm.bearer == bearer and speaks_of(norm, action, wider[action])
            ]


def _tied(
    acts: Sequence[_Act], suspects: Mapping[str, Sequence[str]]
) -> Iterator[tuple[_Act, str, Sequence[_Act]]]:
    """Each suspect on a circle: the norm, the clause it defeats, and the knot that has both."""
    for places in knots(*_steps(acts)):
        knot = [acts[place] for place in places]
        tied = {act.clause.id for act in knot}
        for act in knot:
            for loser in suspects[act.clause.id]:
                if loser in tied:
                    yield act, loser, knot


def _steps(acts: Sequence[_Act]) -> tuple[list[int], list[int]]:
    """Of each norm those that it defeats, and those that defeat it, as `_defeats` says; in bits."""
    own, opposed = Counter[str](), Counter[Modality]()
    levels = Counter[tuple[date, int]]()
    for place, act in enumerate(acts):
        own[act.clause.id] |= 1 << place
        levels[act.rank] |= 1 << place
        for modality in OPPOSITES[act.modality]:
            opposed[modality] |= 1 << place
    below, lower = 0, dict[tuple[date, int], int]()
    for rank in sorted(levels):
        lower[rank] = below
        below |= levels[rank]
    named, naming = Counter[str](), Counter[str]()
    for clause in {act.clause.id: act.clause for act in acts}.values():
        for loser in clause.overrides:
            named[clause.id] |= own[loser]
            naming[loser] |= own[clause.id]
    down, up = [], []
    for act in acts:
        name, others = act.clause.id, opposed[act.modality] & ~own[act.clause.id]
        higher = below & ~lower[act.rank] & ~levels[act.rank]
        down.append((named[name] | lower[act.rank] & ~naming[name]) & others)
        up.append((naming[name] | higher & ~named[name]) & others)
    return down, up


def _cycle(acts: Sequence[_Act], first: _Act, loser: str) -> list[Clause]:
    """The shortest circle that begins with `first` defeating the clause `loser`, or nothing."""
    starts = [act for act in acts if act.clause.id == loser and _defeats(first, act)]
    came: dict[int, _Act] = {id(act): first for act in starts}
    left = [act for act in acts if id(act) not in came]
    waiting = list(starts)
    for act in waiting:
        rest = []
        for other in left:
            if not _defeats(act, other):
                rest.append(other)
                continue
            came[id(other)] = act
            if other is first:
                return _path(came, first)
            waiting.append(other)
        left = rest
    return []


def _path(came: Mapping[int, _Act], first: _Act) -> list[Clause]:
    path = [came[id(first)]]
    while (before := came[id(path[-1])]) is not first:
        path.append(before)
    return [first.clause, *(act.clause for act in reversed(path))]


def _defeats(winner: _Act, loser: _Act) -> bool:
    if not incompatible(winner.modality, loser.modality) or winner.clause is loser.clause:
        return False
    if loser.clause.id in winner.clause.overrides:
        return True
    return winner.rank > loser.rank and winner.clause.id not in loser.clause.overrides
