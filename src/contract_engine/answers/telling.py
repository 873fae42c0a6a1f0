"""Given values and conditions -> the words for them, in the language of the rule files."""

from __future__ import annotations

from datetime import date

from contract_engine.model.agreement import Row, Same
from contract_engine.model.conditions import (
    All,
    Any,
    Applies,
    Compare,
    Condition,
    HasCome,
    Holds,
    Is,
    Meant,
    Not,
    ReadAs,
)
from contract_engine.model.days import (
    After,
    Choose,
    Counted,
    EarliestOf,
    LatestOf,
    Moment,
    On,
    Unit,
)
from contract_engine.model.ordered import Version
from contract_engine.model.question import UNKNOWN, Given
from contract_engine.model.vocabulary import KindFact, NumberFact, Vocabulary


def tell_given(vocabulary: Vocabulary, name: str, given: Given) -> str:
    """What a question says of a fact, as it would be written."""
    if isinstance(given, bool):
        return "yes" if given else "no"
    if isinstance(given, frozenset):
        return tell_values(vocabulary, name, given)
    if isinstance(given, date):
        return given.isoformat()
    fact = vocabulary.facts.get(name)
    currency = fact.currency if isinstance(fact, NumberFact) else ""
    return f"{given} {currency}" if currency and given is not UNKNOWN else str(given)


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
        case All((Compare(fact, _, Version(stage=()) as family), Compare())):
            return f"{fact} in {family}"
        case Not(All((Compare(fact, _, Version(stage=()) as family), Compare()))):
            return f"{fact} not in {family}"
        case HasCome(moment):
            return tell_moment(moment)
        case ReadAs(reading, values):
            return f"{reading} is {' or '.join(sorted(values))}"
        case Applies(clause):
            return f"`{clause}` applies"
        case Meant(says):
            return tell_condition(says)
        case Not(Is(fact, values, words) | Meant(Is(fact, values, words))):
            return f"{fact} is not {' or '.join(words or sorted(values))}"
        case Not(part):
            return f"not {_grouped(part)}"
        case All(parts):
            return " and ".join(_grouped(part) for part in parts)
        case Any(parts):
            return " or ".join(_grouped(part) for part in parts)


def tell_row(row: Row) -> str:
    """A line of a definition, as its name."""
    told = tell_condition(row.when) or "always"
    if row.part != "rows":
        return f"{row.part} {told}" if row.when != All(()) else "otherwise no"
    value = row.value
    if isinstance(value, bool):
        said = "yes" if value else "no"
    elif isinstance(value, Same):
        said = value.fact
    else:
        said = tell_moment(value) if isinstance(value, Moment) else str(value)
    return f"row {told}: {said}"


def tell_moment(moment: Moment) -> str:
    """A moment as it would be written."""
    match moment:
        case On(day):
            return day.isoformat()
        case After(name):
            for count, unit in moment.steps:
                name = f"{_units(count, unit)} after {name}"
            return name
        case Counted(name, fact, unit):
            return f"{fact} {unit.value} after {name}"
        case EarliestOf(parts):
            return "the earliest of " + ", ".join(tell_moment(part) for part in parts)
        case LatestOf(parts):
            return "the latest of " + ", ".join(tell_moment(part) for part in parts)
        case Choose(options, says):
            if says is not None:
                return tell_moment(says)
            if not options:
                return "never"
            return " or ".join(dict.fromkeys(tell_moment(option) for _, option in options))


def _units(count: int, unit: Unit) -> str:
    return f"{count} {unit.value.rstrip('s') if count == 1 else unit.value}"


def _grouped(condition: Condition) -> str:
    words = tell_condition(condition)
    return f"({words})" if isinstance(condition, (All, Any)) else words
