"""The verdict of a total situation (docs/meaning.md; design 3.3 and 3.4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal, TypeAlias

from .ended import ended
from .model import Agreement, Clause, Modality, Norm
from .survives import Options, surviving
from .truth import Situation, applies, norms

Verdict: TypeAlias = Literal[
    "permitted",
    "prohibited",
    "required",
    "not_required",
    "depends",
    "disputed",
    "not_addressed",
    "conflict",
]
Term: TypeAlias = tuple[Clause, Norm]
"""A norm "taken with its clause"."""

FIRST_THAT_FITS: Final[tuple[tuple[Modality, Verdict], ...]] = (
    ("must not", "prohibited"),
    ("must", "required"),
    ("may", "permitted"),
    ("need not", "not_required"),
)


@dataclass(frozen=True)
class Outcome:
    """What the terms say of a total situation; `defeated` pairs a loser with a winner."""

    verdict: Verdict
    governing: frozenset[str]
    also: frozenset[str]
    defeated: frozenset[tuple[str, str]]
    ended: frozenset[str]


def evaluate(
    agreement: Agreement,
    bearer: str,
    action: str,
    day: date,
    total: Mapping[str, object],
    readings: Mapping[str, str],
    options: Options | None = None,
) -> Outcome:
    """The outcome of a total situation.

    `total` and `readings` need hold only what the clauses that matter mention.
    """
    left = surviving(agreement, options or Options())
    return judge(bearer, action, Situation(left, day, total, readings))


def judge(bearer: str, action: str, now: Situation) -> Outcome:
    """The outcome under what survives the options."""
    terms = relevant(bearer, action, now)
    applicable = [term for term in terms if applies(term[0], now)]
    standing, defeated = prevail(applicable)
    verdict, governing = _verdict(standing)
    return Outcome(
        verdict,
        governing,
        also=frozenset(clause.id for clause, _ in standing) - governing,
        defeated=defeated,
        ended=ended([clause for clause, _ in terms], now),
    )


def relevant(bearer: str, action: str, now: Situation) -> list[Term]:
    """ "Those of bearer b whose modality is `may`, `must not` or `need not` and whose action is a
    or one that a is a kind of; and those of bearer b that say `must` of a itself."

    But for those of instruments that aren't effective: they neither apply nor have they ended.
    """
    return [
        (clause, norm)
        for clause in now.agreement.clauses
        if clause.effective <= now.day
        if may_be_relevant(clause, now.agreement, bearer, action)
        for norm in norms(clause, now)
        if _is_relevant(norm, now.agreement, bearer, action)
    ]


def may_be_relevant(clause: Clause, agreement: Agreement, bearer: str, action: str) -> bool:
    """Whether it has a relevant norm, or may have: a `must` of a choice says it, or `may`."""
    some = list(clause.norms)
    for norm in (norm for way in clause.choice for norm in way.all_norms()):
        some += [norm, replace(norm, modality="may")] if norm.modality == "must" else [norm]
    return any(_is_relevant(norm, agreement, bearer, action) for norm in some)


def _is_relevant(norm: Norm, agreement: Agreement, bearer: str, action: str) -> bool:
    wider = agreement.vocabulary.wider[action]
    return norm.bearer == bearer and (
        norm.action == action if norm.modality == "must" else norm.action in wider
    )


def incompatible(one: Modality, other: Modality) -> bool:
    """ "When one is `must not` and the other `may` or `must`, or one is `need not` and the other
    `must`." """
    return {one, other} in ({"must not", "may"}, {"must not", "must"}, {"need not", "must"})


def overrides(winner: Clause, loser: Clause) -> bool:
    """ "`subject_to: [x]` on a clause is the same as `overrides` of that clause written on x." """
    return loser.id in winner.overrides or winner.id in loser.subject_to


def overrides_many(winner: Clause, loser: Clause) -> bool:
    """ "`overrides: all`" or the other's instrument, or the other is `subject_to` such."""
    return bool(
        {"all", loser.instrument} & set(winner.over_many)
        or {"all", winner.instrument} & set(loser.under_many)
    )


def goes_before(winner: Clause, loser: Clause) -> bool:
    """Whether the one's instrument has an earlier place in the order of precedence."""
    if winner.precedence is None or loser.precedence is None:
        return False
    return winner.precedence < loser.precedence


def beats(winner: Term, loser: Term) -> bool:
    """Whether the one, applicable and undefeated, defeats the other.

    "Of another clause and an incompatible modality, when the other's clause prevails: the first of
    these that tells the two apart says which does: (1) one overrides the other by name; (2) one
    overrides many, the other among them; (3) their places in the order of precedence; (4) rank."
    """
    (strong, strong_norm), (weak, weak_norm) = winner, loser
    if strong.id == weak.id or not incompatible(strong_norm.modality, weak_norm.modality):
        return False
    for prevails in (overrides, overrides_many, goes_before):
        if prevails(strong, weak) != prevails(weak, strong):
            return prevails(strong, weak)
    return strong.rank > weak.rank


def prevail(applicable: Sequence[Term]) -> tuple[list[Term], frozenset[tuple[str, str]]]:
    """The undefeated norms, and who defeated whom.

    "Every norm is either defeated or not": a norm is settled once all that could beat it are.
    """
    standing: list[Term] = []
    beaten: list[Term] = []
    pairs: set[tuple[str, str]] = set()
    waiting = list(applicable)
    while waiting:
        ready = [term for term in waiting if not any(beats(other, term) for other in waiting)]
        if not ready:
            raise ValueError("a cycle of clauses that defeat each other")
        for term in ready:
            winners = [other for other in standing if beats(other, term)]
            pairs |= {(term[0].id, winner[0].id) for winner in winners}
            (beaten if winners else standing).append(term)
            waiting.remove(term)
    return standing, frozenset(pairs)


def _verdict(standing: Sequence[Term]) -> tuple[Verdict, frozenset[str]]:
    """ "From the undefeated relevant norms, the first that fits", with the governing clauses."""
    pairs = [
        {one.id, other.id}
        for one, one_norm in standing
        for other, other_norm in standing
        if incompatible(one_norm.modality, other_norm.modality)
    ]
    if pairs:
        return "conflict", frozenset().union(*pairs)
    for modality, verdict in FIRST_THAT_FITS:
        saying = frozenset(clause.id for clause, norm in standing if norm.modality == modality)
        if saying:
            return verdict, saying
    return "not_addressed", frozenset()
