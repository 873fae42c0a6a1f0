"""An act and what it must be like (`where`, `done_when`) -> whether it is so."""

from __future__ import annotations

import operator
import typing
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import assert_never

from contract_engine.definitions.covered import surely
from contract_engine.lazy_dataclass import replace
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
from contract_engine.model.days import After
from contract_engine.model.formulas import Constant, Formula, Input
from contract_engine.model.history import ActValue, Entry
from contract_engine.model.question import UNKNOWN, Given
from contract_engine.model.steps import Amount, Versus, Where
from contract_engine.model.vocabulary import Fact, Vocabulary
from contract_engine.performance.day_values import NeedsValue
from contract_engine.performance.facts import Facts
from contract_engine.performance.instance import Instance
from contract_engine.performance.lines import Lines
from contract_engine.performance.oracle import Oracle

SIGNS: Mapping[Operator, Callable[[typing.Any, typing.Any], bool]] = {
    Operator.LT: operator.lt,
    Operator.LE: operator.le,
    Operator.GT: operator.gt,
    Operator.GE: operator.ge,
    Operator.EQ: operator.eq,
    Operator.NE: operator.ne,
}
_TURNED = {
    Operator.LT: Operator.GT,
    Operator.LE: Operator.GE,
    Operator.GT: Operator.LT,
    Operator.GE: Operator.LE,
    Operator.EQ: Operator.EQ,
    Operator.NE: Operator.NE,
}


def values_of_action(vocabulary: Vocabulary, action: str) -> Mapping[str, Fact]:
    """The values that an act may carry: those of its action and of every wider one."""
    found: dict[str, Fact] = {}
    for name in reversed(vocabulary.widening(action)):
        found |= vocabulary.actions[name].values
    return found


