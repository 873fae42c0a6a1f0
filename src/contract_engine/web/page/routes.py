"""The pages of a server: each view at its address, and beside it the same as data and as sheets."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files
from typing import Any

from fastapi import FastAPI, Request, UploadFile
from jinja2 import Environment, PackageLoader
from starlette.responses import RedirectResponse, Response
from starlette.staticfiles import StaticFiles

from contract_engine.api import LoadedAgreement
from contract_engine.diagnostics import BadInput, Problem, Span
from contract_engine.web.http.json_bytes import JSON, as_bytes
from contract_engine.web.http.problems import TITLES as ERRORS
from contract_engine.web.http.problems import of_error, problem
from contract_engine.web.library import Served, Unknown
from contract_engine.web.page.api import api_page
from contract_engine.web.page.bar import day_told
from contract_engine.web.page.downloads import downloads
from contract_engine.web.page.labels import GRADES, Labels, with_code
from contract_engine.web.page.state import State, state_of
from contract_engine.web.page.understood import understood
from contract_engine.web.page.view import View
from contract_engine.web.page.views import BESIDE, ONE, TITLES, VIEWS
from contract_engine.web.server import Server
from contract_engine.web.worker import Busy

STATIC = str(files("contract_engine.web.page") / "static")
HTML = "text/html; charset=utf-8"
ENDINGS = ("json", "csv", "xlsx", "ics")
LONGEST_ADDRESS = 8_000
"""So many characters of what is pasted an address holds; more is shown where it was sent."""


class Pages:
    """What makes pages of the agreements of one server."""

    def __init__(self, server: Server) -> None:
        """Read the templates.

        Args:
            server: what it serves.
        """
        self.server = server
        self.templates = Environment(
            loader=PackageLoader("contract_engine.web.page"),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.templates.filters["day"] = day_told
        self.templates.filters["first_upper"] = lambda text: f"{text[:1].upper()}{text[1:]}"
        self.templates.filters["ticks"] = with_code
        self.templates.filters["plain"] = lambda text: str(text).replace("_", " ")

    async def shown(self, served: Served, state: State, path: str, ending: str) -> Response:
        """A view as it is asked for: as a page, as data, or as a sheet.

        Args:
            served: the agreement.
            state: what the address says.
            path: "ask", or "clauses/first-refusal".
            ending: one of ENDINGS, or empty for the page.

        Returns:
            The response; where something is wrong, a page (or problem details) that says so.
        """
        try:
            return await self.server.work(served, lambda _: self._made(served, state, path, ending))
        except (BadInput, Busy, Unknown) as error:
            if ending:
                return of_error(error)
            return self.broken(served, state, path, error)

    def _made(self, served: Served, state: State, path: str, ending: str) -> Response:
        agreement = served.counting(state.with_, "with")
        view = made(served.agreement, agreement, state, path)
        if view.leads_to is not None:
            name, there = view.leads_to
            return RedirectResponse(there.address(f"{name}.{ending}" if ending else name), 303)
        if ending and view.problems:
            return problem(view.status, view.problems)
        if ending == "json":
            return Response(as_bytes(view.data), media_type=JSON)
        offered = downloads(view)
        if ending:
            if ending not in offered:
                raise Unknown("download", f"{path}.{ending}", [f"{path}.{e}" for e in offered])
            media, content = offered[ending]
            name = f"{agreement.model.id}-{view.sheet.name if view.sheet else path}.{ending}"
            kept = "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "-" for c in name)
            headers = {"Content-Disposition": f'attachment; filename="{kept}"'}
            return Response(content(), media_type=media, headers=headers)
        context = {
            "problems": view.problems,
            "json": state.address(f"{path}.json") if view.data is not None else None,
            "downloads": [(each, state.address(f"{path}.{each}")) for each in offered],
            **view.context,
        }
        page = self.render(view.template, agreement, served, state, path, context)
        return Response(page, view.status, media_type=HTML)

    def render(
        self,
        template: str,
        agreement: LoadedAgreement,
        served: Served,
        state: State,
        path: str,
        context: dict[str, Any],
    ) -> bytes:
        """A template as bytes, with what every page has around it."""
        own: dict[str, Any] = {
            "agreement": agreement.model,
            "served": self.server.library,
            "broken": served.problems,
            "watch": self.server.settings.watch,
            "rules": served.rules_sha256,
            "state": state,
            "path": path,
            "said": state,
            "view": path.split("/")[0],
            "titles": TITLES,
            "grades": GRADES,
            "l": Labels(agreement.model),
        }
        return self.templates.get_template(template).render({**own, **context}).encode()

    def broken(self, served: Served, state: State, path: str, error: Exception) -> Response:
        """A page that says what went wrong; drafts that aren't there count no more."""
        known = served.agreement.model.drafts
        state = replace(state, with_=tuple(name for name in state.with_ if name in known))
        plain = of_error(error)
        problems: tuple[Problem, ...] = ()
        if isinstance(error, BadInput):
            problems = error.problems
        elif isinstance(error, Unknown):
            problems = (error.problem,)
        context = {
            "title": ERRORS.get(plain.status_code, "The request failed"),
            "problems": problems,
            "busy": isinstance(error, Busy),
            "json": None,
        }
        page = self.render("error.html", served.agreement, served, state, path, context)
        headers = {k: v for k, v in plain.headers.items() if k == "retry-after"}
        return Response(page, plain.status_code, headers, media_type=HTML)


