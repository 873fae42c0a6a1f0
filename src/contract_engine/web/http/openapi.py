"""The application -> its OpenAPI document: results by their types, errors, names as enums."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from contract_engine.model.agreement import Agreement
from contract_engine.model.vocabulary import KindFact, YesNoFact
from contract_engine.web.http.calls import CALLS
from contract_engine.web.http.operations import complete, results
from contract_engine.web.http.problems import MEDIA_TYPE, SCHEMA
from contract_engine.web.http.schemas import Schemas

Document = dict[str, Any]
ERRORS = {
    "400": "The question can't be read; `errors` says why, and what to write instead.",
    "401": "A token is needed.",
    "404": "There is no agreement, clause or source of this name.",
    "421": "The `Host` of the request is not a name of the server.",
    "413": "The request is larger than it may be.",
    "503": "More questions are waiting than the server takes on; see `Retry-After`.",
    "504": "The question is over its bound of time or nodes; `errors` says what to give.",
}


def describe(app: FastAPI) -> None:
    """Have an app's document say what is answered, and with which errors."""
    kept: list[Document] = []

    def openapi() -> Document:
        if not kept:
            kept.append(_document(app))
        return kept[0]

    app.openapi = openapi  # type: ignore[method-assign]  # the way FastAPI gives for it


def of_agreement(document: Document, agreement: Agreement) -> Document:
    """The document of one agreement: its parties, acts, facts and values as enums.

    Args:
        document: the document of all.
        agreement: whose names are filled in.

    Returns:
        A document for the calls of this agreement alone, with no agreement left to choose.
    """
    words = agreement.vocabulary
    made = deepcopy(document)
    made["info"]["title"] = f"contract-engine: {agreement.title}"
    prefix = "/v1/agreements/{agreement}"
    made["paths"] = {
        path.replace("{agreement}", agreement.id): item
        for path, item in made["paths"].items()
        if path.startswith(prefix)
    }
    for item in made["paths"].values():
        for operation in item.values():
            operation["parameters"] = [
                each for each in operation.get("parameters", ()) if each["name"] != "agreement"
            ]
            operation["responses"]["200"].pop("links", None)
    acts = [f"{party} {action}" for party in words.parties for action in words.actions]
    given: Document = {"type": "object", "additionalProperties": False, "properties": {}}
    for fact in words.facts.values():
        given["properties"][fact.id] = _values(fact)
    for event in words.events:
        given["properties"][event] = {"type": "string", "description": "a day, or never"}
    for table in agreement.tables.values():
        given["properties"][table.id] = {"type": "string", "enum": list(table.items)[:1000]}
    for schema in made["components"]["schemas"].values():
        properties = schema.get("properties", {})
        if "ask" in properties and "question" in properties and "given" in properties:
            properties["ask"] = {"type": "string", "enum": acts}
        if "given" in properties and "without" in properties:
            properties["given"] = given
            properties["without"] = {
                "type": "array",
                "items": {"type": "string", "enum": list(agreement.instruments)},
            }
    return made


def _values(fact: object) -> Document:
    match fact:
        case KindFact():
            return {"type": "string", "enum": [*fact.values, "unknown"], "description": fact.label}
        case YesNoFact():
            return {"type": "string", "enum": ["yes", "no", "unknown"], "description": fact.label}
        case _:
            return {"type": "string", "description": getattr(fact, "label", "")}


def _document(app: FastAPI) -> Document:
    document = get_openapi(
        title=app.title,
        version=app.version,
        summary=app.summary,
        routes=app.routes,
    )
    schemas = Schemas()
    told = {call.name: schemas.of(call.result) for call in CALLS} | results(schemas)
    named = document.setdefault("components", {}).setdefault("schemas", {})
    for unused in ("HTTPValidationError", "ValidationError"):
        named.pop(unused, None)
    made = {**schemas.named, "Problem": SCHEMA}
    assert not named.keys() & made.keys(), "a request and a result have one name"
    named |= made
    for path, item in document["paths"].items():
        for operation in item.values():
            responses = operation["responses"]
            responses.pop("422", None)
            name = operation["operationId"]
            if name in told:
                responses["200"]["content"] = {"application/json": {"schema": told[name]}}
            complete(path, operation)
            for status, text in ERRORS.items():
                if status == "401" or path.startswith(("/v1/", "/access/")):
                    responses[status] = {
                        "description": text,
                        "content": {
                            MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}
                        },
                    }
    return document
