"""The sketch of an act on a day -> the diagrams of every norm's fate and of the verdict."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from copy import copy
from datetime import date
from decimal import Decimal
from functools import cached_property

from contract_engine.definitions.spell_out import contradiction
from contract_engine.diagram.act.in_play import Relevant, Sketch
from contract_engine.diagram.act.life import Life
from contract_engine.diagram.act.priority import Contest, verdict_node
from contract_engine.diagram.act.succession import Succession
from contract_engine.diagram.act.survival import Survivors
from contract_engine.diagram.core.encode import Grounding
from contract_engine.diagram.core.known_cuts import cut_by_known
from contract_engine.diagram.core.mentions import Mentions
from contract_engine.diagram.core.nodes import FALSE, Nodes
from contract_engine.model.agreement import Agreement, Clause
from contract_engine.model.conditions import Condition
from contract_engine.model.days import Never
from contract_engine.model.ordered import Ordered
from contract_engine.model.question import UNKNOWN, Given

KEPT = 64
"""So many programs are kept in which other given days are told apart."""

Stated = tuple[tuple[str, Given], ...]
"""What is given of some names."""


class Program:
    """The agreement as a function of the situation, for one act on one day.

    For each relevant norm in turn: `applies`, `undefeated` and `over` (its term has run out, or it
    was repealed or replaced) are nodes; `verdict` is a node whose terminals are verdicts;
    `possible` is false where the situation is impossible. All of it holds where the situation is
    as it is `held` to be in all that will be asked, and says nothing elsewhere.
    """

    def __init__(self, sketch: Sketch, ground: Grounding) -> None:
        self.held = ground.given
        self.sketch = sketch
        self.agreement = sketch.agreement
        self.survivors = sketch.survivors
        self.on = on = sketch.on
        self.norms = sketch.norms
        self.ground = ground = ground.asking(self._applying)
        self.nodes: Nodes = ground.nodes
        self._fates: dict[str, tuple[int, int]] = {}
        self.excluded = self.nodes.any(ground.condition(c, on) for c in self.agreement.impossible)
        self.possible = self.nodes.minus(ground.feasible(), self.excluded)
        self.unpinned = self.possible
        self.pinned: Stated = ()
        self.stated: Stated = ()
        self._apart: dict[Stated, Program] = {}

    @cached_property
    def would_apply(self) -> list[int]:
        """For each norm, true where it would apply, were it not over."""
        return [self._in_case(n, self._fate(n.clause)[0]) for n in self.norms]

    @cached_property
    def over(self) -> list[int]:
        """For each norm, true where it is over."""
        return [self._fate(n.clause)[1] for n in self.norms]

    @cached_property
    def applies(self) -> list[int]:
        """For each norm, true where it applies."""
        return [self.nodes.minus(c, o) for c, o in zip(self.would_apply, self.over, strict=True)]

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
        """The same program where what is given of defined facts is what the definitions say.

        And where the days that are given of what is compared with others are told apart.
        """
        pinned = tuple(
            (name, value)
            for name, value in given.items()
            if name in self.agreement.definitions and value is not UNKNOWN
        )
        base = self.telling_apart(given)
        if pinned == base.pinned:
            return base
        against = [contradiction(self.agreement, name, value) for name, value in pinned]
        in_play = all(name in self.ground.level for name, _ in pinned)
        if in_play and not any(isinstance(value, date | Never | Ordered) for _, value in pinned):
            other = copy(base)
        else:
            # A stated value, or a definition that no clause asks for, sets values apart that no
            # clause does: the variables are other ones.
            other = self._anew(base.stated, against)
            stated = other._compared(given)
            if stated != other.stated:
                other = self._anew(stated, against)
        other.pinned = pinned
        # Asked apart, so that what is made for one question isn't remembered for all.
        apart = other.ground.asking(other._applying)
        contradicted = other.nodes.any(apart.condition(c, self.on) for c in against)
        other.excluded = other.nodes.either(other.excluded, contradicted)
        other.possible = other.nodes.minus(other.unpinned, contradicted)
        return other

    def linked(self, given: Mapping[str, Given]) -> set[str]:
        """The names on which it hangs, for some values of all else, whether it is `impossible`.

        For some values of what is `held`, too. That some relations of two days can't be together
        makes no situation impossible.
        """
        whole = self
        if self.held:
            mentions = Mentions(self.agreement.vocabulary, self.survivors.readings)
            self.sketch.note(mentions)
            whole = Program(self.sketch, ground_of(mentions, len(self.agreement.instruments)))
            whole = whole.given(given) if self.pinned else whole.telling_apart(given)
        names, relations = whole.ground.names, whole.ground.relations
        asked = {names[level] for level in whole.nodes.support(whole.excluded)}
        return asked | {name for each in asked & {*relations} for name in relations[each].between}

    def telling_apart(self, given: Mapping[str, Given]) -> Program:
        """The same program, in which the days given are told apart where they are compared."""
        stated = self._compared(given)
        if stated == self.stated:
            return self
        found = self._apart.get(stated)
        if found is None:
            if len(self._apart) >= KEPT:
                self._apart.clear()
            found = self._apart[stated] = self._anew(stated)
        return found

    def _compared(self, given: Mapping[str, Given]) -> Stated:
        """The days given of what is compared with another."""
        related = {name for each in self.ground.relations.values() for name in each.between}
        return tuple(
            (name, value)
            for name, value in given.items()
            if name in related and isinstance(value, date | Never | Decimal)
        )

    def _anew(self, stated: Stated, more: Sequence[Condition] = ()) -> Program:
        """The same program over other variables: with these days told apart, and `more` asked."""
        words, readings = self.agreement.vocabulary, self.survivors.readings
        mentions = Mentions(words, readings, self.held, dict(stated))
        self.sketch.note(mentions, more)
        other = Program(self.sketch, ground_of(mentions, len(self.agreement.instruments)))
        other.stated, other._apart = stated, self._apart
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
        succeeded = Succession(self.sketch, self.ground, would).succeeded
        return {
            name: nodes.minus(nodes.both(would[name], over[name]), succeeded(name))
            for name in would
        }

    @cached_property
    def governing(self) -> list[int]:
        """For each norm, true where its clause governs."""
        return self.contest.governing(self.verdict)

    def stands(self, clause: Clause) -> int:
        """True where a clause has begun and is not over, whatever its conditions."""
        if not self.sketch.could_apply(clause.id):
            return FALSE
        return self.sketch.life(clause).in_force(self.ground, self.on)

    def over_of(self, name: str) -> int:
        """True where a clause's term is over, or it was repealed or replaced."""
        if not self.sketch.could_apply(name):
            return FALSE
        return self._fate(self.survivors.clauses[name])[1]

    def _applying(self, name: str) -> int:
        """True where a clause, of whatever norm, applies."""
        if not self.sketch.could_apply(name):
            return FALSE
        would, over = self._fate(self.survivors.clauses[name])
        return self.nodes.minus(would, over)

    def _fate(self, clause: Clause) -> tuple[int, int]:
        """Where a clause's conditions are true, and where it is over."""
        if clause.id not in self._fates:
            life = self.sketch.life(clause)
            over = life.over(self.ground, self.on)
            self._fates[clause.id] = self._conditions(clause, life), over
        return self._fates[clause.id]

    def _in_case(self, norm: Relevant, would: int) -> int:
        """The same for one norm: of a choice, only where it is left."""
        if not norm.when:
            return would
        return self.nodes.both(
            would, self.nodes.any(self.ground.condition(case, self.on) for case in norm.when)
        )

    def _conditions(self, clause: Clause, life: Life) -> int:
        """True where the clause has begun, every `when` is true and no `unless` is."""
        wanted = self.nodes.both(
            life.begins.come(self.ground, self.on), self.ground.condition(clause.when, self.on)
        )
        if wanted == FALSE:
            return FALSE
        excepted = (self.ground.condition(each, self.on) for each in clause.unless)
        return self.nodes.minus(wanted, self.nodes.any(excepted))


def program_of(
    agreement: Agreement,
    survivors: Survivors,
    norms: Sequence[Relevant],
    on: date,
    given: Mapping[str, Given] | None = None,
) -> Program:
    """The program of one act on one day, over variables of its own.

    Args:
        agreement: the rules.
        survivors: what the question's options leave of them.
        norms: the norms relevant to the act.
        on: the day.
        given: what every situation asked about will have in common; by default nothing.
    """
    sketch = Sketch(agreement, survivors, norms, on)
    mentions = Mentions(agreement.vocabulary, survivors.readings, given)
    sketch.note(mentions)
    return Program(sketch, ground_of(mentions, len(agreement.instruments)))


def ground_of(mentions: Mentions, ranks: int, names: Sequence[str] = ()) -> Grounding:
    """The variables of what was noted, in the order of `names` where that is given.

    Leaves room on the stack for that many of them.
    """
    cut_by_known(mentions)
    deep = 20 * len(mentions.cuts) + 4 * ranks + 2000
    sys.setrecursionlimit(max(sys.getrecursionlimit(), deep))
    return Grounding(mentions, names)
