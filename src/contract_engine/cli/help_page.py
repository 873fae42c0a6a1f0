"""What cyclopts knows of a command -> its help page, in plain columns that fit the terminal."""

from __future__ import annotations

import re
from io import StringIO

from cyclopts.help import HelpEntry, HelpPanel
from rich.console import Console, ConsoleOptions
from rich.text import Text

from contract_engine.render.text import NARROW, hang

COLUMN = 24


class HelpPage:
    """Prints the parts of a help page; cyclopts calls it."""

    def __call__(self, console: Console, options: ConsoleOptions, panel: HelpPanel) -> None:
        """A group of parameters: names on the left, what they are on the right."""
        if not panel.entries:
            return
        console.print(Text(str(panel.title), style="bold"), soft_wrap=True)
        for entry in panel.entries:
            _entry(console, entry)
        console.print()

    def render_usage(self, out: Console, options: ConsoleOptions, usage: object) -> None:
        """The usage line."""
        text = getattr(usage, "plain", str(usage)).strip()
        hang(out, text if text.startswith("Usage:") else f"Usage: {text}", 0, 7)
        out.print()

    def render_description(
        self, out: Console, options: ConsoleOptions, description: object
    ) -> None:
        """The command's own words: paragraphs are wrapped anew, indented lines stay as they are."""
        if not description:
            return
        for block in re.split(r"\n\s*\n", _unwrapped(description)):
            lines = [line.rstrip() for line in block.splitlines()]
            flowing = [line.strip() for line in lines if not line.startswith(" ")]
            if flowing:
                hang(out, " ".join(flowing))
            for line in lines:
                if line.startswith(" "):
                    hang(out, line.strip(), 2, 6)
            out.print()


def _entry(out: Console, entry: HelpEntry) -> None:
    names = ", ".join(entry.display_labels_with_metavar)
    if entry.positional_label:
        names = entry.positional_label
    said = " ".join(_unwrapped(entry.description).split())
    if entry.choices:
        said += f": {', '.join(entry.choices)}"
    if out.width < NARROW:
        hang(out, names, 2)
        hang(out, said, 6)
    elif len(names) > COLUMN - 4:
        hang(out, names, 2)
        hang(out, said, COLUMN)
    else:
        hang(out, f"{names:<{COLUMN - 2}}{said}", 2, COLUMN)


def _unwrapped(description: object) -> str:
    """The text of what cyclopts made of a docstring, its lines as they were written."""
    if description is None:
        return ""
    wide = Console(file=StringIO(), width=10_000, color_system=None, markup=False, highlight=False)
    with wide.capture() as kept:
        wide.print(description)
    return "\n".join(line.rstrip() for line in kept.get().strip("\n").splitlines())
