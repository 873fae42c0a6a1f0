"""A line of text -> its words, each with its place, to be read from left to right."""

from __future__ import annotations

import re

from contract_engine.diagnostics import Span
from contract_engine.files.tree import Path
from contract_engine.language.scope import Scope
from contract_engine.lazy_dataclass import dataclass

_TOKEN = re.compile(r"<=|>=|=<|=>|!=|==|[<>=]|[^\s<>=!]+(?:![^\s<>=!]+)*|!")


_OR = re.compile(r"\s+or\s+")


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int


class Line:
    """A condition line being read: its words, and which comes next. No word is empty."""

    def __init__(self, scope: Scope, path: Path, text: str) -> None:
        self.scope = scope
        self.path = path
        self.text = text
        self.at = 0
        self._tokens = [_Token(match[0], match.start()) for match in _TOKEN.finditer(text)]
        self.words = [token.text for token in self._tokens]

    def ends(self) -> bool:
        """Whether nothing is left."""
        return self.at >= len(self._tokens)

    def peek(self, ahead: int = 0) -> str:
        """The next word, or one after it; empty at the end."""
        index = self.at + ahead
        return self._tokens[index].text if index < len(self._tokens) else ""

    def take(self) -> str:
        """The next word, which is then behind us."""
        self.at += 1
        return self._tokens[self.at - 1].text

    def takes(self, word: str) -> bool:
        """Whether the next word is this; then it is taken."""
        found = self.peek() == word
        self.at += found
        return found

    def start(self, index: int) -> int:
        """Where a word starts in the text."""
        return self._tokens[index].start

    def span(self, first: int, last: int | None = None) -> Span:
        """The place of a word, or of several; beyond the end, of the last."""
        end = len(self._tokens) - 1
        head = self._tokens[min(first, end)]
        tail = head if last is None else self._tokens[min(last, end)]
        length = tail.start + len(tail.text) - head.start
        return self.scope.tree.part(self.path, head.start, length)

    def report(self, code: str, message: str, index: int, help: str = "", label: str = "") -> None:
        """Note a problem at a word."""
        self.scope.report(code, message, self.span(index), help=help, label=label)


def starts_comparison(scope: Scope, text: str) -> bool:
    """Whether the text begins as a comparison does: with a fact, an event, `not`, a number."""
    first = next(iter(text.split()), "")
    words = scope.vocabulary
    known = (words.facts, words.events, words.read_events, words.readings)
    return first == "not" or first[:1].isdigit() or any(first in names for names in known)


def alternatives(scope: Scope, text: str) -> list[str]:
    """The comparisons between which `or` stands in a text."""
    found: list[str] = []
    for part in _OR.split(text):
        if found and not starts_comparison(scope, part):
            found[-1] += f" or {part}"
        else:
            found.append(part)
    return found


def either(line: Line) -> str:
    """Help for a line in which `or` stands between comparisons."""
    return f"write `any: [{', '.join(alternatives(line.scope, line.text))}]`"
