"""What the calls and pages of one process share: agreements, worker, log and numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from contract_engine.api.everything import Answer
from contract_engine.web.engines import Engines
from contract_engine.web.http import metrics
from contract_engine.web.http.json_bytes import as_bytes
from contract_engine.web.library import Served
from contract_engine.web.settings import Settings

R = TypeVar("R")
KEPT = 1024
"""So many answers are kept as they are sent: an engine gives the same one again."""


class Server(Engines):
    """The agreements and the engine of one process, with its numbers."""

    def __init__(self, settings: Settings) -> None:
        """Load what is served; BadInput with every problem of it."""
        super().__init__(settings)
        self.metrics = metrics.Metrics()
        self._told: dict[int, tuple[Answer, bytes]] = {}

    async def bounded(self, work: Callable[[], R]) -> R:
        """As `Engines.bounded`; how many questions wait is counted."""
        self.metrics.waiting.set(self.worker.waiting)
        return await super().bounded(work)

    def answered(self, served: Served, result: object) -> bytes:
        """A result as the body of a response; an answer is counted and kept in the log."""
        if not isinstance(result, Answer):
            return as_bytes(self.told(served, result))
        self.keep(served, [result])
        kept = self._told.get(id(result))
        if kept is None or kept[0] is not result:
            if len(self._told) >= KEPT:
                self._told.clear()
            kept = self._told[id(result)] = (result, as_bytes(result.to_json()))
        return kept[1]

    def count(self, served: Served, answer: Answer) -> None:
        """Count an answer by its agreement and verdict."""
        self.metrics.verdicts.labels(served.id, str(answer.verdict)).inc()
