"""Work for an engine -> its result, done by one thread that alone touches the engine.

An engine keeps what it has worked out and is not made for several threads; and the event loop
never computes, so that a long question delays nobody's health check.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Thread
from time import monotonic
from typing import Any, TypeVar

R = TypeVar("R")


class Busy(Exception):
    """There is more work waiting than the server takes on, or it waited too long."""


@dataclass(slots=True)
class _Job:
    work: Callable[[], object]
    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[Any]
    until: float


class Worker:
    """One thread that does one piece of work after the other."""

    def __init__(self, *, waiting: int, patience: float) -> None:
        """Name its bounds; the thread starts with the first piece of work.

        Args:
            waiting: so many pieces of work may wait; others are sent away.
            patience: seconds a piece of work may wait before it is sent away undone.
        """
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._waiting = waiting
        self._patience = patience
        self._thread: Thread | None = None

    @property
    def waiting(self) -> int:
        """How many pieces of work are waiting now."""
        return self._jobs.qsize()

    async def run(self, work: Callable[[], R]) -> R:
        """Have a piece of work done.

        Args:
            work: what is done, in the worker's thread; what it raises is raised here.

        Returns:
            What the work returns; Busy where it was not begun.
        """
        if self._jobs.qsize() >= self._waiting:
            raise Busy
        loop = asyncio.get_running_loop()
        future: asyncio.Future[R] = loop.create_future()
        self._jobs.put(_Job(work, loop, future, monotonic() + self._patience))
        if self._thread is None:
            self._thread = Thread(target=self._run, name="engine", daemon=True)
            self._thread.start()
        return await future

    def close(self) -> None:
        """Finish what is waiting, then end the thread; more work would start another."""
        if self._thread is not None:
            self._jobs.put(None)
            self._thread.join()
            self._thread = None

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            if job.future.cancelled():
                continue
            if monotonic() > job.until:
                self._tell(job, None, Busy())
                continue
            try:
                result = job.work()
            except BaseException as error:  # it is raised where the work was asked for
                self._tell(job, None, error)
            else:
                self._tell(job, result, None)

    @staticmethod
    def _tell(job: _Job, result: object, error: BaseException | None) -> None:
        def settle() -> None:
            if job.future.done():
                return
            if error is None:
                job.future.set_result(result)
            else:
                job.future.set_exception(error)

        with suppress(RuntimeError):  # the loop was closed: nobody waits any more
            job.loop.call_soon_threadsafe(settle)
