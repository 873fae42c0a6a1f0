"""A command -> its help page, in plain columns that fit the terminal."""

from __future__ import annotations

import re
from textwrap import dedent
from typing import TYPE_CHECKING

from contract_engine.cli.parameters import GROUPS, Argument, Command

if TYPE_CHECKING:
    from contract_engine.render.lines import Out

COLUMN = 24


def show_help(out: Out, command: Command, usage: str) -> None:
    """Print what a command does and takes: its docstring, and its arguments in groups."""
    from contract_engine.render.inline import Inline
    from contract_engine.render.lines import hang

    hang(out, usage, 0, 7)
    out.print()
    _description(out, description(command))
    for group in GROUPS:
        members = [each for each in command.arguments if each.group == group]
        if members:
            out.print(Inline((group, "strong")))
            for argument in members:
                _entry(out, argument)
            out.print()


def description(command: Command) -> str:
    """The docstring of a command's function, its lines as they were written."""
    first, _, rest = (command.function.__doc__ or "").partition("\n")
    return f"{first}\n{dedent(rest)}".strip()


def _description(out: Out, text: str) -> None:
    """Paragraphs are wrapped anew, indented lines stay as they are."""
    from contract_engine.render.lines import hang

    for block in re.split(r"\n\s*\n", text):
        lines = [line.rstrip() for line in block.splitlines()]
        flowing = [line.strip() for line in lines if not line.startswith(" ")]
        if flowing:
            hang(out, " ".join(flowing))
        for line in lines:
            if line.startswith(" "):
                hang(out, line.strip(), 2, 6)
        out.print()


def _entry(out: Out, argument: Argument) -> None:
    from contract_engine.render.lines import NARROW, hang

    names = ", ".join(name for name in (*argument.names, argument.declared.negative) if name)
    names = f"{names} {argument.declared.metavar}".rstrip()
    help_ = argument.declared.help
    said = " ".join((help_ if isinstance(help_, str) else help_()).split())
    if argument.choices:
        said += f": {', '.join(argument.choices)}"
    if out.width < NARROW:
        hang(out, names, 2)
        hang(out, said, 6)
    elif len(names) > COLUMN - 4:
        hang(out, names, 2)
        hang(out, said, COLUMN)
    else:
        hang(out, f"{names:<{COLUMN - 2}}{said}", 2, COLUMN)
