"""An act on a day in a world -> variables over which an agreement and its mutants all compile.

Equal meaning is then equal nodes. The variables tell apart whatever a measure or a mutant may ask:
every end node of a kind, both sides of every number, the days around every moment.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from datetime import date
from functools import cached_property, lru_cache
from weakref import WeakKeyDictionary

from contract_engine.answers.engine import Engine, options_key
from contract_engine.answers.timeline.periods import ONE_DAY
from contract_engine.diagram.act.in_play import Relevant, Sketch
from contract_engine.diagram.act.program import Program, ground_of
from contract_engine.diagram.core.encode import Grounding
from contract_engine.diagram.core.mentions import Mentions
from contract_engine.measure.space.dependencies import (
    applying,
    asks_clauses,
    by_one,
    compares_days,
    counted,
    hangs,
)
from contract_engine.model.agreement import Clause
from contract_engine.model.conditions import All, Applies, Condition
from contract_engine.model.days import Choose, MeantMoment, Moment
from contract_engine.model.question import Options
from contract_engine.model.vocabulary import DateFact, KindFact


def eve(day: date) -> date:
    """The day before, if the calendar has one."""
    return day - ONE_DAY if day > date.min else day


class Bench:
    """One act, day and world. `program` is the agreement's own; `compile` makes another's.

    `clauses` are those with norms on the act; `asked` those that these ask whether they apply.
    """

    def __init__(
        self,
        bearer: str,
        action: str,
        norms: Sequence[Relevant],
        sketch: Placed,
        mentions: Mentions,
    ) -> None:
        self.bearer, self.action, self.on = bearer, action, sketch.on
        self.sketch = sketch
        self.relevant = norms
        self.agreement = sketch.agreement
        self.left = sketch.survivors
        self.clauses: Mapping[str, Clause] = {norm.clause.id: norm.clause for norm in norms}
        self.asked: Mapping[str, Clause] = {name: self.left.clauses[name] for name in sketch.asked}
        self._mentions = mentions
        self.variables = _Remembering(ground_of(mentions, len(self.agreement.instruments)))
        self.nodes = self.variables.nodes

    @cached_property
    def program(self) -> Program:
        """The agreement's own program."""
        return Program(self.sketch, self.variables)

    @property
    def ground(self) -> Grounding:
        """Its variables, and what the agreement's conditions are over them."""
        return self.program.ground

    @cached_property
    def possible(self) -> int:
        """False where the situation is impossible."""
        return self.program.possible

    def compile(self, other: Sketch) -> Program | None:
        """Another agreement's program over these variables.

        None where it needs others: a reading has other values, or a definition other days, or
        other days are compared.
        """
        if other.survivors.readings != self.left.readings:
            return None
        if hangs(other.agreement) or compares_days(other.agreement):
            mentions = Mentions(other.agreement.vocabulary, other.survivors.readings)
            other.note(mentions)
            if not _within(mentions, self._mentions):
                return None
        return Program(other, self.variables.seen_by(other.agreement.vocabulary))


