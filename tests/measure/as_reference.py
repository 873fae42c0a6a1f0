"""A typed agreement (a mutant has no text) -> the reference's own model of it."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from contract_engine.model.agreement import Agreement, Clause, Instrument
from contract_engine.model.conditions import (
    All,
    Any,
    Compare,
    Condition,
    HasCome,
    Holds,
    Is,
    Not,
    Operator,
    ReadAs,
)
from contract_engine.model.days import After, EarliestOf, LatestOf, Moment, On
from tests.reference import conditions as theirs
from tests.reference import model


def as_reference(agreement: Agreement, vocabulary: model.Vocabulary) -> model.Agreement:
    """The agreement, with the reference's own reading of the words but for defaults and days."""
    instruments = {
        name: model.Instrument(name, i.effective, i.rank, i.clarifies)
        for name, i in agreement.instruments.items()
    }
    clauses = tuple(_clause(c, i) for i in agreement.instruments.values() for c in i.clauses)
    repeals = tuple(
        model.Repeal(r.clause, i.id, i.effective, r.published, str(r.grade))
        for i in agreement.instruments.values()
        for r in i.repeals
    )
    impossible = tuple(_all(combination) for combination in agreement.impossible)
    return model.Agreement(_words(agreement, vocabulary), impossible, instruments, clauses, repeals)


def _words(agreement: Agreement, vocabulary: model.Vocabulary) -> model.Vocabulary:
    readings = {}
    for name, reading in vocabulary.readings.items():
        ours = agreement.vocabulary.readings[name]
        values = {
            value: replace(known, published=ours.values[value].published)
            for value, known in reading.values.items()
        }
        readings[name] = replace(reading, values=values, default=ours.default)
    return replace(vocabulary, readings=readings)


def _clause(clause: Clause, instrument: Instrument) -> model.Clause:
    return model.Clause(
        clause.id,
        instrument.id,
        instrument.effective,
        instrument.rank,
        clause.published,
        str(clause.grade),
        tuple(model.Norm(n.bearer, n.modality.value, n.action) for n in clause.norms),
        tuple(_condition(part) for part in clause.when.parts),
        tuple(_condition(part) for part in clause.unless),
        _moment(clause.from_),
        _moment(clause.through),
        _moment(clause.until),
        clause.replaces,
        clause.overrides,
    )


def _condition(condition: Condition) -> theirs.Condition:
    match condition:
        case Is(fact, values):
            return theirs.AnyOf(tuple(theirs.Is(fact, value) for value in sorted(values)))
        case Holds(fact):
            return theirs.Is(fact, "yes")
        case ReadAs(reading, values):
            return theirs.AnyOf(tuple(theirs.Is(reading, value) for value in sorted(values)))
        case Compare(fact, Operator.NE, constant):
            return theirs.Not(theirs.Compare(fact, "is", constant))
        case Compare(fact, operator, constant):
            return theirs.Compare(fact, operator.value, constant)
        case HasCome(moment):
            return theirs.Come(_after(moment))
        case Not(part):
            return theirs.Not(_condition(part))
        case All():
            return _all(condition)
        case Any(parts):
            return theirs.AnyOf(tuple(_condition(part) for part in parts))
    assert_never(condition)


def _all(condition: All) -> theirs.AllOf:
    return theirs.AllOf(tuple(_condition(part) for part in condition.parts))


def _moment(moment: Moment | None) -> theirs.Moment | None:
    return None if moment is None else _some(moment)


def _some(moment: Moment) -> theirs.Moment:
    match moment:
        case On(day):
            return theirs.On(day)
        case After():
            return _after(moment)
        case EarliestOf(parts):
            return theirs.Earliest(tuple(_some(part) for part in parts))
        case LatestOf(parts):
            return theirs.Latest(tuple(_some(part) for part in parts))
    assert_never(moment)


def _after(moment: After) -> theirs.Of | theirs.After:
    if moment.count == 0:
        return theirs.Of(moment.name)
    return theirs.After(moment.count, moment.unit.value, moment.name)
