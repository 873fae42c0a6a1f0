"""A request of a question's call -> its endpoint, past what FastAPI does for requests at large.

The route is declared as any other, so that the document of the API comes of it; a body that is as
it should be is read in one step. Every other goes the usual way, and is refused there.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from fastapi import Request
from fastapi.routing import APIRoute
from pydantic import BaseModel, ValidationError
from starlette.responses import Response

from contract_engine.diagnostics import BadInput, Problem, Span

JSON = b"application/json"


class QuestionRoute(APIRoute):
    """The route of an endpoint that takes `agreement` of the address and `body`, and no more."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """What answers a request, with its shortcut."""
        usual = super().get_route_handler()
        endpoint: Callable[[str, BaseModel], Awaitable[Response]] = self.endpoint
        shape: type[BaseModel] = endpoint.__annotations__["body"]

        async def answer(request: Request) -> Response:
            if not _is_json(request):
                return await usual(request)
            raw = await request.body()
            try:
                raw.decode("utf-8")
            except UnicodeDecodeError:
                raise BadInput([Problem("E511", "the body is not UTF-8", Span("/"))]) from None
            try:
                body = shape.model_validate_json(raw)
            except ValidationError:
                return await usual(request)
            return await endpoint(request.scope["path_params"]["agreement"], body)

        return answer


def _is_json(request: Request) -> bool:
    return any(
        name == b"content-type" and value.partition(b";")[0].strip().lower() == JSON
        for name, value in request.scope["headers"]
    )
