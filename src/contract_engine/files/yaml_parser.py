"""YAML text -> plain data (dicts, lists, text, None) and the place of every key and value.

Scalars keep their text: nothing is turned into a number, a date or a yes. Anchors, aliases, tags
and several documents are refused, and so is nesting that only an attack would use. The parser's
events are read in one pass with a stack of our own, so that depth can't hurt. What can't be taken
in is reported and left out, so that the rest of the file is read; `lost` remembers where.
"""

from __future__ import annotations

import re
import unicodedata

import yaml

from contract_engine.diagnostics import Problem, Span
from contract_engine.files.decoding import decode, out_of_place
from contract_engine.files.tree import Data, Path, Tree, words_of
from contract_engine.files.yaml_errors import Mark, explain, mark_of
from contract_engine.lazy_dataclass import dataclass

__all__ = ["MAX_DEPTH", "parse"]

MAX_DEPTH = 60

_Loader: type = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_CUT = re.compile(r"[ \t]+(#[^\s#].*)")


@dataclass
class _Open:
    """A mapping or list being read; `path` is None where it is left out."""

    data: dict[str, Data] | list[Data]
    path: Path | None
    start: tuple[int, int]
    block: bool
    key: str = ""
    has_key: bool = False
    again: bool = False


def parse(file: str, raw: bytes) -> tuple[Tree, tuple[Problem, ...]]:
    """The tree of one file's bytes, and what is wrong with them; nothing is raised."""
    text, problems = decode(file, raw)
    tree = Tree(file, text)
    if problems:
        tree.broken = True
        return tree, problems
    reader = _Reader(tree)
    reader.read()
    if not reader.problems and tree.data is None:
        tree.broken = True
        empty = "this file holds nothing but comments" if text.strip() else "this file is empty"
        return tree, (Problem("E003", empty, Span(file), help="write `format: 1` first"),)
    return tree, tuple(reader.problems)


