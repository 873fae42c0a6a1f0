"""What is made of an agreement -> kept for the agreements asked about last."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from contract_engine.model.agreement import Agreement

T = TypeVar("T")

KEPT = 8
"""Of so many agreements it is kept."""


def kept(make: Callable[[Agreement], T]) -> Callable[[Agreement], T]:
    """Make it once for each of the last agreements, which are told apart by identity.

    Args:
        make: What makes it; nobody changes what it returns.
    """
    found: dict[int, tuple[Agreement, T]] = {}

    @wraps(make)
    def once(agreement: Agreement) -> T:
        have = found.get(id(agreement))
        if have is None or have[0] is not agreement:
            have = agreement, make(agreement)
            for old in list(found)[: len(found) + 1 - KEPT]:
                found.pop(old, None)
            found[id(agreement)] = have
        return have[1]

    return once
