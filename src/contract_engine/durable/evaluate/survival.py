"""An agreement and the options of a question -> which clauses and repeals are left.

What is dropped counts for nothing: neither it nor its replacing, repealing and overriding.
"""

from __future__ import annotations

from collections.abc import Set

from contract_engine.durable.errors import RefusedInput
from contract_engine.lazy_dataclass import dataclass
from contract_engine.model.agreement import Agreement, Clause, Repeal
from contract_engine.model.publication import grade_known
from contract_engine.model.question import Options


@dataclass(frozen=True, slots=True)
class Left:
    """Ids of clauses; and of repeals, as (instrument, clause)."""

    clauses: Set[str]
    repeals: Set[tuple[str, str]]


def survive(agreement: Agreement, options: Options) -> Left:
    """What the options leave; `options.readings` drops no clause."""
    instruments = _instruments(agreement, options)
    return Left(
        frozenset(
            clause.id
            for clause in agreement.clauses.values()
            if clause.instrument in instruments and _stays(agreement, clause, options)
        ),
        frozenset(
            (repeal.instrument, repeal.clause)
            for repeal in agreement.repeals
            if repeal.instrument in instruments and _stays(agreement, repeal, options)
        ),
    )


def _instruments(agreement: Agreement, options: Options) -> set[str]:
    """The instruments that `under` and `without` leave."""
    named = {*options.without, *([] if options.under is None else [options.under])}
    if unknown := sorted(named - set(agreement.instruments)):
        raise RefusedInput(f"`{unknown[0]}` is not an instrument")
    left = set(agreement.instruments)
    if options.under is not None:
        highest = agreement.instruments[options.under].rank
        left = {name for name in left if agreement.instruments[name].rank <= highest}
    dropped = set(options.without)
    while newly := {
        name
        for name, instrument in agreement.instruments.items()
        if instrument.clarifies in dropped and name not in dropped
    }:
        dropped |= newly
    return left - dropped


def _stays(agreement: Agreement, item: Clause | Repeal, options: Options) -> bool:
    """Whether it was published by `known` (that day included) and is then as good as `evidence`."""
    if options.known is not None and item.published > options.known:
        return False
    known, sources = options.known, agreement.sources
    grade = grade_known(sources, item.grade, item.cites, known, item.published)
    return options.evidence is None or grade >= options.evidence
