"""The command line as it was typed -> where each of its words stands, for diagnostics."""

from __future__ import annotations

import os
import shlex
from collections.abc import Sequence
from contextvars import ContextVar

from contract_engine.cli.output import EXTRA_SOURCES, clean
from contract_engine.diagnostics import BadInput, Problem, Span
from contract_engine.lazy_dataclass import dataclass, replace

FILE = "<command line>"
_PROGRAM = "contract-engine"


@dataclass(frozen=True)
class Word:
    """One word of the command line: its text, and the column and length of it as it is shown."""

    text: str
    column: int
    length: int
    lead: int


_WORDS: ContextVar[tuple[Word, ...]] = ContextVar("words", default=())


def remember(tokens: Sequence[str]) -> None:
    """Keep the command line of this run."""
    words: list[Word] = []
    shown = _PROGRAM
    for token in tokens:
        quoted = shlex.quote(clean(token).replace("\n", "�").replace("\t", "�"))
        lead = 1 if quoted.startswith("'") and len(quoted) > 2 else 0
        words.append(Word(token, len(shown) + 2, len(quoted), lead))
        shown += f" {quoted}"
    EXTRA_SOURCES[FILE] = shown
    _WORDS.set(tuple(words))


def stretch(first: str, last: str) -> Span:
    """Where the words from this one to that one were typed."""
    begin, end = place(first), place(last)
    if not begin.line or not end.line or end.column < begin.column:
        return Span(FILE)
    return replace(begin, length=end.column + end.length - begin.column)


def place(text: str | None = None, option: str | None = None) -> Span:
    """Where this text was typed (after this option); the whole line where it can't be told."""
    words = _WORDS.get()
    if text is not None:
        for index, word in enumerate(words):
            before = words[index - 1].text if index else ""
            if option is not None and option not in (before, word.text.partition("=")[0]):
                continue
            if word.text == text:
                return Span(FILE, 1, word.column, word.length)
            at = word.text.find(text) if text else -1
            if at >= 0 and "'" not in word.text:
                return Span(FILE, 1, word.column + word.lead + at, len(text))
    elif option is not None:
        for word in words:
            if word.text.partition("=")[0] == option:
                return Span(FILE, 1, word.column, word.length)
    return Span(FILE)


def misspelt(tokens: Sequence[str]) -> None:
    """Raise BadInput for words that no shell can pass: with NUL, or with half a character."""
    problems = [
        Problem("E504", "a character of this can't be read", place(token), help="take it away")
        for token in tokens
        if not _can_be_passed(token)
    ]
    if problems:
        raise BadInput(problems)


def unusable(error: OSError) -> Problem | None:
    """What is wrong with a file that was named, as the system says it; None where none was."""
    named = str(error.filename) if error.filename is not None else ""
    for word in _WORDS.get():
        said = word.text.partition("=")[2] or word.text
        said = said.rstrip("/")
        if said and said != os.curdir and (said in named or word.text in named):
            message = f"this can't be used: {(error.strerror or str(error)).lower()}"
            return Problem("E001", message, place(word.text))
    return None


def _can_be_passed(token: str) -> bool:
    try:
        return b"\0" not in token.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return False
