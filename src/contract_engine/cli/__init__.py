"""The command line: words in, words or JSON out, and an exit code. The edge that prints.

Exit codes: 0 done, 1 a check did not hold, 2 bad input, 3 an internal error or broken install.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from contract_engine.diagnostics import BadInput

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code and never raises."""
    tokens = list(sys.argv[1:] if argv is None else argv)
    as_json = "--json" in tokens
    try:
        return _run(tokens)
    except BadInput as error:
        from contract_engine.cli.output import print_problems

        print_problems(error.problems, as_json=as_json)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        _silence_pipe()
        return 0
    except Exception as error:
        from contract_engine.cli.output import print_internal

        return print_internal(error, as_json=as_json)


def _run(tokens: list[str]) -> int:
    from cyclopts.exceptions import CycloptsError

    from contract_engine.cli.app import app

    try:
        code = app(tokens, exit_on_error=False, print_error=False, result_action="return_value")
        sys.stdout.flush()
    except CycloptsError as error:
        from contract_engine.cli.output import usage

        raise BadInput([usage(error)]) from None
    return code if isinstance(code, int) else 0


def _silence_pipe() -> None:
    """Whoever read our output went away: say nothing more, not even at exit."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
