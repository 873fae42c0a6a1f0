"""Every request -> the same request within bounds, or an error: host, token, size, safe headers."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Sequence

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from contract_engine.web.http.problems import problem

OPEN = ("/healthz", "/readyz")
"""What needs no token."""

HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (
        b"content-security-policy",
        b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        b"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
)
"""Sent with every response, unless the response has its own."""


class Guard:
    """ASGI middleware that stands before everything else."""

    def __init__(
        self, app: ASGIApp, *, body: int, tokens: Sequence[str] = (), hosts: Iterable[str] = ()
    ) -> None:
        """Stand before an app.

        Args:
            app: what is behind.
            body: so many bytes a body may have.
            tokens: the bearer tokens that may ask; without any, everybody may.
            hosts: the names by which the server may be asked; without any, by every name. A page
                of somebody else whose name is made to lead here asks by its own name, and reads
                nothing.
        """
        self._app = app
        self._body = body
        self._at_most = f"a request may have {body:,} bytes"
        self._hosts = frozenset(map(host_name, hosts))
        self._tokens = [token.encode() for token in tokens]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it with an error."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = {name for name, _ in message["headers"]}
                more = [(name, value) for name, value in HEADERS if name not in own]
                asked = headers.get(b"x-request-id")
                if asked and len(asked) <= 200 and asked.isascii():
                    more.append((b"x-request-id", asked))
                message = {**message, "headers": [*message["headers"], *more]}
            await send(message)

        if self._hosts and (other := self._asked_as(scope)) is not None:
            names = ", ".join(sorted(self._hosts))
            detail = f"`{other}` is not a name of this server, which is asked as {names}"
            detail += "; `serve --allow-host NAME` adds one"
            await problem(421, detail=detail)(scope, receive, sending)
            return
        if self._tokens and scope["path"] not in OPEN and not self._knows(headers):
            refusal = problem(
                401,
                detail="send the header `Authorization: Bearer TOKEN`",
                headers={"WWW-Authenticate": "Bearer"},
            )
            await refusal(scope, receive, sending)
            return
        length = headers.get(b"content-length", b"")
        if length.isdigit() and int(length) > self._body:
            await problem(413, detail=self._at_most)(scope, receive, sending)
            return
        taken = 0

        async def receiving() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self._body:
                raise HTTPException(413, self._at_most)
            return message

        await self._app(scope, receiving, sending)

    def _asked_as(self, scope: Scope) -> str | None:
        """The name by which a request asks, where it is none of the server's."""
        said = (value for name, value in scope["headers"] if name == b"host")
        names = (host_name(value.decode("latin-1")) for value in said)
        return next((name for name in names if name not in self._hosts), None)

    def _knows(self, headers: dict[bytes, bytes]) -> bool:
        said = headers.get(b"authorization", b"")
        scheme, _, token = said.partition(b" ")
        found = False
        for each in self._tokens:  # every one is compared, so that the time tells nothing
            found |= hmac.compare_digest(each, token.strip())
        return found and scheme.lower() == b"bearer"


def host_name(said: str) -> str:
    """The name in a `Host` header: without its port, the brackets of an address, and case.

    Args:
        said: as it was sent, or as it was given to the command: `Localhost:8000`, `[::1]:8000`.
    """
    text = said.strip().lower()
    if text.startswith("["):
        return text[1:].partition("]")[0]
    name = text if text.count(":") > 1 else text.partition(":")[0]
    return name.removesuffix(".")
