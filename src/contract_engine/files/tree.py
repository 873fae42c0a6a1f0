"""What a file of YAML says, as plain data, and the place of every key and value in it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from contract_engine.diagnostics import Span
from contract_engine.lazy_dataclass import dataclass, field

Path = tuple[str | int, ...]
Data = dict[str, "Data"] | list["Data"] | str | None


@dataclass
class Tree:
    """A parsed file: its data, and the spans of its keys and values by path.

    `lost` are the paths whose value was left out because of a problem already reported, and
    `excused` the words in what was left out. A `broken` file has no data worth reading at all.
    """

    file: str
    text: str
    data: Data = None
    keys: dict[Path, Span] = field(default_factory=dict)
    values: dict[Path, Span] = field(default_factory=dict)
    ends: dict[Path, tuple[int, int]] = field(default_factory=dict)
    lost: set[Path] = field(default_factory=set)
    excused: set[str] = field(default_factory=set)
    broken: bool = False

    def key(self, path: Path) -> Span:
        """Where the last key of a path stands; of a list's item, the item."""
        return self.keys.get(path) or self.value(path)

    def value(self, path: Path) -> Span:
        """Where the value at a path begins, or of the nearest one around it."""
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path) or Span(self.file)

    def part(self, path: Path, start: int, length: int) -> Span:
        """Where some characters of a scalar's text stand; the whole scalar, if they are broken up.

        Only a text in quotes or over several lines has an entry in `ends`: in it the same words
        are looked for in the file.
        """
        whole = self.value(path)
        if path not in self.values:
            return whole
        if path not in self.ends:
            return Span(whole.file, whole.line, whole.column + start, max(1, length))
        value = self._at(path)
        words = value[start : start + length]
        if not words.strip():
            return whole
        before = value[:start].count(words)
        last_line, last_column = self.ends[path]
        for number, line in enumerate(self.lines[whole.line - 1 : last_line], whole.line):
            first = whole.column if number == whole.line else 1
            shown = line[: last_column - 1] if number == last_line else line
            at = shown.find(words, first - 1)
            while at >= 0:
                if before == 0:
                    return Span(whole.file, number, at + 1, len(words))
                before -= 1
                at = shown.find(words, at + len(words))
        return whole

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the text."""
        return self.text.splitlines()

    def lose(self, path: Path, data: Data = None) -> None:
        """Note that the value at a path is left out, and with it the names in it."""
        self.lost.add(path)
        self.excused.update(words_of(data))

    def _at(self, path: Path) -> str:
        data = self.data
        for step in path:
            if isinstance(data, dict):
                data = data.get(str(step))
            elif isinstance(data, list) and isinstance(step, int):
                data = data[step]
        return data if isinstance(data, str) else ""


def words_of(data: Data) -> Iterator[str]:
    """Every key and text in some data, from inside its groups."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, list):
        for part in data:
            yield from words_of(part)
    elif isinstance(data, dict):
        yield from data
        for part in data.values():
            yield from words_of(part)
