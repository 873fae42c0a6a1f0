"""A text of JSON -> plain data and the place of every key and value, as from YAML.

Numbers keep their digits, and true and false become yes and no: what a value means is the
vocabulary's affair. A key that stands twice, a number that is none, more text after the end and
nesting that only an attack would use are refused, each where it stands.
"""

from __future__ import annotations

import re
from json import JSONDecodeError, JSONDecoder

from contract_engine.diagnostics import Problem, Span
from contract_engine.files.tree import Data, Path, Tree

MAX_DEPTH = 60

_BLANK = re.compile(r"[ \t\r\n]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_WORD = re.compile(r"[^\s,:\[\]{}\"]+")
_STRINGS = JSONDecoder()
_WORDS: dict[str, Data] = {"true": "yes", "false": "no", "null": None}


class _Wrong(Exception):
    def __init__(self, message: str, at: int, length: int = 1) -> None:
        super().__init__(message)
        self.message, self.at, self.length = message, at, length


def parse_json(file: str, text: str, line: int, code: str) -> tuple[Tree, Problem | None]:
    """The tree of a text that begins in a line of a file; or, under a code, what is wrong first."""
    reader = _Reader(Tree(file, text), text, line)
    try:
        data, end = reader.value(0, ())
        if end < len(text):
            raise _Wrong("something stands after its end", end)
    except _Wrong as wrong:
        reader.tree.broken = True
        message = f"this is not JSON: {wrong.message}"
        return reader.tree, Problem(code, message, reader.span(wrong.at, wrong.length))
    reader.tree.data = data
    return reader.tree, None


class _Reader:
    """Reads from a place in the text, and says where it came to."""

    def __init__(self, tree: Tree, text: str, line: int) -> None:
        self.tree = tree
        self.text = text
        self.line = line

    def span(self, at: int, length: int = 1) -> Span:
        begun = self.text.rfind("\n", 0, at) + 1
        line = self.line + self.text.count("\n", 0, at)
        return Span(self.tree.file, line, at - begun + 1, max(1, length))

    def value(self, at: int, path: Path) -> tuple[Data, int]:
        """The value that begins here, and where what follows it begins."""
        begun = at = self._blank(at)
        sign = self.text[at : at + 1]
        data: Data
        if sign in ("{", "["):
            if len(path) >= MAX_DEPTH:
                raise _Wrong("it is nested too deep", at)
            data, at = self._mapping(at, path) if sign == "{" else self._list(at, path)
            length = 1
        elif sign == '"':
            data, at = self._string(at)
            length = at - begun
        else:
            data, at = self._plain(at)
            length = at - begun
        self.tree.values[path] = self.span(begun, length)
        return data, self._blank(at)

    def _mapping(self, at: int, path: Path) -> tuple[Data, int]:
        data: dict[str, Data] = {}
        at = self._blank(at + 1)
        while self.text[at : at + 1] != "}":
            if data:
                at = self._blank(self._sign(at, ",", "`,` or `}`"))
            begun = at
            if self.text[at : at + 1] != '"':
                raise _Wrong("a name in double quotes belongs here", at)
            key, at = self._string(at)
            if key in data:
                raise _Wrong(f"`{key}` stands twice", begun, at - begun)
            self.tree.keys[(*path, key)] = self.span(begun, at - begun)
            at = self._sign(self._blank(at), ":", "`:`")
            data[key], at = self.value(at, (*path, key))
        return data, at + 1

    def _list(self, at: int, path: Path) -> tuple[Data, int]:
        data: list[Data] = []
        at = self._blank(at + 1)
        while self.text[at : at + 1] != "]":
            if data:
                at = self._sign(at, ",", "`,` or `]`")
            item, at = self.value(at, (*path, len(data)))
            data.append(item)
        return data, at + 1

    def _string(self, at: int) -> tuple[str, int]:
        try:
            text, end = _STRINGS.raw_decode(self.text, at)
        except JSONDecodeError as error:
            closed = "Unterminated" not in error.msg
            message = error.msg.lower() if closed else "this quote is not closed"
            raise _Wrong(message, error.pos if closed else at) from None
        return str(text), end

    def _plain(self, at: int) -> tuple[Data, int]:
        word = _WORD.match(self.text, at)
        if word is None:
            raise _Wrong("a value is missing", at)
        if word[0] in _WORDS:
            return _WORDS[word[0]], word.end()
        if _NUMBER.fullmatch(word[0]):
            return word[0], word.end()
        raise _Wrong(f"`{word[0]}` is no value; a text stands in double quotes", at, len(word[0]))

    def _sign(self, at: int, sign: str, wanted: str) -> int:
        if self.text[at : at + 1] != sign:
            raise _Wrong(f"{wanted} is missing", at)
        return at + 1

    def _blank(self, at: int) -> int:
        found = _BLANK.match(self.text, at)
        return found.end() if found else at
