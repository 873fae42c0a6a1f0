"""Sums of numbers against bounds -> nodes: where they exceed them, and where they can be so."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from contract_engine.diagram.core.domains import Classes, NumberClasses
from contract_engine.diagram.core.measures import Measure, Measured, Unsettled, measured
from contract_engine.diagram.core.nodes import Nodes
from contract_engine.diagram.core.thresholds import Past
from contract_engine.model.conditions import Exceeds, Operator
from contract_engine.model.vocabulary import NumberFact, Vocabulary


class Amounts:
    """The numbers among some variables, as they are compared.

    Args:
        vocabulary: Says what each number is.
        nodes: The store of nodes.
        level: The level of each variable.
        classes: The classes of each level.
        known: The number that is known of a name.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        nodes: Nodes,
        level: Mapping[str, int],
        classes: Sequence[Classes],
        known: Callable[[str], Decimal | None],
    ) -> None:
        self.vocabulary = vocabulary
        self.nodes = nodes
        self.level = level
        self.classes = classes
        self._known_number = known

    def exceeds(self, condition: Exceeds) -> int:
        """A node that is true where weights exceed a bound.

        Args:
            condition: The weights and the bound.
        """
        found = measured(self.vocabulary, condition)
        if isinstance(found, Past):
            return self._past(found)
        measure, yes = found
        node = self._is(measure)
        return node if yes else self.nodes.negate(node)

    def _past(self, found: Past) -> int:
        assert found.of_fact is not None
        name, (value, side) = found.of_fact
        operator = Operator.GT if side else Operator.GE
        node = self._atom(name, self._numbers(name).compared(operator, value))
        return self.nodes.negate(node) if found.negated else node

    def feasible(self, every: Sequence[Measure | Unsettled]) -> int:
        """True where some numbers of the classes come to what is said of them.

        Args:
            every: What is measured, each a variable of its own.
        """
        measures = [each for each in every if isinstance(each, Measure)]
        return self._feasible(measures, [each for each in every if isinstance(each, Unsettled)])

    def _feasible(self, measures: list[Measure], open_: list[Unsettled]) -> int:
        """True where some numbers are measured so; of what is unsettled, where that is known."""
        if not open_:
            return self.measured().feasible(measures)
        nodes, (first, *rest) = self.nodes, open_
        elsewhere = self._feasible(measures, rest)
        pinned, found = self.settled(first)
        if found is None:
            return elsewhere
        if isinstance(found, Measure):
            here = self._feasible([*measures, found], rest)
        else:
            same = self._is(first)
            here = nodes.both(elsewhere, same if found else nodes.negate(same))
        return nodes.choose(pinned, here, elsewhere)

    def measured(self) -> Measured:
        """The numbers whose sums are measured."""
        return Measured(self.nodes, self.level, self._numbers, self._number)

    def settled(self, measure: Unsettled) -> tuple[int, Measure | bool | None]:
        """Where the numbers are as they are known to be, and what is then measured."""
        known = {n: v for n in measure.between if (v := self._known_number(n)) is not None}
        found = measure.settled({name: Fraction(value) for name, value in known.items()})
        pinned = self.nodes.all(
            self._atom(name, frozenset({self._numbers(name).of(value)}))
            for name, value in known.items()
        )
        if isinstance(found, Past):
            return pinned, Measure(measure.name, found.direction, found.cut, found.negated)
        return pinned, found

    def _numbers(self, name: str) -> NumberClasses:
        classes = self.classes[self.level[name]]
        assert isinstance(classes, NumberClasses)
        return classes

    def _number(self, name: str) -> NumberFact:
        fact = self.vocabulary.facts[name]
        assert isinstance(fact, NumberFact)
        return fact

    def _is(self, measure: Measure | Unsettled) -> int:
        """True where the variable of what is measured is yes."""
        return self._atom(measure.name, frozenset({1}))

    def _atom(self, name: str, classes: frozenset[int]) -> int:
        return self.nodes.atom(self.level[name], classes)
