"""An agreement with definitions -> the same, each comparison of a defined fact with its meaning.

The evaluators need know no more of definitions than that. What was made can be made again:
comparisons keep what they say.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from itertools import chain
from typing import cast

from contract_engine.definitions.compare import FALSE
from contract_engine.definitions.meanings import Meanings
from contract_engine.lazy_dataclass import replace
from contract_engine.model.agreement import Agreement, Clause, Instrument, Norm
from contract_engine.model.conditions import All, Any, Condition, InOrder, Weighed
from contract_engine.model.days import Moment
from contract_engine.model.question import UNKNOWN, Given
from contract_engine.model.traverse import inside, of_clause
from contract_engine.model.vocabulary import NumberFact

DEEP = 10_000
"""Room on the stack for the longest chain of definitions that is allowed."""
KEPT = 16
"""The meanings of so many agreements are kept."""


def with_meanings(agreement: Agreement) -> Agreement:
    """The agreement in which every comparison of a defined fact knows what it means."""
    sys.setrecursionlimit(max(sys.getrecursionlimit(), DEEP))
    meanings = Meanings(agreement)
    return replace(
        agreement,
        instruments=instruments_with(meanings, agreement.instruments),
        impossible=tuple(cast("All", meanings.condition(c)) for c in agreement.impossible),
    )


def instruments_with(
    meanings: Meanings, instruments: Mapping[str, Instrument]
) -> dict[str, Instrument]:
    """The same instruments with the meanings of all that their clauses say.

    Args:
        meanings: What comparisons and moments mean.
        instruments: The instruments, by name.
    """
    return {
        name: replace(each, clauses=tuple(_clause(meanings, clause) for clause in each.clauses))
        for name, each in instruments.items()
    }


def _clause(meanings: Meanings, clause: Clause) -> Clause:
    def term(moment: Moment | None) -> Moment | None:
        return None if moment is None else meanings.moment(moment)

    def meant(norm: Norm) -> Norm:
        return norm if norm.when is None else replace(norm, when=meanings.condition(norm.when))

    return replace(
        clause,
        norms=tuple(meant(norm) for norm in clause.norms),
        when=All(tuple(meanings.condition(c) for c in clause.when.parts), clause.when.place),
        unless=tuple(meanings.condition(c) for c in clause.unless),
        from_=term(clause.from_),
        through=term(clause.through),
        until=term(clause.until),
        rows=tuple(replace(row, when=meanings.condition(row.when)) for row in clause.rows),
    )


def has_meanings(agreement: Agreement) -> bool:
    """Whether something may mean what isn't written: by a definition, a count, an order."""
    facts = agreement.vocabulary.facts.values()
    if agreement.definitions or any(isinstance(f, NumberFact) and f.whole for f in facts):
        return True
    said = chain(agreement.impossible, *(of_clause(c) for c in agreement.clauses.values()))
    return any(isinstance(part, InOrder | Weighed) for part in inside(*said))


def contradiction(agreement: Agreement, name: str, given: Given) -> Condition:
    """True where a line of a definition gives a fact another value than what is given."""
    if given is UNKNOWN or name not in agreement.definitions:
        return FALSE
    return meanings_of(agreement).contradiction(name, given)


def decided(agreement: Agreement, name: str) -> Condition:
    """True where a line of a definition gives a fact its value, whatever its own."""
    return Any(meanings_of(agreement).matches(name))


def meanings_of(agreement: Agreement) -> Meanings:
    """The meanings of an agreement, made once: of a line always the same condition."""
    known = _known.get(id(agreement))
    if known is None or known[0] is not agreement:
        if len(_known) >= KEPT:
            _known.clear()
        known = _known[id(agreement)] = agreement, Meanings(agreement)
    return known[1]


_known: dict[int, tuple[Agreement, Meanings]] = {}
