"""The verdict for each value, against a question for each; on generated agreements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from contract_engine.answers.ask.each_value import is_ordered_and_defined, of_fact
from contract_engine.diagram.core.region import Impossible
from contract_engine.diagram.finding.finding import Finding
from contract_engine.diagram.finding.shape import Shape
from contract_engine.language.values.typed import read_kind
from contract_engine.model.days import NEVER
from contract_engine.model.question import Given
from contract_engine.model.vocabulary import DateFact, Event, Fact, KindFact, NumberFact, YesNoFact
from tests.differential.compare import Case, few_or_all, generated

CASES = 250


@few_or_all(CASES // 4, CASES)
def test_each_value_comes_to_what_the_question_with_it_comes_to(count: int) -> None:
    """Of a kind and of yes or no each value stands in one group, and that is its own answer.

    A number or day comes to what one of the groups comes to; and none is left out that can be.
    """
    seen: Counter[str] = Counter()
    for additions in (False, True):
        for case in generated(count, 9_000, additions=additions):
            words = case.engine.agreement.vocabulary
            for name, fact in {**words.facts, **words.events}.items():
                if not is_ordered_and_defined(case.engine, name):
                    _check(case, name, fact, seen)
    assert seen["several groups"] > 100 * count / CASES, seen
    assert seen["can't be"] > 10 * count / CASES, seen
    assert seen["tried"] > 5_000 * count / CASES, seen


def _check(case: Case, name: str, fact: Fact | Event, seen: Counter[str]) -> None:
    given = {n: value for n, value in case.typed.given.items() if n != name}
    question = case.typed.with_given(given)
    try:
        groups, cannot = of_fact(case.engine, question, name)
    except Impossible:
        groups, cannot = [], ""
    seen["several groups"] += len(groups) > 1
    for value in _values(fact):
        found = _find(case, {**given, name: value})
        seen["tried"] += 1
        if found is None:
            seen["can't be"] += 1
            continue
        shapes = [group.finding.shape for group in groups]
        assert _shape(found) in map(_of_shape, shapes), (case.number, name, value)
        if isinstance(fact, KindFact) and isinstance(value, frozenset):
            (group,) = [each for each in groups if value <= read_kind(fact, each.words)]
            assert _shape(found) == _of_shape(group.finding.shape), (case.number, name, value)
            assert not cannot or not value <= read_kind(fact, cannot)


def _values(fact: Fact | Event) -> Iterator[Given]:
    match fact:
        case KindFact():
            yield from (frozenset({end}) for end in fact.ends)
        case YesNoFact():
            yield from (True, False)
        case NumberFact(sort="number" | "money"):
            for number in range(0, 12):
                half = Decimal(number) if fact.whole else Decimal(number) * Decimal("2.5")
                if (fact.least or half) <= half <= (fact.most or half):
                    yield half
        case DateFact() | Event():
            yield from (date(2018, 1, 1) + timedelta(days=days) for days in range(0, 3000, 250))
            if isinstance(fact, Event) or fact.never:
                yield NEVER
        case _:
            return


def _find(case: Case, given: dict[str, Given]) -> Finding | None:
    t = case.typed
    try:
        return case.engine.find(t.bearer, t.action, t.on, given, t.options)
    except Impossible:
        return None


def _shape(found: Finding) -> object:
    return _of_shape(found.shape)


def _of_shape(shape: object) -> object:
    """Verdict and governing clauses: the words of cases may name days that move."""
    assert isinstance(shape, Shape)
    return shape.told
