"""What the YAML parser knew when it gave up: where it was, what it said, what it had read."""

from __future__ import annotations

from typing import Protocol

import yaml

from contract_engine.lazy_dataclass import dataclass


class Mark(Protocol):
    """A place as the YAML parser tells it, counted from 0."""

    @property
    def line(self) -> int:
        """The line."""
        ...

    @property
    def column(self) -> int:
        """The character in the line."""
        ...


def mark_of(mark: Mark | None) -> Mark:
    """An event's mark, which only events that nobody parsed are without."""
    assert mark is not None
    return mark


@dataclass(frozen=True)
class Fault:
    """What went wrong: the place (from 0), how long it is, and what to say."""

    line: int
    column: int
    message: str
    help: str = ""
    length: int = 1
    code: str = "E005"


@dataclass(frozen=True)
class ParserState:
    """What the parser knew: its complaint, where it was, where what it read began."""

    said: str
    line: int
    column: int
    context: str
    begun: tuple[int, int]
    lines: list[str]
    last: yaml.Event | None
    opened: tuple[int, int] | None

    @property
    def text(self) -> str:
        """The line it stopped in."""
        return self.lines[self.line] if self.line < len(self.lines) else ""

    @property
    def rest(self) -> str:
        """The line from where it stopped."""
        return self.text[self.column :]

    @property
    def sign(self) -> str:
        """The character at which what it read began."""
        line, column = self.begun
        return self.lines[line][column : column + 1] if line < len(self.lines) else ""


def parser_state(
    lines: list[str],
    error: yaml.YAMLError,
    last: yaml.Event | None,
    opened: tuple[int, int] | None,
) -> ParserState | None:
    """The state of an error; None where the parser names no place."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:
        return None
    begun = getattr(error, "context_mark", None) or mark
    return ParserState(
        getattr(error, "problem", None) or "",
        mark.line,
        mark.column,
        getattr(error, "context", None) or "",
        (begun.line, begun.column),
        lines,
        last,
        opened,
    )
