"""A condition or a moment -> every slightly wrong one, with what is wrong with it in words.

A condition of None means that the line is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import assert_never

from contract_engine.answers.timeline.periods import ONE_DAY
from contract_engine.answers.wording import tell_condition, tell_moment, tell_row
from contract_engine.lazy_dataclass import replace
from contract_engine.measure.mutation.formulas import wrong_formulas
from contract_engine.measure.space.dependencies import by_one
from contract_engine.model.agreement import Clause, Row, Same
from contract_engine.model.conditions import (
    All,
    Any,
    Applies,
    Cardinality,
    Compare,
    Comparison,
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
from contract_engine.model.ordered import Ordered
from contract_engine.model.vocabulary import KindFact, Vocabulary

Wrong = tuple[str, Condition | None]
RowValue = str | bool | Ordered | Same | Moment | Formula

_STRICT = {
    Operator.LT: Operator.LE,
    Operator.LE: Operator.LT,
    Operator.GT: Operator.GE,
    Operator.GE: Operator.GT,
}


def wrong_lines(words: Vocabulary, sort: str, line: Condition) -> Iterator[Wrong]:
    """A line left out, or said of another value; and so for each part of a group."""
    yield f"without {sort} {tell_condition(line)}", None
    yield from _inside(words, line)


def _inside(words: Vocabulary, condition: Condition) -> Iterator[Wrong]:
    match condition:
        case Meant(says):
            yield from _inside(words, says)
        case Not(part):
            for said, wrong in _inside(words, part):
                if wrong is not None:
                    negated = replace(condition, part=wrong)
                    grouped = isinstance(part, (All, Any, Cardinality))
                    yield (said if grouped else _swap(condition, negated)), negated
        case All(parts) | Any(parts) | Cardinality(parts):
            fewest = max(1, condition.least) if isinstance(condition, Cardinality) else 1
            for index, part in enumerate(parts):
                before, after = parts[:index], parts[index + 1 :]
                if len(parts) > fewest:
                    left = replace(condition, parts=(*before, *after))
                    yield f"without {tell_condition(part)} in {tell_condition(condition)}", left
                for said, wrong in _inside(words, part):
                    if wrong is not None:
                        yield said, replace(condition, parts=(*before, wrong, *after))
            if isinstance(condition, Cardinality):
                yield from ((_swap(condition, other), other) for other in _recounted(condition))
        case (
            Is()
            | Holds()
            | Compare()
            | HasCome()
            | InOrder()
            | Weighed()
            | Exceeds()
            | ReadAs()
            | Applies()
        ):
            for other in _leaves(words, condition):
                yield _swap(condition, other), other
        case _:
            assert_never(condition)


def _recounted(count: Cardinality) -> Iterator[Cardinality]:
    """The same with a number one lower or higher, where it is then not always true, or never."""
    size, least, most = len(count.parts), count.least, count.most
    for by in (-1, 1):
        bounds = [(least + by, most)] if least else []
        bounds += [(least, most + by)] if most is not None else []
        if most is not None and least == most:
            bounds = [(least + by, most + by)]
        for low, high in bounds:
            last = size if high is None else min(high, size)
            if 0 <= low <= last and (low, last) != (0, size):
                yield replace(count, least=low, most=high)


def _swap(old: Condition, new: Condition) -> str:
    return f"{tell_condition(new)} for {tell_condition(old)}"


def _leaves(words: Vocabulary, condition: Comparison) -> Iterator[Condition]:
    """The same comparison with a value's neighbour or parent, a boundary, or a count by one."""
    match condition:
        case Is(fact, values, said):
            of = words.facts[fact]
            assert isinstance(of, KindFact)
            for index, word in enumerate(said):
                for other in _near(of, word):
                    chosen = (*said[:index], other, *said[index + 1 :])
                    leaves = frozenset(leaf for each in chosen for leaf in of.values[each].leaves)
                    if leaves != values:
                        yield replace(condition, values=leaves, words=tuple(dict.fromkeys(chosen)))
        case ReadAs(reading, values):
            names = tuple(words.readings[reading].values)
            for value in sorted(values):
                other = names[(names.index(value) + 1) % len(names)]
                changed = (values - {value}) | {other}
                if changed != values:
                    yield replace(condition, values=changed)
        case Compare(_, operator, _):
            if operator in _STRICT:
                yield replace(condition, operator=_STRICT[operator])
        case HasCome(moment):
            if isinstance(moment, After):
                for other_moment in by_one(moment):
                    yield replace(condition, moment=other_moment)
        case InOrder(first, operator, second):
            if operator in _STRICT:
                yield replace(condition, operator=_STRICT[operator])
            for earlier in _moved(first):
                yield replace(condition, moment=earlier)
            for later in _moved(second):
                yield replace(condition, other=later)
        case Weighed(_, operator):
            if operator in _STRICT:
                yield replace(condition, operator=_STRICT[operator])
        case Holds() | Applies() | Exceeds():
            return
        case _:
            assert_never(condition)