def made(plain: LoadedAgreement, agreement: LoadedAgreement, state: State, path: str) -> View:
    """The view at a path; Unknown where there is none.

    Args:
        plain: the agreement as it is.
        agreement: the same with the drafts that the state has.
        state: what the address says.
        path: "ask", or "clauses/first-refusal".
    """
    sort, _, name = path.partition("/")
    if name and sort in ONE:
        return ONE[sort](agreement, state, name)
    if not name and sort in BESIDE:
        return BESIDE[sort](plain, agreement, state)
    if name or sort not in VIEWS:
        raise Unknown("view", path, list(TITLES))
    return VIEWS[sort](agreement, state)


def pages(app: FastAPI, server: Server) -> None:
    """Add the pages to an app.

    Args:
        app: the application.
        server: what it serves.
    """
    made_of = Pages(server)
    api_page(app, server, made_of.templates)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")

    @app.get("/", include_in_schema=False)
    async def root() -> Response:
        first = next(iter(server.library))
        return RedirectResponse(State(first.id).address("ask"), 307)

    @app.get("/agreements/{agreement}", include_in_schema=False)
    async def front(agreement: str) -> Response:
        return RedirectResponse(State(server.library[agreement].id).address("ask"), 307)

    @app.get("/agreements/{agreement}/understood", include_in_schema=False)
    async def as_typed(request: Request, agreement: str) -> Response:
        """What the words of a question are understood as, while they are typed."""
        served = server.library[agreement]
        state = state_of(served.id, request.query_params.multi_items())

        def work(_: LoadedAgreement) -> bytes:
            loaded = served.counting(state.with_, "with")
            context = understood(loaded, state)
            return made_of.render("_understood.html", loaded, served, state, "ask", context)

        return Response(await server.work(served, work), media_type=HTML)

    @app.get("/agreements/{agreement}/changed", include_in_schema=False)
    async def saved(agreement: str, rules: str = "", broken: str = "") -> Response:
        """Whether the rules are other ones than those a page was made of: htmx then loads anew."""
        served = server.library[agreement]
        same = rules == served.rules_sha256 and broken == str(len(served.problems))
        return Response(status_code=204, headers={} if same else {"HX-Refresh": "true"})

    @app.post("/agreements/{agreement}/status", include_in_schema=False)
    async def uploaded(request: Request, agreement: str, file: UploadFile) -> Response:
        """A history that is uploaded: shown at an address that holds it, unless it is too long."""
        served = server.library[agreement]
        raw = await file.read()
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            wrong = Problem("E510", "this file is not UTF-8", Span(file.filename or "the file"))
            return made_of.broken(served, State(served.id), "status", BadInput([wrong]))
        there = state_of(served.id, request.query_params.multi_items())
        state = State(served.id, history=text, with_=there.with_)
        if len(text) <= LONGEST_ADDRESS:
            return RedirectResponse(state.address("status"), 303)
        return await made_of.shown(served, state, "status", "")

    @app.post("/agreements/{agreement}/check", include_in_schema=False)
    async def pasted(request: Request, agreement: str) -> Response:
        """Rules and scenarios that are pasted: shown at an address, unless they are too long."""
        served = server.library[agreement]
        async with request.form() as form:
            texts = [(k, v) for k in ("rules", "scenarios") if isinstance(v := form.get(k), str)]
        state = state_of(served.id, [*request.query_params.multi_items(), *texts])
        if len(state.rules) + len(state.scenarios) <= LONGEST_ADDRESS:
            return RedirectResponse(state.address("check"), 303)
        return await made_of.shown(served, state, "check", "")

    @app.get("/agreements/{agreement}/{path:path}", include_in_schema=False)
    async def view(request: Request, agreement: str, path: str) -> Response:
        served = server.library[agreement]
        state = state_of(served.id, request.query_params.multi_items())
        name, _, ending = path.rpartition(".")
        if not name or ending not in ENDINGS:
            name, ending = path, ""
        return await made_of.shown(served, state, name, ending)
