"""A page -> HTML: a fragment, a card for a notebook, or a document that stands by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby
from typing import assert_never

from contract_engine import lazy_pattern
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
from contract_engine.render.styles import INK, VERDICTS
from contract_engine.render.svg import strip

_NAME = lazy_pattern.compile(r"`([^`\n]+)`")
WIDTH = 100
"""So many characters are drawn on."""

CSS = "\n".join(
    (
        ".ce{font:16px/1.5 system-ui,sans-serif;max-width:60rem;color:#1a1a1a;background:#fff}",
        ".ce p{margin:.2rem 0}.ce section{margin:.8rem 0}.ce .in{margin-left:1.5rem}",
        ".ce dl{display:grid;grid-template-columns:8rem 1fr;gap:.2rem 1rem;margin:.8rem 0}",
        ".ce dt{color:#5f5f5f}.ce dd{margin:0;grid-column:2}.ce dt+dd{grid-column:auto}",
        ".ce table{border-collapse:collapse;margin:.8rem 0}",
        ".ce th{text-align:left;color:#5f5f5f;font-weight:400}",
        ".ce td,.ce th{padding:.2rem 1rem .2rem 0;vertical-align:top}",
        ".ce .strong{font-weight:600}.ce .quote{font-style:italic}",
        *(f".ce .{style}{{color:{ink}}}" for style, ink in INK.items()),
        *(f".ce .fill-{v}{{fill:{style.fill}}}" for v, style in VERDICTS.items()),
    )
)
"""The styles of a page, out of the one table."""


def fragment(page: Page) -> str:
    """The page as an element that can stand within others; `CSS` says how it looks."""
    return f'<div class="ce">\n{"".join(_groups(list(_flat(page))))}</div>\n'


def document(title: str, page: Page) -> str:
    """The page as a file that stands by itself."""
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{CSS}\n</style>\n</head>\n<body>\n"
        f"{fragment(page)}</body>\n</html>\n"
    )


def card(page: Page) -> str:
    """The page as a small card for a notebook, with its styles."""
    return f"<style>\n{CSS}\n</style>\n{fragment(page)}"


def _flat(page: Page) -> Iterator[Block]:
    for block in page.blocks:
        if isinstance(block, Fitting):
            yield from _flat(block.ways[0][1])
        else:
            yield block


def _groups(blocks: Sequence[Block]) -> Iterator[str]:
    """What stands together, as an element each."""
    for sort, group in groupby(blocks, type):
        told = list(group)
        if sort is Labelled:
            yield f"<dl>\n{''.join(_labelled(each) for each in told)}</dl>\n"
        elif sort is Paragraph:
            yield f"<section>\n{''.join(_block(each) for each in told)}</section>\n"
        else:
            yield from (_block(each) for each in told)


def _labelled(block: Block) -> str:
    assert isinstance(block, Labelled)
    label = f"<dt>{escape(block.label)}</dt>" if block.label else ""
    return f"{label}<dd>{inline(block.said)}</dd>\n"


def _block(block: Block) -> str:
    match block:
        case Paragraph(said, indent):
            inside = ' class="in"' if indent else ""
            return f"<p{inside}>{inline(said)}</p>\n"
        case Heading(said, level):
            return f"<h{level + 1}>{inline(said)}</h{level + 1}>\n"
        case Labelled():
            return _labelled(block)
        case Line(said):
            return f"<p>{inline(said)}</p>\n"
        case Verbatim(text):
            return f"<pre>{escape(text)}</pre>\n"
        case Table():
            return _table(block)
        case Bar(intervals, first, last):
            return strip(intervals, first, last)
        case Drawn(draw):
            lines = "\n".join(line.plain for line in draw(WIDTH))
            return f"<pre>{escape(lines)}</pre>\n"
        case Blank() | Fitting():
            return ""
        case _:
            assert_never(block)


def _table(table: Table) -> str:
    head = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in table.headings)
    rows = "".join(f"<tr>{_cells(row)}</tr>\n" for row in table.rows if row)
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n"


def _cells(row: Iterable[Inline]) -> str:
    return "".join(f"<td>{inline(cell)}</td>" for cell in row)


def inline(said: Inline) -> str:
    """Words with their styles as classes."""
    told = []
    for text, style in said.runs:
        words = _NAME.sub(r"<code>\1</code>", escape(text)).replace("\n", "<br>")
        told.append(f'<span class="{style}">{words}</span>' if style else words)
    return "".join(told)
