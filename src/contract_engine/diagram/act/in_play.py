"""An act, options and a day -> the norms in play, who ends whom, and what they set apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from contract_engine.diagram.act.survival import Survivors
from contract_engine.diagram.core.encode import YESTERDAY, Mentions
from contract_engine.model.agreement import Agreement, Clause, Modality
from contract_engine.model.conditions import Condition
from contract_engine.model.days import Moment


@dataclass(frozen=True)
class Relevant:
    """A norm that speaks of the question's act, with its clause."""

    clause: Clause
    modality: Modality
    rank: tuple[date, int]
    when: tuple[Condition, ...] = ()
    """Of a choice: the cases in which a norm of this modality is left."""


def relevant_norms(
    agreement: Agreement, survivors: Survivors, bearer: str, action: str
) -> list[Relevant]:
    """The norms that docs/meaning.md calls relevant, in the order of the files."""
    wide = set(agreement.vocabulary.widening(action))
    found: dict[tuple[str, Modality], Relevant] = {}
    for clause in survivors.clauses.values():
        rank = agreement.instruments[clause.instrument].rank
        for norm in clause.norms:
            must = norm.modality is Modality.MUST
            speaks = norm.action == action if must else norm.action in wide
            if norm.bearer == bearer and speaks:
                key = (clause.id, norm.modality)
                cases: tuple[Condition, ...] = () if norm.when is None else (norm.when,)
                if key in found and cases and found[key].when:
                    cases = (*found[key].when, *cases)
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
            mentions.note(combination, self.on)
        for norm in self.norms:
            for case in norm.when:
                mentions.note(case, self.on)
        for name in dict.fromkeys(norm.clause.id for norm in self.norms):
            self._note_clause(mentions, self.survivors.clauses[name])
        done: set[str] = set()
        while left := [name for name in mentions.applying if name not in done]:
            done.update(left)
            for name in left:
                if self.could_apply(name):
                    self._note_clause(mentions, self.survivors.clauses[name])

    def _note_clause(self, mentions: Mentions, clause: Clause) -> None:
        yesterday = self.on - timedelta(days=1) if self.on > date.min else self.on
        mentions.note(clause.when, self.on)
        for exception in clause.unless:
            mentions.note(exception, self.on)
        for moment in self._moments(clause):
            mentions.note_moment(moment, self.on)
        if clause.through is not None:
            mentions.note_moment(clause.through, yesterday, YESTERDAY, self.on)

    def could_apply(self, name: str) -> bool:
        """Whether a clause is left by the options and its instrument has taken effect."""
        clause = self.survivors.clauses.get(name)
        return clause is not None and self._began(clause)

    def _moments(self, clause: Clause) -> Iterator[Moment]:
        chain = [clause.id]
        for name in chain:
            chain += [c.id for c in self.replacers.get(name, ()) if c.id not in chain]
        enders = (moment for name in chain for moment in self.enders.get(name, ()))
        for moment in (clause.from_, clause.until, *enders):
            if moment is not None:
                yield moment

    @cached_property
    def replacers(self) -> Mapping[str, list[Clause]]:
        """For each clause, those of instruments already effective that replace it."""
        found: dict[str, list[Clause]] = {}
        for clause in self.survivors.clauses.values():
            if clause.replaces and self._began(clause):
                for target in clause.replaces:
                    found.setdefault(target, []).append(clause)
        return found

    @cached_property
    def enders(self) -> Mapping[str, list[Moment | None]]:
        """For each clause, the moments from which repeals and replacements have ended it."""
        found: dict[str, list[Moment | None]] = {}
        for repeal in self.survivors.repeals:
            if self.agreement.instruments[repeal.instrument].effective <= self.on:
                found.setdefault(repeal.clause, []).append(None)
        for target, others in self.replacers.items():
            found.setdefault(target, []).extend(other.from_ for other in others)
        return found

    def _began(self, clause: Clause) -> bool:
        return self.agreement.instruments[clause.instrument].effective <= self.on
