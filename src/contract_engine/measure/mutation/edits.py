"""An agreement and one change -> the changed agreement, all else as it was."""

from __future__ import annotations

from datetime import date

from contract_engine.files.tree import Tree
from contract_engine.language.instruments.defeat_cycles import check_cycles
from contract_engine.language.scope import Scope
from contract_engine.lazy_dataclass import replace
from contract_engine.model.agreement import Agreement, Clause, Instrument, Repeal
from contract_engine.model.vocabulary import Reading


def with_clause(agreement: Agreement, name: str, clause: Clause | None) -> Agreement:
    """Another clause in place of one; with None, that clause left out."""
    instrument = agreement.instruments[agreement.clauses[name].instrument]
    clauses = tuple(
        each
        for old in instrument.clauses
        if (each := clause if old.id == name else old) is not None
    )
    return with_instrument(agreement, replace(instrument, clauses=clauses))


def with_repeals(agreement: Agreement, name: str, repeals: tuple[Repeal, ...]) -> Agreement:
    """Other repeals in an instrument."""
    return with_instrument(agreement, replace(agreement.instruments[name], repeals=repeals))


def with_instrument(agreement: Agreement, instrument: Instrument) -> Agreement:
    """Another instrument in place of the one of its name."""
    return replace(agreement, instruments={**agreement.instruments, instrument.id: instrument})


def without_instrument(agreement: Agreement, name: str) -> Agreement:
    """One instrument left out, and with it every clarification of it."""
    lost = dependants(agreement, name)
    kept = {other: i for other, i in agreement.instruments.items() if other not in lost}
    return replace(agreement, instruments=kept)


def effective_on(agreement: Agreement, name: str, day: date) -> Agreement:
    """An instrument that takes effect on another day, with the ranks that follow from it."""
    old = agreement.instruments[name]
    moved = {**agreement.instruments, name: replace(old, effective=day)}
    own = (day, old.rank[1])
    ranked = () if old.clarifies is not None else dependants(agreement, name)
    instruments = {o: replace(i, rank=own) if o in ranked else i for o, i in moved.items()}
    return replace(agreement, instruments=instruments)


def published_on(agreement: Agreement, name: str, day: date) -> Agreement:
    """An instrument published on another day, with what was published when it was."""
    old = agreement.instruments[name]
    clauses = tuple(
        replace(c, published=day) if c.published == old.published else c for c in old.clauses
    )
    repeals = tuple(
        replace(r, published=day) if r.published == old.published else r for r in old.repeals
    )
    changed = replace(old, published=day, clauses=clauses, repeals=repeals)
    return with_instrument(agreement, changed)


def with_reading(agreement: Agreement, reading: Reading) -> Agreement:
    """Another reading in place of the one of its name."""
    words = agreement.vocabulary
    return replace(
        agreement,
        vocabulary=replace(words, readings={**words.readings, reading.id: reading}),
    )


def is_refused(agreement: Agreement, before: Agreement) -> bool:
    """Whether clauses defeat each other in a circle, so that the loader would refuse it.

    Before the change they didn't.
    """
    if _relation(agreement) == _relation(before):
        return False
    scope = Scope(Tree("", ""), agreement.vocabulary)
    check_cycles(scope, agreement.instruments)
    return bool(scope.problems)


def _relation(agreement: Agreement) -> object:
    """All that says who defeats whom, where both apply."""
    return [
        (instrument.rank, [(c.id, c.norms, c.overrides) for c in instrument.clauses])
        for instrument in agreement.instruments.values()
    ]


def dependants(agreement: Agreement, name: str) -> tuple[str, ...]:
    """An instrument and every clarification of it, and of those."""
    found = [name]
    for each in found:
        found += [i.id for i in agreement.instruments.values() if i.clarifies == each]
    return tuple(found)
