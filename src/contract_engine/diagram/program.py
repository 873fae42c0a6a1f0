"""A bearer, an action, options and a day -> the diagrams of every norm's fate and the verdict."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from contract_engine.diagram.ground import YESTERDAY, Grounding, Mentions
from contract_engine.diagram.nodes import FALSE, Nodes
from contract_engine.diagram.prevails import Contest, verdict_node
from contract_engine.diagram.survival import Survivors
from contract_engine.language.meanings import contradiction
from contract_engine.model.agreement import Agreement, Clause, Modality
from contract_engine.model.conditions import Condition
from contract_engine.model.days import Moment
from contract_engine.model.ordered import Ordered
from contract_engine.model.question import UNKNOWN, Given

MAX_NODES = 1_000_000


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


class Program:
    """The agreement as a function of the situation, for one act on one day.

    For each relevant norm in turn: `applies`, `undefeated` and `over` (its term has run out, or it
    was repealed or replaced) are nodes; `verdict` is a node whose terminals are verdicts;
    `possible` is false where the situation is impossible.
    """

    def __init__(self, sketch: Sketch, ground: Grounding) -> None:
        self.sketch = sketch
        self.agreement = sketch.agreement
        self.survivors = sketch.survivors
        self.on = on = sketch.on
        self.norms = sketch.norms
        self.ground = ground = ground.asking(self._applying)
        self.nodes: Nodes = ground.nodes
        self._fates: dict[str, tuple[int, int]] = {}
        self.possible = self.nodes.negate(
            self.nodes.any(ground.condition(c, on) for c in self.agreement.impossible)
        )
        self.unpinned = self.possible
        self.pinned: tuple[tuple[str, Given], ...] = ()
        self.would_apply = [self._in_case(n, self._fate(n.clause)[0]) for n in self.norms]
        self.over = [self._fate(n.clause)[1] for n in self.norms]
        self.applies = [
            self.nodes.both(c, self.nodes.negate(o))
            for c, o in zip(self.would_apply, self.over, strict=True)
        ]

    @cached_property
    def contest(self) -> Contest:
        """Who defeats whom."""
        return Contest(self.nodes, self.norms, self.applies)

    @property
    def undefeated(self) -> list[int]:
        """For each norm, true where it applies and nothing defeats it."""
        return self.contest.undefeated

    @cached_property
    def verdict(self) -> int:
        """The node whose terminals are the verdicts."""
        return verdict_node(self.nodes, self.norms, self.undefeated)

    def given(self, given: Mapping[str, Given]) -> Program:
        """The same program where what is given of defined facts is what the definitions say."""
        pinned = tuple(
            (name, value)
            for name, value in given.items()
            if name in self.agreement.definitions and value is not UNKNOWN
        )
        if pinned == self.pinned:
            return self
        against = [contradiction(self.agreement, name, value) for name, value in pinned]
        other = copy(self)
        in_play = all(name in self.ground.level for name, _ in pinned)
        if not in_play or any(isinstance(value, date | Ordered) for _, value in pinned):
            # A stated value, or a definition that no clause asks for, sets values apart that no
            # clause does: the variables are other ones.
            mentions = Mentions(self.agreement.vocabulary, self.survivors.readings)
            self.sketch.note(mentions, against)
            other = Program(self.sketch, ground_of(mentions, len(self.agreement.instruments)))
        other.pinned = pinned
        # Asked apart, so that what is made for one question isn't remembered for all.
        apart = other.ground.asking(other._applying)
        contradicted = other.nodes.any(apart.condition(c, self.on) for c in against)
        other.possible = other.nodes.both(other.unpinned, other.nodes.negate(contradicted))
        return other

    @cached_property
    def ended(self) -> dict[str, int]:
        """For each clause, true where it has ended but would apply.

        Of a chain of replacements whose conditions are true, only the last counts.
        """
        nodes = self.nodes
        would: dict[str, int] = {}
        for norm, node in zip(self.norms, self.would_apply, strict=True):
            would[norm.clause.id] = nodes.either(would.get(norm.clause.id, FALSE), node)
        over = {n.clause.id: o for n, o in zip(self.norms, self.over, strict=True)}
        return {
            name: nodes.both(
                nodes.both(would[name], over[name]),
                nodes.negate(self._restated(name, would, frozenset())),
            )
            for name in would
        }

    @cached_property
    def governing(self) -> list[int]:
        """For each norm, true where its clause governs."""
        return self.contest.governing(self.verdict)

    def _restated(self, name: str, would: Mapping[str, int], seen: frozenset[str]) -> int:
        """True where a clause that would apply has replaced this one, directly or in a chain."""
        if name in seen:
            return FALSE
        nodes = self.nodes
        return nodes.any(
            nodes.both(
                self.ground.come(other.from_, self.on),
                nodes.either(
                    would.get(other.id, FALSE),
                    self._restated(other.id, would, seen | {name}),
                ),
            )
            for other in self.sketch.replacers.get(name, ())
        )

    def stands(self, clause: Clause) -> int:
        """True where a clause has begun and is not over, whatever its conditions."""
        if not self.sketch.could_apply(clause.id):
            return FALSE
        begun = self.ground.come(clause.from_, self.on)
        return self.nodes.both(begun, self.nodes.negate(self._fate(clause)[1]))

    def _applying(self, name: str) -> int:
        """True where a clause, of whatever norm, applies."""
        if not self.sketch.could_apply(name):
            return FALSE
        would, over = self._fate(self.survivors.clauses[name])
        return self.nodes.both(would, self.nodes.negate(over))

    def _fate(self, clause: Clause) -> tuple[int, int]:
        """Where a clause's conditions are true, and where it is over."""
        if clause.id not in self._fates:
            self._fates[clause.id] = self._conditions(clause), self._over(clause)
        return self._fates[clause.id]

    def _in_case(self, norm: Relevant, would: int) -> int:
        """The same for one norm: of a choice, only where it is left."""
        if not norm.when:
            return would
        return self.nodes.both(
            would, self.nodes.any(self.ground.condition(case, self.on) for case in norm.when)
        )

    def _conditions(self, clause: Clause) -> int:
        """True where the clause has begun, every `when` is true and no `unless` is."""
        return self.nodes.all(
            [
                self.ground.come(clause.from_, self.on),
                self.ground.condition(clause.when, self.on),
                *(
                    self.nodes.negate(self.ground.condition(exception, self.on))
                    for exception in clause.unless
                ),
            ]
        )

    def _over(self, clause: Clause) -> int:
        """True where the clause's term is over, or it was repealed or replaced."""
        parts = [self.ground.past(clause.through, self.on)]
        if clause.until is not None:
            parts.append(self.ground.come(clause.until, self.on))
        parts += [
            self.ground.come(ender, self.on) for ender in self.sketch.enders.get(clause.id, ())
        ]
        return self.nodes.any(parts)


def program_of(
    agreement: Agreement,
    survivors: Survivors,
    norms: Sequence[Relevant],
    on: date,
    limit: int = MAX_NODES,
) -> Program:
    """The program of one act on one day, over variables of its own."""
    sketch = Sketch(agreement, survivors, norms, on)
    mentions = Mentions(agreement.vocabulary, survivors.readings)
    sketch.note(mentions)
    return Program(sketch, ground_of(mentions, len(agreement.instruments), limit))


def ground_of(mentions: Mentions, ranks: int, limit: int = MAX_NODES) -> Grounding:
    """The variables of what was noted; leaves room on the stack for that many of them."""
    deep = 20 * len(mentions.cuts) + 4 * ranks + 2000
    sys.setrecursionlimit(max(sys.getrecursionlimit(), deep))
    return Grounding(mentions, limit)
