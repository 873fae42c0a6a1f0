"""Given values and conditions -> the words for them, in the language of the rule files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import assert_never

from contract_engine.definitions.formula_words import tell_exceeds, tell_formula
from contract_engine.definitions.offsets import told_steps, told_unit
from contract_engine.model.agreement import Clause, Modality, Norm, Row, Same
from contract_engine.model.choices import left_of
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
    Choose,
    Counted,
    EarliestOf,
    Later,
    LatestOf,
    MeantMoment,
    Moment,
    On,
)
from contract_engine.model.formulas import Formula
from contract_engine.model.question import UNKNOWN, Given
from contract_engine.model.versions import Version
from contract_engine.model.vocabulary import KindFact, NumberFact, Vocabulary

_ORDER = {
    Operator.LT: "is before",
    Operator.LE: "is on or before",
    Operator.GT: "is after",
    Operator.GE: "is on or after",
    Operator.EQ: "is",
    Operator.NE: "is not",
}

Told = Callable[[Norm], tuple[str, str]]
"""The words for a norm's bearer and its action."""


def tell_given(vocabulary: Vocabulary, name: str, given: Given) -> str:
    """What a question says of a fact, as it would be written."""
    if isinstance(given, bool):
        return "yes" if given else "no"
    if isinstance(given, frozenset):
        return tell_values(vocabulary, name, given)
    if isinstance(given, date):
        return given.isoformat()
    fact = vocabulary.facts.get(name)
    unit = fact.unit if isinstance(fact, NumberFact) else ""
    return f"{given} {unit}" if unit and given is not UNKNOWN else str(given)


def tell_values(vocabulary: Vocabulary, name: str, ends: frozenset[str]) -> str:
    """End nodes of a kind by the highest nodes that cover them exactly."""
    fact = vocabulary.facts.get(name)
    if not isinstance(fact, KindFact):
        return " or ".join(sorted(ends))
    chosen: list[str] = []
    covered: set[str] = set()
    for value in fact.values.values():
        if value.leaves <= ends and not value.leaves <= covered:
            chosen.append(value.id)
            covered |= value.leaves
    return " or ".join(chosen)


def tell_condition(condition: Condition) -> str:
    """A condition as it would be written on one line."""
    match condition:
        case Is(fact, values, words):
            return f"{fact} is {' or '.join(words or sorted(values))}"
        case Holds(fact):
            return fact
        case Compare(fact, operator, constant):
            return f"{fact} {operator.value} {condition.words or constant}"
        case All((Compare(fact, _, Version() as family), Compare())) if family.family:
            return f"{fact} in {family}"
        case Not(All((Compare(fact, _, Version() as family), Compare()))) if family.family:
            return f"{fact} not in {family}"
        case HasCome(moment):
            return tell_moment(moment)
        case All() if (within := _within(condition)) is not None:
            day, about = within
            return f"{day} is within {about}"
        case Not(All() as whole) if (within := _within(whole)) is not None:
            day, about = within
            return f"{day} is not within {about}"
        case InOrder(first, operator, second):
            return f"{tell_moment(first)} {_ORDER[operator]} {tell_moment(second)}"
        case Not(InOrder(first, operator, second) | Meant(InOrder(first, operator, second))):
            negated = _ORDER[operator].replace("is not", "is", 1)
            negated = negated if operator is Operator.NE else negated.replace("is", "is not", 1)
            return f"{tell_moment(first)} {negated} {tell_moment(second)}"
        case Weighed(first, operator, second):
            return f"{tell_formula(first)} {operator.value} {tell_formula(second)}"
        case Exceeds():
            return tell_exceeds(condition)
        case ReadAs(reading, values):
            return f"{reading} is {' or '.join(sorted(values))}"
        case Applies(clause):
            return f"`{clause}` applies"
        case Meant(says):
            return tell_condition(says)
        case Not(Is(fact, values, words) | Meant(Is(fact, values, words))):
            return f"{fact} is not {' or '.join(words or sorted(values))}"
        case Not(Applies(clause)):
            return f"`{clause}` doesn't apply"
        case Not(Not(part)):
            return tell_condition(part)
        case Not(part):
            return f"not {_grouped(part)}"
        case All(parts):
            return " and ".join(_grouped(part) for part in parts)
        case Any(parts):
            return " or ".join(_grouped(part) for part in parts)
        case Cardinality(parts):
            return f"{tell_count(condition)} of {', '.join(_grouped(part) for part in parts)}"
        case _:
            assert_never(condition)


def tell_count(counted: Cardinality) -> str:
    """How many of its parts are true, in words."""
    least, most = counted.least, counted.most
    if most is None:
        return f"at least {least}"
    if least == most:
        return f"exactly {least}" if least else "none"
    return f"{least} to {most}" if least else f"at most {most}"


def tell_row(row: Row) -> str:
    """A line of a definition, as its name."""
    told = tell_condition(row.when) or "always"
    if row.part != "rows":
        return f"{row.part} {told}" if row.when != All(()) else "otherwise no"
    return f"row {told}: {_tell_value(row)}"


