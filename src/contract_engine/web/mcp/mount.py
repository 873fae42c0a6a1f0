"""Engines -> the address `/mcp` of the server, by which assistants ask over HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING

from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from contract_engine.web.engines import Engines
from contract_engine.web.http.problems import problem

if TYPE_CHECKING:
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

PATH = "/mcp"


class Mounted:
    """The address, and what has to run for as long as the server does."""

    def __init__(self, engines: Engines) -> None:
        """Mount the tools of these agreements."""
        self._engines = engines
        self._manager: StreamableHTTPSessionManager | None = None
        # Answers are no streams and sessions aren't kept: there is nothing to listen to or to end.
        self.route = Route(PATH, _Endpoint(self), methods=["POST"], include_in_schema=False)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Answer for as long as the context lasts.

        No session is kept, and each answer is plain JSON: any of several workers can take the
        next request. Without the SDK, which is an extra, nothing runs.
        """
        if find_spec("mcp") is None:
            yield
            return
        from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

        from contract_engine.web.mcp.server import server_of

        manager = StreamableHTTPSessionManager(
            app=server_of(self._engines),
            json_response=True,
            stateless=True,
            max_request_body_size=self._engines.settings.bounds.body,
        )
        async with manager.run():
            self._manager = manager
            yield
        self._manager = None

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if self._manager is None:
            detail = 'assistants are not served here: install "contract-engine[mcp]"'
            await problem(404, detail=detail)(scope, receive, send)
            return
        await self._manager.asgi_app(scope, receive, send)


class _Endpoint:
    """An ASGI application; Starlette takes a function for one that returns a response."""

    def __init__(self, mounted: Mounted) -> None:
        self._mounted = mounted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._mounted.answer(scope, receive, send)
