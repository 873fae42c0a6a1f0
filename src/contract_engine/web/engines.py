"""Settings -> the agreements of one process, its one engine thread, and the log of its answers.

What asks for a program (HTTP) and what asks for an assistant (MCP) both stand on this.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from contract_engine.api import Limits, LoadedAgreement, limited, one_question
from contract_engine.api.everything import Answer, Json, as_json
from contract_engine.web.library import Library, Served
from contract_engine.web.log import Log
from contract_engine.web.settings import Settings
from contract_engine.web.worker import Worker

R = TypeVar("R")


class Engines:
    """The agreements served, and the thread that works out what is asked of them."""

    def __init__(self, settings: Settings) -> None:
        """Load what is served; BadInput with every problem of it."""
        self.settings = settings
        self.library = Library(settings.rules)
        self.worker = Worker(waiting=settings.bounds.waiting, patience=settings.bounds.patience)
        self.log = Log(settings.log)

    async def work(self, served: Served, work: Callable[[LoadedAgreement], R]) -> R:
        """Have something worked out of an agreement, within the bounds of one question.

        Args:
            served: the agreement.
            work: what is done with it, in the engine's thread.

        Returns:
            What the work returns; what it raises is raised here, and Busy where it wasn't begun.
        """
        return await self.bounded(lambda: work(served.agreement))

    async def bounded(self, work: Callable[[], R]) -> R:
        """Have something worked out within the bounds of one question, of no agreement served."""
        limits = Limits(self.settings.bounds.nodes, self.settings.bounds.seconds, adjustable=False)

        def within() -> R:
            with limited(limits), one_question():
                return work()

        return await self.worker.run(within)

    def told(self, served: Served, result: object) -> Json:
        """A result as plain data; an answer is kept in the log before it is told.

        Args:
            served: the agreement it is of.
            result: what a method of the agreement returned.
        """
        data: Json = result.to_json() if hasattr(result, "to_json") else as_json(result)
        if isinstance(result, Answer):
            self.keep(served, [result])
        return data

    def keep(self, served: Served, answers: Sequence[Answer]) -> None:
        """Count answers, and write them down together where a log is kept.

        Args:
            served: the agreement they are of.
            answers: the answers, which may be told afterwards.
        """
        for answer in answers:
            self.count(served, answer)
        self.log.keep(answers)

    def count(self, served: Served, answer: Answer) -> None:
        """Count an answer, where somebody looks at numbers."""
