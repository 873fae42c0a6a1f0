"""When a clause is in force, applies, or has ended (docs/meaning.md; design 3.1 and 3.2)."""

from __future__ import annotations

from collections.abc import Iterable

from .days import has_come
from .model import Agreement, Clause
from .truth import Situation, day_of, is_true

# In this module the agreement is what survives the options.


def in_force(clause: Clause, agreement: Agreement, now: Situation) -> bool:
    """ "A clause is in force on D when": the five points of docs/meaning.md.

    Point 1 asks that the clause survives: only those that do are ever asked about.
    """
    return (
        has_begun(clause, now)
        and not _is_repealed(clause, agreement, now)
        and not _is_replaced(clause, agreement, now)
        and not _has_run_out(clause, now)
    )


def has_begun(clause: Clause, now: Situation) -> bool:
    """1. "Its instrument's effective day is on or before D";
    2. "its `from`, if any, has come by D"."""
    return clause.effective <= now.day and (
        clause.start is None or has_come(day_of(clause.start, now), now.day)
    )


def _is_repealed(clause: Clause, agreement: Agreement, now: Situation) -> bool:
    """3. "No surviving repeal of it stands in an instrument whose effective day is on or before
    D"."""
    return any(
        repeal.clause == clause.id and repeal.effective <= now.day for repeal in agreement.repeals
    )


def _is_replaced(clause: Clause, agreement: Agreement, now: Situation) -> bool:
    """4. "No surviving clause replaces it whose instrument's effective day is on or before D and
    whose `from`, if any, has come by D (whether or not that clause is itself still in force)"."""
    return any(clause.id in other.replaces and has_begun(other, now) for other in agreement.clauses)


def _has_run_out(clause: Clause, now: Situation) -> bool:
    """5. "D is not after `through`, and `until` has not come by D"."""
    through, until = clause.through, clause.until
    if through is not None:
        last_day = day_of(through, now)
        if has_come(last_day, now.day) and last_day != now.day:
            return True
    return until is not None and has_come(day_of(until, now), now.day)


def conditions_hold(clause: Clause, now: Situation) -> bool:
    """ "Every `when` is true and no `unless` is true." """
    return all(is_true(line, now) for line in clause.when) and not any(
        is_true(line, now) for line in clause.unless
    )


def applies(clause: Clause, agreement: Agreement, now: Situation) -> bool:
    """ "A clause applies when it is in force, every `when` is true and no `unless` is true." """
    return in_force(clause, agreement, now) and conditions_hold(clause, now)


def ended(clauses: Iterable[Clause], agreement: Agreement, now: Situation) -> frozenset[str]:
    """ "The clauses with a relevant norm" (those given) "that survive, whose instrument is
    effective and whose `from` has come, that are not in force, and all of whose `when` and none
    of whose `unless` are true."

    "Of a chain of replacements only the last counts: a clause is left out where another with a
    relevant norm, all of whose `when` and none of whose `unless` are true, has replaced it,
    directly or through a chain (each link begun: its instrument effective and its `from` come),
    in force or not."
    """
    would = [c for c in clauses if has_begun(c, now) and conditions_hold(c, now)]
    names = {clause.id for clause in would}
    return frozenset(
        clause.id
        for clause in would
        if not in_force(clause, agreement, now) and not names & _replacers(clause, agreement, now)
    )


def _replacers(clause: Clause, agreement: Agreement, now: Situation) -> set[str]:
    """The clauses that have replaced this one by D, directly or through a chain.

    Every link is a replacement that has taken effect; the clauses between need not be relevant.
    """
    found: set[str] = set()
    for other in agreement.clauses:
        if clause.id in other.replaces and has_begun(other, now):
            found |= {other.id} | _replacers(other, agreement, now)
    return found
