"""What the calls and pages of one process share: agreements, worker, log and numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from contract_engine.answers.answer import Answer, Json, as_json
from contract_engine.api import Limits, LoadedAgreement, limited, one_question
from contract_engine.web.http import metrics
from contract_engine.web.http.json_bytes import as_bytes
from contract_engine.web.library import Library, Served
from contract_engine.web.log import Log
from contract_engine.web.settings import Settings
from contract_engine.web.worker import Worker

R = TypeVar("R")


class Server:
    """What the calls of one process share: the agreements, the worker, the log, the numbers."""

    def __init__(self, settings: Settings) -> None:
        """Load what is served; BadInput with every problem of it."""
        self.settings = settings
        self.library = Library(settings.rules)
        self.worker = Worker(waiting=settings.bounds.waiting, patience=settings.bounds.patience)
        self.log = Log(settings.log)
        self.metrics = metrics.Metrics()

    async def work(self, served: Served, work: Callable[[LoadedAgreement], R]) -> R:
        """Have something worked out of an agreement, within the bounds of one question."""
        self.metrics.waiting.set(self.worker.waiting)
        limits = Limits(self.settings.bounds.nodes, self.settings.bounds.seconds, adjustable=False)

        def bounded() -> R:
            with limited(limits), one_question():
                return work(served.agreement)

        return await self.worker.run(bounded)

    def answered(self, served: Served, result: object) -> bytes:
        """A result as the body of a response; an answer is counted and kept in the log."""
        data: Json = result.to_json() if hasattr(result, "to_json") else as_json(result)
        if isinstance(result, Answer):
            self.metrics.verdicts.labels(served.id, str(result.verdict)).inc()
            self.log.keep(data)
        return as_bytes(data)
