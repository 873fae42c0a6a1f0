"""Which clauses have ended (docs/meaning.md, "Verdict")."""

from __future__ import annotations

from collections.abc import Iterable

from .model import Clause
from .truth import Situation, conditions_hold, has_begun, in_force


def ended(clauses: Iterable[Clause], now: Situation) -> frozenset[str]:
    """ "The clauses with a relevant norm" (those given) "that survive, whose instrument is
    effective and whose `from` has come, that are not in force, and all of whose `when` and none
    of whose `unless` are true."

    "Of a chain of replacements only the last counts: a clause is left out where another with a
    relevant norm, all of whose `when` and none of whose `unless` are true, has replaced it,
    directly or through a chain (each link begun: its instrument effective and its `from` come),
    in force or not, and has not been replaced by it in the same way."
    """
    would = [c for c in clauses if has_begun(c, now) and conditions_hold(c, now)]
    replacers = {clause.id: _replacers(clause, now) for clause in would}
    return frozenset(
        clause.id
        for clause in would
        if not in_force(clause, now)
        and not any(
            other in replacers[clause.id] and clause.id not in replacers[other]
            for other in replacers
        )
    )


def _replacers(clause: Clause, now: Situation) -> set[str]:
    """The clauses that have replaced this one by D, directly or through a chain.

    Every link is a replacement that has taken effect; the clauses between need not be relevant.
    """
    found: set[str] = set()
    more = {clause.id}
    while more:
        more = {
            other.id
            for other in now.agreement.clauses
            if more & set(other.replaces) and has_begun(other, now)
        } - found
        found |= more
    return found
