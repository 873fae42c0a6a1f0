"""An agreement and a question's options -> the clauses, repeals and readings that survive them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from contract_engine.lazy_dataclass import dataclass
from contract_engine.model.agreement import Agreement, Clause, Instrument, Repeal
from contract_engine.model.publication import grade_known
from contract_engine.model.question import Options
from contract_engine.model.vocabulary import Reading, ReadingValue


@dataclass(frozen=True)
class Survivors:
    """What the options leave; `dropped` is the rest, for notes."""

    instruments: Mapping[str, Instrument]
    clauses: Mapping[str, Clause]
    repeals: tuple[Repeal, ...]
    readings: Mapping[str, tuple[str, ...]]
    defaults: Mapping[str, str]
    dropped: tuple[Clause | Repeal, ...]

    @cached_property
    def replacers(self) -> Mapping[str, tuple[Clause, ...]]:
        """For each clause, those that replace it, in the order of the files."""
        found: dict[str, list[Clause]] = {}
        for clause in self.clauses.values():
            for target in clause.replaces:
                found.setdefault(target, []).append(clause)
        return {name: tuple(clauses) for name, clauses in found.items()}

    @cached_property
    def in_circles(self) -> frozenset[str]:
        """The clauses that may have replaced themselves by way of others; all such, and few more.

        Those left when clauses that replace nothing left are taken away, again and again.
        """
        targets = {name: set(clause.replaces) for name, clause in self.clauses.items()}
        waiting = [name for name, replaced in targets.items() if not replaced & targets.keys()]
        gone = set(waiting)
        for name in waiting:
            for other in self.replacers.get(name, ()):
                targets[other.id].discard(name)
                if other.id not in gone and not targets[other.id] & targets.keys():
                    gone.add(other.id)
                    waiting.append(other.id)
        return frozenset(targets.keys() - gone)

    @cached_property
    def repeals_of(self) -> Mapping[str, tuple[Repeal, ...]]:
        """For each clause, its repeals, in the order of the files."""
        found: dict[str, list[Repeal]] = {}
        for repeal in self.repeals:
            found.setdefault(repeal.clause, []).append(repeal)
        return {name: tuple(repeals) for name, repeals in found.items()}


def survivors(agreement: Agreement, options: Options) -> Survivors:
    """See "What survives the options" in docs/meaning.md."""
    instruments = {i.id: i for i in agreement.instruments.values() if _keeps(agreement, options, i)}
    clauses: dict[str, Clause] = {}
    repeals: list[Repeal] = []
    dropped: list[Clause | Repeal] = []
    for instrument in agreement.instruments.values():
        kept = instrument.id in instruments
        for clause in instrument.clauses:
            if kept and _known(agreement, options, clause):
                clauses[clause.id] = clause
            else:
                dropped.append(clause)
        for repeal in instrument.repeals:
            if kept and _known(agreement, options, repeal):
                repeals.append(repeal)
            else:
                dropped.append(repeal)
    readings = {
        name: _values(agreement, options, reading)
        for name, reading in agreement.vocabulary.readings.items()
    }
    defaults = {
        name: reading.default
        for name, reading in agreement.vocabulary.readings.items()
        if reading.default is not None and reading.default in readings[name]
    }
    return Survivors(instruments, clauses, tuple(repeals), readings, defaults, tuple(dropped))


def _keeps(agreement: Agreement, options: Options, instrument: Instrument) -> bool:
    if options.under is not None:
        limit = agreement.instruments[options.under].rank
        if instrument.rank > limit:
            return False
    name: str | None = instrument.id
    while name is not None:
        if name in options.without:
            return False
        name = agreement.instruments[name].clarifies
    return True


def _known(agreement: Agreement, options: Options, term: Clause | Repeal) -> bool:
    early = options.known is None or term.published <= options.known
    return early and _good(agreement, options, term)


def _good(agreement: Agreement, options: Options, term: Clause | Repeal | ReadingValue) -> bool:
    """Whether what was published by `known` is as good as `evidence`."""
    if options.evidence is None or term.grade is None:
        return True
    known, cites = options.known, term.cites
    grade = grade_known(agreement.sources, term.grade, cites, known, term.published)
    return grade >= options.evidence


def _values(agreement: Agreement, options: Options, reading: Reading) -> tuple[str, ...]:
    chosen = options.readings.get(reading.id)
    if chosen is not None:
        return (chosen,)
    left = tuple(
        value.id
        for value in reading.values.values()
        if (options.known is None or value.published is None or value.published <= options.known)
        and _good(agreement, options, value)
    )
    return left or tuple(reading.values)
