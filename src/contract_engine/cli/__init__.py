"""The command line: words in, words or JSON out, and an exit code. The edge that prints.

Exit codes: 0 done, 1 a check did not hold, 2 bad input, 3 an internal error or broken install.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import io
import os
import sys
from collections.abc import Sequence

TYPE_CHECKING = (
    False  # as the type checkers read it: `typing` takes longer than to tell the version
)
if TYPE_CHECKING:
    from typing import NoReturn

    from contract_engine.diagnostics import Problem

__all__ = ["main", "run"]

HELP = ("-h", "--help")
SELDOM = (200_000, 50, 100)
"""What an answer makes is kept to its end: looking through it for what can go takes long."""


def run() -> NoReturn:
    """The process of one command, which ends with it.

    What an answer made isn't taken apart, object by object, before the process goes: that takes
    an eighth of it. Where others look on, or other threads are at work, it ends as any other.
    """
    code = main()
    threading = sys.modules.get("threading")
    alone = threading is None or threading.active_count() == 1
    if not alone or sys.getprofile() or sys.gettrace() or sys.flags.interactive:
        sys.exit(code)
    atexit._run_exitfuncs()  # what coverage or a log still has to write
    os._exit(code)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code and never raises."""
    tokens = list(sys.argv[1:] if argv is None else argv)
    gc.set_threshold(*SELDOM)
    _open_streams()
    try:
        code = _guarded(tokens)
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        code = 0  # whoever read our output went away, and has what they wanted
    except OSError as error:
        with contextlib.suppress(OSError):
            sys.stderr.write(f"contract-engine could not write: {error.strerror}\n")
        code = 3
    else:
        return code
    _silence()
    return code


def _guarded(tokens: list[str]) -> int:
    """Run one command, and print what kept it from being done."""
    try:
        return _run(tokens)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        raise
    except Exception as error:
        return _refused(tokens, error)


def _refused(tokens: list[str], error: Exception) -> int:
    """Print what is wrong with the input, or with us; the exit code."""
    from contract_engine.cli.argv import unusable
    from contract_engine.cli.output import EXTRA_SOURCES, print_failure, print_problems
    from contract_engine.diagnostics import AskBack, BadInput

    one_line = any(token.partition("=")[0] == "--batch" for token in tokens)
    as_json = one_line or "--json" in tokens or "--format json" in " ".join(tokens)
    as_json = as_json or "--format=json" in tokens
    if isinstance(error, BadInput):
        EXTRA_SOURCES.update(error.texts)
        offers = error.offers if isinstance(error, AskBack) else ()
        print_problems(error.problems, as_json=as_json, one_line=one_line, offers=offers)
        if offers and isinstance(error, AskBack) and not as_json:
            from contract_engine.cli.offering import choose

            again = choose(tokens, error)
            return _guarded(again) if again is not None else 2
        return 2
    if isinstance(error, OSError) and (problem := unusable(error)) is not None:
        print_problems([problem], as_json=as_json, one_line=one_line)
        return 2
    if isinstance(error, MemoryError):
        print_problems([_too_large(error)], as_json=as_json, one_line=one_line)
        return 2
    return print_failure(error, as_json=as_json, one_line=one_line)


def _too_large(error: MemoryError) -> Problem:
    from contract_engine.diagnostics import Problem, Span

    error.__traceback__ = None  # what its frames hold is the memory that is needed
    help_ = "ask about less, or give more of the facts; or bound it with `--max-nodes`"
    message = "this question takes more memory than there is"
    return Problem("E521", message, Span("<question>"), help=help_)


def _run(tokens: list[str]) -> int:
    if tokens != ["--version"]:
        from contract_engine.cli.argv import misspelt, remember

        remember(tokens)
        misspelt(tokens)
    words = tokens[: tokens.index("--")] if "--" in tokens else tokens
    if "--version" in words[:2]:
        from contract_engine import __version__

        print(__version__)
        return 0
    if words[:1] == ["help"]:
        tokens, words = tokens[1:], [*words[1:], "--help"]
    if not words or words[0] in HELP:
        from contract_engine.cli.overview import overview

        overview()
        return 0
    return _command(tokens, wants_help=any(word in HELP for word in words))


def _command(tokens: list[str], *, wants_help: bool) -> int:
    from contract_engine.cli.app import command_of, given, usage
    from contract_engine.cli.limits import limits_of

    limits, (name, *rest) = limits_of(tokens)
    command = command_of(name)
    if wants_help:
        from contract_engine.cli.help_page import show_help
        from contract_engine.cli.output import console

        show_help(console(), command, usage(name))
        return 0
    asked = given(command, rest)

    from contract_engine.cli.limits import within

    with within(limits, asked):
        return asked.call()


def _open_streams() -> None:
    """Streams that take any text: none may be missing, and none fails on a character."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w"))  # noqa: SIM115, PTH123 (open to the end)
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _silence() -> None:
    """Say nothing more, not even at exit."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
