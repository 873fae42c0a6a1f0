"""The JSON-LD context of ODRL, kept here so that reading a policy never asks the network."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from contract_engine.odrl.vocabulary import ODRL, PREFIXES

PUBLISHED = "http://www.w3.org/ns/odrl.jsonld"
ADDRESSES = frozenset(
    f"{scheme}://www.w3.org/ns/odrl{ending}"
    for scheme in ("http", "https")
    for ending in (".jsonld", "/2/odrl.jsonld", "/2/ODRL22.jsonld", "/2/", "/2", "/2.jsonld")
)
"""Where the context is published, and other ways to write that."""

_NAMES = {"@type": "@vocab"}
_LIST = {"@type": "@vocab", "@container": "@list"}
_NODES = {"@type": "@id"}
CONTEXT: dict[str, Any] = {
    "@version": 1.1,
    "@vocab": ODRL,
    **PREFIXES,
    "type": "@type",
    "uid": "@id",
    "id": "@id",
    **dict.fromkeys(
        ("action", "conflict", "includedIn", "implies", "leftOperand", "operator", "unit"), _NAMES
    ),
    **dict.fromkeys(("and", "or", "xone", "andSequence"), _LIST),
    **dict.fromkeys(
        (
            *("target", "output", "relation", "assigner", "assignee", "assignerOf", "assigneeOf"),
            *("partOf", "source", "hasPolicy", "inheritFrom", "profile", "dataType"),
            *("permission", "prohibition", "obligation", "duty", "remedy", "consequence"),
            *("constraint", "refinement", "rightOperandReference"),
        ),
        _NODES,
    ),
}
"""Names stand for ODRL's words; those that are not ODRL's are told as left out."""


def localised(data: Any) -> tuple[Any, list[str]]:
    """The same JSON with ODRL's context in place of its address; and the addresses of others."""
    strange: list[str] = []
    return _walked(data, strange), strange


def _walked(data: Any, strange: list[str]) -> Any:
    if isinstance(data, list):
        return [_walked(each, strange) for each in data]
    if not isinstance(data, dict):
        return data
    made = {}
    for key, value in data.items():
        if key == "@context":
            found = list(_contexts(value, strange))
            made[key] = found if isinstance(value, list) else found[0] if found else None
        elif key == "@import":
            strange.append(str(value))
        else:
            made[key] = _walked(value, strange)
    return made


def _contexts(value: Any, strange: list[str]) -> Iterator[Any]:
    for each in value if isinstance(value, list) else [value]:
        if not isinstance(each, str):
            yield _walked(each, strange)
        elif each in ADDRESSES:
            yield CONTEXT
        else:
            strange.append(each)
