"""The shapes of the files -> JSON Schemas, by which editors check and complete rule files.

`python -m contract_engine.files.json_schema FOLDER` writes them.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, assert_never

from contract_engine.files.schema import (
    Anything,
    Form,
    Keys,
    ListOf,
    MapOf,
    OneOf,
    Text,
    Word,
    keys_of,
)
from contract_engine.files.shapes import (
    AcceptedShape,
    AgreementShape,
    FiguresShape,
    HistoryShape,
    InstrumentShape,
    ScenariosShape,
    Shape,
    SourcesShape,
)

Schema = dict[str, Any]

_FILES: Final[Mapping[str, type[Shape]]] = {
    "accepted": AcceptedShape,
    "agreement": AgreementShape,
    "figures": FiguresShape,
    "history": HistoryShape,
    "instrument": InstrumentShape,
    "scenarios": ScenariosShape,
    "sources": SourcesShape,
}
_SCALAR: Final = {"type": ["string", "number", "boolean"]}
"""Every value is text; editors that type scalars by themselves see a number or a boolean."""


def schemas() -> dict[str, Schema]:
    """A JSON Schema (draft 2020-12) for each sort of file, by the schema's file name."""
    return {f"{name}.schema.json": _file(name, model) for name, model in _FILES.items()}


def write(folder: str) -> None:
    """Write every schema into a folder."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    for name, schema in schemas().items():
        Path(folder, name).write_text(as_text(schema), encoding="utf-8")


def as_text(schema: Schema) -> str:
    """The text of a schema's file."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _file(name: str, model: type[Shape]) -> Schema:
    defs: dict[str, Schema] = {}
    whole = _mapping(model, defs)
    whole["properties"]["format"] = {"description": "always 1", "enum": [1, "1"]}
    whole["required"] = ["format", *whole["required"]]
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": name}
    return {**head, **whole, "$defs": dict(sorted(defs.items()))}


def _mapping(model: type[Shape], defs: dict[str, Schema]) -> Schema:
    keys, beside = keys_of(model), model.others_beside
    whole = {
        "description": " ".join((model.__doc__ or "").split()),
        "type": "object",
        "properties": {
            name: {"description": key.about, **_schema(key.form, defs)}
            for name, key in keys.items()
        },
        "required": [name for name, key in keys.items() if key.required],
        "additionalProperties": _SCALAR if beside else False,
    }
    if beside:
        whole["if"] = {"not": {"required": [beside]}}
        whole["then"] = {"propertyNames": {"enum": list(keys)}}
    return whole


def _schema(form: Form, defs: dict[str, Schema]) -> Schema:
    match form:
        case Text(is_name):
            return {**_SCALAR, "minLength": 1} if is_name else {**_SCALAR}
        case Word(words):
            return {"enum": list(words)}
        case ListOf(item):
            return {"type": "array", "items": _schema(item, defs)}
        case MapOf(value, nullable):
            inner = _schema(value, defs)
            if nullable:
                inner = {"anyOf": [inner, {"type": "null"}]}
            return {"type": "object", "additionalProperties": inner}
        case OneOf(options):
            return {"anyOf": [_schema(option, defs) for option in options]}
        case Keys(model):
            name = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", model.__name__.removesuffix("Shape"))
            name = name.lower()
            if name not in defs:
                defs[name] = {}  # so that a shape inside itself finds it
                defs[name] = _mapping(model, defs)
            return _reference(name)
        case Anything(what):
            for name in _NEEDS.get(what, (what,)):
                defs[name] = _LANGUAGE[name]
            return _reference(what)
    assert_never(form)


