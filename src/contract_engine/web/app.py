"""Settings -> the application: every call, the errors, and what stands around them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from time import perf_counter
from typing import Annotated, Any

from fastapi import APIRouter, FastAPI, Query, Request
from starlette.responses import Response

from contract_engine import __version__
from contract_engine.api import LoadedAgreement
from contract_engine.api.everything import Answer, Json, as_json
from contract_engine.web.authzen.routes import Engine, Work, routes
from contract_engine.web.http import batch, metrics
from contract_engine.web.http.calls import CALLS, Call, answered
from contract_engine.web.http.catalogue import agreement_data, clause_data, words_data
from contract_engine.web.http.guard import Guard
from contract_engine.web.http.json_bytes import JSON, as_bytes
from contract_engine.web.http.openapi import describe, of_agreement
from contract_engine.web.http.problems import handle, problem
from contract_engine.web.http.question_route import QuestionRoute
from contract_engine.web.http.repeats import Repeats
from contract_engine.web.http.wire import WithDrafts
from contract_engine.web.library import Unknown
from contract_engine.web.mcp.mount import Mounted
from contract_engine.web.page.compressed import Compressed
from contract_engine.web.page.routes import pages
from contract_engine.web.server import Server
from contract_engine.web.settings import Settings, from_environment
from contract_engine.web.watch import watching

Drafts = Annotated[
    Sequence[str], Query(alias="with", description="drafts of the rules that count, by name")
]
"""What counts in every line of a batch."""


def create_app(settings: Settings) -> FastAPI:
    """The application of these settings.

    Args:
        settings: what is served, and within which bounds.

    Returns:
        An ASGI application. BadInput where the rules can't be read.
    """
    server = Server(settings)

    assistants = Mounted(server)

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        async with watching(server.library, on=settings.watch), assistants.running():
            yield
        server.worker.close()

    app = FastAPI(
        title="contract-engine",
        version=__version__,
        summary="What agreements allow on a day, since when, until when, and by which words.",
        lifespan=life,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        generate_unique_id_function=lambda route: route.name,
    )
    app.state.server = server
    handle(app)
    _questions(app, server)
    _catalogue(app, server)
    _operators(app, server)

    def engine_of(request: Request) -> Engine:
        name = request.query_params.get("agreement")
        served = server.library[name] if name else next(iter(server.library))

        async def engine(work: Work, *, lasts: bool) -> Response:
            given: list[Answer] = []

            def working(agreement: LoadedAgreement) -> tuple[LoadedAgreement, bytes]:
                data = work(agreement, given.append)
                server.keep(served, given)
                return agreement, as_bytes(data)

            of, content = await server.work(served, working)
            if lasts:
                return server.lasting(content, served, of, given, lambda _: None)
            return Response(content, media_type=JSON)

        return engine

    app.include_router(routes(engine_of))
    pages(app, server)
    app.router.routes.append(assistants.route)
    describe(app)
    app.add_middleware(Compressed)
    app.add_middleware(Repeats)
    app.add_middleware(
        Guard, body=settings.bounds.body, tokens=settings.tokens, hosts=settings.hosts
    )
    return app


def from_started() -> FastAPI:
    """The application that `contract-engine serve` starts in each of its processes."""
    return create_app(from_environment())


def _questions(app: FastAPI, server: Server) -> None:
    questions = APIRouter(route_class=QuestionRoute)
    for call in CALLS:
        questions.add_api_route(
            f"/v1/agreements/{{agreement}}/{call.name}",
            _endpoint(server, call),
            methods=["POST"],
            name=call.name,
            summary=call.summary,
            tags=["Questions"],
        )
    app.include_router(questions)

    async def lines(agreement: str, request: Request, with_: Drafts = ()) -> Response:
        """Lines of JSON in, lines of JSON out, in their order."""
        served = server.library[agreement]
        # Before the first line is read: of what is wrong here, no line can tell.
        await server.work(served, lambda _: served.counting(with_))

        async def answering(work: Callable[[LoadedAgreement], bytes]) -> bytes:
            return await server.work(served, lambda _: work(served.counting(with_)))

        def keep(answers: Sequence[Answer]) -> None:
            server.keep(served, answers)

        return batch.Lines(batch.answers(request.stream(), answering, keep))

    app.add_api_route(
        "/v1/agreements/{agreement}/batch",
        lines,
        methods=["POST"],
        name="batch",
        summary="Many questions, a line each",
        tags=["Questions"],
    )


def _endpoint(server: Server, call: Call) -> Callable[..., Awaitable[Response]]:
    seconds = server.metrics.seconds.labels(call.name)
    requests = server.metrics.requests.labels(call.name, "200")

    def count(taken: float) -> None:
        seconds.observe(taken)
        requests.inc()

    async def endpoint(agreement: str, body: WithDrafts) -> Response:
        began = perf_counter()
        served = server.library[agreement]

        def work(_: LoadedAgreement) -> tuple[LoadedAgreement, bytes, list[Answer]]:
            of, result = answered(served, call.answer, body)
            told = as_bytes(server.told(served, result))
            return of, told, [result] if isinstance(result, Answer) else []

        of, content, told = await server.work(served, work)
        count(perf_counter() - began)
        return server.lasting(content, served, of, told, count)

    endpoint.__annotations__ = {"agreement": str, "body": call.body, "return": Response}
    endpoint.__doc__ = (call.answer.__doc__ or call.summary).strip()
    return endpoint


def _catalogue(app: FastAPI, server: Server) -> None:
    def get(path: str, of: Callable[..., Json], summary: str) -> None:
        async def endpoint(request: Request, agreement: str) -> Response:
            served = server.library[agreement]
            tag = f'"{served.rules_sha256}"'
            if request.headers.get("if-none-match") == tag:
                return Response(status_code=304, headers={"ETag": tag})
            names = {k: v for k, v in request.path_params.items() if k != "agreement"}
            data = await server.work(served, lambda a: of(a, **names))
            return Response(as_bytes(data), media_type=JSON, headers={"ETag": tag})

        app.add_api_route(
            f"/v1/agreements/{{agreement}}{path}",
            endpoint,
            methods=["GET"],
            summary=summary,
            name="get_clause" if "{" in path else f"get_{path.strip('/') or 'agreement'}",
            tags=["What there is"],
        )

    def clause(agreement: LoadedAgreement, clause: str) -> Json:
        clauses = agreement.model.clauses
        if clause not in clauses:
            raise Unknown("clause", clause, list(clauses))
        return clause_data(agreement.model, clauses[clause])

    @app.get("/v1/agreements", summary="The agreements served", tags=["What there is"])
    async def agreements() -> dict[str, Any]:
        return {
            "agreements": [
                {
                    "id": each.id,
                    "title": each.agreement.model.title,
                    "rules_sha256": each.rules_sha256,
                }
                for each in server.library
            ]
        }

    get("", agreement_data, "One agreement: its parties and instruments")
    get("/words", lambda a: words_data(a.model), "The vocabulary: what a question may name")
    get("/clauses", lambda a: {"clauses": list(a.model.clauses)}, "The clauses, by their ids")
    get("/clauses/{clause}", clause, "One clause, with its sources and its history")
    get("/sources", lambda a: {"sources": as_json(a.sources())}, "What the terms rest on")
    get("/disputes", lambda a: {"disputes": as_json(a.disputes())}, "Where sources disagree")
    get("/figures", lambda a: {"figures": as_json(a.figures())}, "The dated figures, the latest")

    @app.get(
        "/v1/agreements/{agreement}/openapi.json",
        summary="This document with the names of one agreement",
        tags=["What there is"],
    )
    async def agreement_document(agreement: str) -> dict[str, Any]:
        return of_agreement(app.openapi(), server.library[agreement].agreement.model)


def _operators(app: FastAPI, server: Server) -> None:
    @app.get("/healthz", summary="Whether the process lives", tags=["Operators"])
    async def health() -> dict[str, Any]:
        return {"status": "ok", "version": __version__}

    @app.get("/readyz", summary="Whether it can answer", tags=["Operators"])
    async def ready() -> Response:
        if server.worker.waiting >= server.settings.bounds.waiting:
            return problem(503, detail="every place is taken", headers={"Retry-After": "1"})
        return Response(b'{"status":"ok"}', media_type=JSON)

    @app.get("/metrics", name="metrics", summary="Numbers, as OpenMetrics", tags=["Operators"])
    async def numbers() -> Response:
        return Response(server.metrics.page(), media_type=metrics.CONTENT_TYPE)

    @app.get("/openapi.json", include_in_schema=False)
    async def openapi() -> dict[str, Any]:
        return app.openapi()
