"""A tree -> a shape, or the problems in its keys, each underlined where it stands."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import TypeVar, cast

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from contract_engine.diagnostics import Problem
from contract_engine.files.tree import Data, Path, Tree

S = TypeVar("S", bound=BaseModel)


def shape(tree: Tree, model: type[S], at: Path = ()) -> tuple[S | None, tuple[Problem, ...]]:
    """The data at a path as a model; None with problems where it doesn't fit."""
    data = _at(tree.data, at)
    if not isinstance(data, dict):
        message = "a mapping (`key: value` lines) belongs here"
        return None, (Problem("E103", message, tree.value(at)),)
    problems = list(_format(tree, data, at))
    try:
        shaped = model.model_validate(data)
    except ValidationError as error:
        for detail in error.errors(include_url=False, include_context=True):
            problems.append(_problem(tree, model, detail, at))
        return None, tuple(_without_echoes(problems))
    return (None if problems else shaped), tuple(problems)


def did_you_mean(word: str, names: Iterable[str]) -> str:
    """A help line naming the nearest known name, or the names there are."""
    known = list(dict.fromkeys(names))
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    if near:
        return f"did you mean `{near[0]}`?"
    if 0 < len(known) <= 12:
        return "there are: " + ", ".join(f"`{name}`" for name in known)
    return ""


def _format(tree: Tree, data: dict[str, Data], at: Path) -> Iterable[Problem]:
    if at:
        return
    version = data.get("format")
    if version is None:
        help_ = "write `format: 1` as the first line"
        yield Problem("E011", "this file doesn't say its format", tree.value(()), help=help_)
    elif version != "1":
        message = f"format `{version}` is not known"
        yield Problem("E011", message, tree.value(("format",)), help="write `format: 1`")


def _at(data: Data, path: Path) -> Data:
    for step in path:
        if isinstance(data, dict):
            data = data.get(str(step))
        elif isinstance(data, list) and isinstance(step, int):
            data = data[step]
    return data


def _problem(tree: Tree, model: type[BaseModel], detail: ErrorDetails, at: Path) -> Problem:
    path = at + _real_path(tree, detail["loc"], at)
    kind, name = detail["type"], str(detail["loc"][-1])
    if kind == "missing":
        return Problem("E101", f"`{name}:` is missing", tree.key(path[:-1] or at))
    if kind == "extra_forbidden":
        known = _keys_around(model, detail["loc"])
        help_ = did_you_mean(name, known)
        return Problem("E102", f"no key `{name}` belongs here", tree.key(path), help=help_)
    if kind == "literal_error":
        allowed = str(cast("dict[str, object]", detail.get("ctx", {})).get("expected", ""))
        allowed = allowed.replace("'", "`").replace(" or ", ", ")
        words = detail["input"] if isinstance(detail["input"], str) else "this"
        names = [part.strip("` ") for part in allowed.split(",")]
        help_ = did_you_mean(words, names)
        if help_.startswith("did"):
            help_ += f" (one of {allowed})"
        return Problem(
            "E104", f"`{words}` is not one of the words for `{name}`", tree.value(path), help=help_
        )
    wanted = {
        "string_type": "a single value",
        "list_type": "a list (`- ...` lines)",
        "dict_type": "a mapping (`key: value` lines)",
        "model_type": "a mapping (`key: value` lines)",
        "model_attributes_type": "a mapping (`key: value` lines)",
    }.get(kind, "something else")
    return Problem(
        "E103", f"{wanted} belongs under `{path[-1] if path else name}`", tree.value(path)
    )


def _real_path(tree: Tree, loc: tuple[str | int, ...], at: Path) -> Path:
    """The part of a pydantic location that is in the file (it also names members of unions)."""
    path: list[str | int] = []
    data = _at(tree.data, at)
    for step in loc:
        inside = isinstance(data, dict) and step in data
        inside = inside or (isinstance(data, list) and isinstance(step, int) and step < len(data))
        if inside:
            path.append(step)
            data = _at(data, (step,))
        elif step == loc[-1] and isinstance(data, dict) and isinstance(step, str):
            path.append(step)
    return tuple(path)


def _keys_around(model: type[BaseModel], loc: tuple[str | int, ...]) -> list[str]:
    """The keys that the mapping around a location may have."""
    schema = model.model_json_schema()
    definitions = schema.get("$defs", {})
    node: dict[str, object] = schema
    for step in loc[:-1]:
        node = _resolve(node, definitions)
        properties = cast("dict[str, dict[str, object]]", node.get("properties", {}))
        if step in properties:
            node = properties[str(step)]
        elif isinstance(step, int) and "items" in node:
            node = cast("dict[str, object]", node["items"])
        elif "additionalProperties" in node and isinstance(node["additionalProperties"], dict):
            node = cast("dict[str, object]", node["additionalProperties"])
    return list(cast("dict[str, object]", _resolve(node, definitions).get("properties", {})))


def _resolve(
    node: dict[str, object], definitions: dict[str, dict[str, object]]
) -> dict[str, object]:
    while True:
        options = node.get("anyOf")
        if isinstance(options, list):
            with_keys = [o for o in options if isinstance(o, dict) and o.get("type") != "null"]
            node = next(
                (
                    o
                    for o in with_keys
                    if "$ref" in o or "additionalProperties" in o or "items" in o
                ),
                with_keys[0] if with_keys else {},
            )
        elif isinstance(node.get("$ref"), str):
            node = definitions.get(str(node["$ref"]).rsplit("/", 1)[-1], {})
        else:
            return node


def _without_echoes(problems: list[Problem]) -> Iterable[Problem]:
    """One problem a place: a union of shapes reports each of its members."""
    seen: set[tuple[object, str]] = set()
    for problem in problems:
        key = (problem.span, problem.code)
        if key not in seen:
            seen.add(key)
            yield problem
