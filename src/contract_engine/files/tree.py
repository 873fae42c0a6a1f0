"""YAML text -> plain data (dicts, lists, text, None) and the place of every key and value.

Scalars keep their text: nothing is turned into a number, a date or a yes. Anchors, aliases, tags
and several documents are refused, and so is nesting that only an attack would use. The parser's
events are read in one pass with a stack of our own, so that depth can't hurt.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

import yaml

from contract_engine.diagnostics import Problem, Span

Path = tuple[str | int, ...]
Data = dict[str, "Data"] | list["Data"] | str | None

MAX_BYTES = 4_000_000
MAX_DEPTH = 60

_Loader: type = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class _Mark(Protocol):
    """A place as the YAML parser tells it, counted from 0."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


@dataclass
class Tree:
    """A parsed file: its data, and the spans of its keys and values by path."""

    file: str
    text: str
    data: Data = None
    keys: dict[Path, Span] = field(default_factory=dict)
    values: dict[Path, Span] = field(default_factory=dict)
    plain: set[Path] = field(default_factory=set)

    def key(self, path: Path) -> Span:
        """Where the last key of a path stands; of a list's item, the item."""
        return self.keys.get(path) or self.value(path)

    def value(self, path: Path) -> Span:
        """Where the value at a path begins, or of the nearest one around it."""
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path) or Span(self.file)

    def part(self, path: Path, start: int, length: int) -> Span:
        """Where some characters of a scalar stand; the whole scalar, if it was folded or quoted."""
        whole = self.value(path)
        if path not in self.plain:
            return whole
        return Span(whole.file, whole.line, whole.column + start, max(1, length))


@dataclass
class _Open:
    """A mapping or list being read."""

    data: dict[str, Data] | list[Data]
    path: Path
    key: str | None = None
    has_key: bool = False


def parse(file: str, raw: bytes) -> tuple[Tree, tuple[Problem, ...]]:
    """The tree of one file's bytes, and what is wrong with them; nothing is raised."""
    text, problems = _decode(file, raw)
    tree = Tree(file, text)
    if problems:
        return tree, problems
    found: list[Problem] = []
    try:
        _build(tree, found)
    except yaml.YAMLError as error:
        found.append(_syntax(tree, error))
    if not found and tree.data is None:
        found.append(Problem("E003", "this file is empty", Span(file)))
    return tree, tuple(found)


def _decode(file: str, raw: bytes) -> tuple[str, tuple[Problem, ...]]:
    if len(raw) > MAX_BYTES:
        message = f"this file has {len(raw):,} bytes; at most {MAX_BYTES:,} are read"
        return "", (Problem("E004", message, Span(file), help="split it into instruments"),)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        message = f"byte 0x{raw[error.start]:02x} is not UTF-8"
        return "", (Problem("E002", message, Span(file, line, column), help="save it as UTF-8"),)
    bad = next((i for i, c in enumerate(text) if c < " " and c not in "\t\n\r"), None)
    if bad is not None:
        line = text.count("\n", 0, bad) + 1
        column = bad - text.rfind("\n", 0, bad)
        message = f"character U+{ord(text[bad]):04X} has no place in a text file"
        return "", (Problem("E002", message, Span(file, line, column)),)
    return text, ()


def _build(tree: Tree, problems: list[Problem]) -> None:
    stack: list[_Open] = []
    documents = 0
    for event in yaml.parse(tree.text, Loader=_Loader):
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                place = _mark(tree.file, event.start_mark)
                problems.append(Problem("E010", "a file holds one document", place))
                return
        elif isinstance(event, yaml.AliasEvent):
            problems.append(_alias(tree.file, event))
            return
        elif isinstance(event, yaml.ScalarEvent):
            _refuse_extras(tree.file, event, problems)
            _scalar(tree, stack, event, problems)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            _refuse_extras(tree.file, event, problems)
            if len(stack) >= MAX_DEPTH:
                message = f"more than {MAX_DEPTH} levels deep"
                problems.append(Problem("E008", message, _mark(tree.file, event.start_mark)))
                return
            data: dict[str, Data] | list[Data]
            data = {} if isinstance(event, yaml.MappingStartEvent) else []
            if stack and isinstance(stack[-1].data, dict) and not stack[-1].has_key:
                place = _mark(tree.file, event.start_mark)
                problems.append(Problem("E012", "a key is one word", place))
                return
            path = _place(tree, stack, data, _mark(tree.file, event.start_mark))
            stack.append(_Open(data, path))
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            stack.pop()


