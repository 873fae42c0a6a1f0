"""The answer to a question that leaves things open (docs/meaning.md; design 3.5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias

from .complete import LIMIT, completions, keeping, settle
from .model import Agreement
from .survives import Options, surviving
from .truth import Situation
from .verdict import Outcome, Verdict, judge

Choice: TypeAlias = tuple[tuple[str, str], ...]
"""A choice of readings: (reading, value) in the order of the readings' names."""


@dataclass(frozen=True)
class PartialOutcome:
    """The answer of a question.

    `readings` tells the verdict under each choice of readings of a disputed question.
    `governing` and `ended` are empty where the verdict is `depends` or `disputed`.
    `assumed` and `dropped` are the assumptions that stand, and those that had to be dropped.
    """

    verdict: Verdict
    governing: frozenset[str] = frozenset()
    ended: frozenset[str] = frozenset()
    readings: Mapping[Choice, Verdict] = field(default_factory=dict)
    assumed: frozenset[str] = frozenset()
    dropped: frozenset[str] = frozenset()


def answer(
    agreement: Agreement,
    bearer: str,
    action: str,
    day: date,
    given: Mapping[str, str],
    options: Options | None = None,
    limit: int = LIMIT,
) -> PartialOutcome:
    """The verdict over all completions of what is given and assumed.

    `given` may fix readings too, like `options.readings`. No more completions than `limit` are
    tried.
    """
    options = options or Options()
    said = {**given, **options.readings}
    left = keeping(surviving(agreement, options), said)
    fixed, assumed, dropped = settle(left, day, said, limit)
    situations = completions(left, bearer, action, day, {**fixed, **assumed}, limit)
    outcomes = [(_choice(now), judge(bearer, action, now)) for now in situations]
    return replace(_over_all(outcomes), assumed=frozenset(assumed), dropped=frozenset(dropped))


def _over_all(outcomes: list[tuple[Choice, Outcome]]) -> PartialOutcome:
    """1. "The verdict of all completions, if they agree; 2. `disputed`, if for each choice of
    readings (that some completion has) the completions with that choice agree; 3. otherwise
    `depends`". "`governing` are those that govern in some completion; `ended` those that have
    ended in every completion." """
    verdicts = {outcome.verdict for _, outcome in outcomes}
    if len(verdicts) == 1:
        return PartialOutcome(
            verdicts.pop(),
            governing=frozenset.union(*(outcome.governing for _, outcome in outcomes)),
            ended=frozenset.intersection(*(outcome.ended for _, outcome in outcomes)),
        )
    under: dict[Choice, set[Verdict]] = {}
    for choice, outcome in outcomes:
        under.setdefault(choice, set()).add(outcome.verdict)
    if all(len(found) == 1 for found in under.values()):
        return PartialOutcome(
            "disputed", readings={choice: found.pop() for choice, found in under.items()}
        )
    return PartialOutcome("depends")


def _choice(now: Situation) -> Choice:
    return tuple(sorted(now.readings.items()))
