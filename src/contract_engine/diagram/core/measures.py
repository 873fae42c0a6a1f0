"""Sums of unknown numbers that are past a bound -> which combinations can be, as a node.

That a sum of several facts is past a number is a variable of its own, yes or no; so is that one
fact is past a number that is no decimal (12 % of it are more than 100), and what can't be told by
one sum, such as roundings of several facts added up. Of some classes and some such
variables it is decided exactly whether any numbers have them; see `inequalities`. What no one sum
tells is decided where the facts that keep it from that are known.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any

from contract_engine.definitions.formula_words import tell_exceeds
from contract_engine.diagram.core.bounds import joined
from contract_engine.diagram.core.decimals import as_decimal
from contract_engine.diagram.core.domains import NumberClasses
from contract_engine.diagram.core.elimination import Positive, positive
from contract_engine.diagram.core.inequalities import is_possible, solution
from contract_engine.diagram.core.nodes import FALSE, TRUE, Nodes
from contract_engine.diagram.core.thresholds import Cut, Direction, Past, past, put_in
from contract_engine.lazy_dataclass import dataclass, replace
from contract_engine.model.conditions import Exceeds
from contract_engine.model.formulas import Weights
from contract_engine.model.vocabulary import NumberFact, Vocabulary


@dataclass(frozen=True)
class Measure:
    """That a sum of facts is past a cut, or isn't; its variable is called `name`, as it is."""

    name: str
    direction: Direction
    cut: Cut
    negated: bool = False

    @property
    def between(self) -> tuple[str, ...]:
        """The facts."""
        return tuple(name for name, _ in self.direction)

    def sum_for(self, *, yes: bool) -> Positive:
        """What is positive where it is so, or where it isn't."""
        terms = {name: Fraction(times) for name, times in self.direction}
        value, side = self.cut
        if yes is not self.negated:
            return positive(terms, -Fraction(value), strict=side == 1)
        opposite = {name: -factor for name, factor in terms.items()}
        return positive(opposite, Fraction(value), strict=side == 0)

    def settled(self, known: Mapping[str, Fraction]) -> Past | bool | None:
        """What it comes to where some facts are known: of one that isn't, or of none."""
        value, side = self.cut
        left = [(name, times) for name, times in self.direction if name not in known]
        gap = Fraction(value)
        gap -= sum((t * known[name] for name, t in self.direction if name in known), Fraction(0))
        if not left:
            return gap < 0 or (gap == 0 and side == 0)
        if len(left) > 1:
            return None
        ((name, times),) = left
        exact = as_decimal(gap / times)
        if exact is None:
            return Past(((name, 1),), (gap / times, 0), times < 0)
        return Past(((name, 1),), (exact, side if times > 0 else 1 - side), times < 0)


@dataclass(frozen=True)
class Unsettled:
    """That weights exceed a bound, which no one sum of their facts tells."""

    name: str
    condition: Exceeds

    @property
    def between(self) -> tuple[str, ...]:
        """The facts."""
        return self.condition.weights.facts

    def settled(self, known: Mapping[str, Fraction]) -> Past | bool | None:
        """What it comes to where some facts are known; None where that is still unsettled."""
        condition = self.condition
        weights = put_in(condition.weights, known)
        bound = condition.bound - weights.plus
        if not weights.terms:
            return bound < 0 or (condition.or_is and bound == 0)
        return past(replace(condition, weights=replace(weights, plus=Fraction(0)), bound=bound))


def measured(words: Vocabulary, condition: Exceeds) -> Past | tuple[Measure | Unsettled, bool]:
    """Where weights exceed a bound: where one fact is past a cut, or where this is so, or isn't.

    Args:
        words: The vocabulary.
        condition: The weights and the bound.
    """
    found = past(condition)
    if found is None:
        return Unsettled(tell_exceeds(condition, _unit(words, condition)), condition), True
    if found.of_fact is not None:
        return found
    told = condition
    if any(not isinstance(term, str) for term, _ in condition.weights.terms):
        value = Fraction(found.cut[0])
        size = Fraction(1) if as_decimal(value) is not None else Fraction(value.denominator)
        terms = tuple((name, Fraction(times)) for name, times in found.direction)
        told = Exceeds(Weights(terms), value, found.cut[1] == 0, size)
    name = tell_exceeds(told, _unit(words, told))
    return Measure(name, found.direction, found.cut), not found.negated


