"""AuthZEN's endpoints, for one agreement of a server."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Protocol

from fastapi import APIRouter, Request
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.responses import Response

from contract_engine.api import LoadedAgreement
from contract_engine.api.everything import Json
from contract_engine.web.authzen import decide as mapping
from contract_engine.web.authzen.decide import Keep
from contract_engine.web.authzen.wire import (
    ActionSearch,
    Evaluation,
    Evaluations,
    ResourceSearch,
    SubjectSearch,
)
from contract_engine.web.http.json_bytes import JSON, as_bytes

Data = dict[str, Any]
Work = Callable[[LoadedAgreement, Keep], Data]


class Engine(Protocol):
    """Has something worked out of the agreement asked, by the worker; what is kept is logged."""

    def __call__(self, work: Work, *, lasts: bool) -> Awaitable[Response]:
        """What is sent; `lasts` where it hangs on no day but those that were sent."""


STOPS = {"deny_on_first_deny": False, "permit_on_first_permit": True}
"""The decision after which a list of evaluations goes no further."""


def routes(engine_of: Callable[[Request], Engine]) -> APIRouter:
    """The endpoints of the standard.

    Args:
        engine_of: the engine of the agreement that a request asks.

    Returns:
        A router with them.
    """
    router = APIRouter(tags=["AuthZEN"])

    @router.post("/access/v1/evaluation", summary="One decision")
    async def evaluation(request: Request, body: Evaluation) -> Response:
        return await engine_of(request)(
            lambda agreement, keep: mapping.decide(agreement, body, keep),
            lasts=mapping.names_its_day(body.context),
        )

    @router.post("/access/v1/evaluations", summary="Several decisions")
    async def evaluations(request: Request, body: Evaluations) -> Response:
        return await engine_of(request)(
            lambda agreement, keep: _several(agreement, body, keep), lasts=False
        )

    @router.post("/access/v1/search/subject", name="search_subject", summary="Who may do this")
    async def subject(request: Request, body: SubjectSearch) -> Response:
        return await engine_of(request)(
            lambda a, _: {"results": mapping.subjects(a, body)},
            lasts=mapping.names_its_day(body.context),
        )

    @router.post(
        "/access/v1/search/resource", name="search_resource", summary="To what may this be done"
    )
    async def resource(request: Request, body: ResourceSearch) -> Response:
        return await engine_of(request)(
            lambda a, _: {"results": mapping.resources(a, body)},
            lasts=mapping.names_its_day(body.context),
        )

    @router.post("/access/v1/search/action", name="search_action", summary="What may be done")
    async def action(request: Request, body: ActionSearch) -> Response:
        return await engine_of(request)(
            lambda a, _: {"results": mapping.actions(a, body)},
            lasts=mapping.names_its_day(body.context),
        )

    @router.get(
        "/.well-known/authzen-configuration",
        name="authzen_configuration",
        summary="Where the endpoints are",
    )
    async def configuration(request: Request) -> Response:
        base = str(request.base_url).rstrip("/")
        return _sent(
            {
                "policy_decision_point": base,
                "access_evaluation_endpoint": f"{base}/access/v1/evaluation",
                "access_evaluations_endpoint": f"{base}/access/v1/evaluations",
                "search_subject_endpoint": f"{base}/access/v1/search/subject",
                "search_resource_endpoint": f"{base}/access/v1/search/resource",
                "search_action_endpoint": f"{base}/access/v1/search/action",
            }
        )

    return router


def _sent(data: Data) -> Response:
    """Data as it is sent: of no shape that would have to be looked at again."""
    return Response(as_bytes(data), media_type=JSON)


def _several(agreement: LoadedAgreement, body: Evaluations, keep: Keep) -> Data:
    common = {
        key: value
        for key in ("subject", "action", "resource", "context")
        if (value := getattr(body, key)) is not None
    }
    if not body.evaluations:
        try:
            return mapping.decide(agreement, Evaluation.model_validate(common), keep)
        except ValidationError as error:
            raise RequestValidationError(error.errors()) from None
    stop = STOPS.get(body.options.evaluations_semantic)
    found: list[Json] = []
    for each in body.evaluations:
        decision = _one(agreement, _merged(common, each), keep)
        found.append(decision)
        if stop is not None and decision["decision"] is stop:
            break
    return {"evaluations": found}


def _one(agreement: LoadedAgreement, data: Mapping[str, Any], keep: Keep) -> mapping.Decision:
    try:
        asked = Evaluation.model_validate(data)
    except ValidationError as error:
        wrong: list[Json] = [
            {"pointer": "/" + "/".join(map(str, each["loc"])), "message": each["msg"]}
            for each in error.errors()
        ]
        return {"decision": False, "context": {"error": {"status": 400, "errors": wrong}}}
    return mapping.decide(agreement, asked, keep)


def _merged(common: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """An evaluation over what all have in common: entities as a whole, but for type and id."""
    merged = {**common, **own}
    for key in ("subject", "resource"):
        mine, shared = own.get(key), common.get(key)
        if isinstance(mine, dict) and isinstance(shared, dict):
            required = {k: shared[k] for k in ("type", "id") if k in shared}
            merged[key] = {**required, **mine}
    return merged
