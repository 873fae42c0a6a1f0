"""Conditions -> ODRL constraints as JSON-LD.

ODRL has no `not`: it is brought down to the comparisons, each of which has its opposite.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import assert_never

from contract_engine.answers.answer import Json
from contract_engine.answers.wording import tell_condition
from contract_engine.model import conditions as c
from contract_engine.model.agreement import Agreement
from contract_engine.model.conditions import Operator
from contract_engine.model.ordered import Instant, Ordered
from contract_engine.model.versions import Version
from contract_engine.model.vocabulary import KindFact, NumberFact
from contract_engine.odrl.policy import Remark

OWN = "own"
"""The prefix of an agreement's own names."""

_SIGNS = {
    Operator.LT: ("lt", "gteq"),
    Operator.LE: ("lteq", "gt"),
    Operator.GT: ("gt", "lteq"),
    Operator.GE: ("gteq", "lt"),
    Operator.EQ: ("eq", "neq"),
    Operator.NE: ("neq", "eq"),
}
"""Each comparison, and the one that is true where it isn't."""
_ALWAYS: Json = {"and": []}
_NEVER: Json = {"or": []}


class Stating:
    """States conditions; `remarks` tell what only a name stands for."""

    def __init__(self, agreement: Agreement) -> None:
        self.remarks: dict[Remark, None] = {}
        self._words = agreement.vocabulary

    def all(self, conditions: Iterable[c.Condition]) -> list[Json]:
        """Constraints that hold together where the conditions do."""
        stated = _joined("and", [self._stated(each, True) for each in conditions])
        return [self.named("it can ever apply")] if stated == _NEVER else _parts(stated)

    def _stated(self, condition: c.Condition, true: bool) -> Json:
        match condition:
            case c.Is(fact, values):
                known = self._words.facts[fact]
                assert isinstance(known, KindFact)
                ends = [_value(fact, end) for end in known.ends if end in values]
                return _constraint(_fact(fact), "isAnyOf" if true else "isNoneOf", ends)
            case c.Holds(fact):
                return _yes(_fact(fact), true)
            case c.Compare(fact, operator, constant):
                return self._compared(fact, _SIGNS[operator][0 if true else 1], constant)
            case c.Meant(says):
                return self._stated(says, true)
            case c.Not(part):
                return self._stated(part, not true)
            case c.All(parts) | c.Any(parts):
                join = "and" if isinstance(condition, c.All) == true else "or"
                return _joined(join, [self._stated(part, true) for part in parts])
            case c.Cardinality(parts, least, most):
                return self._counted(condition, parts, (least, most), true)
            case c.HasCome() | c.InOrder() | c.Weighed() | c.Exceeds() | c.ReadAs() | c.Applies():
                return self.named(tell_condition(condition), true)
            case _:
                assert_never(condition)

    def _counted(
        self,
        condition: c.Cardinality,
        parts: Sequence[c.Condition],
        bounds: tuple[int, int | None],
        true: bool,
    ) -> Json:
        """Exactly one is ODRL's `xone`; other counts it can't say."""
        if bounds == (1, 1) and true:
            return {"xone": [self._stated(part, True) for part in parts]}
        return self.named(tell_condition(condition), true)

    def named(self, words: str, true: bool = True) -> Json:
        """A constraint on a left operand that stands for something ODRL can't say."""
        name = re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")
        operand = f"{OWN}:asked:{name}"
        self.remarks[Remark("to be given", operand, f"whether {words}")] = None
        return _yes(operand, true)

    def _compared(self, fact: str, operator: str, constant: Ordered | date) -> Json:
        known = self._words.facts.get(fact)
        currency = known.currency if isinstance(known, NumberFact) else ""
        match constant:
            case Instant():
                sort = "dateTime"
            case Version():
                sort = "string"
            case date():
                sort = "date"
            case _:
                sort = "decimal"
        said = constant.text if isinstance(constant, Version) else str(constant)
        value: Json = {"@value": said, "@type": f"xsd:{sort}"}
        unit = {"unit": f"urn:iso:std:iso:4217:{currency}"} if currency else {}
        return {**_constraint(_fact(fact), operator, value), **unit}


def _constraint(left: str, operator: str, right: Json) -> dict[str, Json]:
    return {"leftOperand": left, "operator": operator, "rightOperand": right}


def _yes(left: str, true: bool) -> Json:
    value: Json = {"@value": "true" if true else "false", "@type": "xsd:boolean"}
    return _constraint(left, "eq", value)


def _fact(name: str) -> str:
    return f"{OWN}:fact:{name}"


def _value(fact: str, name: str) -> Json:
    return {"@id": f"{OWN}:value:{fact}:{name}"}


def _joined(join: str, parts: list[Json]) -> Json:
    """Parts joined, without those that are always true or never."""
    idle, settled = (_ALWAYS, _NEVER) if join == "and" else (_NEVER, _ALWAYS)
    left = [part for part in parts if part != idle]
    if settled in left:
        return settled
    return left[0] if len(left) == 1 else {join: left}


def _parts(stated: Json) -> list[Json]:
    """What is joined by `and`, one by one."""
    if isinstance(stated, dict) and list(stated) == ["and"]:
        parts = stated["and"]
        assert isinstance(parts, list)
        return [each for part in parts for each in _parts(part)]
    return [stated]
