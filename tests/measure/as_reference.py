"""A typed agreement (a mutant has no text) -> the reference's own model of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import assert_never

from contract_engine.model.agreement import Agreement, Clause, Instrument, Norm, Row, Same
from contract_engine.model.calendars import Calendar
from contract_engine.model.choices import choice_of
from contract_engine.model.conditions import (
    All,
    Any,
    Applies,
    Cardinality,
    Compare,
    Condition,
    Exceeds,
    HasCome,
    Holds,
    InOrder,
    Is,
    Meant,
    Not,
    Operator,
    ReadAs,
    Weighed,
)
from contract_engine.model.days import (
    After,
    BusinessDays,
    Choose,
    Counted,
    EarliestOf,
    EndOf,
    Later,
    LatestOf,
    MeantMoment,
    Moment,
    On,
    RolledTo,
    TermEnd,
    Unit,
    Way,
)
from contract_engine.model.formulas import (
    Constant,
    Difference,
    Formula,
    GreaterOf,
    Input,
    LesserOf,
    Product,
    Rounded,
    Share,
    Sum,
)
from contract_engine.model.ordered import Instant, Ordered
from contract_engine.model.versions import Version
from tests.reference import NEVER, days, formulas, model, ordered, versions
from tests.reference import conditions as theirs


def as_reference(agreement: Agreement, vocabulary: model.Vocabulary) -> model.Agreement:
    """The agreement, with the reference's own reading of the words but for defaults and days."""
    instruments = {
        name: model.Instrument(name, i.effective, i.rank, i.clarifies)
        for name, i in agreement.instruments.items()
    }
    disapplied = {
        name: {part.clause for part in clause.unless if isinstance(part, Applies)}
        for name, clause in agreement.clauses.items()
    }
    clauses = tuple(
        _clause(c, i, tuple(name for name, by in disapplied.items() if c.id in by))
        for i in agreement.instruments.values()
        for c in i.clauses
    )
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


def _clause(clause: Clause, instrument: Instrument, disapplies: tuple[str, ...]) -> model.Clause:
    """`disapplies` is read from what each clause says of being disapplied: mutants change that."""
    return model.Clause(
        clause.id,
        instrument.id,
        instrument.effective,
        instrument.rank,
        clause.published,
        str(clause.grade),
        tuple(_norm(norm) for norm in clause.norms if not norm.choice),
        tuple(_condition(part) for part in clause.when.parts),
        tuple(_condition(part) for part in clause.unless if not isinstance(part, Applies)),
        _moment(clause.from_),
        _moment(clause.through),
        _moment(clause.until),
        clause.replaces,
        clause.overrides,
        choice=tuple(
            model.Alternative(
                tuple(model.Norm(n.bearer, n.modality.value, n.action) for n in way.norms),
                _condition(way.when),
            )
            for way in choice_of(clause.norms).values()
        ),
        disapplies=disapplies,
        defines=clause.defines or None,
        lines=tuple(_line(row) for row in clause.rows),
    )


def _norm(norm: Norm) -> model.Norm:
    bound = None if norm.when is None else _condition(norm.when)
    return model.Norm(norm.bearer, norm.modality.value, norm.action, bound)


def _line(row: Row) -> model.Line:
    condition = _condition(row.when)
    match row.value:
        case Same(fact):
            return model.Line(condition, same=fact)
        case Decimal() | Instant() | Version():
            return model.Line(condition, value=_ordered(row.value))
        case str() | bool():
            return model.Line(condition, value=row.value)
    if isinstance(row.value, Formula):
        return model.Line(condition, formula=_formula(row.value))
    return model.Line(condition, moment=_some(row.value))


def _formula(formula: Formula) -> formulas.Formula:
    """The same with factors as they are: whatever has a unit is a number here."""
    match formula:
        case Constant(value):
            return formulas.Number(Fraction(value), "number")
        case Input(fact):
            return formulas.Named(fact, "number")
        case Share(percent, of):
            return _computed("share", (percent, of))
        case Product(factor, part):
            return _computed("product", (factor, part))
        case Rounded(part, to, half):
            return replace(_computed("round", (part,)), to=Fraction(to), half=half.value)
        case Sum(parts):
            return _computed("sum", parts)
        case Difference(parts):
            return _computed("difference", parts)
        case GreaterOf(parts):
            return _computed("greater_of", parts)
        case LesserOf(parts):
            return _computed("lesser_of", parts)
    assert_never(formula)


def _computed(way: str, parts: tuple[Formula, ...]) -> formulas.Computed:
    return formulas.Computed(way, tuple(_formula(part) for part in parts), "number")


