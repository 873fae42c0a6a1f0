"""A comparison of one fact or reading -> a Condition, typed by the vocabulary."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import assert_never

from contract_engine.language.clauses.formulas import tell_unit, unit_of
from contract_engine.language.conditions.cursor import Line, either
from contract_engine.language.values.amounts import example, read_constant
from contract_engine.language.values.days import Unreadable, read_day
from contract_engine.language.values.typed import read_yes_no
from contract_engine.model.conditions import (
    All,
    Compare,
    Condition,
    HasCome,
    Holds,
    Is,
    Not,
    Operator,
    ReadAs,
    Weighed,
)
from contract_engine.model.days import After
from contract_engine.model.formulas import Input
from contract_engine.model.ordered import Ordered
from contract_engine.model.versions import family
from contract_engine.model.vocabulary import (
    DateFact,
    Fact,
    KindFact,
    NumberFact,
    Reading,
    YesNoFact,
)

_WRONG = {"=": "is", "==": "is", "equals": "is", "are": "is", "!=": "is not", "!": "is not"}
_WRONG |= {"=>": ">=", "≥": ">=", "=<": "<=", "≤": "<=", "isn't": "is not", "<>": "is not"}
_ORDER = ("<", "<=", ">", ">=")
OR_MESSAGE = "`or` stands only between values of one fact"


def compare_fact(line: Line, fact: Fact) -> Condition | None:
    """The comparison of a fact, whose name comes next in the line."""
    start = line.at
    line.take()
    operator = line.peek()
    if operator in _WRONG:
        help_ = f"write `{_WRONG[operator]}`"
        line.report("E312", f"`{operator}` is not a comparison", line.at, help_)
        return None
    match fact:
        case KindFact():
            return _kind(line, fact, start)
        case YesNoFact():
            return _yes_no(line, fact, start)
        case NumberFact() | DateFact():
            return _ordered(line, fact, start)
    assert_never(fact)


def compare_reading(line: Line, reading: Reading) -> Condition | None:
    """The comparison of a reading, whose name comes next in the line."""
    start = line.at
    line.take()
    if not line.takes("is"):
        help_ = f"say which way it is read: `{reading.id} is {next(iter(reading.values), '...')}`"
        line.report("E312", f"`{reading.id}` is a reading, neither true nor false", start, help_)
        return None
    negated = line.takes("not")
    chosen = _values(line, reading.id, reading.values, "E308", "value of a reading")
    if chosen is None:
        return None
    condition = ReadAs(reading.id, frozenset(chosen), line.span(start, line.at - 1))
    return Not(condition, condition.place) if negated else condition


def _kind(line: Line, fact: KindFact, start: int) -> Condition | None:
    operator = line.peek()
    if not line.takes("is"):
        shown = f"{fact.id} is {operator if operator in fact.values else next(iter(fact.values))}"
        if not operator or operator == "or":
            help_ = f"say which value: `{shown}`"
            line.report("E312", f"`{fact.id}` is a kind, neither yes nor no", start, help_)
        elif operator in fact.values:
            line.report("E312", f"`is` is missing before `{operator}`", line.at, f"write `{shown}`")
        else:
            help_ = f"write `{fact.id} is ...` or `{fact.id} is not ...`"
            message = f"`{operator}` can't compare `{fact.id}`, which is a kind"
            line.report("E312", message, line.at, help_)
        return None
    negated = line.takes("not")
    chosen = _values(line, fact.id, fact.values, "E302", "value")
    if chosen is None:
        return None
    ends = frozenset(end for word in chosen for end in fact.values[word].leaves)
    condition = Is(fact.id, ends, chosen, line.span(start, line.at - 1))
    return Not(condition, condition.place) if negated else condition


def _values(
    line: Line, name: str, known: Mapping[str, object], code: str, sort: str
) -> tuple[str, ...] | None:
    """`api` or `api or non_api`: at least one of the known values."""
    chosen: list[str] = []
    while True:
        word = line.peek()
        if not word:
            said = " ".join(line.words)
            shown = " or ".join(f"`{said} {value}`" for value in list(known)[:2])
            line.report("E310", f"`{said}` what?", line.at - 1, f"write a value: {shown}")
            return None
        if word not in known:
            _unknown_value(line, name, known, code, sort, chosen)
            return None
        chosen.append(line.take())
        if not line.takes("or"):
            return tuple(chosen)


def _unknown_value(
    line: Line,
    name: str,
    known: Collection[str],
    code: str,
    sort: str,
    chosen: list[str],
) -> None:
    word, words = line.peek(), line.scope.vocabulary
    is_another = word in words.facts or word in words.events or word in words.read_events
    if chosen and (is_another or line.peek(1) in ("is", *_ORDER)):
        line.report("E316", OR_MESSAGE, line.at - 1, either(line))
    elif word == "is" and chosen:
        help_ = f"write `{name} is {chosen[0]} or ...`"
        line.report("E310", "`is` stands once, before the values", line.at, help_)
    elif "," in word and word.strip(",") in known:
        help_ = "write `or` between values"
        line.report("E310", "a `,` can't stand between values", line.at, help_)
    else:
        label = f"not a value of `{name}`"
        line.scope.unknown(code, sort, word, line.span(line.at), known, label)


def _yes_no(line: Line, fact: YesNoFact, start: int) -> Condition | None:
    word = line.peek()
    if not word or word == "or":
        return Holds(fact.id, line.span(start))
    help_ = f"write `{fact.id}` or `not {fact.id}`"
    if not line.takes("is"):
        message = f"`{word}` can't compare `{fact.id}`, which is yes or no"
        line.report("E312", message, line.at, help_)
        return None
    negated = line.takes("not")
    word = line.peek()
    if not word:
        line.report("E310", f"`{' '.join(line.words)}` what?", line.at - 1, help_)
        return None
    try:
        value = read_yes_no(fact.id, word)
    except Unreadable as error:
        line.report(error.code, error.message, line.at, error.help)
        return None
    line.take()
    place = line.span(start, line.at - 1)
    return Holds(fact.id, place) if value is not negated else Not(Holds(fact.id, place), place)


def _ordered(line: Line, fact: NumberFact | DateFact, start: int) -> Condition | None:
    operator = line.peek()
    if not operator or operator == "or":
        if isinstance(fact, DateFact):
            return HasCome(After(fact.id), line.span(start))
        help_ = f"compare it: `{fact.id} >= {example(fact)}`"
        said = "a number" if fact.sort == "number" else f"of type {fact.sort}"
        line.report("E312", f"`{fact.id}` is {said}, neither yes nor no", start, help_)
        return None
    if operator == "in" or (operator == "not" and line.peek(1) == "in"):
        return _family(line, fact, start)
    if operator not in ("is", *_ORDER):
        help_ = "use `<`, `<=`, `>`, `>=`, `is` or `is not`"
        line.report("E312", f"`{operator}` can't compare `{fact.id}`", line.at, help_)
        return None
    line.take()
    if operator == "is" and line.takes("not"):
        operator = "is not"
    text = line.peek()
    if not text:
        shown = example(fact) if isinstance(fact, NumberFact) else "2025-10-28"
        help_ = f"write `{fact.id} {operator} {shown}`"
        line.report("E310", f"`{fact.id} {operator}` what?", line.at - 1, help_)
        return None
    other = line.scope.vocabulary.facts.get(text)
    if isinstance(fact, NumberFact) and isinstance(other, NumberFact):
        return _weighed(line, fact, Operator(operator), other, start)
    words = 1
    unit = fact.sort if isinstance(fact, NumberFact) else ""
    if (unit == "money" and line.peek(1).isalnum()) or (unit == "percent" and line.peek(1) == "%"):
        text, words = f"{text} {line.peek(1)}", 2
    constant: Ordered | date
    try:
        constant = read_constant(fact, text) if isinstance(fact, NumberFact) else read_day(text)
    except Unreadable as error:
        if text in line.scope.vocabulary.facts or text in line.scope.vocabulary.events:
            message = f"`{fact.id}` is compared with another fact, `{text}`"
            what = "a constant" if isinstance(fact, NumberFact) else "a day"
            help_ = f"compare with {what}, or make what follows from the two a fact of its own"
            line.report("E312", message, line.at, help_)
        else:
            place = line.span(line.at, line.at + words - 1)
            line.scope.report(error.code, error.message, place, help=error.help)
        return None
    line.at += words
    written = text if isinstance(fact, NumberFact) and fact.unit else ""
    return Compare(fact.id, Operator(operator), constant, line.span(start, line.at - 1), written)


def _weighed(
    line: Line, fact: NumberFact, operator: Operator, other: NumberFact, start: int
) -> Condition | None:
    """`paid < cap`: two numbers, percentages or amounts of one currency."""
    ours, theirs = unit_of(fact), unit_of(other)
    if ours is None or ours != theirs or fact.id == other.id:
        message = f"`{fact.id}` is compared with another fact, `{other.id}`"
        help_ = f"compare with a constant: `{fact.id} {operator.value} {example(fact)}`"
        if fact.id == other.id:
            message = f"`{fact.id}` is compared with itself"
        elif ours is not None and theirs is not None:
            said = f"{tell_unit(theirs)}, and `{fact.id}` {tell_unit(ours)}"
            message = f"`{other.id}` is {said}"
            help_ = "compare with a fact of the same type; currencies are never converted"
        line.report("E312", message, line.at, help_)
        return None
    line.take()
    place = line.span(start, line.at - 1)
    return Weighed(Input(fact.id), operator, Input(other.id), place)


def _family(line: Line, fact: NumberFact | DateFact, start: int) -> Condition | None:
    """`release in 2.9`: 2.9 and everything below it."""
    negated = line.takes("not")
    if not isinstance(fact, NumberFact) or fact.sort != "version":
        help_ = "write `is`, or `<`, `<=`, `>`, `>=`"
        line.report("E312", f"`in` compares versions, and `{fact.id}` is none", line.at, help_)
        return None
    line.take()
    text = line.peek()
    if not text:
        help_ = f"write `{fact.id} {'not ' if negated else ''}in 2.9`"
        said = " ".join(line.words)
        line.report("E310", f"`{said}` what?", line.at - 1, help_)
        return None
    ends = family(fact.scheme, text)
    if ends is None:
        help_ = f"write numbers joined by points: `{fact.id} in 2.9`"
        if fact.scheme == "debian":
            help_ = "of this scheme write both ends: `>= 2.9~` and `< 2.10~`"
        line.report("E327", f"`{text}` is not a family of versions", line.at, help_)
        return None
    line.take()
    first, after = ends
    place = line.span(start, line.at - 1)
    within = All(
        (
            Compare(fact.id, Operator.GE, first, place),
            Compare(fact.id, Operator.LT, after, place),
        ),
        place,
    )
    return Not(within, place) if negated else within
