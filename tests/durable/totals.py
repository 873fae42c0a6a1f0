"""An agreement -> random total situations, many of them on or next to the days that matter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from contract_engine.definitions.offsets import last_start
from contract_engine.model.agreement import Agreement
from contract_engine.model.days import NEVER, After, Day
from contract_engine.model.question import FactValue, TotalSituation
from contract_engine.model.vocabulary import KindFact, NumberFact, YesNoFact


def random_total(rng: Random, agreement: Agreement) -> TotalSituation:
    """A total situation that may be impossible, which no evaluator of such situations minds."""
    parts = list(_parts(tuple(agreement.instruments.values())))
    days = sorted({part for part in parts if isinstance(part, date)})
    numbers = sorted({part for part in parts if isinstance(part, Decimal)})
    offsets = [part for part in parts if isinstance(part, After)]
    on = _beside(rng, rng.choice(days))
    facts: dict[str, FactValue] = {}
    for name, fact in agreement.vocabulary.facts.items():
        match fact:
            case KindFact():
                facts[name] = rng.choice(fact.ends)
            case YesNoFact():
                facts[name] = rng.random() < 0.5
            case NumberFact():
                step = Decimal(rng.choice(("0", "0", "0.001", "-0.001", "1", "-1e9", "1e30")))
                facts[name] = rng.choice([Decimal(0), *numbers]) + step
            case _:
                facts[name] = _day(rng, name, on, days, offsets)
    for name in agreement.vocabulary.events:
        facts[name] = _day(rng, name, on, days, offsets)
    readings = {
        name: rng.choice(list(reading.values))
        for name, reading in agreement.vocabulary.readings.items()
    }
    return TotalSituation(on, facts, readings)


def random_act(rng: Random, agreement: Agreement) -> tuple[str, str]:
    """A bearer and an action, mostly one that some clause speaks of."""
    norms = [norm for clause in agreement.clauses.values() for norm in clause.norms]
    if not norms or rng.random() < 0.1:
        words = agreement.vocabulary
        return rng.choice(list(words.parties)), rng.choice(list(words.actions))
    norm = rng.choice(norms)
    kinds = [
        name
        for name in agreement.vocabulary.actions
        if norm.action in agreement.vocabulary.widening(name)
    ]
    return norm.bearer, rng.choice((norm.action, rng.choice(kinds)))


def _day(rng: Random, name: str, on: date, days: list[date], offsets: list[After]) -> Day:
    """A day on or beside a day that matters, the day asked about, or an offset before it."""
    choice = rng.random()
    if choice < 0.15:
        return NEVER
    if choice < 0.4:
        return _beside(rng, rng.choice(days))
    if choice < 0.6 or not offsets:
        return _beside(rng, on)
    offset = rng.choice([after for after in offsets if after.name == name] or offsets)
    start = last_start(on, offset.steps)
    return _beside(rng, start or on)


def _beside(rng: Random, day: date) -> date:
    return day + timedelta(days=rng.choice((-1, 0, 0, 1)))


def _parts(node: object) -> Iterator[object]:
    """Everything inside a model object, all the way down."""
    yield node
    if is_dataclass(node):
        for field in fields(node):
            yield from _parts(getattr(node, field.name))
    elif isinstance(node, tuple):
        for part in node:
            yield from _parts(part)