def _condition(condition: Condition) -> theirs.Condition:
    match condition:
        case Is(fact, values):
            return theirs.AnyOf(tuple(theirs.Is(fact, value) for value in sorted(values)))
        case Holds(fact):
            return theirs.Is(fact, "yes")
        case ReadAs(reading, values):
            return theirs.AnyOf(tuple(theirs.Is(reading, value) for value in sorted(values)))
        case Compare(fact, Operator.NE, constant):
            return theirs.Not(theirs.Compare(fact, "is", _constant(constant)))
        case Compare(fact, operator, constant):
            return theirs.Compare(fact, operator.value, _constant(constant))
        case HasCome(moment):
            come = _some(moment)
            assert isinstance(come, theirs.Of | theirs.After)
            return theirs.Come(come)
        case InOrder(first, operator, second):
            sign = "is" if operator is Operator.NE else operator.value
            ordered = theirs.InOrder(_some(first), sign, _some(second))
            return theirs.Not(ordered) if operator is Operator.NE else ordered
        case Weighed(Input(first), operator, Input(second)):
            sign = "is" if operator is Operator.NE else operator.value
            weighed = theirs.Weighed(first, sign, second)
            return theirs.Not(weighed) if operator is Operator.NE else weighed
        case Meant(says):
            return _condition(says)
        case Not(part):
            return theirs.Not(_condition(part))
        case All():
            return _all(condition)
        case Any(parts):
            return theirs.AnyOf(tuple(_condition(part) for part in parts))
        case Cardinality(parts, least, most):
            some = tuple(_condition(part) for part in parts)
            return theirs.HowMany(some, least, len(parts) if most is None else most)
        case Weighed():
            raise AssertionError("conditions name two facts")
        case Applies() | Exceeds():
            raise AssertionError("only an exception, or a meaning, says this")
    assert_never(condition)


def _all(condition: All) -> theirs.AllOf:
    return theirs.AllOf(tuple(_condition(part) for part in condition.parts))


def _constant(constant: Ordered | date) -> ordered.Ordered | date:
    return constant if isinstance(constant, date) else _ordered(constant)


def _ordered(value: Ordered) -> ordered.Ordered:
    match value:
        case Decimal():
            return value
        case Instant():
            return datetime.fromisoformat(str(value))
        case Version():
            return versions.Version(value.scheme, value.text)
    assert_never(value)


def _moment(moment: Moment | None) -> theirs.Moment | None:
    return None if moment is None else _some(moment)


def way_of(way: Way) -> days.Way:
    """How a step of an offset goes, as the reference has it."""
    match way:
        case EndOf(months, begins):
            return days.EndOf(months, begins)
        case TermEnd(begins, lasts, renews, before):
            told = [(count, str(unit.value)) for count, unit in (lasts, renews, before)]
            return days.Terms(begins, *told)
        case BusinessDays(calendar):
            return _calendar(calendar)
        case RolledTo(calendar, roll):
            return days.Rolled(_calendar(calendar), roll.value)
        case Unit():
            return way.value.replace("(month_end: keep)", "kept").replace("(leap: up)", "up")
        case _:
            assert_never(way)


def _calendar(calendar: Calendar) -> days.Calendar:
    weekend, holidays = frozenset(calendar.weekend), frozenset(calendar.holidays)
    return days.Calendar(calendar.id, weekend, holidays, calendar.first, calendar.last)


def _some(moment: Moment) -> theirs.Moment:
    match moment:
        case On(day):
            return theirs.On(day)
        case After(name) if not moment.steps:
            return theirs.Of(name)
        case After(name, count, unit, then):
            more = tuple((number, way_of(of)) for number, of in then)
            return theirs.After(count, way_of(unit), name, more)
        case Counted(name, fact, unit, before):
            return theirs.After(fact, way_of(unit), name, before=before)
        case EarliestOf(parts):
            return theirs.Earliest(tuple(_some(part) for part in parts))
        case LatestOf(parts):
            return theirs.Latest(tuple(_some(part) for part in parts))
        case Choose():
            return _chosen(moment)
        case MeantMoment(says):
            return _some(says)
        case Later():
            raise AssertionError("nobody writes it")
    assert_never(moment)


def _chosen(moment: Choose) -> theirs.Moment:
    """What was written: another moment, one by a reading, or never."""
    if not moment.options:
        return theirs.On(NEVER)
    ((first, option), *_) = moment.options
    if isinstance(first, Meant):
        first = first.says
    if isinstance(first, InOrder):
        return theirs.InTime(_some(option), _some(first.other))
    under: dict[str, theirs.Moment] = {}
    readings: Mapping[str, None] = {}
    for condition, option in moment.options:
        assert isinstance(condition, ReadAs)
        readings = {**readings, condition.reading: None}
        under |= dict.fromkeys(sorted(condition.values), _some(option))
    (reading,) = readings
    return theirs.MomentUnder(reading, tuple(under.items()))
