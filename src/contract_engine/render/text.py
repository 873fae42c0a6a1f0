"""A page -> lines that fit a terminal: hanging indents, labels on the left, no trailing blanks."""

from __future__ import annotations

from typing import assert_never

from contract_engine.render.lines import Out, hang, labelled
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
from contract_engine.render.styles import STRONG

WIDEST_BAR = 100


def show(out: Out, page: Page) -> None:
    """Print a page."""
    for block in page.blocks:
        _block(out, block)


def _block(out: Out, block: Block) -> None:
    match block:
        case Paragraph(said, indent, rest):
            hang(out, said, indent, rest)
        case Heading(said):
            styled = any(style for _, style in said.runs)
            hang(out, said if styled else Inline((said.plain, STRONG)), 0, 2)
        case Labelled(label, said):
            labelled(out, label, said)
        case Line(said):
            out.print(said)
        case Verbatim(text):
            out.print(text)
        case Table():
            from contract_engine.render.grid import grid

            for line in grid(block, out.width):
                out.print(line)
        case Bar(intervals, first, last):
            from contract_engine.render.bar import bar

            for line in bar(intervals, first, last, min(out.width, WIDEST_BAR)):
                out.print(line)
        case Drawn(draw):
            for line in draw(min(out.width, WIDEST_BAR)):
                out.print(line)
        case Fitting(ways):
            show(out, next((page for width, page in ways if out.width >= width), ways[-1][1]))
        case Blank():
            out.print()
        case _:
            assert_never(block)
