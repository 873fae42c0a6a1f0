"""An agreement, a bearer and an action -> the relevant norms, and what to ask each instrument.

Only clauses with a relevant norm are asked whether they apply. Of the clauses that replace those,
directly or through a chain, it is asked whether they have begun; of instruments, whether what they
repeal is repealed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from contract_engine.durable.errors import RefusedInput
from contract_engine.lazy_dataclass import dataclass
from contract_engine.model.agreement import Agreement, Clause, Modality, Norm


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one instrument is asked, each a list of clauses in file order."""

    applies: tuple[str, ...] = ()
    begun: tuple[str, ...] = ()
    repealed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """The relevant norms with their clauses, in file order, and what to ask each instrument."""

    norms: tuple[tuple[Clause, Norm], ...]
    wanted: Mapping[str, Wanted]


def plan(agreement: Agreement, bearer: str, action: str) -> Plan:
    """What a question about this bearer and action needs, whatever the day and the options."""
    norms = _relevant(agreement, bearer, action)
    relevant = {clause.id for clause, _ in norms}
    replacing = _links(agreement, relevant)
    wanted: dict[str, Wanted] = {}
    for name, instrument in agreement.instruments.items():
        asked = Wanted(
            tuple(clause.id for clause in instrument.clauses if clause.id in relevant),
            tuple(clause.id for clause in instrument.clauses if clause.id in replacing),
            tuple(dict.fromkeys(r.clause for r in instrument.repeals if r.clause in relevant)),
        )
        if asked != Wanted():
            wanted[name] = asked
    return Plan(norms, wanted)


def _relevant(agreement: Agreement, bearer: str, action: str) -> tuple[tuple[Clause, Norm], ...]:
    if bearer not in agreement.vocabulary.parties:
        raise RefusedInput(f"`{bearer}` is not a party")
    if action not in agreement.vocabulary.actions:
        raise RefusedInput(f"`{action}` is not an action")
    wider = agreement.vocabulary.widening(action)
    return tuple(
        (clause, norm)
        for clause in agreement.clauses.values()
        for norm in clause.norms
        if norm.bearer == bearer
        and (norm.action == action if norm.modality is Modality.MUST else norm.action in wider)
    )


def _links(agreement: Agreement, relevant: set[str]) -> set[str]:
    """The clauses that replace a relevant one, and those on a chain between two relevant ones."""
    clauses = agreement.clauses
    replacers: dict[str, list[str]] = {}
    for clause in clauses.values():
        for replaced in clause.replaces:
            replacers.setdefault(replaced, []).append(clause.id)
    direct = {winner for loser in relevant for winner in replacers.get(loser, ())}
    above = _closure(direct, lambda clause: replacers.get(clause, ()))
    below = _closure(relevant, lambda clause: clauses[clause].replaces if clause in clauses else ())
    return direct | (above & below)


def _closure(start: set[str], step: Callable[[str], Iterable[str]]) -> set[str]:
    found, waiting = set(start), list(start)
    while waiting:
        new = set(step(waiting.pop())) - found
        found |= new
        waiting.extend(new)
    return found
