"""A table -> lines: its columns as wide as what stands in them, or as there is room for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from contract_engine.diagnostics.columns import columns
from contract_engine.render.inline import Inline
from contract_engine.render.lines import wrapped
from contract_engine.render.page import Table
from contract_engine.render.styles import QUIET

GAP = 2
FEW = 8
"""A column gets so many of the terminal's, before it gives way to others."""


def grid(table: Table, width: int) -> Iterator[Inline]:
    """The lines of a table, its headings first.

    Args:
        table: what is shown.
        width: how many columns of a terminal there are.
    """
    blank = (Inline(),) * len(table.headings)
    rows = [tuple(Inline((heading, QUIET)) for heading in table.headings)]
    rows += [(*row, *blank[len(row) :]) for row in table.rows]
    widths = _widths(table, rows, width)
    for row in rows:
        cells = [
            [line for _, line in wrapped(cell, room)]
            for cell, room in zip(row, widths, strict=True)
        ]
        for lines in zip_longest(*cells, fillvalue=Inline()):
            yield _side_by_side(lines, widths)


def _side_by_side(cells: Sequence[Inline], widths: Sequence[int]) -> Inline:
    """A line of a row, without blanks at its end."""
    parts: list[Inline | str] = []
    owed = 0
    for cell, room in zip(cells, widths, strict=True):
        taken = columns(cell.plain)
        if taken:
            parts += [" " * owed, cell]
            owed = 0
        owed += room - taken + GAP
    return Inline(*parts)


def _widths(table: Table, rows: Sequence[Sequence[Inline]], width: int) -> list[int]:
    """How wide each column is: the flexible ones give way, the widest first, then all others.

    Headings give way before the first column does, which says what a row is about.
    """
    room = width - GAP * (len(table.headings) - 1)
    wanted = [
        max(columns(line.plain) for row in rows for line in row[index].lines())
        for index in range(len(table.headings))
    ]
    if table.equal:
        first, others = wanted[0], len(wanted) - 1
        share, more = divmod(max(room - first, others), others)
        return [first, *(share + (index >= others - more) for index in range(others))]
    flexible = [index for index, each in enumerate(table.headings) if each in table.flexible]
    words, cells = _words(rows, len(wanted)), _words(rows[1:], len(wanted))
    few, ones, every = [FEW] * len(wanted), [1] * len(wanted), range(len(wanted))
    for giving, least in (
        (flexible, words),
        (every[1:], cells),
        (flexible, few),
        (every, few),
        (every, ones),
    ):
        while sum(wanted) > room:
            can = [index for index in giving if wanted[index] > least[index]]
            if not can:
                break
            wanted[max(can, key=lambda index: (wanted[index], index))] -= 1
    return wanted


def _words(rows: Sequence[Sequence[Inline]], count: int) -> list[int]:
    """How wide the longest word of each column is."""
    return [
        max(
            (columns(word) for row in rows for word in ("...", *row[index].plain.split())),
            default=3,
        )
        for index in range(count)
    ]
