"""What is wrong with the shape of a request -> diagnostics, with JSON pointers for places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from contract_engine.diagnostics import Problem, Span
from contract_engine.diagnostics.render import as_data


def problem_data(each: Problem) -> dict[str, object]:
    """A diagnostic as it is sent; what stands in a body has a JSON pointer for its place."""
    data = {key: value for key, value in as_data(each).items() if value}
    if each.span.file.startswith("/") and not each.span.line:
        data["pointer"] = data.pop("file")
        data.pop("length", None)
    return data


def problems_of_shape(errors: Iterable[Mapping[str, Any]]) -> list[Problem]:
    """What pydantic finds wrong with a body, as diagnostics.

    Args:
        errors: what `errors()` of its error gives.

    Returns:
        A problem for each, with its place as a JSON pointer.
    """
    return [_of_validation(each) for each in errors]


def _of_validation(error: Mapping[str, Any]) -> Problem:
    """One complaint of the wire's shapes as a diagnostic: where it stands, as a JSON pointer."""
    path: Sequence[str | int] = [part for part in error["loc"] if part not in ("body", "query")]
    # The name of the alternative that was tried isn't a key of the request.
    keys = [str(p) for p in path if not (isinstance(p, str) and ("[" in p or p in _ALTERNATIVES))]
    where = "/" + "/".join(key.replace("~", "~0").replace("/", "~1") for key in keys)
    span = Span(where if keys else "/")
    key = keys[-1] if keys else ""
    match error["type"]:
        case "extra_forbidden":
            return Problem("E102", f"`{key}` is not known here", span, help="leave it out")
        case "missing":
            return Problem("E101", f"`{key or 'the body'}` is missing", span)
        case "json_invalid":
            why = error.get("ctx", {}).get("error", "it can't be read")
            return Problem("E511", f"the body is not JSON: {why}", span)
        case _:
            return Problem("E103", f"`{key or 'the body'}`: {_lower(error['msg'])}", span)


_ALTERNATIVES = ("str", "bool", "int", "float")


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
