"""What the rule sets found, over all instruments -> the outcome of a total situation.

Here the instruments meet: repeals and replacements end clauses of other instruments, and clauses
in force defeat one another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from contract_engine.durable.compile.clauses import choice_name
from contract_engine.durable.errors import EngineError
from contract_engine.durable.evaluate.survival import Left
from contract_engine.lazy_dataclass import dataclass, field
from contract_engine.model.agreement import Agreement, Clause, Modality, Norm
from contract_engine.model.outcome import Defeat, Outcome, Verdict

Term = tuple[Clause, Norm]
"""A relevant norm with its clause."""

INCOMPATIBLE = {
    frozenset({Modality.MUST_NOT, Modality.MAY}),
    frozenset({Modality.MUST_NOT, Modality.MUST}),
    frozenset({Modality.NEED_NOT, Modality.MUST}),
}

VERDICTS = (
    (Modality.MUST_NOT, Verdict.PROHIBITED),
    (Modality.MUST, Verdict.REQUIRED),
    (Modality.MAY, Verdict.PERMITTED),
    (Modality.NEED_NOT, Verdict.NOT_REQUIRED),
)


@dataclass(slots=True)
class Found:
    """What the rule sets conclude on the day asked about, before instruments are compared.

    begun: clauses whose instrument is effective and whose `from` has come;
    suiting: those begun, all of whose `when` and none of whose `unless` are true;
    applying: those suiting whose term has not run out;
    repealed: (instrument, clause) where the repealing instrument is effective;
    left: norms of choices, by `choice_name`, whose alternative is left.
    """

    begun: set[str] = field(default_factory=set)
    suiting: set[str] = field(default_factory=set)
    applying: set[str] = field(default_factory=set)
    repealed: set[tuple[str, str]] = field(default_factory=set)
    left: set[str] = field(default_factory=set)


def prevail(agreement: Agreement, norms: Sequence[Term], found: Found, left: Left) -> Outcome:
    """The verdict and the clauses behind it; `norms` are the relevant ones in file order."""
    norms = [
        (clause, norm)
        for clause, norm in norms
        if clause.id in left.clauses
        and (norm.when is None or choice_name(clause, norm) in found.left)
    ]
    replacements = _replacements(agreement, found.begun & left.clauses)
    gone = {clause for _, clause in found.repealed & left.repeals}
    gone.update(loser for losers in replacements.values() for loser in losers)
    applicable = [term for term in norms if term[0].id in found.applying - gone]
    suiting = found.suiting & {clause.id for clause, _ in norms}
    ended = suiting - (found.applying - gone) - _succeeded(suiting, replacements)
    return _judge(agreement, applicable, _in_order(agreement, ended))


def _replacements(agreement: Agreement, begun: Set[str]) -> dict[str, tuple[str, ...]]:
    """Of each clause that has begun, what it has replaced."""
    return {
        clause: agreement.clauses[clause].replaces
        for clause in begun
        if agreement.clauses[clause].replaces
    }


def _succeeded(suiting: Set[str], replacements: Mapping[str, tuple[str, ...]]) -> set[str]:
    """What clauses that suit the situation have replaced, directly or through a chain of any.

    Of a circle none has: each of it has replaced the other.
    """
    gone_for = {winner: _behind(winner, replacements) for winner in suiting}
    return {
        loser
        for winner, losers in gone_for.items()
        for loser in losers
        if winner not in gone_for.get(loser, ())
    }


def _behind(winner: str, replacements: Mapping[str, tuple[str, ...]]) -> set[str]:
    """What a clause has replaced, directly or through a chain."""
    found: set[str] = set()
    waiting = list(replacements.get(winner, ()))
    while waiting:
        loser = waiting.pop()
        if loser not in found:
            found.add(loser)
            waiting.extend(replacements.get(loser, ()))
    return found


def _judge(agreement: Agreement, applicable: Sequence[Term], ended: tuple[str, ...]) -> Outcome:
    standing, defeats = _contest(agreement, applicable)
    verdict, governing = _verdict(standing)
    also = {clause.id for clause, _ in standing} - governing
    order = {clause: place for place, clause in enumerate(agreement.clauses)}
    return Outcome(
        verdict,
        _in_order(agreement, governing),
        _in_order(agreement, also),
        tuple(sorted(defeats, key=lambda defeat: (order[defeat.id], order[defeat.by]))),
        ended,
    )


def _contest(agreement: Agreement, terms: Sequence[Term]) -> tuple[list[Term], set[Defeat]]:
    """The undefeated norms, and every defeat; a norm is decided after all that could defeat it."""
    rivals = [
        {
            place: why
            for place, winner in enumerate(terms)
            if (why := _why_beats(agreement, winner, loser))
        }
        for loser in terms
    ]
    standing: set[int] = set()
    defeats: set[Defeat] = set()
    waiting = set(range(len(terms)))
    while waiting:
        ready = {place for place in waiting if not rivals[place].keys() & waiting}
        if not ready:
            names = ", ".join(f"`{terms[place][0].id}`" for place in sorted(waiting))
            raise EngineError(f"these clauses defeat one another in a circle: {names}")
        waiting -= ready
        for place in ready:
            winners = rivals[place].keys() & standing
            defeats |= {
                Defeat(terms[place][0].id, terms[winner][0].id, rivals[place][winner])
                for winner in winners
            }
            if not winners:
                standing.add(place)
    return [terms[place] for place in sorted(standing)], defeats


def _why_beats(agreement: Agreement, winner: Term, loser: Term) -> str:
    """Why the one, applicable and undefeated, defeats the other; empty when it doesn't."""
    (strong, strong_norm), (weak, weak_norm) = winner, loser
    if strong.id == weak.id or not _incompatible(strong_norm, weak_norm):
        return ""
    if weak.id in strong.overrides:
        return "overrides"
    if strong.id in weak.overrides:
        return ""
    ranks = [agreement.instruments[clause.instrument].rank for clause in (strong, weak)]
    return "later" if ranks[0] > ranks[1] else ""


def _incompatible(one: Norm, other: Norm) -> bool:
    return frozenset({one.modality, other.modality}) in INCOMPATIBLE


def _verdict(standing: Sequence[Term]) -> tuple[Verdict, set[str]]:
    """The verdict of the undefeated norms, and the clauses that govern."""
    opposed = {
        clause.id
        for one in standing
        for other in standing
        if _incompatible(one[1], other[1])
        for clause in (one[0], other[0])
    }
    if opposed:
        return Verdict.CONFLICT, opposed
    for modality, verdict in VERDICTS:
        if says := {clause.id for clause, norm in standing if norm.modality is modality}:
            return verdict, says
    return Verdict.NOT_ADDRESSED, set()


def _in_order(agreement: Agreement, clauses: Set[str]) -> tuple[str, ...]:
    return tuple(clause for clause in agreement.clauses if clause in clauses)
