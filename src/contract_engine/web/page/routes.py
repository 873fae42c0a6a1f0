"""The pages of a server: each view at its address, and `.json` beside it."""

from __future__ import annotations

from functools import partial
from importlib.resources import files

from fastapi import FastAPI, Request
from jinja2 import Environment, PackageLoader
from starlette.responses import RedirectResponse, Response
from starlette.staticfiles import StaticFiles

from contract_engine.api import LoadedAgreement
from contract_engine.web.http.json_bytes import JSON, as_bytes
from contract_engine.web.http.problems import problem
from contract_engine.web.library import Served
from contract_engine.web.page.bar import day_told
from contract_engine.web.page.labels import label_of, value_label
from contract_engine.web.page.state import State, state_of
from contract_engine.web.page.views import TITLES, VIEWS, View, clause
from contract_engine.web.server import Server

STATIC = str(files("contract_engine.web.page") / "static")


def pages(app: FastAPI, server: Server) -> None:
    """Add the pages to an app.

    Args:
        app: the application.
        server: what it serves.
    """
    templates = Environment(
        loader=PackageLoader("contract_engine.web.page"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters["day"] = day_told
    templates.filters["plain"] = lambda text: str(text).replace("_", " ")
    app.mount("/static", StaticFiles(directory=STATIC), name="static")

    @app.get("/", include_in_schema=False)
    async def root() -> Response:
        first = next(iter(server.library))
        return RedirectResponse(State(first.id).address("ask"), 307)

    async def shown(request: Request, served: Served, name: str, view: str) -> Response:
        state = state_of(served.id, request.query_params.multi_items())
        as_data = view.endswith(".json")
        title = view.removesuffix(".json")

        def work(agreement: LoadedAgreement) -> tuple[View, bytes]:
            if name:
                made = clause(agreement, state, name.removesuffix(".json"))
            else:
                made = VIEWS[title](agreement, state)
            if as_data:
                return made, as_bytes(made.data)
            context = {
                "agreement": agreement.model,
                "served": server.library,
                "state": state,
                "view": title,
                "titles": TITLES,
                "problems": made.problems,
                "label": partial(label_of, agreement.model),
                "value": partial(value_label, agreement.model),
                "json": state.address(f"{title}.json") if not name else None,
                **made.context,
            }
            return made, templates.get_template(made.template).render(context).encode()

        made, content = await server.work(served, work)
        if as_data and made.problems:
            return problem(made.status, made.problems)
        if as_data:
            return Response(content, media_type=JSON)
        return Response(content, made.status, media_type="text/html")

    @app.get("/agreements/{agreement}/clauses/{clause}", include_in_schema=False)
    async def one_clause(request: Request, agreement: str, clause: str) -> Response:
        view = "clause.json" if clause.endswith(".json") else "clause"
        return await shown(request, server.library[agreement], clause, view)

    @app.get("/agreements/{agreement}/{view}", include_in_schema=False)
    async def one_view(request: Request, agreement: str, view: str) -> Response:
        served = server.library[agreement]
        if view.removesuffix(".json") not in VIEWS:
            return problem(404, detail=f"there is no view `{view}`")
        return await shown(request, served, "", view)