def _scalar(
    tree: Tree, stack: list[_Open], event: yaml.ScalarEvent, problems: list[Problem]
) -> None:
    span = _mark(tree.file, event.start_mark, event.end_mark)
    top = stack[-1] if stack else None
    if top is not None and isinstance(top.data, dict) and not top.has_key:
        top.key, top.has_key = event.value, True
        path = (*top.path, event.value)
        if event.value in top.data:
            problems.append(
                Problem(
                    "E006",
                    f"`{event.value}` stands twice in this mapping",
                    span,
                    label="again here",
                    also=((tree.keys[path], "first here"),),
                    help="merge the two, or give one another name",
                )
            )
        tree.keys[path] = span
        return
    is_plain = not event.style
    value = None if is_plain and event.value == "" else event.value
    path = _place(tree, stack, value, span)
    start, end = event.start_mark, event.end_mark
    if is_plain and start is not None and end is not None and start.line == end.line:
        tree.plain.add(path)


def _place(tree: Tree, stack: list[_Open], data: Data, span: Span) -> Path:
    """Put data where it belongs in the innermost open mapping or list."""
    if not stack:
        tree.data = data
        tree.values[()] = span
        return ()
    top = stack[-1]
    if isinstance(top.data, dict):
        assert top.key is not None
        path: Path = (*top.path, top.key)
        top.data[top.key] = data
        top.has_key = False
    else:
        path = (*top.path, len(top.data))
        top.data.append(data)
    tree.values[path] = span
    return path


def _refuse_extras(file: str, event: yaml.NodeEvent, problems: list[Problem]) -> None:
    if event.anchor is not None:
        problems.append(_alias(file, event))
    tag = getattr(event, "tag", None)
    if tag not in (None, "!"):
        place = _mark(file, event.start_mark)
        problems.append(
            Problem("E009", f"a tag (`{tag}`) has no meaning here", place, help="leave it out")
        )


def _alias(file: str, event: yaml.NodeEvent) -> Problem:
    return Problem(
        "E007",
        f"anchors and aliases (`{event.anchor}`) are not read",
        _mark(file, event.start_mark),
        help="write the words out; if they start with `&` or `*`, put them in quotes",
    )


def _mark(file: str, start: _Mark | None, end: _Mark | None = None) -> Span:
    if start is None:
        return Span(file)
    length = 1
    if end is not None and end.line == start.line:
        length = max(1, end.column - start.column)
    return Span(file, start.line + 1, start.column + 1, length)


def _syntax(tree: Tree, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    said = getattr(error, "problem", None) or "this can't be read"
    place = _mark(tree.file, mark) if mark is not None else Span(tree.file)
    lines = tree.text.splitlines()
    line = lines[place.line - 1] if 0 < place.line <= len(lines) else ""
    help_ = ""
    if line[: place.column].strip(" -").startswith("\t"):
        said, help_ = "a tab can't indent", "indent with spaces"
    elif "mapping values are not allowed" in said:
        said, help_ = "`: ` starts a mapping here", "put the words in quotes"
    elif "cannot start any token" in said:
        said, help_ = "this character can't start a value", "put the words in quotes"
    elif "could not find expected ':'" in said:
        help_ = "a key is followed by `: `"
    return Problem("E005", f"this is not YAML: {said}", place, help=help_)