def tell_definition(vocabulary: Vocabulary, definition: Clause) -> tuple[str, ...]:
    """The lines of a definition as a sentence would say them, the one asked first first."""
    fact = vocabulary.facts[definition.defines]
    unit = fact.unit if isinstance(fact, NumberFact) else ""
    told: list[str] = []
    for row in definition.rows:
        value = _tell_value(row)
        if unit and isinstance(row.value, Decimal):
            value = f"{value} {unit}"
        met = tell_condition(row.when)
        where = f" if {met}" if met else " otherwise" if told else ""
        told.append(f"{definition.defines} is {value}{where}")
    return tuple(told)


def _tell_value(row: Row) -> str:
    value = row.value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Same):
        return value.fact
    if isinstance(value, Formula):
        return tell_formula(value)
    return tell_moment(value) if isinstance(value, Moment) else str(value)


def tell_norms(norms: Iterable[Norm], vocabulary: Vocabulary | None = None) -> tuple[str, ...]:
    """Norms with their parameters; those of a choice as the one duty that they are.

    Bearers and actions are told by their names, or by the labels of a vocabulary.
    """

    def by_label(norm: Norm) -> tuple[str, str]:
        assert vocabulary is not None
        return vocabulary.parties[norm.bearer].label, vocabulary.actions[norm.action].label

    told = _by_name if vocabulary is None else by_label
    found: dict[str, None] = {}
    norms = tuple(norms)
    for norm in norms:
        bearer, action = told(norm)
        case = tell_condition(norm.when) if norm.conditional and norm.when else ""
        said = f"{bearer} {norm.modality} {action}{_beside(norm, case)}"
        if norm.choice and norm.alone:
            said = f"{bearer} {norm.modality} {action}{_beside(norm, _left(norm))}"
        elif norm.choice:
            said = _tell_choice([each for each in norms if each.choice], told)
        found[said] = None
    return tuple(found)


def _tell_choice(norms: Sequence[Norm], told: Told) -> str:
    """Alternatives: of duties one by one `must A or B`, otherwise each with all that it says."""
    ways: dict[str, list[Norm]] = {}
    for norm in norms:
        if not norm.weakened:
            ways.setdefault(norm.choice, []).append(norm)
    every = [norm for way in ways.values() for norm in way]
    bearer, _ = told(every[0])
    if len(every) == len(ways) and all(norm.modality is Modality.MUST for norm in every):
        acts = " or ".join(f"{told(norm)[1]}{_beside(norm, _left(norm))}" for norm in every)
        return f"{bearer} must {acts}, its choice"
    said = []
    for way in ways.values():
        left = _left(way[0])
        parts = (f"{norm.modality} {told(norm)[1]}{_beside(norm)}" for norm in way)
        said.append(" and ".join(parts) + (f" (if {left})" if left else ""))
    return f"{bearer}, its choice: {'; or '.join(said)}"


def _left(norm: Norm) -> str:
    """When an alternative is left, by its own conditions."""
    return tell_condition(left_of(norm))


def _by_name(norm: Norm) -> tuple[str, str]:
    return norm.bearer, norm.action


def _beside(norm: Norm, when: str = "") -> str:
    """Parameters, and the conditions of an alternative, in brackets."""
    said = [", ".join(f"{name}={value}" for name, value in norm.with_)]
    said += [f"if {when}"] if when else []
    return f" ({'; '.join(filter(None, said))})" if any(said) else ""


def tell_moment(moment: Moment) -> str:
    """A moment as it would be written."""
    match moment:
        case On(day):
            return day.isoformat()
        case After(name):
            return told_steps(moment.steps, name)
        case Counted(name, fact, unit, before):
            return f"{fact} {told_unit(unit)} {'before' if before else 'after'} {name}"
        case EarliestOf(parts):
            return "the earliest of " + ", ".join(tell_moment(part) for part in parts)
        case LatestOf(parts):
            return "the latest of " + ", ".join(tell_moment(part) for part in parts)
        case MeantMoment(says):
            return tell_moment(says)
        case Later(of, steps):
            return told_steps(steps, tell_moment(of))
        case Choose(options):
            if not options:
                return "never"
            days: dict[str, list[str]] = {}
            for case, option in options:
                days.setdefault(tell_moment(option), []).append(tell_condition(case))
            return " or ".join(f"{day} ({' or '.join(cases)})" for day, cases in days.items())
        case _:
            assert_never(moment)


def _within(condition: All) -> tuple[str, str] | None:
    """`paid` and `30 days after invoiced`, of the comparisons that say this; None of others."""
    parts = [part.says if isinstance(part, Meant) else part for part in condition.parts]
    said = [part for part in parts if isinstance(part, InOrder)]
    operators = [part.operator for part in said]
    if len(parts) != 3 or operators != [Operator.GE, Operator.LE, Operator.LE]:
        return None
    first, last, comes = said
    if comes.other != On(date.max):
        return None
    return tell_moment(first.moment), _about(first.other, last.other)


def _about(first: Moment, last: Moment) -> str:
    """`30 days after invoiced`, from it on; `30 days of invoiced`, before it and after."""
    if not isinstance(first, After) or not isinstance(last, After):
        return f"{tell_moment(first)} and {tell_moment(last)}"
    shared = len(last.steps) > len(first.steps) and last.steps[: len(first.steps)] == first.steps
    if shared or not last.steps:
        return tell_moment(last if shared else first)
    after = told_steps(last.steps, last.name)
    return after.replace(" after ", " of ", 1)


def _grouped(condition: Condition) -> str:
    words = tell_condition(condition)
    return f"({words})" if isinstance(condition, (All, Any, Cardinality)) else words
