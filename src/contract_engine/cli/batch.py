"""A file of JSON questions, one a line -> a JSON answer a line, as they come."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from contract_engine.api import Request
from contract_engine.api.batch import lines, request_of_line
from contract_engine.api.results import Result
from contract_engine.cli.argv import place
from contract_engine.cli.output import failure_data, print_json
from contract_engine.diagnostics import BadInput, Problem, Span
from contract_engine.diagnostics.render import as_data

STDIN = Path("-")

Told = Callable[[Request], Result]


def answer_lines(
    agreement: str, words: tuple[str, ...], common: Request, file: Path, told: Told
) -> int:
    """Answer every line; what is common to all holds where a line doesn't say otherwise.

    A line that can't be answered gives {"line": n, "problems": [...]}, and exit code 2 at the end.
    """
    if words:
        message = "the questions come from --batch"
        raise BadInput([Problem("E505", message, place(words[0]), help="leave this one out")])
    code = 0
    name = "<stdin>" if file == STDIN else str(file)
    for number, line in _lines(file):
        try:
            request = request_of_line(line, Span(name, number, 1), common)
            print_json({"agreement": agreement} | told(request).to_json(), one_line=True)
        except BadInput as error:
            problems = [as_data(problem) for problem in error.problems]
            print_json({"line": number, "problems": problems}, one_line=True)
            code = max(code, 2)
        except (BrokenPipeError, KeyboardInterrupt):
            raise
        except Exception as error:
            print_json({"line": number, "error": failure_data(error)}, one_line=True)
            code = 3
        sys.stdout.flush()
    return code


def _lines(file: Path) -> Iterator[tuple[int, bytes]]:
    """The lines that hold something, with their numbers, one at a time."""
    if file == STDIN:
        source = getattr(sys.stdin, "buffer", None)
        if source is None:
            raise BadInput([Problem("E001", "there is no standard input", place())])
        yield from lines(source)
        return
    try:
        with file.open("rb") as opened:
            yield from lines(opened)
    except (OSError, ValueError) as error:
        if isinstance(error, BrokenPipeError):
            raise
        message = f"this can't be read: {getattr(error, 'strerror', None) or error}"
        raise BadInput([Problem("E001", message, Span(str(file)))]) from None
