"""What went wrong -> `application/problem+json` (RFC 9457), with the engine's diagnostics."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from contract_engine.diagnostics import AskBack, BadInput, Problem
from contract_engine.web.http.json_bytes import as_bytes
from contract_engine.web.http.validation import problem_data, problems_of_shape
from contract_engine.web.library import Unknown
from contract_engine.web.worker import Busy

MEDIA_TYPE = "application/problem+json"
TOO_LARGE = "E521"
"""The code of a question that is over its bound of time or nodes."""
RETRY_AFTER = 1

TITLES = {
    400: "The question can't be read",
    401: "A token is needed",
    404: "There is no such thing",
    405: "This can't be done here",
    413: "The request is too large",
    415: "The request is not JSON",
    421: "The server has another name",
    500: "An error in the server",
    503: "The server is busy",
    504: "The question is too large",
}

SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["type", "title", "status"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["code", "message"],
                "properties": {
                    "code": {"type": "string"},
                    "message": {"type": "string"},
                    "help": {"type": "string"},
                    "pointer": {"type": "string"},
                },
            },
        },
        "offers": {"type": "array", "items": {"type": "string"}},
    },
}
"""The shape of every error, for the OpenAPI document."""


def problem(
    status: int,
    problems: Iterable[Problem] = (),
    *,
    detail: str = "",
    offers: Sequence[str] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """An error as it is sent.

    Args:
        status: the HTTP status.
        problems: the diagnostics, each with what to write instead.
        detail: in a sentence what happened, where no diagnostic says it.
        offers: questions in words that would be understood.
        headers: more headers.

    Returns:
        The response.
    """
    listed = list(problems)
    body: dict[str, object] = {
        "type": "about:blank",
        "title": TITLES.get(status, "The request failed"),
        "status": status,
        "detail": detail or "; ".join(each.message for each in listed[:3]),
    }
    if listed:
        body["errors"] = [problem_data(each) for each in listed]
    if offers:
        body["offers"] = list(offers)
    return Response(as_bytes(body), status, dict(headers or {}), MEDIA_TYPE)


def of_error(error: Exception) -> Response:
    """What is sent in place of an answer where one of the expected errors was raised.

    Args:
        error: BadInput, Busy or Unknown; any other is raised again.

    Returns:
        The response.
    """
    match error:
        case AskBack(problems=problems, offers=offers):
            return problem(400, problems, offers=offers)
        case BadInput(problems=problems):
            large = [each for each in problems if each.code == TOO_LARGE]
            return problem(504, large) if large else problem(400, problems)
        case Unknown():
            return problem(404, [error.problem])
        case Busy():
            detail = "more questions are waiting than the server takes on"
            return problem(503, detail=detail, headers={"Retry-After": str(RETRY_AFTER)})
        case _:
            raise error


def handle(app: FastAPI) -> None:
    """Have an app tell every error this way."""

    async def expected(_: Request, error: Exception) -> Response:
        return of_error(error)

    async def invalid(_: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        return problem(400, problems_of_shape(error.errors()))

    async def refused(_: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return problem(error.status_code, detail=str(error.detail), headers=error.headers)

    async def broken(_: Request, error: Exception) -> Response:
        return problem(500, detail="this is a bug in contract-engine; the log of the server has it")

    for sort in (BadInput, Unknown, Busy):
        app.add_exception_handler(sort, expected)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(HTTPException, refused)
    app.add_exception_handler(Exception, broken)
