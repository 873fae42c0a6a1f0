"""What the calls and pages of one process share: agreements, worker, log and numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from prometheus_client import Counter
from starlette.responses import Response

from contract_engine.api import LoadedAgreement
from contract_engine.api.everything import Answer
from contract_engine.web.engines import Engines
from contract_engine.web.http import metrics
from contract_engine.web.http.json_bytes import JSON
from contract_engine.web.http.repeats import Lasting
from contract_engine.web.library import Served
from contract_engine.web.settings import Settings

R = TypeVar("R")


class Server(Engines):
    """The agreements and the engine of one process, with its numbers."""

    def __init__(self, settings: Settings) -> None:
        """Load what is served; BadInput with every problem of it."""
        super().__init__(settings)
        self.metrics = metrics.Metrics()

    async def bounded(self, work: Callable[[], R]) -> R:
        """As `Engines.bounded`; how many questions wait is counted."""
        self.metrics.waiting.set(self.worker.waiting)
        return await super().bounded(work)

    def lasting(
        self,
        content: bytes,
        served: Served,
        of: LoadedAgreement,
        answers: Sequence[Answer],
        counted: Callable[[float], object],
    ) -> Response:
        """A response that is sent again to who asks the same, unless each is written down.

        Args:
            content: its body.
            served: the agreement asked.
            of: as it was, with what drafts count.
            answers: what it tells, which is counted each time.
            counted: counts the request, with the seconds that it took.
        """
        if self.log.kept:
            return Response(content, media_type=JSON)
        verdicts = [self._verdicts(served, answer) for answer in answers]

        def again(seconds: float) -> None:
            counted(seconds)
            for each in verdicts:
                each.inc()

        return Lasting(content, served, of, again)

    def count(self, served: Served, answer: Answer) -> None:
        """Count an answer by its agreement and verdict."""
        self._verdicts(served, answer).inc()

    def _verdicts(self, served: Served, answer: Answer) -> Counter:
        return self.metrics.verdicts.labels(served.id, str(answer.verdict))
