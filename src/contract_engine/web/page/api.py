"""The OpenAPI document -> its page, at `/api`: every call, what it takes and what it answers."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from jinja2 import Environment
from starlette.responses import Response

from contract_engine.web.server import Server

HTML = "text/html; charset=utf-8"
Data = dict[str, Any]


def api_page(app: FastAPI, server: Server, templates: Environment) -> None:
    """Serve the page of an application's document.

    Args:
        app: the application, whose document is complete when the page is first asked for.
        server: what it serves.
        templates: those of the pages.
    """

    @app.get("/api", include_in_schema=False)
    async def page() -> Response:
        groups = grouped(app.openapi())
        template = templates.get_template("api.html")
        return Response(template.render(groups=groups, served=server.library), media_type=HTML)


def grouped(document: Data) -> list[tuple[str, list[Data]]]:
    """The operations of a document by their tags, each with what the page says of it."""
    groups: dict[str, list[Data]] = {}
    for path, item in document["paths"].items():
        for method, operation in item.items():
            told = _told(document, path, method, operation)
            groups.setdefault(operation["tags"][0], []).append(told)
    return list(groups.items())


def _told(document: Data, path: str, method: str, operation: Data) -> Data:
    content = operation["responses"]["200"].get("content", {})
    schemas: list[Data] = [each.get("schema", {}) for each in content.values()]
    return {
        "id": operation["operationId"],
        "summary": operation["summary"],
        "method": method.upper(),
        "path": path,
        "parameters": [
            (each["name"], each.get("description") or f"in the {each['in']}")
            for each in operation.get("parameters", ())
        ],
        "takes": _keys(document, operation),
        "statuses": sorted(operation["responses"]),
        "result": _name(schemas[0]) if schemas else "",
    }


def _keys(document: Data, operation: Data) -> list[tuple[str, str]]:
    """The keys of an operation's body, each with what it is for."""
    content = operation.get("requestBody", {}).get("content", {})
    if not content:
        return []
    ((media, body),) = content.items()
    name = _name(body["schema"])
    if not name:
        return [("the body", f"as {media}")]
    schema = document["components"]["schemas"][name]
    required = schema.get("required", ())
    return [
        (key, _about(each) + (" (has to be given)" if key in required else ""))
        for key, each in schema.get("properties", {}).items()
    ]


def _about(schema: Data) -> str:
    """What a key is for, as far as its schema says."""
    some = [schema, *schema.get("anyOf", ())]
    told = next((each["description"] for each in some if each.get("description")), "")
    sorts = [each.get("type") or _name(each) for each in some]
    return str(told) or " or ".join(sort for sort in sorts if sort and sort != "null")


def _name(schema: Data) -> str:
    """What a schema is called that is referred to; empty for another."""
    return str(schema.get("$ref", "")).rpartition("/")[2]
