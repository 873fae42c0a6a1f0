"""What the engine says of a question, without what has no meaning in it: the order of its parts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields

from contract_engine.diagram.finding.finding import nearly
from contract_engine.diagram.finding.hinges import hinges
from tests.generators import Question
from tests.laws.worlds import World


@dataclass(frozen=True)
class Shape:
    """What an answer says, but for its words and the days on which it holds."""

    verdict: str
    governing: frozenset[str]
    also: frozenset[str]
    defeated: frozenset[object]
    ended: frozenset[str]
    nearly: frozenset[object]
    assumed: frozenset[object]
    hinges: frozenset[object]
    cases: frozenset[tuple[object, str, object]]

    @property
    def case_verdicts(self) -> set[str]:
        """The verdicts that there are cases of."""
        return {verdict for _, verdict, _ in self.cases}


def shape_of(world: World, question: Question) -> Shape | None:
    """What the engine says; None of what can't be."""
    found = world.find(question)
    if found is None:
        return None
    outcome = found.outcome
    return Shape(
        verdict=str(outcome.verdict),
        governing=frozenset(outcome.governing),
        also=frozenset(outcome.also),
        defeated=frozenset(outcome.defeated),
        ended=frozenset(outcome.ended),
        nearly=frozenset((near.id, frozenset(near.failed)) for near in nearly(found)),
        assumed=frozenset(found.assumed.items()),
        hinges=frozenset(hinges(found, world.typed(question).given)),
        cases=frozenset(
            (frozenset(case.given.items()), str(case.verdict), frozenset(case.clauses))
            for case in found.cases
        ),
    )


def differing(one: Shape | None, other: Shape | None, but: Collection[str] = ()) -> list[str]:
    """The parts in which two answers differ, leaving some out of account."""
    if one is None or other is None:
        return [] if one is other else ["possible"]
    return [
        part.name
        for part in fields(Shape)
        if part.name not in but and getattr(one, part.name) != getattr(other, part.name)
    ]
