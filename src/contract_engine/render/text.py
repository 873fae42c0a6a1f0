"""A page -> lines that fit a terminal: hanging indents, labels on the left, no trailing blanks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from contract_engine.render.bar import bar
from contract_engine.render.page import (
    Bar,
    Blank,
    Block,
    Drawn,
    Fitting,
    Heading,
    Inline,
    Labelled,
    Line,
    Page,
    Paragraph,
    Table,
    Verbatim,
)
from contract_engine.render.styles import QUIET, STRONG, in_terminal

LABEL = 14
NARROW = 60
"""Below this width labels stand above their text."""
WIDEST_BAR = 100


def show(out: Console, page: Page) -> None:
    """Print a page."""
    for block in page.blocks:
        _block(out, block)


def _block(out: Console, block: Block) -> None:
    match block:
        case Paragraph(said, indent, rest):
            hang(out, text_of(said), indent, rest)
        case Heading(said):
            styled = any(style for _, style in said.runs)
            hang(out, text_of(said if styled else Inline((said.plain, STRONG))), 0, 2)
        case Labelled(label, said):
            labelled(out, label, text_of(said))
        case Line(said):
            out.print(text_of(said), soft_wrap=True)
        case Verbatim(text):
            out.print(Text(text), soft_wrap=True)
        case Table():
            _table(out, block)
        case Bar(intervals, first, last):
            for line in bar(intervals, first, last, min(out.width, WIDEST_BAR)):
                out.print(text_of(line), soft_wrap=True)
        case Drawn(draw):
            for line in draw(min(out.width, WIDEST_BAR)):
                out.print(text_of(line), soft_wrap=True)
        case Fitting(ways):
            show(out, next((page for width, page in ways if out.width >= width), ways[-1][1]))
        case Blank():
            out.print()
        case _:
            assert_never(block)


def text_of(said: Inline | str) -> Text:
    """Words with their styles as a terminal shows them."""
    if isinstance(said, str):
        return Text(said)
    return Text.assemble(*((text, in_terminal(style)) for text, style in said.runs))


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
            out.print(Text(label, style=in_terminal(QUIET)), soft_wrap=True)
        hang(out, body, 2)
    else:
        hang(out, Text.assemble((f"{label:<{LABEL}}", in_terminal(QUIET)), body), 0, LABEL)


def _table(out: Console, table: Table) -> None:
    """A table without lines, and without the blanks that fill up its lines."""
    grid = Grid(
        box=None,
        padding=(0, 2, 0, 0),
        header_style=in_terminal(QUIET),
        pad_edge=False,
        collapse_padding=True,
    )
    for heading in table.headings:
        grid.add_column(heading, no_wrap=heading not in table.flexible, overflow="fold")
    if table.equal:
        grid.expand = True
        for column in grid.columns[1:]:
            column.ratio = 1
    for row in table.rows:
        grid.add_row(*(text_of(cell) for cell in row))
    with out.capture() as kept:
        out.print(grid)
    for line in Text.from_ansi(kept.get().rstrip("\n")).split("\n", allow_blank=True):
        line.rstrip()
        out.print(line, soft_wrap=True)