class ActValues:
    """Tells whether acts are as steps want them; what wasn't recorded is asked of an oracle."""

    def __init__(self, facts: Facts, oracle: Oracle, lines: Lines) -> None:
        self.facts = facts
        self.oracle = oracle
        self.lines = lines
        self.last: dict[str, Entry] = {}
        """The act that did each step, for `CLAUSE.value`."""
        self._typed: dict[str, Mapping[str, Fact]] = {}

    def fits(self, instance: Instance, entry: Entry) -> Where | None:
        """The first condition of a step that an act doesn't meet; None where it meets all."""
        for part in instance.plan.step.where:
            if not self._meets(part, instance, entry):
                return part
        return None

    def _meets(self, part: Where, instance: Instance, entry: Entry) -> bool:
        if isinstance(part, Versus):
            return self._versus(part, self._done(part.clause, instance), entry)
        settled = self._settle(part, entry)
        if isinstance(settled, bool):
            return settled
        return self.oracle.holds(settled, entry.on)

    def enough(self, instance: Instance) -> bool:
        """Whether the acts that count towards a step are enough together."""
        return all(self._is_enough(part, instance) for part in instance.plan.step.done_when)

    def _done(self, clause: str, instance: Instance) -> Entry | None:
        """The act that did another step: of the instance that this goes back to, or the last."""
        found = self.lines.find(clause, instance.line, instance)
        return self.last.get(clause) if found is None else found.gave

    def _is_enough(self, part: Amount, instance: Instance) -> bool:
        acts = instance.acts
        total: Decimal = Decimal(len(acts))
        if part.value:
            sums = instance.sums = {} if instance.sums is None else instance.sums
            counted, total = sums.get(part.value, (0, Decimal(0)))
            for act in acts[counted:]:
                value = dict(act.values).get(part.value)
                if not isinstance(value, Decimal):
                    raise NeedsValue(part.value, act.line)
                total += value
            sums[part.value] = len(acts), total
        right: object = part.constant
        if part.clause:
            done = self._done(part.clause, instance)
            if done is None:
                return False
            right = dict(done.values).get(part.of)
            if right is None:
                raise NeedsValue(part.of, done.line)
        return SIGNS[part.operator](total, right)

    def _versus(self, part: Versus, done: Entry | None, entry: Entry) -> bool:
        if done is None:
            return False
        left, right = dict(entry.values).get(part.value), dict(done.values).get(part.of)
        if left is not None and right is not None:
            return SIGNS[part.operator](left, right)
        if left is None and right is None:
            raise NeedsValue(part.value, entry.line)
        if left is None:
            name, sign, value = self._declared(entry, part.value), part.operator, right
        else:
            name, sign, value = self._declared(done, part.of), _TURNED[part.operator], left
        assert isinstance(value, Decimal | date)
        return self.oracle.holds(Compare(name, sign, value), entry.on)

    def _facts_of(self, action: str) -> Mapping[str, Fact]:
        if action not in self._typed:
            self._typed[action] = values_of_action(self.facts.agreement.vocabulary, action)
        return self._typed[action]

    def _declared(self, entry: Entry, name: str) -> str:
        """The name of a value that an act doesn't carry, or not wholly, as a fact beside others."""
        own = f"{entry.action}#{entry.number}.{name}"
        if own not in self.facts.agreement.vocabulary.facts:
            fact = self._facts_of(entry.action)[name]
            label = f"the {fact.label} of {entry.party} {entry.action} on {entry.on}"
            said: Given = dict(entry.values).get(name, UNKNOWN)
            self.facts.declare(replace(fact, id=own, label=label, usually=None), said)
        return own

    def _settle(self, part: Condition, entry: Entry) -> bool | Condition:
        """A condition with the act's values in it: decided, or one about facts alone."""
        match part:
            case Is(name, values):
                said = self._value(entry, name)
                if isinstance(said, frozenset) and (said <= values or not said & values):
                    return said <= values
                return part if said is None else replace(part, fact=self._declared(entry, name))
            case Holds(name):
                said = self._value(entry, name)
                if isinstance(said, bool):
                    return said
                return part if said is None else replace(part, fact=self._declared(entry, name))
            case Compare(name, sign, constant):
                said = self._value(entry, name)
                if said is None:
                    return part
                if said is UNKNOWN:
                    return replace(part, fact=self._declared(entry, name))
                return SIGNS[sign](said, constant)
            case HasCome(After(name) as moment):
                said = self._value(entry, name)
                if said is None:
                    return part
                if isinstance(said, date):
                    day = surely(said, moment.steps)
                    return isinstance(day, date) and day <= entry.on
                return HasCome(replace(moment, name=self._declared(entry, name)))
            case Weighed(first, sign, second):
                put = self._put_in(first, entry), sign, self._put_in(second, entry)
                return Weighed(*put, part.place)
            case HasCome() | InOrder() | Exceeds() | ReadAs() | Applies() | Meant():
                return part
            case Not(inner):
                settled = self._settle(inner, entry)
                return not settled if isinstance(settled, bool) else Not(settled)
            case All(parts):
                return _joined([self._settle(each, entry) for each in parts], All, False)
            case Any(parts):
                return _joined([self._settle(each, entry) for each in parts], Any, True)
            case Cardinality(parts, least, most):
                return _counted([self._settle(each, entry) for each in parts], least, most)
        assert_never(part)

    def _put_in(self, formula: Formula, entry: Entry) -> Formula:
        """A formula of a condition, a fact or a constant, with an act's value in its place."""
        said = self._value(entry, formula.fact) if isinstance(formula, Input) else None
        if said is None or not isinstance(formula, Input):
            return formula
        if isinstance(said, Decimal):
            return Constant(said)
        return Input(self._declared(entry, formula.fact))

    def _value(self, entry: Entry, name: str) -> Given | ActValue | None:
        """What an act carries: UNKNOWN where it wasn't recorded, None where no act has it."""
        for own, value in entry.values:
            if own == name:
                return value
        return UNKNOWN if name in self._facts_of(entry.action) else None


def _joined(
    parts: Sequence[bool | Condition], group: type[All] | type[Any], decides: bool
) -> bool | Condition:
    """A group of parts, of which one that `decides` is enough."""
    if decides in [part for part in parts if isinstance(part, bool)]:
        return decides
    left = tuple(part for part in parts if not isinstance(part, bool))
    return group(left) if left else not decides


def _counted(parts: Sequence[bool | Condition], least: int, most: int | None) -> bool | Condition:
    """A count of parts, of which those that are settled are taken out."""
    true = parts.count(True)
    left = tuple(part for part in parts if not isinstance(part, bool))
    if true + len(left) < least or (most is not None and true > most):
        return False
    if true >= least and (most is None or true + len(left) <= most):
        return True
    return Cardinality(left, max(least - true, 0), None if most is None else most - true)
