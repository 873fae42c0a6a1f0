"""Seeded cases: an agreement and a question each."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from .agreements import random_agreement
from .names import Data
from .questions import Question, random_question


def cases(
    count: int, seed: int = 0, each: int = 5, *, additions: bool = False
) -> Iterator[tuple[Data, Question]]:
    """So many cases, `each` of them about one agreement; the same for the same seed."""
    for number in range(-(-count // each)):
        rng = Random(f"{seed}/{number}")
        data = random_agreement(rng, additions=additions, compared=additions)
        for _ in range(min(each, count - number * each)):
            yield data, random_question(rng, data, contested=additions)
