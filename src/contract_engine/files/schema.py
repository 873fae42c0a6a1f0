"""A shape -> its schema: what may stand at each place of a file, as small values to be walked."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
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

from contract_engine.files.shapes.base import Others as OTHERS
from contract_engine.files.shapes.base import Shape


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

    model: type[Shape]


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
    """A key of a shape: what may stand under it, whether it must be there, what it is for.

    `attribute` is what the shape calls it.
    """

    attribute: str
    form: Form
    required: bool
    about: str


_KEYS: dict[type[Shape], Mapping[str, Key]] = {}


def keys_of(model: type[Shape]) -> Mapping[str, Key]:
    """The keys of a shape by the names they have in files, in its order."""
    if model not in _KEYS:
        _KEYS[model] = _read_keys(model)
    return _KEYS[model]


def _read_keys(model: type[Shape]) -> Mapping[str, Key]:
    hints = get_type_hints(model, include_extras=True)
    found = {}
    for each in fields(model):  # type: ignore[arg-type]  # every Shape is made a dataclass
        if hints[each.name] != OTHERS:
            required = each.default is MISSING and each.default_factory is MISSING
            about = each.metadata["description"]
            key = Key(each.name, _form(hints[each.name]), required, about)
            found[each.metadata["key"] or each.name] = key
    return found


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
    if isinstance(annotation, type) and issubclass(annotation, Shape):
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


def stand_in(form: Form) -> object:
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
            keys = keys_of(model).values()
            return model(**{key.attribute: stand_in(key.form) for key in keys if key.required})
        case OneOf(options):
            return stand_in(options[0])
        case Anything():
            return None
    assert_never(form)


_NOTHING = ("null", "Null", "NULL", "~")
"""What YAML writes where there is no value."""


def wanted(form: Form, data: object, key: str | int) -> tuple[str, str]:
    """What belongs there in words, and how to write it in place of the data."""
    if isinstance(data, str) and data in _NOTHING and not isinstance(form, Text | Word):
        return wanted(form, "", key)[0], f"leave `{data}` out: it is no word for nothing here"
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
            first = first or model.such_as or next(iter(keys_of(model)))
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
