"""An act, options and a day -> the norms in play, who ends whom, and what they set apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from contract_engine.diagram.act.life import Life, chain_of, life_of
from contract_engine.diagram.act.survival import Survivors
from contract_engine.diagram.core.mentions import Mentions
from contract_engine.lazy_dataclass import dataclass
from contract_engine.model.agreement import Agreement, Clause, Modality
from contract_engine.model.conditions import Condition
from contract_engine.model.norms import speaks_of


@dataclass(frozen=True)
class Relevant:
    """A norm that speaks of the question's act, with its clause."""

    clause: Clause
    modality: Modality
    rank: tuple[date, int]
    when: tuple[Condition, ...] = ()
    """Of norms with conditions of their own: the cases in which one of this modality is left."""


def relevant_norms(
    agreement: Agreement, survivors: Survivors, bearer: str, action: str
) -> list[Relevant]:
    """The norms that docs/meaning.md calls relevant, in the order of the files."""
    wide = set(agreement.vocabulary.widening(action))
    found: dict[tuple[str, Modality], Relevant] = {}
    for clause in survivors.clauses.values():
        rank = agreement.instruments[clause.instrument].rank
        for norm in clause.norms:
            if norm.bearer == bearer and speaks_of(norm, action, wide):
                key = (clause.id, norm.modality)
                cases: tuple[Condition, ...] = () if norm.when is None else (norm.when,)
                if key in found:
                    both = cases and found[key].when
                    cases = (*found[key].when, *cases) if both else ()
                found[key] = Relevant(clause, norm.modality, rank, cases)
    return list(found.values())


class Sketch:
    """What is in play for an act on a day, before any node is made: norms, and who ends whom."""

    def __init__(
        self,
        agreement: Agreement,
        survivors: Survivors,
        norms: Sequence[Relevant],
        on: date,
    ) -> None:
        self.agreement = agreement
        self.survivors = survivors
        self.on = on
        self.norms = [norm for norm in norms if self._began(norm.clause)]

    def note(self, mentions: Mentions, more: Iterable[Condition] = ()) -> None:
        """Tell what the conditions in play set apart, and `more`."""
        for combination in (*self.agreement.impossible, *more):
            mentions.begin()
            mentions.note(combination, self.on)
        cases: dict[str, list[Condition]] = {}
        for norm in self.norms:
            cases.setdefault(norm.clause.id, []).extend(norm.when)
        for name, each in cases.items():
            self._note_clause(mentions, self.survivors.clauses[name], each)
        self._note_replacing(mentions, cases)
        done: set[str] = set()
        while left := [name for name in mentions.applying if name not in done]:
            done.update(left)
            for name in left:
                if self.could_apply(name):
                    self._note_clause(mentions, self.survivors.clauses[name])
            self._note_replacing(mentions, left)

    def _note_clause(
        self, mentions: Mentions, clause: Clause, cases: Iterable[Condition] = ()
    ) -> None:
        mentions.begin()
        for condition in (clause.when, *clause.unless, *cases):
            mentions.note(condition, self.on)
        self.life(clause).note(mentions, self.on)

    def _note_replacing(self, mentions: Mentions, names: Iterable[str]) -> None:
        """Note whether what replaces some clauses was replaced in turn.

        Of a chain of replacements only the last has ended.
        """
        for other in chain_of(self.survivors, filter(self.could_apply, names)):
            if other.from_ is not None and self._began(other):
                mentions.begin()
                mentions.note_moment(other.from_, self.on)

    def life(self, clause: Clause) -> Life:
        """When a clause begins and what ends it."""
        return life_of(self.survivors, clause)

    def could_apply(self, name: str) -> bool:
        """Whether a clause is left by the options and its instrument has taken effect."""
        clause = self.survivors.clauses.get(name)
        return clause is not None and self._began(clause)

    def replacers(self, name: str) -> list[Clause]:
        """Those of instruments already effective that replace a clause."""
        return [other for other in self.survivors.replacers.get(name, ()) if self._began(other)]

    def _began(self, clause: Clause) -> bool:
        return self.agreement.instruments[clause.instrument].effective <= self.on
