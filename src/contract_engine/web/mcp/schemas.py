"""The types of arguments and results -> JSON Schemas that stand by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from contract_engine.web.http.schemas import Schemas
from contract_engine.web.http.wire import Body, WithOptions

Schema = dict[str, Any]
_BOUNDS = ("title", "maxLength", "maxItems", "maxProperties", "propertyNames")
"""Keys that tell an assistant nothing; bounds hold without being told."""
_PREFIX = "#/$defs/"


def input_schema(body: type[Body], agreements: Sequence[str] = ()) -> Schema:
    """The schema of a tool's arguments.

    Args:
        body: the shape of the request.
        agreements: the ids of those that can be asked; none where the tool is about none.

    Returns:
        The schema. Which agreement is asked may be left out where there is one.
    """
    schema: Schema = _brief(body.model_json_schema(by_alias=True))
    options = [each for each in schema.get("properties", {}) if each in WithOptions.model_fields]
    for each in options:  # what is asked for comes before them
        schema["properties"][each] = schema["properties"].pop(each)
    if agreements:
        which: Schema = {
            "type": "string",
            "enum": list(agreements),
            "description": "the id of the agreement asked",
        }
        if len(agreements) == 1:
            which["default"] = agreements[0]
        else:
            schema["required"] = ["agreement", *schema.get("required", ())]
        schema["properties"] = {"agreement": which, **schema.get("properties", {})}
    return schema


def _brief(schema: Any) -> Any:
    """The same without bounds, titles, and that what may be left out may be null."""
    if isinstance(schema, list):
        return [_brief(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {k: _brief(v) for k, v in schema.items() if k not in _BOUNDS or isinstance(v, dict)}
    kept.pop("propertyNames", None)
    if kept.get("default", ...) in (None, [], {}):
        del kept["default"]
    some = [each for each in kept.get("anyOf", ()) if each != {"type": "null"}]
    if len(some) == 1:
        del kept["anyOf"]
        kept = {**some[0], **kept}
    elif some:
        kept["anyOf"] = some
    return kept


def output_schema(result: object) -> Schema:
    """The schema of a result, whose root is an object as the protocol wants it.

    Args:
        result: the type, or a union of types.
    """
    schemas = Schemas(_PREFIX)
    schema = schemas.of(result)
    if "$ref" in schema:
        schema = dict(schemas.named[schema["$ref"].removeprefix(_PREFIX)])
    return {"type": "object", **schema, "$defs": schemas.named}
