"""An act on a day in a world -> variables over which an agreement and its mutants all compile.

Equal meaning is then equal nodes. The variables tell apart whatever a measure or a mutant may ask:
every end node of a kind, both sides of every number, the days around every moment.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property, lru_cache

from contract_engine.answers.engine import Engine
from contract_engine.answers.stretches import ONE_DAY
from contract_engine.diagram.ground import Grounding, Mentions
from contract_engine.diagram.program import Program, Relevant, Sketch, ground_of
from contract_engine.model.agreement import Clause
from contract_engine.model.conditions import All, Any, Condition, HasCome, Meant, Not
from contract_engine.model.days import After, Choose, EarliestOf, LatestOf, Moment
from contract_engine.model.question import Options
from contract_engine.model.vocabulary import DateFact, KindFact


def eve(day: date) -> date:
    """The day before, if the calendar has one."""
    return day - ONE_DAY if day > date.min else day


class Bench:
    """One act, day and world. `program` is the agreement's own; `compile` makes another's."""

    def __init__(
        self,
        bearer: str,
        action: str,
        norms: Sequence[Relevant],
        sketch: Sketch,
        mentions: Mentions,
    ) -> None:
        self.bearer, self.action, self.on = bearer, action, sketch.on
        self.sketch = sketch
        self.agreement = sketch.agreement
        self.left = sketch.survivors
        self.clauses: Mapping[str, Clause] = {norm.clause.id: norm.clause for norm in norms}
        self.ground = _Remembering(ground_of(mentions, len(self.agreement.instruments)))
        self.nodes = self.ground.nodes

    @cached_property
    def program(self) -> Program:
        """The agreement's own program."""
        return Program(self.sketch, self.ground)

    @cached_property
    def signature(self) -> object:
        """That of the agreement's own sketch."""
        return signature(self.sketch)

    @cached_property
    def possible(self) -> int:
        """False where the situation is impossible."""
        conditions = self.agreement.impossible
        return self.nodes.negate(
            self.nodes.any(self.ground.condition(c, self.on) for c in conditions)
        )

    def compile(self, other: Sketch) -> Program | None:
        """Another agreement's program over these variables.

        None where it reads a reading otherwise, and so has other variables.
        """
        if other.survivors.readings != self.left.readings:
            return None
        return Program(other, self.ground.seen_by(other.agreement.vocabulary))


class Benches:
    """Makes the benches of one agreement."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._spoken = lru_cache(maxsize=None)(self._find_spoken)

    def at(self, bearer: str, action: str, on: date, world: Options) -> Bench:
        """The bench of an act on a day in a world."""
        sketch = sketch_of(self.engine, bearer, action, on, world)
        mentions = Mentions(self.engine.agreement.vocabulary, sketch.survivors.readings)
        sketch.note(mentions)
        conditions, moments = self._spoken(bearer, action)
        for condition in conditions:
            mentions.note(condition, on)
        for moment in moments:
            for day in (on, eve(on), eve(eve(on))):
                mentions.note_moment(moment, day)
        _refine(mentions)
        norms = self.engine.norms(bearer, action, world)
        return Bench(bearer, action, norms, sketch, mentions)

    def _find_spoken(self, bearer: str, action: str) -> tuple[list[Condition], list[After]]:
        """Of the clauses on an act, in any modality: the conditions, and what they count from."""
        agreement = self.engine.agreement
        wide = set(agreement.vocabulary.widening(action))
        conditions: list[Condition] = []
        moments: dict[After, None] = {}
        for clause in agreement.clauses.values():
            speaks = any(n.bearer == bearer and n.action in wide for n in clause.norms)
            if speaks:
                conditions += [clause.when, *clause.unless]
            for moment in _counted(clause, speaks=speaks):
                for count in range(moment.count - 1, moment.count + 2) if moment.count else (0,):
                    moments[replace(moment, count=count)] = None
        return conditions, list(moments)


class _Remembering(Grounding):
    """Makes the node of each condition once, since mutants share nearly all of them."""

    def __init__(self, ground: Grounding) -> None:
        self.__dict__.update(ground.__dict__)
        self._known: dict[tuple[int, date], tuple[Condition, int]] = {}

    def condition(self, condition: Condition, on: date) -> int:
        """A node that is true where the condition is."""
        key = (id(condition), on)
        if key not in self._known:
            # The condition is kept too, so that no other gets its id.
            self._known[key] = condition, super().condition(condition, on)
        return self._known[key][1]


def sketch_of(engine: Engine, bearer: str, action: str, on: date, world: Options) -> Sketch:
    """What is in play for an act on a day in a world."""
    norms = engine.norms(bearer, action, world)
    return Sketch(engine.agreement, engine.survivors(world), norms, on)


def signature(sketch: Sketch) -> object:
    """Equal for two sketches of one day that make the same program."""
    enders = (tuple(sketch.enders.get(name, ())) for name in _chain(sketch))
    return shape(sketch), tuple(norm.clause for norm in sketch.norms), tuple(enders)


def shape(sketch: Sketch) -> object:
    """Equal for two sketches of one day that say the same where the same clauses apply and end."""
    return (
        tuple((n.clause.id, n.modality, n.rank, n.clause.overrides) for n in sketch.norms),
        tuple(
            tuple((c.id, c.from_) for c in sketch.replacers.get(name, ()))
            for name in _chain(sketch)
        ),
    )


def _chain(sketch: Sketch) -> list[str]:
    """The clauses in play, and those that replace them, directly or not."""
    chain = list(dict.fromkeys(norm.clause.id for norm in sketch.norms))
    for name in chain:
        chain += [c.id for c in sketch.replacers.get(name, ()) if c.id not in chain]
    return chain


def _counted(clause: Clause, *, speaks: bool) -> Iterator[After]:
    """The moments a clause counts from; of a clause on other acts, only its beginning."""
    stack: list[Moment | Condition | None] = [clause.from_]
    if speaks:
        stack += [clause.through, clause.until, clause.when, *clause.unless]
    while stack:
        match stack.pop():
            case After() as moment:
                yield moment
            case HasCome(moment):
                stack.append(moment)
            case Meant(_, means):
                stack.append(means)
            case Not(part):
                stack.append(part)
            case Choose(options):
                stack += [each for option in options for each in option]
            case EarliestOf(moments) | LatestOf(moments):
                stack += moments
            case All(parts) | Any(parts):
                stack += parts
            case _:
                pass


def _refine(mentions: Mentions) -> None:
    """Tell apart every end node of a kind, and both sides of every constant."""
    for name, cuts in mentions.cuts.items():
        fact = mentions.vocabulary.facts.get(name)
        if isinstance(fact, KindFact):
            cuts.sets |= {frozenset({end}) for end in fact.ends}
        elif isinstance(fact, DateFact):
            cuts.days |= {cut + step for cut in cuts.days for step in (-1, 1) if cut + step > 0}
        cuts.numbers |= {(constant, side) for constant, _ in cuts.numbers for side in (0, 1)}
