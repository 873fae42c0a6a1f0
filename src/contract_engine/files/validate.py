"""A tree -> a shape, or the problems in its keys, each underlined where it stands.

What doesn't fit is reported and left out, with an empty value in its place if one is needed, so
that the rest of the file can still be read; the tree remembers what was lost.
"""

from __future__ import annotations

from typing import TypeVar, assert_never

from contract_engine.diagnostics import Problem, Span
from contract_engine.diagnostics.nearest import did_you_mean, nearest
from contract_engine.files.schema import (
    Anything,
    Form,
    Key,
    Keys,
    ListOf,
    MapOf,
    OneOf,
    Text,
    Word,
    keys_of,
    stand_in,
    suits,
    wanted,
)
from contract_engine.files.shapes.base import Shape
from contract_engine.files.tree import Data, Path, Tree
from contract_engine.lazy_dataclass import dataclass, field

__all__ = ["did_you_mean", "salvage", "shape"]

S = TypeVar("S", bound=Shape)

_SORTS = {dict: "a mapping", list: "a list", bool: "true or false", int: "a number"}
_FORMAT = "write `format: 1` as the first line"


def shape(tree: Tree, model: type[S]) -> tuple[S | None, tuple[Problem, ...]]:
    """The file as a model; None with problems where it doesn't fit."""
    shaped, problems = salvage(tree, model)
    return (None if problems else shaped), problems


def salvage(tree: Tree, model: type[S]) -> tuple[S | None, tuple[Problem, ...]]:
    """What of a file fits a model, and the problems of the rest; None where nothing does."""
    if not isinstance(tree.data, dict):
        tree.broken = True
        message = "this file holds a list or a text, not `key: value` lines"
        return None, (Problem("E103", message, tree.value(()), help=_FORMAT),)
    walk = _Walk(tree, is_file=True)
    version = tree.data.get("format")
    if "format" not in tree.data:
        message = "this file doesn't say its format"
        walk.problems.append(Problem("E011", message, tree.key(()), help=_FORMAT))
    elif isinstance(version, str) and version != "1":
        tree.broken = True
        message = f"format `{version}` is not known"
        return None, (Problem("E011", message, tree.value(("format",)), help="write `format: 1`"),)
    return walk.keys(model, tree.data, ()), tuple(walk.problems)


def record(tree: Tree, model: type[S]) -> tuple[S | None, tuple[Problem, ...]]:
    """Data that is no file of its own (a line of JSON) as a model; None where it doesn't fit."""
    if not isinstance(tree.data, dict):
        message = "a mapping of names and values belongs here"
        return None, (Problem("E103", message, tree.value(())),)
    walk = _Walk(tree)
    shaped = walk.keys(model, tree.data, ())
    return (None if walk.problems else shaped), tuple(walk.problems)


