"""Text -> lines that fit the terminal: hanging indents, labels on the left, no trailing blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from rich.console import Console
from rich.table import Table
from rich.text import Text

QUIET = "dim"
LABEL = 14
_VALUES = re.compile(r"[\w.-]+(?: or [\w.-]+)*")
NARROW = 60
"""Below this width labels stand above their text."""


def hang(out: Console, text: Text | str, indent: int = 0, rest: int | None = None) -> None:
    """Print text wrapped between words, the first line at `indent` and the others at `rest`."""
    body = Text(text) if isinstance(text, str) else text
    rest = indent if rest is None else rest
    for at, line in _wrapped(out, body, indent, rest):
        out.print(Text(" " * at) + line if line.plain else "", soft_wrap=True)


def _wrapped(out: Console, body: Text, indent: int, rest: int) -> Iterator[tuple[int, Text]]:
    """The lines of a text, each with its indent."""
    at = indent
    while True:
        line = body.wrap(out, max(out.width - at, 8), overflow="fold")[0]
        end = len(line.plain)
        line.rstrip()
        yield at, line
        while body.plain[end : end + 1] == " ":
            end += 1
        if body.plain[end : end + 1] == "\n":
            end += 1
        if end >= len(body.plain):
            return
        body, at = body[end:], rest


def labelled(out: Console, label: str, text: Text | str) -> None:
    """Print text beside its label; on a narrow terminal below it."""
    body = Text(text) if isinstance(text, str) else text
    if out.width < NARROW:
        if label:
            out.print(Text(label, style=QUIET), soft_wrap=True)
        hang(out, body, 2)
    else:
        hang(out, Text.assemble((f"{label:<{LABEL}}", QUIET), body), 0, LABEL)


def table(headings: Sequence[str], flexible: Sequence[str] = ()) -> Table:
    """A table without lines; only the flexible columns are wrapped."""
    made = Table(
        box=None, padding=(0, 2, 0, 0), header_style=QUIET, pad_edge=False, collapse_padding=True
    )
    for heading in headings:
        made.add_column(heading, no_wrap=heading not in flexible, overflow="fold")
    return made


def show_table(out: Console, made: Table) -> None:
    """Print a table without the blanks that fill up its lines."""
    with out.capture() as kept:
        out.print(made)
    for line in Text.from_ansi(kept.get().rstrip("\n")).split("\n", allow_blank=True):
        line.rstrip()
        out.print(line, soft_wrap=True)


def pairs(given: Mapping[str, str]) -> str:
    """`size=small or large, seats > 3`: as it could be typed, or else in words."""
    return ", ".join(
        f"{name}{'=' if _VALUES.fullmatch(value) else ' '}{value}" for name, value in given.items()
    )


def days_text(begin: date | None, end: date | None) -> str:
    """`from 2025-10-28 through 2026-04-26`, as far as there is a first and a last day."""
    if begin is not None and begin == end:
        return f"on {begin}"
    words = (f"from {begin}" if begin else "", f"through {end}" if end else "")
    return " ".join(word for word in words if word) or "on every day"


def joined(words: Sequence[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def markdown_row(*cells: str) -> str:
    """A row of a table in Markdown."""
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