def _reference(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _group(name: str, about: str, inner: Schema) -> Schema:
    return {
        "type": "object",
        "properties": {name: {"description": about, **inner}},
        "required": [name],
        "additionalProperties": False,
    }


def _by_reading(what: str) -> Schema:
    return {
        "type": "object",
        "properties": {"reading": {"description": "the reading that decides", "type": "string"}},
        "required": ["reading"],
        "additionalProperties": _reference(what),
    }


_NUMBER = {"type": ["string", "integer"], "pattern": "^[0-9]+$"}
_DAYS = {"type": "array", "items": _reference("day_rule"), "minItems": 1}
_MOMENTS = {"type": "array", "items": _reference("moment"), "minItems": 1}

_BY_WAYS: Final[Schema] = {
    "description": "an offset, as a key without a value, and how it is counted",
    "type": "object",
    "properties": {
        "leap": {
            "description": "up: 29 February comes to 1 March in a year without it",
            "enum": ["up"],
        },
        "month_end": {
            "description": "keep: a month's last day comes to a month's last day",
            "enum": ["keep"],
        },
        "year_begins": {
            "description": "month and day on which the fiscal year begins, as 07-01",
            "type": "string",
            "pattern": "^[0-9]{2}-[0-9]{2}$",
        },
    },
    "additionalProperties": {"type": "null"},
}

_TERM: Final[Schema] = {"anyOf": [_SCALAR, _reference("formula")]}
_TERMS: Final[Schema] = {"type": "array", "items": _TERM}

_LANGUAGE: Final[Mapping[str, Schema]] = {
    "condition": {
        "description": "one comparison, in a line of text; or a group",
        "anyOf": [
            {
                "type": "string",
                "minLength": 1,
                "examples": ["product is api", "not delivered", "30 days after notice_given"],
            },
            _group("any", "one of them must be true", _reference("conditions")),
            _group("all", "all of them must be true", _reference("conditions")),
            _group("not", "they must not all be true", _reference("conditions")),
            {
                "type": "object",
                "properties": {
                    "at_least": {"description": "so many of them, or more", **_NUMBER},
                    "at_most": {"description": "so many of them, or fewer", **_NUMBER},
                    "exactly": {"description": "so many of them", **_NUMBER},
                    "of": {
                        "description": "the conditions that are counted",
                        "type": "array",
                        "items": _reference("condition"),
                        "minItems": 2,
                        "maxItems": 100,
                    },
                },
                "required": ["of"],
                "minProperties": 2,
                "additionalProperties": False,
            },
            {
                "type": "object",
                "properties": {
                    "when": {"description": "all of them", **_reference("conditions")},
                    "unless": {"description": "and none of these", **_reference("conditions")},
                },
                "required": ["when"],
                "additionalProperties": False,
            },
            _by_reading("conditions"),
        ],
    },
    "conditions": {
        "description": "a condition, or a list of them",
        "anyOf": [
            _reference("condition"),
            {"type": "array", "items": _reference("condition"), "minItems": 1},
        ],
    },
    "moment": {
        "description": "a day, an event, an offset; or a group",
        "anyOf": [
            {
                "type": ["string", "number"],
                "examples": [
                    "2030-12-31",
                    "delivered",
                    "4 years after release_date",
                    "end of month of notice_given",
                ],
            },
            _group("earliest_of", "the first of them to come", _MOMENTS),
            _group("latest_of", "the last of them to come", _MOMENTS),
            _BY_WAYS,
            _by_reading("moment"),
        ],
    },
    "day_rule": {
        "description": "a day, of an event or a step, or counted; of `after` also an act",
        "anyOf": [
            {
                "type": ["string", "number"],
                "examples": ["30 days after opened", "2030-12-31", "deliver.due", "buyer order"],
            },
            _group("earliest_of", "the first of them to come", _DAYS),
            _group("latest_of", "the last of them to come", _DAYS),
            {
                "description": "a counted day, as a key without a value, by a calendar",
                "type": "object",
                "properties": {
                    "in": {"description": "the calendar", "type": "string"},
                    "roll": {
                        "description": "where a day that is no business day moves to: "
                        "following, preceding or modified_following",
                        "type": "string",
                    },
                },
                "additionalProperties": {"type": "null"},
            },
        ],
    },
    "row_value": {
        "description": "a value of the fact; of a date a moment; or by a reading",
        "anyOf": [
            _SCALAR,
            _group("earliest_of", "the first of them to come", _MOMENTS),
            _group("latest_of", "the last of them to come", _MOMENTS),
            _BY_WAYS,
            _reference("formula"),
            _by_reading("row_value"),
        ],
    },
    "formula": {
        "description": "a number, a percentage or an amount, computed from facts and constants",
        "type": "object",
        "properties": {
            "sum": {"description": "all of them together", **_TERMS},
            "difference": {"description": "the first less the others", **_TERMS},
            "product": {"description": "the factors multiplied: one follows from facts", **_TERMS},
            "greater_of": {"description": "the greatest of them", **_TERMS},
            "lesser_of": {"description": "the least of them", **_TERMS},
            "percent": {"description": "so many hundredths, of `of`", **_TERM},
            "of": {"description": "what they are hundredths of", **_TERM},
            "round": {
                "description": "to the nearest multiple of `to`; of two as near, up, down or even",
                "type": "object",
                "properties": {"to": _SCALAR, "half": {"type": "string"}},
            },
        },
        "additionalProperties": False,
    },
}
"""What the language reads by its own rules, and the shapes know nothing of."""

_NEEDS: Final[Mapping[str, tuple[str, ...]]] = {
    "conditions": ("condition", "conditions"),
    "row_value": ("row_value", "moment", "formula"),
}


if __name__ == "__main__":
    write(*sys.argv[1:])
