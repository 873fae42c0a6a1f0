"""A moment that is one of several, and what is given -> the options that are left of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from contract_engine.definitions.compare import compare
from contract_engine.model.conditions import Compare, Condition
from contract_engine.model.days import Moment
from contract_engine.model.ordered import Ordered
from contract_engine.model.question import Given

Option = tuple[Condition, Moment]


def options_left(options: Iterable[Option], given: Mapping[str, Given]) -> Iterator[Option]:
    """The options that can be the first whose condition is true; those after a sure one can't.

    Only what compares a number that is given is looked at: of an offset counted by a fact that is
    the one option, of hundreds.
    """
    for condition, moment in options:
        known = _known(condition, given)
        if known is not False:
            yield condition, moment
        if known:
            return


def _known(condition: Condition, given: Mapping[str, Given]) -> bool | None:
    """Whether a comparison is true, where what is given says so."""
    if not isinstance(condition, Compare):
        return None
    value, constant = given.get(condition.fact), condition.constant
    if not isinstance(value, Ordered) or not isinstance(constant, Ordered):
        return None
    return compare(value, condition.operator, constant)