def _unit(words: Vocabulary, condition: Exceeds) -> str:
    """The unit of all that is weighed."""
    units = {
        fact.unit
        for name in condition.weights.facts
        if isinstance(fact := words.facts[name], NumberFact)
    }
    return units.pop() if len(units) == 1 else ""


class Measured:
    """Numbers whose sums are measured.

    Args:
        nodes: The store of nodes.
        level: The level of each variable.
        classes: The classes of each of these numbers.
        subjects: These numbers.
    """

    def __init__(
        self,
        nodes: Nodes,
        level: Mapping[str, int],
        classes: Callable[[str], NumberClasses],
        subjects: Callable[[str], NumberFact],
    ) -> None:
        self.nodes = nodes
        self.level = level
        self._classes = classes
        self._subjects = subjects

    def feasible(self, measures: Sequence[Measure]) -> int:
        """True where some numbers have these classes, and their sums are past the cuts or not."""
        found = TRUE
        for names in joined(each.between for each in measures):
            within = [each for each in measures if names & {*each.between}]
            facts = sorted(names, key=self.level.__getitem__)
            found = self.nodes.both(found, self._of(within, facts, ()))
        return found

    def _of(self, left: Sequence[Measure], facts: Sequence[str], sums: tuple[Positive, ...]) -> int:
        """True where the sums are positive, the measures left are yes or no, and so the classes."""
        nodes = self.nodes
        if sums and not is_possible(sums, nodes.step):
            return FALSE
        if left:
            first, *rest = left
            return nodes.choose(
                nodes.atom(self.level[first.name], (1,)),
                self._of(rest, facts, (*sums, first.sum_for(yes=True))),
                self._of(rest, facts, (*sums, first.sum_for(yes=False))),
            )
        if not facts:
            return TRUE
        fact, *others = facts
        ways: dict[int, list[int]] = {}
        for c in range(len(self._classes(fact))):
            room = self._of((), others, (*sums, *self.sums_of(fact, c)))
            ways.setdefault(room, []).append(c)
        level = self.level[fact]
        return nodes.any(nodes.both(room, nodes.atom(level, some)) for room, some in ways.items())

    def sums_of(self, name: str, c: int) -> tuple[Positive, ...]:
        """What is positive for the values of a class."""
        low, high = bounds_of(self._subjects(name), self._classes(name), c)
        one = Fraction(1)
        found: list[Positive] = []
        if low is not None:
            found.append(positive({name: one}, -Fraction(low[0]), strict=low[1] == 1))
        if high is not None:
            found.append(positive({name: -one}, Fraction(high[0]), strict=high[1] == 0))
        return tuple(found)

    def some(
        self, measures: Mapping[Measure, bool], chosen: Mapping[str, int]
    ) -> dict[str, Decimal] | None:
        """Numbers of some classes whose sums are past the cuts, or aren't, as chosen.

        Args:
            measures: Whether each is so.
            chosen: The class of each number.
        """
        sums = [each.sum_for(yes=yes) for each, yes in measures.items()]
        for name, c in chosen.items():
            sums += self.sums_of(name, c)
        return solution(sums, self.nodes.step)


def bounds_of(fact: NumberFact, classes: NumberClasses, c: int) -> tuple[Cut | None, Cut | None]:
    """The cuts between which the values of a class are; None where there is no bound.

    Args:
        fact: The number.
        classes: Its classes.
        c: Which of them.
    """
    low: Any = classes.cuts[c - 1] if c else None
    high: Any = classes.cuts[c] if c < len(classes.cuts) else None
    if low is None and fact.least is not None:
        low = (fact.least, 0)
    if high is None and fact.most is not None:
        high = (fact.most, 1)
    if classes.whole and low is not None and high is not None:
        first = ceil(low[0]) + (low[1] if low[0] == ceil(low[0]) else 0)
        last = ceil(high[0]) - (0 if high[1] and high[0] == ceil(high[0]) else 1)
        low, high = (Decimal(first), 0), (Decimal(last), 1)
    return low, high
