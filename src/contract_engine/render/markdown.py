"""A page -> Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
from contract_engine.render.styles import QUOTE, STRONG

WIDTH = 80
"""So many characters are drawn on."""
_SIGNS = lazy_pattern.compile(r"([\\*`\[\]<>])|(?<![^\W_])(_)|(_)(?![^\W_])")
"""What would mean something; an underscore within a word doesn't."""
_FIRST = lazy_pattern.compile(r"^(\s*)([#+-]|\d+[.)])(?=\s|$)")


def markdown(page: Page) -> str:
    """The text, with a line break at its end."""
    parts = [part for part in _parts(_flat(page)) if part]
    return "\n\n".join(parts) + "\n"


def _flat(page: Page) -> Iterator[Block]:
    for block in page.blocks:
        if isinstance(block, Fitting):
            yield from _flat(block.ways[0][1])
        else:
            yield block


def _parts(blocks: Iterator[Block]) -> Iterator[str]:
    """The paragraphs, lists and tables, each as text: lines that stand together stay together."""
    together: list[Paragraph | Labelled] = []
    for block in blocks:
        if isinstance(block, Paragraph | Labelled):
            if together and type(block) is not type(together[-1]):
                yield _lines(together)
                together = []
            together.append(block)
            continue
        yield _lines(together)
        together = []
        match block:
            case Heading(said, level):
                yield f"{'#' * (level + 1)} {_inline(_unstyled(said))}"
            case Line(said):
                yield _inline(said)
            case Verbatim(text):
                yield f"```yaml\n{text.rstrip()}\n```"
            case Drawn(draw):
                lines = "\n".join(line.plain for line in draw(WIDTH))
                yield f"```text\n{lines}\n```"
            case Table():
                yield _table(block)
            case Bar() | Blank() | Fitting():
                pass  # a bar says nothing that the table under it doesn't
            case _:
                assert_never(block)
    yield _lines(together)


def _lines(together: Sequence[Paragraph | Labelled]) -> str:
    """Lines that stand together: those further in are a list under the first."""
    outer = min((each.indent for each in together if isinstance(each, Paragraph)), default=0)
    told: list[str] = []
    for each in together:
        if isinstance(each, Labelled):
            label = f"**{each.label}:** " if each.label else ""
            told.append(f"- {label}{_inline(each.said, '  ')}" if label else _more(each.said))
        elif each.indent > outer:
            told.append(f"{' ' * (2 * ((each.indent - outer - 1) // 2))}- {_inline(each.said)}")
        else:
            told.append(("" if not told else "\n") + _inline(each.said))
    return "\n".join(told)


def _more(said: Inline) -> str:
    """More of what the label above says."""
    return f"  - {_inline(said, '    ')}"


def _table(table: Table) -> str:
    rows = [row for row in table.rows if row]
    lines = [row_of(*table.headings), "|" + "---|" * len(table.headings)]
    lines += [row_of(*(_inline(cell, "", "<br>") for cell in row)) for row in rows]
    return "\n".join(lines)


def row_of(*cells: str) -> str:
    """A row of a table."""
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _unstyled(said: Inline) -> Inline:
    return Inline(said.plain)


def _inline(said: Inline, indent: str = "", between: str = "") -> str:
    """Words with what Markdown has of their styles; lines are broken as they are."""
    lines = [
        "".join(_run(text, style.split()) for text, style in line.runs) for line in said.lines()
    ]
    lines[0] = _FIRST.sub(r"\1\\\2", lines[0])
    return (between or f"\\\n{indent}").join(line.strip() for line in lines)


def _run(text: str, styles: Sequence[str]) -> str:
    pieces = text.split("`")
    named = len(pieces) % 2 == 1  # names stand between backticks, and nothing in them is escaped
    escaped = "`".join(
        piece if named and index % 2 else _SIGNS.sub(r"\\\g<0>", piece)
        for index, piece in enumerate(pieces)
    )
    escaped = escaped if named else escaped.replace("`", "\\`")
    sign = "**" if STRONG in styles else "*" if QUOTE in styles else ""
    body = escaped.strip()
    if not sign or not body:
        return escaped
    start, end = escaped.index(body), escaped.index(body) + len(body)
    return f"{escaped[:start]}{sign}{body}{sign}{escaped[end:]}"
