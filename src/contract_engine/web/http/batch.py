"""Lines of JSON, a question each -> lines of JSON: an answer each, or what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from contract_engine.api import LoadedAgreement
from contract_engine.api.batch import LONGEST, request_of_line
from contract_engine.diagnostics import BadInput, Span
from contract_engine.diagnostics.render import as_data

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


async def answers(source: AsyncIterator[bytes], answering: Answering) -> AsyncIterator[bytes]:
    """Answer line after line; a bad one gives {"line": n, "problems": [...]} in its place.

    Args:
        source: the pieces of the request's body.
        answering: has the engine work something out.

    Yields:
        Pieces of the response, whole lines each.
    """
    waiting: list[tuple[int, bytes]] = []
    async for number, line in _lines(source):
        waiting.append((number, line))
        if len(waiting) == TOGETHER:
            yield await answering(_work(tuple(waiting)))
            waiting.clear()
    if waiting:
        yield await answering(_work(tuple(waiting)))


def _work(lines: Sequence[tuple[int, bytes]]) -> Callable[[LoadedAgreement], bytes]:
    return lambda agreement: b"".join(_answer(agreement, *line) for line in lines)


def _answer(agreement: LoadedAgreement, number: int, line: bytes) -> bytes:
    data: object
    try:
        request = request_of_line(line, Span("<body>", number, 1))
        data = agreement.ask(request).to_json()
    except BadInput as error:
        data = {"line": number, "problems": [as_data(each) for each in error.problems]}
    return json.dumps(data, ensure_ascii=False).encode("utf-8", "replace") + b"\n"


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
