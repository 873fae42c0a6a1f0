"""An agreement of the reference -> every offset that is somewhere in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from tests.reference.conditions import After
from tests.reference.mentions import Steps, steps_of
from tests.reference.model import Agreement


def counted_in(agreement: Agreement) -> tuple[frozenset[Steps], frozenset[Steps]]:
    """The offsets of an agreement, and those in its definitions."""
    words = agreement.vocabulary
    defining = [clause for clause in agreement.clauses if clause.defines]
    outer, inner = (
        frozenset(steps for moment in afters(parts) for steps in steps_of(moment, words))
        for parts in ((agreement.clauses, agreement.impossible), defining)
    )
    return outer, inner


def afters(part: object) -> Iterator[After]:
    """Each offset from a name that is somewhere inside."""
    if isinstance(part, After):
        yield part
    if is_dataclass(part):
        part = [getattr(part, field.name) for field in fields(part)]
    if isinstance(part, list | tuple | frozenset):
        for each in part:
            yield from afters(each)
