"""The command line: words in, words or JSON out, and an exit code. The edge that prints.

Exit codes: 0 done, 1 a check did not hold, 2 bad input, 3 an internal error or broken install.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Sequence

from contract_engine.diagnostics import AskBack, BadInput

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code and never raises."""
    tokens = list(sys.argv[1:] if argv is None else argv)
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
    from contract_engine.cli.output import EXTRA_SOURCES, print_failure, print_problems

    one_line = any(token.partition("=")[0] == "--batch" for token in tokens)
    as_json = one_line or "--json" in tokens or "--format json" in " ".join(tokens)
    as_json = as_json or "--format=json" in tokens
    try:
        return _run(tokens)
    except BadInput as error:
        EXTRA_SOURCES.update(error.texts)
        offers = error.offers if isinstance(error, AskBack) else ()
        print_problems(error.problems, as_json=as_json, one_line=one_line, offers=offers)
        if offers and isinstance(error, AskBack) and not as_json:
            from contract_engine.cli.offering import choose

            again = choose(tokens, error)
            return _guarded(again) if again is not None else 2
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        raise
    except Exception as error:
        from contract_engine.cli.argv import unusable

        if isinstance(error, OSError) and (problem := unusable(error)) is not None:
            print_problems([problem], as_json=as_json, one_line=one_line)
            return 2
        return print_failure(error, as_json=as_json, one_line=one_line)


def _run(tokens: list[str]) -> int:
    from contract_engine.cli.argv import misspelt, remember
    from contract_engine.cli.limits import within_limits

    remember(tokens)
    if problems := misspelt(tokens):
        raise BadInput(problems)
    with within_limits(tokens) as rest:
        return _command(rest)


def _command(tokens: list[str]) -> int:
    if not tokens or tokens[0] in ("-h", "--help", "help"):
        tokens = [*tokens[1:2], "--help"] if tokens[:1] == ["help"] and tokens[1:] else []
        if not tokens:
            from contract_engine.cli.overview import overview

            overview()
            return 0
    from cyclopts.exceptions import CycloptsError

    from contract_engine.cli.app import app, usage
    from contract_engine.cli.output import console

    try:
        code = app(
            tokens,
            console=console(),
            exit_on_error=False,
            print_error=False,
            result_action="return_value",
        )
    except CycloptsError as error:
        raise BadInput([usage(error)]) from None
    return code if isinstance(code, int) else 0


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
