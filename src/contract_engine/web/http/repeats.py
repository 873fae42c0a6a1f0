"""A request whose answer was sent before -> the same bytes again, past all that works them out.

An answer hangs on the rules and on what was asked, and on nothing else: no clock, no earlier
question. So a body asked again, of rules that are the same, gets the response it got.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from contract_engine.api import LoadedAgreement
from contract_engine.web.http.json_bytes import JSON
from contract_engine.web.library import Served

ROOM = 16 << 20
"""So many bytes of requests and responses are kept; the one asked longest ago makes room."""
LARGEST = ROOM >> 4
"""A request and its response that are longer together aren't kept."""
KEEP = "contract_engine.keep"
"""Where a request's scope has what keeps its response."""

Key = tuple[str, bytes, bytes, bytes]
"""Address, what stands behind `?`, type and body."""


class Lasting(Response):
    """A response that the same request gets again for as long as the rules are the same."""

    def __init__(
        self,
        content: bytes,
        served: Served,
        of: LoadedAgreement,
        counted: Callable[[float], object],
    ) -> None:
        """Hold a response.

        Args:
            content: its body, which is JSON.
            served: the agreement asked.
            of: as it was when this was worked out, with what drafts count.
            counted: counts it each time that it is sent again, with the seconds that it took.
        """
        super().__init__(content, media_type=JSON)
        self.counted = counted
        self._served, self._of = served, of

    @property
    def lasts(self) -> bool:
        """Whether it is still what would be answered."""
        return self._served.agreement is self._of

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it, and have it kept."""
        keep: Callable[[Lasting], None] | None = scope.get(KEEP)
        if keep is not None:
            keep(self)
        await self.again(send)

    async def again(self, send: Send) -> None:
        """Send it."""
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        await send({"type": "http.response.body", "body": self.body})


@dataclass
class _Kept:
    response: Lasting
    size: int


class Repeats:
    """ASGI middleware that answers what was asked before; it stands behind the guard."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before an app, with nothing kept."""
        self._app = app
        self._kept: dict[Key, _Kept] = {}
        self._size = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request from what is kept, or pass it on."""
        if scope["type"] != "http" or scope["method"] != "POST":
            await self._app(scope, receive, send)
            return
        length, sort = _said_of_body(scope)
        if not 0 < length <= LARGEST:  # of one that doesn't say it, the guard counts as it comes
            await self._app(scope, receive, send)
            return
        began = perf_counter()
        first = await receive()
        if first["type"] != "http.request" or first.get("more_body"):
            await self._app(scope, _replayed(first, receive), send)
            return
        key = (scope["path"], scope["query_string"], sort, first["body"])
        kept = self._kept.pop(key, None)
        if kept is not None:
            if kept.response.lasts:
                self._kept[key] = kept
                kept.response.counted(perf_counter() - began)
                await kept.response.again(send)
                return
            self._size -= kept.size

        scope[KEEP] = lambda response: self._keep(key, response)
        await self._app(scope, _replayed(first, receive), send)

    def _keep(self, key: Key, response: Lasting) -> None:
        size = len(key[3]) + len(response.body)
        if size > LARGEST or not response.lasts:
            return
        before = self._kept.pop(key, None)
        self._kept[key] = _Kept(response, size)
        self._size += size - (before.size if before else 0)
        while self._size > ROOM:
            self._size -= self._kept.pop(next(iter(self._kept))).size


def _said_of_body(scope: Scope) -> tuple[int, bytes]:
    """How long a request says that its body is (0 where it doesn't), and of what type."""
    length, sort = 0, b""
    for name, value in scope["headers"]:
        if name == b"content-length":
            length = int(value) if value.isdigit() else 0
        elif name == b"content-type":
            sort += value + b"\n"
    return length, sort


def _replayed(first: Message, receive: Receive) -> Receive:
    """What is received, with a message before it that was received already."""
    waiting = [first]

    async def receiving() -> Message:
        return waiting.pop() if waiting else await receive()

    return receiving
