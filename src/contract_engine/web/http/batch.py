"""Lines of JSON, a question each -> lines of JSON: an answer each, or what is wrong with it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import Any

from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from contract_engine.api import LoadedAgreement
from contract_engine.api.batch import LONGEST, request_of_line
from contract_engine.api.everything import Answer, Json
from contract_engine.diagnostics import BadInput, Span
from contract_engine.diagnostics.render import as_data
from contract_engine.web.http.json_bytes import as_bytes

TOGETHER = 64
"""So many lines are answered in one go of the engine."""

LINES = "application/x-ndjson"


class Lines(StreamingResponse):
    """A response that is made while its request is still being read.

    The plain one listens for a disconnect meanwhile, and would take the request's pieces away.
    """

    media_type = LINES

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the pieces as they are made."""
        await self.stream_response(send)


Answering = Callable[[Callable[[LoadedAgreement], bytes]], Awaitable[bytes]]
Keeping = Callable[[Sequence[Answer]], None]


async def answers(
    source: AsyncIterator[bytes], answering: Answering, keep: Keeping
) -> AsyncIterator[bytes]:
    """Answer line after line; a bad one gives {"line": n, "problems": [...]} in its place.

    Args:
        source: the pieces of the request's body.
        answering: has the engine work something out.
        keep: is handed answers before they are told.

    Yields:
        Pieces of the response, whole lines each.
    """
    waiting: list[tuple[int, bytes]] = []
    async for number, line in _lines(source):
        waiting.append((number, line))
        if len(waiting) == TOGETHER:
            yield await answering(_work(tuple(waiting), keep))
            waiting.clear()
    if waiting:
        yield await answering(_work(tuple(waiting), keep))


def _work(lines: Sequence[tuple[int, bytes]], keep: Keeping) -> Callable[[LoadedAgreement], bytes]:
    def work(agreement: LoadedAgreement) -> bytes:
        found = [_answer(agreement, *line) for line in lines]
        keep([each for each in found if isinstance(each, Answer)])
        told = (each.to_json() if isinstance(each, Answer) else each for each in found)
        return b"".join(as_bytes(each) + b"\n" for each in told)

    return work


def _answer(agreement: LoadedAgreement, number: int, line: bytes) -> Answer | Json:
    try:
        return agreement.ask(request_of_line(line, Span("<body>", number, 1)))
    except BadInput as error:
        problems: list[Any] = [as_data(each) for each in error.problems]
        return {"line": number, "problems": problems}


async def _lines(source: AsyncIterator[bytes]) -> AsyncIterator[tuple[int, bytes]]:
    """The lines that hold something, with their numbers; of one that is too long, its beginning."""
    number, rest = 0, b""
    async for piece in source:
        *whole, rest = (rest + piece).split(b"\n")
        for line in whole:
            number += 1
            if line.strip():
                yield number, line[: LONGEST + 1]
        rest = rest[: LONGEST + 1]
    if rest.strip():
        yield number + 1, rest
