"""What a route doesn't tell of its operation -> the OpenAPI document: bodies, headers, links."""

from __future__ import annotations

from typing import Any, Final

from contract_engine.api.everything import DisputeTold, FigureTold, SourceTold
from contract_engine.web.http.schemas import Schemas

Data = dict[str, Any]

TEXT: Final[Data] = {"type": "string"}
TEXTS: Final[Data] = {"type": "array", "items": TEXT}
THINGS: Final[Data] = {"type": "array", "items": {"type": "object"}}
DECISION: Final[Data] = {
    "type": "object",
    "required": ["decision"],
    "properties": {"decision": {"type": "boolean"}, "context": {"type": "object"}},
}
FOUND: Final[Data] = {
    "type": "object",
    "required": ["results"],
    "properties": {"results": THINGS},
}
JSON, LINES, NUMBERS = "application/json", "application/x-ndjson", "application/openmetrics-text"

AGREEMENT: Final[Data] = {
    "name": "agreement",
    "in": "query",
    "required": False,
    "schema": TEXT,
    "description": "the id of the agreement that is asked; the first one served, where none is",
}
CLAUSE: Final[Data] = {
    "name": "clause",
    "in": "path",
    "required": True,
    "schema": TEXT,
    "description": "the id of a clause",
}
NOT_CHANGED: Final[Data] = {"description": "What the `If-None-Match` of the request names."}
ETAG: Final[Data] = {"ETag": {"description": "the hash of the rules", "schema": TEXT}}


def _object(required: str, **properties: Data) -> Data:
    return {"type": "object", "required": required.split(), "properties": properties}


def results(schemas: Schemas) -> dict[str, Data]:
    """The schema of what each operation answers that isn't a question, by the operation's id.

    Args:
        schemas: those of results; what is needed is added.
    """
    return {
        "agreements": _object("agreements", agreements=THINGS),
        "agreement_document": {"type": "object"},
        "get_agreement": _object(
            "id title parties instruments rules_sha256",
            id=TEXT,
            title=TEXT,
            parties={"type": "object", "additionalProperties": TEXT},
            instruments=THINGS,
            rules_sha256=TEXT,
        ),
        "get_words": _object(
            "parties actions facts events readings tables figures",
            **dict.fromkeys(
                ("parties", "actions", "facts", "events", "readings", "tables", "figures"), THINGS
            ),
        ),
        "get_clauses": _object("clauses", clauses=TEXTS),
        "get_clause": _object("id instrument text norms cites", id=TEXT, instrument=TEXT),
        "get_sources": _object("sources", sources=schemas.of(tuple[SourceTold, ...])),
        "get_disputes": _object("disputes", disputes=schemas.of(tuple[DisputeTold, ...])),
        "get_figures": _object("figures", figures=schemas.of(tuple[FigureTold, ...])),
        "health": _object("status version", status=TEXT, version=TEXT),
        "ready": _object("status", status=TEXT),
        "evaluation": DECISION,
        "evaluations": {
            "anyOf": [
                DECISION,
                _object("evaluations", evaluations={"type": "array", "items": DECISION}),
            ]
        },
        "search_subject": FOUND,
        "search_resource": FOUND,
        "search_action": FOUND,
        "authzen_configuration": _object(
            "policy_decision_point access_evaluation_endpoint", policy_decision_point=TEXT
        ),
    }


def complete(path: str, operation: Data) -> None:
    """Say of an operation what its route doesn't.

    Args:
        path: its path.
        operation: the operation in the document, which is changed.
    """
    name, responses = operation["operationId"], operation["responses"]
    found = responses["200"]
    parameters = operation.setdefault("parameters", [])
    if name.startswith("get_"):
        found["headers"] = ETAG
        responses["304"] = NOT_CHANGED
        parameters.append({"name": "If-None-Match", "in": "header", "schema": TEXT})
    if "{clause}" in path:
        parameters.append(CLAUSE)
    if path.startswith("/access/"):
        parameters.append(AGREEMENT)
    match name:
        case "batch":
            found["content"] = {LINES: {"schema": TEXT}}
            asked = {"schema": TEXT, "examples": {"one": {"value": _LINE}}}
            operation["requestBody"] = {"required": True, "content": {LINES: asked}}
        case "metrics":
            found["content"] = {NUMBERS: {"schema": TEXT}}
        case "agreements":
            found["links"] = {
                each: _link(each, agreement="agreements/0/id")
                for each in ("get_agreement", "get_words", "get_clauses", "get_sources")
            }
        case "get_agreement":
            found["links"] = {
                "get_clauses": _link("get_clauses", agreement="id"),
                "terms": _link("terms", agreement="id"),
            }
        case _:
            pass


_LINE = '{"ask": "tenant sublet", "on": "2025-11-15", "given": {"guest": "student"}}\n'


def _link(operation: str, **from_body: str) -> Data:
    """That what is answered can be asked on about."""
    parameters = {name: f"$response.body#/{where}" for name, where in from_body.items()}
    return {"operationId": operation, "parameters": parameters}