def _near(fact: KindFact, word: str) -> Iterator[str]:
    """The next value beside this one in the tree (the first after the last), and the one above."""
    parent = fact.values[word].parent
    beside = [value.id for value in fact.values.values() if value.parent == parent]
    neighbour = beside[(beside.index(word) + 1) % len(beside)]
    if neighbour != word:
        yield neighbour
    if parent is not None:
        yield parent


def wrong_moments(key: str, moment: Moment) -> Iterator[tuple[str, Moment]]:
    """A moment with a date a day earlier or later, or a count one lower or higher."""
    for other in _moved(moment):
        yield f"{key} {tell_moment(other)} for {tell_moment(moment)}", other


def _moved(moment: Moment) -> Iterator[Moment]:
    match moment:
        case On(day):
            yield from (On(other) for other in around(day))
        case After():
            yield from by_one(moment)
        case MeantMoment(says):
            yield from _moved(says)
        case Choose(options):
            for index, (case, option) in enumerate(options):
                for other in _moved(option):
                    said: Condition = case
                    if isinstance(case, InOrder) and case.moment == option:  # `void_after`
                        said = replace(case, moment=other)
                    changed = (*options[:index], (said, other), *options[index + 1 :])
                    yield replace(moment, options=changed)
                if isinstance(case, InOrder):
                    for last in _moved(case.other):
                        said = replace(case, other=last)
                        changed = (*options[:index], (said, option), *options[index + 1 :])
                        yield replace(moment, options=changed)
        case EarliestOf(parts) | LatestOf(parts):
            for index, part in enumerate(parts):
                for other in _moved(part):
                    yield replace(moment, parts=(*parts[:index], other, *parts[index + 1 :]))
        case Counted() | Later():  # the one counts what a fact says, the other nobody writes
            return
        case _:
            assert_never(moment)


def wrong_rows(words: Vocabulary, clause: Clause) -> Iterator[tuple[str, tuple[Row, ...]]]:
    """The lines of a definition with one left out, or with something wrong in it."""
    for index, row in enumerate(clause.rows):
        before, after = clause.rows[:index], clause.rows[index + 1 :]
        yield f"without {tell_row(row)}", (*before, *after)
        for said, condition in wrong_parts(words, row.when):
            yield f"{said} in {tell_row(row)}", (*before, replace(row, when=condition), *after)
        for value in _values(words, clause.defines, row):
            other = replace(row, value=value)
            yield f"{tell_row(other)} for {tell_row(row)}", (*before, other, *after)


def wrong_parts(words: Vocabulary, when: Condition) -> Iterator[tuple[str, Condition]]:
    """Conditions that are all to be true, with one left out, or with something wrong in it."""
    if isinstance(when, All) and len(when.parts) == 1:
        yield f"without {tell_condition(when.parts[0])}", replace(when, parts=())
    for said, wrong in _inside(words, when):
        if wrong is not None:
            yield said, wrong


def _values(words: Vocabulary, fact: str, row: Row) -> Iterator[RowValue]:
    """Another value of the same fact that somebody could have written."""
    value, of = row.value, words.facts[fact]
    if isinstance(value, bool):
        if row.part == "rows":
            yield not value
    elif isinstance(value, str):
        assert isinstance(of, KindFact)
        yield of.ends[(of.ends.index(value) + 1) % len(of.ends)]
    elif isinstance(value, Moment):
        yield from _moved(value)
    elif isinstance(value, Formula):
        yield from wrong_formulas(value)


def around(day: date) -> Iterator[date]:
    """The day before and the day after."""
    if day > date.min:
        yield day - ONE_DAY
    if day < date.max:
        yield day + ONE_DAY
