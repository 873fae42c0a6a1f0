"""Consoles, JSON and diagnostics: how anything gets printed."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from contract_engine.diagnostics import Problem, Span
from contract_engine.diagnostics.render import as_data, render, summary

if TYPE_CHECKING:
    from rich.console import Console

EXTRA_SOURCES: dict[str, str] = {}
"""Texts that have no file, such as a question in words, for showing a line under a diagnostic."""


def console(*, error: bool = False) -> Console:
    """A console for stdout (or stderr) that honours NO_COLOR, pipes and narrow terminals."""
    from rich.console import Console

    return Console(stderr=error, highlight=False, soft_wrap=False)


def print_json(data: object) -> None:
    """One JSON document on stdout."""
    sys.stdout.write(json.dumps(data, indent=2, ensure_ascii=False) + "\n")


def print_problems(problems: Iterable[Problem], *, as_json: bool) -> None:
    """Diagnostics: on stderr for people, on stdout for programs."""
    listed = list(problems)
    if as_json:
        print_json({"problems": [as_data(problem) for problem in listed]})
        return
    out = console(error=True)
    for problem in listed:
        out.print(render(problem, source_of, _styled), soft_wrap=True)
        out.print()
    out.print(summary(listed))


def source_of(file: str) -> str | None:
    """A file's text, or None where there is none to show."""
    if file in EXTRA_SOURCES:
        return EXTRA_SOURCES[file]
    try:
        return Path(file).read_text(encoding="utf-8-sig")
    except (OSError, ValueError):
        return None


def usage(error: Exception) -> Problem:
    """What was wrong with the command line itself."""
    message = " ".join(str(error).split())
    message = message[:1].lower() + message[1:].rstrip(".")
    return Problem(
        "E504",
        message or "this command line can't be read",
        Span("<command line>"),
        help="see `contract-engine --help`",
    )


def print_internal(error: Exception, *, as_json: bool) -> int:
    """An error of ours, or of the installation: one paragraph, no traceback. Exit code 3."""
    from contract_engine.answers.trust import BrokenEngine

    ours = not isinstance(error, BrokenEngine)
    message = f"{type(error).__name__}: {error}" if ours else str(error)
    help_ = (
        "this is a bug in contract-engine; set CONTRACT_ENGINE_DEBUG=1 to see where" if ours else ""
    )
    if as_json:
        print_json({"error": {"message": message, "help": help_}})
    else:
        sys.stderr.write(f"contract-engine could not answer: {message}\n")
        if help_:
            sys.stderr.write(f"  = help: {help_}\n")
    import os

    if os.environ.get("CONTRACT_ENGINE_DEBUG"):
        import traceback

        traceback.print_exception(error)
    return 3


def _styled(text: str, role: str) -> str:
    from rich.markup import escape

    colour = {
        "error": "bold red",
        "warning": "bold yellow",
        "place": "blue",
        "mark": "bold red",
        "help": "bold",
    }[role]
    return f"[{colour}]{escape(text)}[/]"
