"""Styled words -> a terminal, by rich: in colours where these are wanted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NoReturn

from rich.console import Console
from rich.segment import Segment
from rich.text import Text

from contract_engine.cli.output import Paper, cleaned, shown, source_of
from contract_engine.diagnostics import Problem
from contract_engine.diagnostics.render import render
from contract_engine.render.inline import Said
from contract_engine.render.styles import in_terminal

_COLOURS = {
    "error": "1;31",
    "warning": "1;33",
    "place": "34",
    "mark": "1;31",
    "help": "1",
}


class _Page(Console):
    """A console that prints text as it stands.

    A closed pipe is left to the command line's edge; rich would leave the program.
    """

    def on_broken_pipe(self) -> NoReturn:
        raise BrokenPipeError

    def _render_buffer(self, buffer: Iterable[Segment]) -> str:
        """What comes from files and questions moves no cursor and changes no colour."""
        told = (each if each.control else each._replace(text=shown(each.text)) for each in buffer)
        return super()._render_buffer(told)


class Terminal(Paper):
    """A terminal, or what is to be treated as one."""

    def __init__(self, *, error: bool = False) -> None:
        """Find out what it can show."""
        super().__init__(error=error)
        self.page = _Page(
            stderr=error, width=self.width, height=24, highlight=False, markup=False, emoji=False
        )
        self.rich = self.page if self.page.is_terminal else None

    def print(self, said: Said = "", end: str = "\n") -> None:
        """Print words in their styles."""
        runs = ((said, ""),) if isinstance(said, str) else said.runs
        text = Text.assemble(*((text, in_terminal(style)) for text, style in runs))
        self.page.print(text, soft_wrap=True, end=end)

    def print_problem(self, problem: Problem) -> None:
        """Print a diagnostic in colours."""
        text = Text.from_ansi(render(cleaned(problem), source_of, _styled))
        self.page.print(text, soft_wrap=True)


def _styled(text: str, role: str) -> str:
    return f"\x1b[{_COLOURS[role]}m{text}\x1b[0m"
