"""The bytes of a CSV file -> a sheet: its cells, each with its place; and what is wrong with it."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator

from contract_engine.diagnostics import Problem, Span
from contract_engine.files.decoding import decode
from contract_engine.lazy_dataclass import dataclass

_CELL = re.compile(r'[ ]*(?:"(?:[^"]|"")*"|[^,\r\n]*)')


@dataclass(frozen=True)
class Cell:
    """What stands between two commas, without quotes and blanks around it."""

    text: str
    span: Span


@dataclass(frozen=True)
class Sheet:
    """A CSV file: the names of its columns, and its rows, each as long as those."""

    file: str
    text: str
    names: tuple[Cell, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()


def read_sheet(file: str, raw: bytes) -> tuple[Sheet, tuple[Problem, ...]]:
    """The sheet of one file's bytes; without what can't be read, which is told. Nothing raises."""
    text, problems = decode(file, raw)
    if problems:
        return Sheet(file, text), problems
    lines = list(io.StringIO(text, newline=None))
    records: list[tuple[Cell, ...]] = []
    broken: list[Problem] = []
    try:
        for record in _records(file, lines):
            records.append(record)
    except csv.Error as error:
        why = re.sub(r"'([^']*)'", r"`\1`", str(error))
        help_ = 'put a text with `,` or `"` in quotes, and write `""` for a quote in it'
        place = Span(file, records[-1][-1].span.line + 1 if records else 1, 1)
        broken.append(Problem("E351", f"this is not CSV: {why}", place, help=help_))
    if not records:
        help_ = "write the names of the columns in the first line"
        return Sheet(file, text), tuple(broken) or (
            Problem("E003", "this file is empty", Span(file), help=help_),
        )
    names, rows = records[0], records[1:]
    if len(names) == 1 and (mark := re.search("[;\t]", names[0].text)):
        told = "`;`" if mark[0] == ";" else "a tab"
        message = f"the names of the columns are parted by {told}"
        problem = Problem("E351", message, names[0].span, help="put commas between the cells")
        return Sheet(file, text), (problem,)
    broken += _uneven(names, rows)
    fitting = tuple(row for row in rows if len(row) == len(names))
    return Sheet(file, text, names, fitting), tuple(broken)


def _records(file: str, lines: list[str]) -> Iterator[tuple[Cell, ...]]:
    """The lines that hold something, cell by cell; a quoted cell may go on over lines."""
    reader = csv.reader(lines, skipinitialspace=True, strict=True)
    begun = 0
    for values in reader:
        if any(value.strip() for value in values):
            written = "".join(lines[begun : reader.line_num])
            yield tuple(_cells(file, written, begun, values))
        begun = reader.line_num


def _cells(file: str, text: str, line: int, values: list[str]) -> Iterator[Cell]:
    """The cells of a record that begins in a line (counted from 0), with their places."""
    at = 0
    for value in values:
        match = _CELL.match(text, at)
        assert match is not None
        written = match[0]
        start = at + len(written) - len(written.lstrip())
        shown = written.strip().partition("\n")[0]
        if shown.startswith('"') and "\n" not in written:
            shown, start = shown[1:-1], start + 1
        begun = text.rfind("\n", 0, start) + 1
        number = line + text.count("\n", 0, start) + 1
        place = Span(file, number, start - begun + 1, max(1, len(shown)))
        yield Cell(unicodedata.normalize("NFC", value.strip()), place)
        at = match.end() + 1


def _uneven(names: tuple[Cell, ...], rows: list[tuple[Cell, ...]]) -> Iterator[Problem]:
    for row in rows:
        if len(row) != len(names):
            place = row[len(names)].span if len(row) > len(names) else row[0].span
            message = f"this row has {_counted(len(row))}, the first line {len(names)}"
            help_ = "put a text with a comma in quotes, and leave a cell empty that says nothing"
            yield Problem("E351", message, place, help=help_)


def _counted(count: int) -> str:
    return f"{count} cells" if count != 1 else "1 cell"
