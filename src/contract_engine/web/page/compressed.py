"""Pages and their files -> the same compressed, for whoever takes that; the API stays as it is."""

from __future__ import annotations

from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

PAGES = ("/agreements/", "/static/", "/api")
"""How the addresses begin that are for people."""
LEAST = 2_000
"""So many bytes are worth it."""


class Compressed:
    """ASGI middleware that compresses what is for people."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before an app."""
        self._app = app
        self._compressing = GZipMiddleware(app, minimum_size=LEAST, compresslevel=6)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        for_people = scope["type"] == "http" and scope["path"].startswith(PAGES)
        await (self._compressing if for_people else self._app)(scope, receive, send)
