"""`where` and `done_when` as written -> conditions on an act's values, amounts to add up to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import cast

from contract_engine.diagnostics.nearest import did_you_mean
from contract_engine.files.tree import Data, Path
from contract_engine.language.conditions.parser import read_condition
from contract_engine.language.scope import Scope, name_places
from contract_engine.language.values.amounts import read_constant
from contract_engine.language.values.days import Unreadable
from contract_engine.lazy_dataclass import replace
from contract_engine.model.conditions import Operator
from contract_engine.model.ordered import Ordered
from contract_engine.model.place import Span
from contract_engine.model.steps import Amount, Versus, Where
from contract_engine.model.vocabulary import DateFact, Fact, NumberFact

_VERSUS = re.compile(r"(?P<value>\S+)\s+(?P<sign><=|<|>=|>|is not|is)\s+(?P<of>\S+\.[a-z]\w*)")
_AMOUNT = re.compile(
    r"(?:sum\s+of\s+(?P<value>[a-z]\w*)|(?P<count>count)\s+of\s+acts)"
    r"\s+(?P<sign><=|<|>=|>|is)\s+(?P<right>\S.*)"
)


def read_where(
    scope: Scope, data: Data, path: Path, values: Mapping[str, Fact]
) -> tuple[Where, ...]:
    """What an act must be like; `values` are those that it carries."""
    if data is None:
        return ()
    facts = {**scope.vocabulary.facts, **values}
    within = replace(scope, vocabulary=replace(scope.vocabulary, facts=facts))
    items = enumerate(data) if isinstance(data, list) else [(None, data)]
    found: list[Where] = []
    for index, item in items:
        at = path if index is None else (*path, index)
        versus = _versus(scope, item, at, values)
        part = read_condition(within, item, at) if versus is None else versus
        if isinstance(part, Where):
            found.append(part)
    return tuple(found)


def _versus(
    scope: Scope, data: Data, path: Path, values: Mapping[str, Fact]
) -> Where | bool | None:
    """`amount >= deliver.price`; None where it is something else, False after a report."""
    match = _VERSUS.fullmatch(data) if isinstance(data, str) else None
    if match is None:
        return None
    clause, _, of = match["of"].rpartition(".")
    if clause not in scope.steps:
        return None
    if match["value"] not in values:
        text, start = match["value"], match.start("value")
        place = scope.tree.part(path, start, len(text))
        scope.unknown("E364", "value of the act", text, place, values)
        return False
    if not isinstance(values[match["value"]], NumberFact | DateFact):
        message = f"`{match['value']}` has no order, so it is compared with a value alone"
        scope.report(
            "E364", message, scope.tree.value(path), help=f"write `{match['value']} is ...`"
        )
        return False
    return Versus(match["value"], Operator(match["sign"]), clause, of, scope.tree.value(path))


def read_amounts(
    scope: Scope, data: list[str] | str, path: Path, values: Mapping[str, Fact]
) -> tuple[Amount, ...]:
    """How much is enough: `sum of amount >= 500`, `count of acts >= 3`."""
    found = [
        _amount(scope, text, place, values) for text, place in name_places(scope.tree, data, path)
    ]
    return tuple(amount for amount in found if amount is not None)


def _amount(scope: Scope, text: str, place: Span, values: Mapping[str, Fact]) -> Amount | None:
    match = _AMOUNT.fullmatch(text.strip())
    if match is None:
        help_ = "write `sum of amount >= 500`, or `count of acts >= 3`"
        scope.report("E364", f"`{text}` is no amount to add up to", place, help=help_)
        return None
    name, right = match["value"] or "", match["right"].strip()
    fact: NumberFact = NumberFact("count of acts", "", sort="number")
    if name:
        summed = values.get(name)
        if summed is None:
            scope.unknown("E364", "value of the act", name, place, values)
            return None
        if not isinstance(summed, NumberFact) or summed.sort not in ("number", "money"):
            message = f"`{name}` can't be added up"
            scope.report("E364", message, place, help="add up a number or an amount of money")
            return None
        fact = summed
    clause, point, of = right.rpartition(".")
    if point and clause in scope.steps:
        return Amount(name, Operator(match["sign"]), None, clause, of, place)
    try:
        constant: Ordered = read_constant(fact, right)
    except Unreadable as error:
        help_ = error.help or did_you_mean(right, scope.steps)
        scope.report(error.code, error.message, place, help=help_)
        return None
    return Amount(name, Operator(match["sign"]), constant, place=place)


def values_of(scope: Scope, action: str) -> Mapping[str, Fact]:
    """The values that an act may carry: those of its action and of every wider one."""
    found: dict[str, Fact] = {}
    for name in reversed(scope.vocabulary.widening(action)):
        found |= scope.vocabulary.actions[name].values
    return found


def plain(data: object) -> Data:
    """What a shape holds as it was written."""
    return cast("Data", data)
