"""Words -> lines that fit a width: broken between words, hanging, or beside a label."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from contract_engine import lazy_pattern
from contract_engine.diagnostics.columns import columns
from contract_engine.render.inline import Inline, Said

LABEL = 14
NARROW = 60
"""Below this width labels stand above their text."""
NARROWEST = 8
"""A line has room for so much, however far in it begins."""
_WORD = lazy_pattern.compile(r"\s*\S+\s*")
_FAR = 8
"""A line looks so many times its room ahead: letters without a width may fill it up."""


class Out(Protocol):
    """Where lines go, and how wide they may be."""

    width: int

    def print(self, said: Said = "") -> None:
        """Print a line, or several."""


def wrapped(said: Said, width: int, indent: int = 0, rest: int = 0) -> Iterator[tuple[int, Inline]]:
    """The lines of a text, each with its indent; a word that is wider than a line is folded.

    Args:
        said: the text; its own line breaks stay.
        width: how many columns there are.
        indent: where the first line begins.
        rest: where the others begin.
    """
    body = Inline(said)
    text, start, at = body.plain, 0, indent
    while True:
        end, following = _line(text, start, max(width - at, min(width, NARROWEST), 1))
        yield at, body[start:end]
        if following >= len(text):
            return
        start, at = following, rest


def _line(text: str, start: int, room: int) -> tuple[int, int]:
    """Where the line that begins here ends, and where the next begins."""
    stop = text.find("\n", start)
    stop = len(text) if stop < 0 else stop
    # What is far beyond the line isn't looked at, so that a long text costs no more a line.
    near = min(stop, start + _FAR * room)
    end = near if columns(text[start:near]) <= room else _break(text, start, near, room)
    last = start + len(text[start:end].rstrip())
    while end < stop and text[end] == " ":
        end += 1
    return last, end + 1 if end == stop and end < len(text) else end


def _break(text: str, start: int, stop: int, room: int) -> int:
    """Where a stretch is broken: behind the last word that fits, or within one that never does."""
    used = 0
    for match in _WORD.finditer(text, start, stop):
        word = match[0]
        if used + columns(word.rstrip()) > room:
            if used:
                return match.start()
            return start + _fitting(word, room)
        used += columns(word)
    return stop


def _fitting(word: str, room: int) -> int:
    """How many characters of a word fit; at least one."""
    used = 0
    for index, character in enumerate(word):
        used += columns(character)
        if used > room:
            return max(index, 1)
    return len(word)


def hang(out: Out, said: Said, indent: int = 0, rest: int | None = None) -> None:
    """Print text wrapped between words, the first line at `indent` and the others at `rest`."""
    for at, line in wrapped(said, out.width, indent, indent if rest is None else rest):
        out.print(Inline(" " * at, line) if line.runs else "")


def labelled(out: Out, label: str, said: Said) -> None:
    """Print text beside its label; on a narrow terminal below it."""
    from contract_engine.render.styles import QUIET

    if out.width < NARROW:
        if label:
            out.print(Inline((label, QUIET)))
        hang(out, said, 2)
    else:
        hang(out, Inline((f"{label:<{LABEL}}", QUIET), said), 0, LABEL)
