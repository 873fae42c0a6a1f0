"""Scenarios that hold, and what can be met -> which objectives they meet, and which none meets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from contract_engine.answers.engine import Engine
from contract_engine.lazy_dataclass import dataclass
from contract_engine.measure.coverage.feasible import reach
from contract_engine.measure.coverage.met import Meeting
from contract_engine.measure.coverage.objectives import Objective
from contract_engine.measure.space.suite import Asked
from contract_engine.measure.space.worlds import Spot


@dataclass(frozen=True)
class Coverage:
    """Every objective that can be met: by which scenario first, or where one could meet it."""

    met: Mapping[Objective, str]
    missing: Mapping[Objective, tuple[Spot, ...]]

    @property
    def total(self) -> int:
        """How many objectives can be met."""
        return len(self.met) + len(self.missing)

    @property
    def percent(self) -> float:
        """The share of the objectives that are met; 100 where there is none."""
        return 100.0 * len(self.met) / self.total if self.total else 100.0


def coverage(engine: Engine, scenarios: Iterable[Asked]) -> Coverage:
    """What these scenarios exercise."""
    meeting = Meeting(engine)
    missing = dict(reach(engine))
    met: dict[Objective, str] = {}
    for asked in scenarios:
        stated = asked.scenario.expected.cases is not None
        for objective in tuple(meeting.met(asked.question, missing, cases=stated)):
            met[objective] = asked.name
            del missing[objective]
    return Coverage(met, missing)