class Benches:
    """Makes the benches of one agreement."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._spoken = lru_cache(maxsize=None)(self._find_spoken)
        self._worlds: dict[object, Options] = {}
        self._kept = lru_cache(maxsize=2048)(self._made)

    def at(self, bearer: str, action: str, on: date, world: Options) -> Bench:
        """The bench of an act on a day in a world."""
        key = options_key(world)
        self._worlds[key] = world
        return self._kept(bearer, action, on, key)

    def _made(self, bearer: str, action: str, on: date, key: object) -> Bench:
        return self.make(bearer, action, on, self._worlds[key])

    def make(
        self, bearer: str, action: str, on: date, world: Options, also: Sketch | None = None
    ) -> Bench:
        """A bench of its own; with variables for another agreement `also`."""
        sketch = Placed(self.engine, bearer, action, on, world)
        mentions = Mentions(self.engine.agreement.vocabulary, sketch.survivors.readings)
        sketch.note(mentions)
        if also is not None:
            also.note(mentions)
        conditions, moments = self._spoken(bearer, action)
        for condition in conditions:
            mentions.note(condition, on)
        for moment in moments:
            for day in (on, eve(on), eve(eve(on))):
                mentions.note_moment(moment, day)
        _refine(mentions)
        norms = self.engine.norms(bearer, action, world)
        return Bench(bearer, action, norms, sketch, mentions)

    def _find_spoken(self, bearer: str, action: str) -> tuple[list[Condition], list[Moment]]:
        """Of the clauses on an act, in any modality: the conditions; terms and what they count."""
        agreement = self.engine.agreement
        wide = set(agreement.vocabulary.widening(action))
        norms = [
            Relevant(clause, norm.modality, instrument.rank, (norm.when,) if norm.when else ())
            for instrument in agreement.instruments.values()
            for clause in instrument.clauses
            for norm in clause.norms
            if norm.bearer == bearer and norm.action in wide
        ]
        named = {norm.clause.id for norm in norms}
        named |= {*applying(agreement, self.engine.survivors(Options()), norms)}
        conditions = [case for norm in norms for case in norm.when]
        moments: dict[Moment, None] = {}
        for clause in agreement.clauses.values():
            speaks = clause.id in named
            terms = (clause.from_, *((clause.through, clause.until) if speaks else ()))
            moments |= dict.fromkeys(
                term for term in terms if isinstance(term, Choose | MeantMoment)
            )
            if speaks:
                conditions += [clause.when, *clause.unless, *(row.when for row in clause.rows)]
            for moment in counted(clause, speaks=speaks):
                moments |= dict.fromkeys((moment, *by_one(moment)))
        return conditions, list(moments)


class _Remembering(Grounding):
    """Makes the node of each condition once, since mutants share nearly all of them.

    But for those that ask whether a clause applies: that is another matter in each agreement.
    """

    def __init__(self, ground: Grounding) -> None:
        self.__dict__.update(ground.__dict__)
        self._known: dict[tuple[int, date], tuple[Condition, int]] = {}
        self._own: dict[tuple[int, date], tuple[Condition, int]] = {}
        self._hanging: dict[int, tuple[Condition, bool]] = {}
        self._instead: tuple[str, Condition, Condition] | None = None

    def asking(self, applying: Callable[[str], int]) -> Grounding:
        """The same variables and nodes, with where each clause applies."""
        other = super().asking(applying)
        assert isinstance(other, _Remembering)
        other._own = {}
        return other

    def reworded(self, definition: str, line: Condition, instead: Condition) -> Grounding:
        """The same variables and nodes, where a line of a definition has another condition."""
        other = copy(self)
        other._instead = definition, line, instead
        return other

    def condition(self, condition: Condition, on: date) -> int:
        """A node that is true where the condition is."""
        key = (id(condition), on)
        found = self._known.get(key) or self._own.get(key)
        if found is None:
            # The condition is kept too, so that no other gets its id.
            found = condition, super().condition(self._said(condition), on)
            if id(condition) not in self._hanging:
                self._hanging[id(condition)] = condition, asks_clauses(condition)
            (self._own if self._hanging[id(condition)][1] else self._known)[key] = found
        return found[1]

    def _said(self, condition: Condition) -> Condition:
        match condition, self._instead:
            case All((Applies(name) as applies, line)), (definition, other, instead):
                return All((applies, instead)) if (name, line) == (definition, other) else condition
            case _:  # gap: nothing else is said otherwise
                return condition


class Placed(Sketch):
    """A sketch that knows which clauses are asked whether they apply."""

    def __init__(self, engine: Engine, bearer: str, action: str, on: date, world: Options) -> None:
        norms = engine.norms(bearer, action, world)
        super().__init__(engine.agreement, engine.survivors(world), norms, on)
        self.asked = asked_by(engine, bearer, action, world)

    @cached_property
    def signature(self) -> object:
        """Equal for two sketches of one day that make the same program.

        Mutants share the clauses that they don't change, so each clause is told by its identity.
        """
        clauses = (self.survivors.clauses[name] for name in self.asked if self.could_apply(name))
        return (
            self.shape,
            tuple(id(norm.clause) for norm in self.norms),
            tuple(id(clause) for clause in clauses),
            tuple(self._taken(name) for name in self._chain),
        )

    @cached_property
    def shape(self) -> object:
        """Equal for two sketches that say the same where the same norms apply and end."""
        return (
            tuple((n.clause.id, n.modality, n.rank, n.clause.overrides) for n in self.norms),
            tuple(tuple((c.id, c.from_) for c in self.replacers(name)) for name in self._chain),
        )

    @cached_property
    def _chain(self) -> list[str]:
        """The clauses in play, those asked for, and those that replace them, directly or not."""
        chain = list(dict.fromkeys((*(norm.clause.id for norm in self.norms), *self.asked)))
        for name in chain:
            chain += [c.id for c in self.replacers(name) if c.id not in chain]
        return chain

    def _taken(self, name: str) -> tuple[Moment | None, ...]:
        """The moments from which repeals and replacements have ended a clause."""
        clause = self.survivors.clauses.get(name)
        ends = self.life(clause).ends if clause is not None else ()
        return tuple(end.moment for end in ends if end.by and end.effective <= self.on)


_asked: WeakKeyDictionary[Engine, dict[object, tuple[str, ...]]] = WeakKeyDictionary()


def asked_by(engine: Engine, bearer: str, action: str, world: Options) -> tuple[str, ...]:
    """The clauses on whose applying an answer about an act hangs."""
    if not hangs(engine.agreement):
        return ()
    known = _asked.setdefault(engine, {})
    key = (bearer, action, options_key(world))
    if key not in known:
        norms = engine.norms(bearer, action, world)
        known[key] = applying(engine.agreement, engine.survivors(world), norms)
    return known[key]


def _refine(mentions: Mentions) -> None:
    """Tell apart every end node of a kind, and both sides of every constant."""
    for name, cuts in mentions.cuts.items():
        fact = mentions.vocabulary.facts.get(name)
        if isinstance(fact, KindFact):
            cuts.sets |= {frozenset({end}) for end in fact.ends}
        elif isinstance(fact, DateFact):
            cuts.days |= {cut + step for cut in cuts.days for step in (-1, 1) if cut + step > 0}
        cuts.numbers |= {(constant, side) for constant, _ in cuts.numbers for side in (0, 1)}


def _within(fewer: Mentions, more: Mentions) -> bool:
    """Whether all that is set apart on the one side is on the other."""
    return all(
        name in more.cuts
        and cuts.numbers <= more.cuts[name].numbers
        and cuts.days <= more.cuts[name].days
        for name, cuts in fewer.cuts.items()
    ) and all(cases <= more.cases[name] for name, cases in fewer.cases.items())
