"""Random questions about any agreement, in the worlds that equivalence is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from contract_engine.answers.engine import Engine
from contract_engine.language.values.amounts import tell_ordered
from contract_engine.measure.mutation.kill import acts_of, can_ask
from contract_engine.measure.mutation.mutants import Mutant
from contract_engine.measure.space.worlds import acts, starts, worlds
from contract_engine.model.agreement import Agreement
from contract_engine.model.conditions import Compare
from contract_engine.model.ordered import Instant, Ordered
from contract_engine.model.question import Options
from contract_engine.model.traverse import as_meant, of_clause
from contract_engine.model.versions import Version, example
from contract_engine.model.vocabulary import DateFact, Event, Fact, KindFact, NumberFact, YesNoFact
from tests import reference
from tests.generators.questions import Question

_SOME: Mapping[str, Ordered] = {
    "number": Decimal(1),
    "percent": Decimal(12),
    "money": Decimal(1),
    "date-time": Instant(10**17),
}


def questions_on(rng: Random, agreement: Agreement, mutant: Mutant) -> Iterator[Question]:
    """Questions without end on what a mutant touches, which both can be asked."""
    engine, mutated = Engine(agreement), Engine(mutant.agreement)
    either = (*worlds(agreement), *worlds(mutant.agreement))
    asked = [world for world in either if can_ask(world, mutated)]
    chosen = sorted(acts_of(engine, mutant, mutated)) or list(acts(engine))
    while True:
        yield ask(rng, engine, chosen, asked)


def ask(
    rng: Random, engine: Engine, acts: Sequence[tuple[str, str]], worlds: Sequence[Options]
) -> Question:
    """A question on one of these acts, in one of these worlds, mostly with all facts given.

    Often few events are: most that come together can't. Readings are as they were known.
    What is defined isn't given: that would ask about the definition, not about an act.
    """
    words = engine.agreement.vocabulary
    bearer, action = rng.choice(acts)
    on = rng.choice(starts(engine, bearer, action) or [date(2021, 1, 1)])
    on += timedelta(days=rng.choice((-1, 0, 0, 1, 40)))
    facts, events = rng.choice((1.0, 1.0, 0.95, 0.8)), rng.choice((1.0, 0.5, 0.2))
    given = {
        subject.id: _value(rng, engine.agreement, subject, on)
        for subject in (*words.facts.values(), *words.events.values())
        if rng.random() < (events if isinstance(subject, Event) else facts)
        and subject.id not in engine.agreement.definitions
    }
    world = rng.choice([Options(), *worlds])
    readings = {
        name: rng.choice(values)
        for name, values in engine.survivors(world).readings.items()
        if rng.random() < 0.5
    }
    return Question(bearer, action, on, given, world.under, (), world.known, None, readings)


def _value(rng: Random, agreement: Agreement, subject: Fact | Event, on: date) -> str:
    match subject:
        case KindFact():
            return rng.choice(subject.ends)
        case YesNoFact():
            return rng.choice(("yes", "no"))
        case NumberFact():
            return tell_ordered(subject, _ordered(rng, agreement, subject))
        case DateFact() | Event():
            near = [c for c in _constants(agreement, subject.id) if isinstance(c, date)]
            moved = rng.choice([on, on, *near]).toordinal() + rng.choice((-400, -30, -1, 0, 1, 9))
            day = date.fromordinal(min(moved, date.max.toordinal()))
            may_be_never = isinstance(subject, Event) or subject.never
            return "never" if may_be_never and rng.random() < 0.3 else day.isoformat()


def _ordered(rng: Random, agreement: Agreement, fact: NumberFact) -> Ordered:
    known = [c for c in _constants(agreement, fact.id) if isinstance(c, Ordered)]
    if not known and (version := Version.read(fact.scheme or "plain", example(fact.scheme))):
        known = [version] if fact.sort == "version" else [_SOME[fact.sort]]
    value = rng.choice(known)
    match value:
        case Decimal():
            value += rng.choice((-1, 0, 0, 1))
            value = value if fact.least is None else max(value, fact.least)
            return value if fact.most is None else min(value, fact.most)
        case Instant(micros):
            return Instant(micros + rng.choice((-1, 0, 0, 1)))
        case Version():
            return Version.read(value.scheme, value.text) or value


def _constants(agreement: Agreement, name: str) -> Iterator[Ordered | date]:
    """What a fact is compared with, anywhere."""
    said = [*agreement.impossible, *(p for c in agreement.clauses.values() for p in of_clause(c))]
    for part in as_meant(said):
        if isinstance(part, Compare) and part.fact == name:
            yield part.constant


def says(agreement: reference.Agreement, q: Question) -> object:
    """What the reference says of a question; None where it has too much to try."""
    options = reference.Options(q.under, q.without, q.known, q.evidence, q.readings)
    try:
        said = reference.answer(agreement, q.bearer, q.action, q.on, q.given, options)
    except reference.Impossible:
        return "impossible"
    except reference.TooMany:
        return None
    return said.verdict, said.governing, sorted(said.readings.items())
