"""The bytes of a CSV file -> a sheet: its cells, each with its place; and what is wrong with it."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator

from contract_engine.diagnostics import Problem, Span
from contract_engine.files.decoding import MAX_BYTES, decode
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


@dataclass(slots=True)
class Record:
    """The cells of a record as texts; `written` is what stands in the file, from a line on.

    Where its cells stand is found when it is asked for: a file may hold very many of them.
    """

    file: str
    written: str
    line: int
    values: list[str]

    def cells(self) -> tuple[Cell, ...]:
        """The cells, each with its place."""
        return tuple(_cells(self.file, self.written, self.line, self.values))


class Records:
    """The records of a CSV file that hold something, one by one; `problems` grows as they are read.

    Args:
        file: the file's name.
        raw: its bytes.
        most: so many bytes are read.
    """

    def __init__(self, file: str, raw: bytes, most: int = MAX_BYTES) -> None:
        self.file = file
        self.text, found = decode(file, raw, most)
        self.problems = list(found)

    def __iter__(self) -> Iterator[Record]:
        if self.problems:
            return
        begun = self._ended = 0
        lines = _Kept(io.StringIO(self.text, newline=None))
        reader = csv.reader(lines, skipinitialspace=True, strict=True)
        try:
            for values in reader:
                written = lines.taken()
                if any(value.strip() for value in values):
                    yield Record(self.file, written, begun, values)
                    self._ended = begun + written.count("\n")
                begun = reader.line_num
        except csv.Error as error:
            why = re.sub(r"'([^']*)'", r"`\1`", str(error))
            help_ = 'put a text with `,` or `"` in quotes, and write `""` for a quote in it'
            place = Span(self.file, self._ended + 1, 1)
            self.problems.append(Problem("E351", f"this is not CSV: {why}", place, help=help_))


class _Kept:
    """Lines, which are kept until they are taken."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines = iter(lines)
        self.kept: list[str] = []

    def __iter__(self) -> _Kept:
        return self

    def __next__(self) -> str:
        line = next(self.lines)
        self.kept.append(line)
        return line

    def taken(self) -> str:
        """The lines since they were last taken."""
        found = self.kept[0] if len(self.kept) == 1 else "".join(self.kept)
        self.kept.clear()
        return found


def read_sheet(file: str, raw: bytes) -> tuple[Sheet, tuple[Problem, ...]]:
    """The sheet of one file's bytes; without what can't be read, which is told. Nothing raises."""
    found = Records(file, raw)
    if found.problems:
        return Sheet(file, found.text), tuple(found.problems)
    records = [record.cells() for record in found]
    if not records:
        return Sheet(file, found.text), tuple(found.problems) or (empty(file),)
    names, rows = records[0], records[1:]
    parted = parted_by_other_marks(names)
    if parted is not None:
        return Sheet(file, found.text), (parted,)
    broken = found.problems
    broken += [uneven(names, row) for row in rows if len(row) != len(names)]
    fitting = tuple(row for row in rows if len(row) == len(names))
    return Sheet(file, found.text, names, fitting), tuple(broken)


def empty(file: str) -> Problem:
    """The problem of a file without records."""
    help_ = "write the names of the columns in the first line"
    return Problem("E003", "this file is empty", Span(file), help=help_)


def parted_by_other_marks(names: tuple[Cell, ...]) -> Problem | None:
    """The problem of a first line whose names no comma parts."""
    if len(names) != 1 or not (mark := re.search("[;\t]", names[0].text)):
        return None
    told = "`;`" if mark[0] == ";" else "a tab"
    message = f"the names of the columns are parted by {told}"
    return Problem("E351", message, names[0].span, help="put commas between the cells")


def uneven(names: tuple[Cell, ...], row: tuple[Cell, ...]) -> Problem:
    """The problem of a row that is longer or shorter than the first line."""
    place = row[len(names)].span if len(row) > len(names) else row[0].span
    message = f"this row has {_counted(len(row))}, the first line {len(names)}"
    help_ = "put a text with a comma in quotes, and leave a cell empty that says nothing"
    return Problem("E351", message, place, help=help_)


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
        yield Cell(text_of(value), place)
        at = match.end() + 1


def text_of(value: str) -> str:
    """The text of a cell, as it is compared."""
    value = value.strip()
    return value if value.isascii() else unicodedata.normalize("NFC", value)


def _counted(count: int) -> str:
    return f"{count} cells" if count != 1 else "1 cell"