class _Reader:
    """Reads the parser's events into a tree."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.problems: list[Problem] = []
        self.stack: list[_Open] = []
        self.lines = tree.lines
        self.anchors: set[str] = set()
        self.commented = {i for i, line in enumerate(self.lines) if _CUT.search(line)}

    def read(self) -> None:
        """Read everything, or up to where there is no going on."""
        documents = 0
        last: yaml.Event | None = None
        try:
            for event in yaml.parse(self.tree.text, Loader=_Loader):
                last = event
                if isinstance(event, yaml.ScalarEvent):
                    self._extras(event)
                    self._scalar(event)
                elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
                    self._extras(event)
                    if not self._open(event):
                        self.tree.broken = True
                        return
                elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                    self.stack.pop()
                elif isinstance(event, yaml.AliasEvent):
                    self._alias(event)
                elif isinstance(event, yaml.DocumentStartEvent):
                    documents += 1
                    if documents > 1:
                        self._second(mark_of(event.start_mark))
                        return
        except yaml.YAMLError as error:
            self.tree.broken = True
            opened = next((top.start for top in reversed(self.stack) if not top.block), None)
            self.problems.append(explain(self.tree.file, self.lines, error, last, opened))

    def _report(self, code: str, message: str, span: Span, help: str = "") -> None:
        self.problems.append(Problem(code, message, span, help=help))

    def _span(self, start: Mark, end: Mark | None = None) -> Span:
        length = 1
        if end is not None and end.line == start.line:
            length = max(1, end.column - start.column)
        elif end is not None:
            length = max(1, len(self.lines[start.line].rstrip()) - start.column)
        return Span(self.tree.file, start.line + 1, start.column + 1, length)

    def _first_line(self, span: Span, end: Mark) -> Span:
        """Of a text that stands below its `>` or `|`, the first line."""
        for number in range(span.line, min(end.line + 1, len(self.lines))):
            line = self.lines[number]
            if line.strip():
                words = line.strip(" ")
                return Span(span.file, number + 1, line.index(words) + 1, len(words))
        return span

    def _second(self, start: Mark) -> None:
        help_ = "put it into a file of its own, or take the `---` away"
        self._report("E010", "a second document starts here", self._span(start), help_)
        rest = "\n".join(self.lines[start.line :])
        self.tree.excused.update(re.findall(r"[^\s:,\[\]{}]+", rest))

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        span = self._span(mark_of(event.start_mark), mark_of(event.end_mark))
        top = self.stack[-1] if self.stack else None
        if top is not None and isinstance(top.data, dict) and not top.has_key:
            self._key(top, top.data, self._text(event, span), span)
            return
        plain, value = not event.style, self._text(event, span)
        path = self._place(None if plain and value == "" else value, span)
        if path is None:
            return
        end = mark_of(event.end_mark)
        if event.style in ("|", ">"):
            self.tree.values[path] = self._first_line(span, end)
        if not plain or end.line != mark_of(event.start_mark).line:
            self.tree.ends[path] = (end.line + 1, end.column + 1)
        if plain and value and end.line in self.commented:
            self._cut(end)

    def _key(self, top: _Open, data: dict[str, Data], name: str, span: Span) -> None:
        top.key, top.has_key, top.again = name, True, name in data
        if top.path is None:
            self.tree.excused.add(name)
            return
        if name == "":
            self._report("E012", "a key is missing before this `:`", span)
            top.again = True
            return
        path = (*top.path, name)
        if top.again:
            self.problems.append(
                Problem(
                    "E006",
                    f"`{name}` stands twice in this mapping",
                    span,
                    label="again here",
                    also=((self.tree.keys[path], "first here"),),
                    help="merge the two, or give one another name",
                )
            )
            return
        self.tree.keys[path] = span
        if len(data) == 0 and top.block and top.path in self.tree.values:
            self.tree.values[top.path] = span  # a mapping without braces begins with its first key

    def _text(self, event: yaml.ScalarEvent, span: Span) -> str:
        """What a scalar says; what an escape may bring in and no text may hold is refused."""
        value = event.value
        if value.isascii() and value.isprintable():
            return value
        at = out_of_place(value)
        if at is not None:
            message = f"character U+{ord(value[at]):04X} has no place in a text"
            self._report("E002", message, span, "take it away")
        return unicodedata.normalize("NFC", value)

    def _cut(self, end: Mark) -> None:
        cut = _CUT.match(self.lines[end.line], end.column)
        if cut is not None:
            place = Span(self.tree.file, end.line + 1, cut.start(1) + 1, len(cut[1].rstrip()))
            help_ = "put the whole text in quotes, or write `# ` for a comment"
            self._report("E013", f"`{cut[1].rstrip()}` is read as a comment", place, help_)

    def _open(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> bool:
        span = self._span(mark_of(event.start_mark))
        if len(self.stack) >= MAX_DEPTH:
            message = f"this is more than {MAX_DEPTH} levels deep"
            self._report("E008", message, span, "write it flatter")
            return False
        top = self.stack[-1] if self.stack else None
        if top is not None and isinstance(top.data, dict) and not top.has_key:
            help_ = "if a text starts with `{` or `[`, put it in quotes"
            self._report("E012", "a key is a word, not a mapping or a list", span, help_)
            return False
        data: dict[str, Data] | list[Data]
        data = {} if isinstance(event, yaml.MappingStartEvent) else []
        path = self._place(data, span)
        self.stack.append(_Open(data, path, (span.line - 1, span.column - 1), not event.flow_style))
        return True

    def _place(self, data: Data, span: Span) -> Path | None:
        """Put data where it belongs in the innermost open mapping or list."""
        if not self.stack:
            self.tree.data = data
            self.tree.values[()] = span
            return ()
        top = self.stack[-1]
        step: str | int
        if isinstance(top.data, dict):
            step, top.has_key = top.key, False
            if top.again or top.path is None:  # of two the first stands, the second is left out
                self.tree.excused.update(words_of(data))
                return None
            top.data[step] = data
        else:
            if top.path is None:
                self.tree.excused.update(words_of(data))
                return None
            step = len(top.data)
            top.data.append(data)
        path = (*top.path, step)
        self.tree.values[path] = span
        return path

    def _extras(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.anchor is not None:
            self._anchor(event, "&")
        if event.tag is not None:
            span = self._word_at(mark_of(event.start_mark))
            words = self.lines[span.line - 1][span.column - 1 :][: span.length]
            help_ = "leave it out; if the text starts with `!`, put it in quotes"
            self._report("E009", f"a tag (`{words}`) has no meaning here", span, help_)

    def _alias(self, event: yaml.AliasEvent) -> None:
        self._anchor(event, "*")
        top = self.stack[-1] if self.stack else None
        if top is not None and isinstance(top.data, dict) and not top.has_key:
            top.key, top.has_key, top.again = f"*{event.anchor}", True, True
            return
        path = self._place(None, self._span(mark_of(event.start_mark), mark_of(event.end_mark)))
        if path is not None:
            self.tree.lost.add(path)

    def _anchor(self, event: yaml.NodeEvent, sign: str) -> None:
        if event.anchor in self.anchors:
            return  # told where it was set
        self.anchors.add(str(event.anchor))
        what = "an alias" if sign == "*" else "an anchor"
        help_ = f"write the words out; if the text starts with `{sign}`, put it in quotes"
        message = f"{what} (`{sign}{event.anchor}`) is not read"
        self._report("E007", message, self._word_at(mark_of(event.start_mark)), help_)

    def _word_at(self, start: Mark) -> Span:
        rest = self.lines[start.line][start.column :]
        word = re.match(r"[^\s,\[\]{}]+", rest)
        return Span(self.tree.file, start.line + 1, start.column + 1, len(word[0]) if word else 1)
