"""A condition or a moment over defined facts -> the same, with what it means.

A defined fact has the value of the first line that is true, of the definitions that apply; its
own value where none is. Said as conditions: `tier is gold` means "the first line is true and says
gold; or it isn't, and the second ...; or none is, and the own value is gold".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import assert_never, cast

from contract_engine.definitions import compare as comparing
from contract_engine.definitions.compare import FALSE, TRUE, come_by, compared, first_of
from contract_engine.definitions.offsets import last_start
from contract_engine.definitions.order import in_order
from contract_engine.definitions.weights import Cases, Spelt, fact, spelt_out, weighed
from contract_engine.definitions.weights import constant as number
from contract_engine.lazy_dataclass import replace
from contract_engine.model.agreement import Agreement, Clause, Row, Same
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
    Day,
    EarliestOf,
    Later,
    LatestOf,
    MeantMoment,
    Moment,
    On,
)
from contract_engine.model.formulas import Formula, inputs_of
from contract_engine.model.ordered import Ordered
from contract_engine.model.question import Given
from contract_engine.model.traverse import row_inputs
from contract_engine.model.vocabulary import NumberFact


class Meanings:
    """What comparisons and moments mean by the definitions of an agreement."""

    def __init__(self, agreement: Agreement) -> None:
        self.words = agreement.vocabulary
        self.definitions = agreement.definitions
        self._matches: dict[tuple[str, int], Condition] = {}
        self._means: dict[Comparison, Condition] = {}
        self._days: dict[str, Moment] = {}
        self._behind: dict[str, tuple[str, ...]] = {}
        self._numbers: dict[str, Spelt] = {}
        self._counted: dict[tuple[Moment, date], Condition] = {}

    def condition(self, condition: Condition) -> Condition:
        """The same condition; its comparisons of defined facts with their meanings."""
        match condition:
            case Meant(says):
                return self.condition(says)
            case Is(fact) | Holds(fact) | Compare(fact):
                if fact not in self.definitions:
                    return condition
                means = self._means.get(condition)
                if means is None:
                    means = self._means[condition] = self._of_fact(condition)
                return Meant(condition, means, self.behind(fact), condition.place)
            case HasCome(moment):
                meant = self.moment(moment)
                if meant == moment:
                    return condition
                assert isinstance(meant, Choose | MeantMoment)
                return Meant(condition, HasCome(meant), place=condition.place)
            case InOrder():
                means = self._means.get(condition)
                if means is None:
                    means = self._means[condition] = self._of_order(condition)
                if means == condition:
                    return condition
                return Meant(condition, means, place=condition.place)
            case Weighed(first, operator, other):
                means = self._means.get(condition)
                if means is None:
                    means = weighed(self.formula(first), operator, self.formula(other))
                    self._means[condition] = means
                names = (*inputs_of(first), *inputs_of(other))
                behind = dict.fromkeys(n for name in names for n in (name, *self.behind(name)))
                defined = tuple(name for name in behind if name in self.definitions)
                return Meant(condition, means, defined, condition.place)
            case ReadAs() | Applies() | Exceeds():
                return condition
            case Not(part):
                return Not(self.condition(part), condition.place)
            case All(parts) | Any(parts) | Cardinality(parts):
                return replace(condition, parts=tuple(self.condition(part) for part in parts))
            case _:
                assert_never(condition)

    def moment(self, moment: Moment) -> Moment:
        """The same moment, where it hangs on a definition or a counted fact as a choice."""
        match moment:
            case On():
                return moment
            case After(name):
                if name not in self.definitions:
                    return moment
                whole = self._day(name)
                return MeantMoment(moment, Later(whole, moment.steps) if moment.steps else whole)
            case Counted(name, count, unit, before):
                fact = self.words.facts[count]
                assert isinstance(fact, NumberFact)
                assert fact.least is not None
                assert fact.most is not None
                numbers = range(int(fact.least), int(fact.most) + 1)
                options = tuple(
                    (
                        self.condition(Compare(count, Operator.EQ, Decimal(number))),
                        self.moment(After(name, -number if before else number, unit)),
                    )
                    for number in numbers
                )
                return MeantMoment(moment, Choose(options))
            case EarliestOf(parts):
                return EarliestOf(tuple(self.moment(part) for part in parts))
            case LatestOf(parts):
                return LatestOf(tuple(self.moment(part) for part in parts))
            case MeantMoment(says):
                return self.moment(says)
            case Later(of, steps):
                return Later(self.moment(of), steps)
            case Choose(options):
                return Choose(tuple((self.condition(c), self.moment(m)) for c, m in options))
            case _:
                assert_never(moment)

    def formula(self, formula: Formula) -> Spelt:
        """What a formula comes to, by the definitions of what it names."""
        return spelt_out(formula, self._number)

    def behind(self, name: str) -> tuple[str, ...]:
        """The other defined facts from which the value of a fact is computed."""
        if name not in self._behind:
            found: dict[str, None] = {}
            for _, row in self.lines(name):
                for other in row_inputs(row):
                    if other in self.definitions:
                        found |= dict.fromkeys((other, *self.behind(other)))
            self._behind[name] = tuple(found)
        return self._behind[name]

    def _number(self, name: str) -> Spelt:
        """The value of a number, made once for all formulas that name it."""
        if name not in self.definitions:
            return fact(name)
        if name not in self._numbers:
            lines = [(match, self._value(row)) for match, row in self._lines(name)]
            self._numbers[name] = Cases((*lines, (TRUE, fact(name))))
        return self._numbers[name]

    def _value(self, row: Row) -> Spelt:
        """The value of a line of a defined number."""
        match row.value:
            case Same(name):
                return self._number(name)
            case Decimal() as value:
                return number(value)
            case _:
                return self.formula(cast("Formula", row.value))

    def _of_order(self, says: InOrder) -> Condition:
        """What two moments compared come to, down to days counted from one name each."""
        first, second = self.moment(says.moment), self.moment(says.other)
        return in_order(self.words, self._meant_by, first, says.operator, second)

    def matches(self, fact: str) -> tuple[Condition, ...]:
        """Where each line of a fact's definitions is true."""
        return tuple(match for match, _ in self._lines(fact))

    def lines(self, fact: str) -> tuple[tuple[Clause, Row], ...]:
        """Each line of a fact's definitions, in the order asked."""
        return tuple((c, row) for c in self.definitions.get(fact, ()) for row in c.rows)

    def contradiction(self, fact: str, given: Given) -> Condition:
        """True where the first line that is true says something else."""
        return Not(first_of([(m, self._fits(row, given)) for m, row in self._lines(fact)], TRUE))

    def _fits(self, row: Row, given: Given) -> Condition:
        if isinstance(given, frozenset):
            return TRUE if row.value in given else FALSE
        if isinstance(given, Day):
            moment = self.moment(cast("Moment", row.value))
            if isinstance(given, date):
                return compared(self.words, self._meant_by, moment, Operator.EQ, given)
            return Not(come_by(self.words, self._meant_by, moment, date.max))
        if isinstance(given, Ordered):
            return self._value_compared(row, Operator.EQ, given)
        return TRUE if row.value == given else FALSE

    def _lines(self, fact: str) -> Iterator[tuple[Condition, Row]]:
        """Each line of a fact's definitions, in the order asked, with where it is true."""
        for definition in self.definitions.get(fact, ()):
            for index, row in enumerate(definition.rows):
                key = (definition.id, index)
                if key not in self._matches:
                    applies = Applies(definition.id, definition.place)
                    self._matches[key] = All((applies, self.condition(row.when)))
                yield self._matches[key], row

    def _of_fact(self, says: Is | Holds | Compare) -> Condition:
        """What a comparison of a defined fact means."""
        match says:
            case Is(_, values):
                return self._chosen(says, lambda value: value in values)
            case Holds():
                return self._chosen(says, lambda value: value is True)
            case Compare(fact, operator, constant):
                if isinstance(constant, date):
                    return self._dated(says, fact, operator, constant)
                return self._ordered(says, fact, operator, constant)
            case _:
                assert_never(says)

    def _chosen(self, says: Is | Holds, fits: Callable[[object], bool]) -> Condition:
        lines = [(m, TRUE if fits(row.value) else FALSE) for m, row in self._lines(says.fact)]
        return first_of(lines, says)

    def _ordered(
        self, says: Compare, fact: str, operator: Operator, constant: Ordered
    ) -> Condition:
        lines = self._lines(fact)
        fits = [(m, self._value_compared(row, operator, constant)) for m, row in lines]
        return first_of(fits, says)

    def _value_compared(self, row: Row, operator: Operator, constant: Ordered) -> Condition:
        """The value of a line against a constant; that of another fact as a comparison of it."""
        if isinstance(row.value, Same):
            return self.condition(Compare(row.value.fact, operator, constant, row.place))
        if isinstance(row.value, Formula):
            assert isinstance(constant, Decimal)
            return weighed(self.formula(row.value), operator, number(constant))
        fits = comparing.compare(cast("Ordered", row.value), operator, constant)
        return TRUE if fits else FALSE

    def _dated(self, says: Compare, fact: str, operator: Operator, constant: date) -> Condition:
        def compared_of(row: Row) -> Condition:
            moment = self.moment(cast("Moment", row.value))
            return compared(self.words, self._meant_by, moment, operator, constant)

        return first_of([(m, compared_of(row)) for m, row in self._lines(fact)], says)

    def _day(self, name: str) -> Moment:
        """The day of a defined date fact, made once for all that count from it."""
        if name not in self._days:
            options = [
                (match, self.moment(cast("Moment", row.value))) for match, row in self._lines(name)
            ]
            self._days[name] = Choose((*options, (TRUE, After(name))))
        return self._days[name]

    def _meant_by(self, moment: MeantMoment, day: date) -> Condition:
        """True where the moment is on or before a stated day, made once for all that ask."""
        says = moment.says
        if isinstance(says, After):
            start = last_start(day, says.steps)
            if start is None:
                return FALSE
            return self.condition(Compare(says.name, Operator.LE, start))
        key = (says, day)
        if key not in self._counted:
            self._counted[key] = come_by(self.words, self._meant_by, moment.means, day)
        return self._counted[key]
