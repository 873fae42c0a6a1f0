"""Consoles, JSON and diagnostics: how anything gets printed."""

from __future__ import annotations

import json
import os
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from contract_engine import lazy_pattern
from contract_engine.diagnostics import Problem
from contract_engine.lazy_dataclass import replace
from contract_engine.render.json_text import escaped, pieces

if TYPE_CHECKING:
    from rich.console import Console

    from contract_engine.render.inline import Said

EXTRA_SOURCES: dict[str, str] = {}
"""Texts that have no file, such as a question in words, for showing a line under a diagnostic."""

_ACTED_ON = lazy_pattern.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""What a terminal acts on, but for line ends and tabs."""

_LAID_OUT = {"\n", "\t"}

NARROWEST, WIDEST = 24, 120
"""Lines are no longer than a reader's eye finds back from, however wide the terminal."""

ASKING_FOR_COLOUR = ("FORCE_COLOR", "TTY_COMPATIBLE")
"""Variables of the environment that ask for colours where there is no terminal."""

EXTRAS = {"rdflib": "odrl", "holidays": "holidays", "icalendar": "icalendar"}
"""Packages that only some commands need, and the extra that brings each."""


def _columns() -> int:
    """How wide the terminal is; COLUMNS says otherwise."""
    said = os.environ.get("COLUMNS", "")
    if said.isdecimal() and int(said) > 0:
        return int(said)
    with suppress(OSError, ValueError, AttributeError):
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or 80  # type: ignore[union-attr]
    return 80


class Paper:
    """Where lines go: stdout (or stderr), as wide as a reader's eye finds back in.

    What comes from files and questions moves no cursor and changes no colour.
    """

    def __init__(self, *, error: bool = False) -> None:
        """Write to stderr with `error`, else to stdout."""
        self.stream = sys.stderr if error else sys.stdout
        columns = _columns()
        self.width = min(max(columns, NARROWEST), WIDEST)
        self.rich: Console | None = None
        """The terminal, where this is one."""

    def print(self, said: Said = "", end: str = "\n") -> None:
        """Print words as they stand; nothing in them is taken for markup."""
        self.stream.write(shown(said if isinstance(said, str) else said.plain) + end)

    def print_problem(self, problem: Problem) -> None:
        """Print a diagnostic, with the line it is about."""
        from contract_engine.diagnostics.render import render

        self.print(render(cleaned(problem), source_of))


def console(*, error: bool = False) -> Paper:
    """Stdout (or stderr): a terminal with colours, or plain paper.

    rich prints on a terminal alone, where NO_COLOR and the like are looked at: it takes longer to
    come than most answers.
    """
    stream = sys.stderr if error else sys.stdout
    if any(map(os.environ.get, ASKING_FOR_COLOUR)) or stream.isatty():
        from contract_engine.cli.terminal import Terminal

        return Terminal(error=error)
    return Paper(error=error)


def shown(text: str) -> str:
    """The text with \ufffd in place of what a terminal would act on."""
    return text if "".join(set(text) - _LAID_OUT).isprintable() else _ACTED_ON.sub("\ufffd", text)


def print_json(data: object, *, one_line: bool = False) -> None:
    """One JSON document on stdout, in ASCII where the stream takes nothing else."""
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    ascii_only = encoding != "utf8"
    if one_line:
        sys.stdout.write(escaped(json.dumps(data, ensure_ascii=ascii_only)) + "\n")
        return
    for piece in pieces(data, ascii_only=ascii_only):
        sys.stdout.write(escaped(piece))
    sys.stdout.write("\n")


def print_problems(
    problems: Iterable[Problem],
    *,
    as_json: bool = False,
    one_line: bool = False,
    offers: Sequence[str] = (),
) -> None:
    """Diagnostics: on stderr for people, on stdout for programs."""
    from contract_engine.diagnostics.render import as_data, summary

    listed = list(problems)
    if as_json:
        data: dict[str, object] = {"problems": [as_data(problem) for problem in listed]}
        if offers:
            data["offers"] = list(offers)
        print_json(data, one_line=one_line)
        return
    out = console(error=True)
    for problem in listed:
        out.print_problem(problem)
        out.print()
    out.print(summary(listed))


def source_of(file: str) -> str | None:
    """A file's text, or None where there is none to show."""
    if file in EXTRA_SOURCES:
        return clean(EXTRA_SOURCES[file])
    # Here, so that a package that is missing can still be told.
    from contract_engine.api.agreements import text_of_file

    text = text_of_file(file)
    return None if text is None else clean(text)


def clean(text: str) -> str:
    """Text without characters that would move the cursor or change the colours, each made �."""
    lines = text.replace("\r\n", "\n")
    return "".join(
        "�" if unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t" else c for c in lines
    )


def print_failure(error: Exception, *, as_json: bool, one_line: bool = False) -> int:
    """An error of ours, or of the installation: one paragraph, no traceback. Exit code 3."""
    message, help_ = _failure(error)
    if as_json:
        print_json({"error": {"message": message, "help": help_}}, one_line=one_line)
    else:
        sys.stderr.write(f"contract-engine could not answer: {clean(message)}\n")
        if help_:
            sys.stderr.write(f"  = help: {help_}\n")
    if os.environ.get("CONTRACT_ENGINE_DEBUG"):
        import traceback

        traceback.print_exception(error)
    return 3


def failure_data(error: Exception) -> dict[str, str]:
    """What `print_failure` prints, for a line of JSON."""
    message, help_ = _failure(error)
    return {"message": message, "help": help_}


def _failure(error: Exception) -> tuple[str, str]:
    if type(error).__name__ == "BrokenEngine":
        return str(error), ""
    first: BaseException = error
    while first.__cause__ is not None:
        first = first.__cause__
    if isinstance(first, ModuleNotFoundError) and not str(first.name).startswith("contract_engine"):
        message = f"`{first.name}` is not installed"
        if extra := EXTRAS.get(str(first.name).partition(".")[0]):
            return message, f'it comes with an extra: pip install "contract-engine[{extra}]"'
        return message, "install contract-engine again, with its dependencies"
    if isinstance(error, OSError):
        return f"{error.strerror or error}", "this is not about the question: look at the system"
    help_ = "this is a bug in contract-engine; set CONTRACT_ENGINE_DEBUG=1 to see where"
    return f"{type(error).__name__}: {error}", help_


def cleaned(problem: Problem) -> Problem:
    """A problem without what would move the cursor or change the colours."""
    return replace(
        problem,
        message=clean(problem.message),
        label=clean(problem.label),
        help=clean(problem.help),
        clause=clean(problem.clause),
        span=replace(problem.span, file=clean(problem.span.file)),
    )