@dataclass
class _Walk:
    """Goes through the data of a tree along a form, and makes what the form says of it."""

    tree: Tree
    is_file: bool = False
    problems: list[Problem] = field(default_factory=list)
    clause: str = ""

    def fit(self, form: Form, data: Data, path: Path) -> object:
        """The data in this form, without what doesn't fit, stand-ins for what must be there."""
        if path in self.tree.lost:
            return stand_in(form)
        match form:
            case Anything():
                return data
            case Text(is_name):
                if isinstance(data, str) and (not is_name or data.strip()):
                    return data
            case Word(words):
                if isinstance(data, str):
                    return data if data in words else self._wrong_word(form, data, path)
            case ListOf(item):
                if isinstance(data, list):
                    return [self.fit(item, part, (*path, i)) for i, part in enumerate(data)]
            case MapOf(value, nullable):
                if isinstance(data, dict):
                    return {
                        name: None
                        if nullable and part is None
                        else self.fit(value, part, (*path, name))
                        for name, part in data.items()
                    }
            case Keys(model):
                if isinstance(data, dict):
                    return self.keys(model, data, path)
            case OneOf(options):
                for option in options:
                    if suits(option, data):
                        return self.fit(option, data, path)
            case _ as never:
                assert_never(never)
        return self._wrong_shape(form, data, path)

    def keys(self, model: type[S], data: dict[str, Data], path: Path) -> S:
        """A mapping as a shape."""
        keys, outer = keys_of(model), self.clause
        if "norm" in keys and isinstance(text := data.get("text"), str):
            self.clause = text
        fitting: dict[str, object] = {}
        others: dict[str, object] = {}
        for name, value in data.items():
            here = (*path, name)
            key = keys.get(name)
            if value is None and not self.is_file and key is not None and not key.required:
                continue  # of JSON: null is as good as left out
            if key is not None:
                part = self.fit(key.form, value, here)
                if here not in self.tree.lost or key.required:
                    fitting[key.attribute] = part
            elif model.others_beside:
                part = self.fit(Text(), value, here)
                if here not in self.tree.lost:
                    others[name] = part
            elif not model.ignores_others:
                self._unknown_key(model, data, path, name)
        for name, key in keys.items():
            if key.required and name not in data:
                self._missing(name, key, path)
                fitting[key.attribute] = stand_in(key.form)
        self.clause = outer
        return model(**fitting, **({"others": others} if model.others_beside else {}))

    def _missing(self, name: str, key: Key, path: Path) -> None:
        if (*path, name) in self.tree.lost:
            return  # it is misspelt, and reported so
        self.tree.lost.add((*path, name))
        help_ = f"add `{name}: ...`: {key.about}"
        if path or not self.is_file:
            span = self.tree.key(path)
            self._report("E101", f"`{name}:` is missing", span, label="in this", help=help_)
        elif name not in self.tree.excused:  # else it stands in a second document
            span = Span(self.tree.file)
            self._report("E101", f"`{name}:` is missing in this file", span, help=help_)

    def _unknown_key(
        self, model: type[Shape], data: dict[str, Data], path: Path, name: str
    ) -> None:
        keys = keys_of(model)
        free = [key for key in keys if key not in data]
        meant = None if name in model.elsewhere else nearest(name, free)
        if name in model.elsewhere:
            help_ = model.elsewhere[name]
        elif meant:
            self.tree.lose((*path, meant), data[name])
            help_ = f"did you mean `{meant}`?"
        elif nearest(name, keys) or not free:
            help_ = did_you_mean(name, keys)
        else:
            help_ = "the keys that may stand here: " + ", ".join(f"`{key}`" for key in free)
        self.tree.lose((*path, name), data[name])
        span = self.tree.key((*path, name))
        self._report("E102", f"no key `{name}` belongs here", span, help=help_)

    def _wrong_word(self, form: Word, said: str, path: Path) -> object:
        self.tree.lost.add(path)
        one_of = "one of " + ", ".join(f"`{word}`" for word in form.words)
        meant = nearest(said, form.words)
        help_ = f"did you mean `{meant}`? ({one_of})" if meant else f"write {one_of}"
        message = f"`{said}` is not one of the words for `{path[-1]}`"
        self._report("E104", message, self.tree.value(path), help=help_)
        return stand_in(form)

    def _wrong_shape(self, form: Form, data: Data, path: Path) -> object:
        self.tree.lose(path, data)
        key = path[-1]
        where = f"under `{key}`" if isinstance(key, str) else "here"
        what, help_ = wanted(form, data, key)
        if not self.is_file:  # how to write it in YAML is no help
            help_ = 'write "unknown", or leave it out' if data is None else ""
        if data is None or data == "":
            label = "nothing stands here" if isinstance(key, int) else ""
            span = self.tree.value(path) if isinstance(key, int) else self.tree.key(path)
        else:
            kind = _SORTS.get(type(data), "a single value")
            label, span = f"this is {kind}", self.tree.value(path)
        self._report("E103", f"{what} belongs {where}", span, label=label, help=help_)
        return stand_in(form)

    def _report(
        self, code: str, message: str, span: Span, *, label: str = "", help: str = ""
    ) -> None:
        self.problems.append(
            Problem(code, message, span, label=label, help=help, clause=self.clause)
        )
