"""Rules and scenarios before and after a change -> the scenarios that turn, and the coverage."""

from __future__ import annotations

from collections.abc import Iterable

from contract_engine.answers.engine import Engine
from contract_engine.lazy_dataclass import dataclass
from contract_engine.measure.coverage.coverage import Coverage
from contract_engine.measure.space.suite import Asked, find, holds, involved
from contract_engine.scenarios.files import Scenario
from contract_engine.scenarios.run import read


@dataclass(frozen=True)
class Said:
    """What a scenario is answered, and whether it expects that; no verdict: it can't be asked."""

    verdict: str
    held: bool


@dataclass(frozen=True)
class Turn:
    """A scenario on both sides of a change that is answered otherwise, or expects otherwise."""

    scenario: str
    was: Said
    now: Said


@dataclass(frozen=True)
class Review:
    """What a change does to scenarios, of which there are now `total`.

    `failing` are the new ones that don't hold. Of the objectives that can now be met, `gained` are
    those met only now, and `lost` those that aren't and were, or weren't there to be met.
    """

    total: int
    turns: tuple[Turn, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]
    failing: tuple[str, ...]
    before: Coverage
    after: Coverage
    gained: tuple[str, ...]
    lost: tuple[str, ...]


class Side:
    """An agreement and its scenarios, each with its name, asked once."""

    def __init__(self, engine: Engine, scenarios: Iterable[tuple[str, Scenario]]) -> None:
        self.engine = engine
        self.said: dict[str, Said] = {}
        self.held: list[Asked] = []
        for name, scenario in scenarios:
            question, problems = read(engine.agreement, scenario)
            finding = None if question is None or problems else find(engine, question)
            if question is None or finding is None:
                self.said[name] = Said("", held=False)
                continue
            held = holds(scenario.expected, finding)
            self.said[name] = Said(str(finding.verdict), held)
            if held:
                self.held.append(Asked(scenario, question, involved(finding)))


def review(before: Side, first: Coverage, after: Side, second: Coverage) -> Review:
    """What became of every scenario, and of every objective of the coverage on each side."""
    both = [name for name in after.said if name in before.said]
    turned = (Turn(name, before.said[name], after.said[name]) for name in both)
    new = tuple(name for name in after.said if name not in before.said)
    missed = {name for objective in first.missing for name in objective.names}
    met = {name for objective in first.met for name in objective.names}
    return Review(
        total=len(after.said),
        turns=tuple(turn for turn in turned if turn.was != turn.now),
        new=new,
        gone=tuple(name for name in before.said if name not in after.said),
        failing=tuple(name for name in new if not after.said[name].held),
        before=first,
        after=second,
        gained=tuple(o.about for o in second.met if o.about not in met),
        lost=tuple(o.about for o in second.missing if o.about not in missed),
    )
