"""A shape -> forms: what may stand at each place of a file, as small values that can be walked."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import (
    Annotated,
    Any,
    Literal,
    Union,
    assert_never,
    get_args,
    get_origin,
    get_type_hints,
)

from pydantic import BaseModel

from contract_engine.files.tree import Data


@dataclass(frozen=True)
class Text:
    """A single value; a name isn't empty."""

    is_name: bool = False


@dataclass(frozen=True)
class Word:
    """One of these words."""

    words: tuple[str, ...]


@dataclass(frozen=True)
class ListOf:
    """A list of such items."""

    item: Form


@dataclass(frozen=True)
class MapOf:
    """A mapping from any names to such values; with `nullable`, a name may stand alone."""

    value: Form
    nullable: bool


@dataclass(frozen=True)
class Keys:
    """A mapping with the keys of a model."""

    model: type[BaseModel]


@dataclass(frozen=True)
class OneOf:
    """One of several forms, told apart by what stands there: a text, a list or a mapping."""

    options: tuple[Form, ...]


@dataclass(frozen=True)
class Anything:
    """What the language reads by its own rules: "conditions" or a "moment"."""

    what: str


Form = Text | Word | ListOf | MapOf | Keys | OneOf | Anything


@dataclass(frozen=True)
class Key:
    """A key of a model: what may stand under it, whether it must be there, what it is for."""

    form: Form
    required: bool
    about: str


@cache
def keys_of(model: type[BaseModel]) -> Mapping[str, Key]:
    """The keys of a model by the names they have in files, in the order of the model."""
    hints = get_type_hints(model, include_extras=True)
    return {
        field.alias or name: Key(_form(hints[name]), field.is_required(), field.description or "")
        for name, field in model.model_fields.items()
    }


def takes_others(model: type[BaseModel]) -> str | None:
    """The key beside which other keys may stand, each with a text; None for most models."""
    return getattr(model, "others_beside", None)


def _form(annotation: Any) -> Form:
    note = ""
    if get_origin(annotation) is Annotated:
        annotation, note = get_args(annotation)
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin in (Union, types.UnionType):
        options = tuple(_form(part) for part in parts if part is not type(None))
        return options[0] if len(options) == 1 else OneOf(options)
    if origin is Literal:
        return Word(parts)
    if origin is list:
        return ListOf(_form(parts[0]))
    if origin is dict:
        return MapOf(_form(parts[1]), type(None) in get_args(parts[1]))
    if annotation is str:
        return Text(is_name=note == "name")
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return Keys(annotation)
    return Anything(note)


def suits(form: Form, data: object) -> bool:
    """Whether the data is of the sort that a form wants: a text, a list or a mapping."""
    match form:
        case Text() | Word():
            return isinstance(data, str)
        case ListOf():
            return isinstance(data, list)
        case MapOf() | Keys():
            return isinstance(data, dict)
        case OneOf(options):
            return any(suits(option, data) for option in options)
        case Anything():
            return True
    assert_never(form)


def stand_in(form: Form) -> Data:
    """An empty value of this form, for one that could not be read."""
    match form:
        case Text():
            return ""
        case Word(words):
            return words[0]
        case ListOf():
            return []
        case MapOf():
            return {}
        case Keys(model):
            return {n: stand_in(key.form) for n, key in keys_of(model).items() if key.required}
        case OneOf(options):
            return stand_in(options[0])
        case Anything():
            return None
    assert_never(form)


def wanted(form: Form, data: object, key: str | int) -> tuple[str, str]:
    """What belongs there in words, and how to write it in place of the data."""
    match form:
        case Text(is_name):
            what = "a name" if is_name else "a single value"
            return what, _instead_of_a_text(data, key)
        case Word(words):
            return "a single word", "one of " + ", ".join(f"`{word}`" for word in words)
        case ListOf():
            if isinstance(data, str) and data.startswith("-"):
                return "a list", "write `- ` with a space before each item, on lines of their own"
            return "a list", "write `- ` before each item, or put the items in `[...]`"
        case MapOf(Text()):
            return "a mapping", "write each as `NAME: ...`, without `- `"
        case MapOf():
            return "a mapping", "write each as `NAME:`, without `- `, and its keys below it"
        case Keys(model):
            first = next((n for n, k in keys_of(model).items() if k.required), "")
            first = first or getattr(model, "such_as", "") or next(iter(keys_of(model)))
            if isinstance(data, str) and data.strip():
                return "a mapping", f"write `{first}: {data}`, or `{{{first}: {data}}}`"
            return "a mapping", f"write `{first}: ...`, without `- `"
        case OneOf(options):
            if ListOf(Text(is_name=True)) in options and Text(is_name=True) in options:
                return "a name or a list of names", "write one name, or several in `[...]`"
            parts = [wanted(option, data, key) for option in options]
            return " or ".join(what for what, _ in parts), parts[0][1]
        case Anything():
            return "something", ""
    assert_never(form)


def _instead_of_a_text(data: object, key: str | int) -> str:
    if isinstance(data, dict):
        return "if this is a text with `: ` or `{` in it, put it in quotes"
    if isinstance(data, list):
        return "write one, without `- ` or `[...]`; put a text that starts with `[` in quotes"
    return (
        "write it, or take the line away"
        if isinstance(key, int)
        else (f"write it, or leave `{key}:` out")
    )
