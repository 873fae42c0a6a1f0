"""What two moments compared come to -> each order of two days in it, with the case it is asked in.

Of two days that are each one of several, one order counts in each case: the others may then be as
they like, whether they could be so together or not.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

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
    ReadAs,
    Weighed,
)
from contract_engine.model.traverse import as_meant

Cases = Iterator[tuple[InOrder, tuple[Condition, ...]]]


def cases_in(condition: Condition, case: tuple[Condition, ...] = ()) -> Cases:
    """The orders of two days inside, each with conditions without which it doesn't matter.

    Those are conditions that hang on no order of days themselves.
    """
    match condition:
        case InOrder():
            yield condition, case
        case Not(part):
            yield from cases_in(part, case)
        case All(parts):
            settled = tuple(each for part in parts for each in _settled(part))
            for part in parts:
                yield from cases_in(part, (*case, *settled))
        case Any(parts) | Cardinality(parts):
            for part in parts:
                yield from cases_in(part, case)
        case (
            Is()
            | Holds()
            | Compare()
            | HasCome()
            | Weighed()
            | Exceeds()
            | ReadAs()
            | Applies()
            | Meant()
        ):
            for inner in as_meant([condition]):
                if isinstance(inner, InOrder):
                    yield inner, ()
        case _:
            assert_never(condition)


def _settled(condition: Condition) -> Iterator[Condition]:
    """Of what must be true, that which hangs on no order, and on no clause that applies or not."""
    if isinstance(condition, All):
        for part in condition.parts:
            yield from _settled(part)
    elif not any(isinstance(inner, InOrder | Applies) for inner in as_meant([condition])):
        yield condition
