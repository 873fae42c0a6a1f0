"""A file of JSON questions, one a line -> a JSON answer a line, as they come."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from contract_engine.answers.answer import Result
from contract_engine.api import Request, request_of
from contract_engine.cli.output import failure_data, print_json
from contract_engine.cli.typed import place
from contract_engine.diagnostics import BadInput, Problem, Span
from contract_engine.diagnostics.render import as_data
from contract_engine.files.json_parser import parse_json
from contract_engine.files.shapes import LineShape
from contract_engine.files.tree import Tree
from contract_engine.files.validate import record

LONGEST = 1_000_000
"""So many bytes a line may have."""
STDIN = Path("-")

Told = Callable[[Request], Result]


def answer_lines(words: tuple[str, ...], common: Request, file: Path, told: Told) -> int:
    """Answer every line; what is common to all holds where a line doesn't say otherwise.

    A line that can't be answered gives {"line": n, "problems": [...]}, and exit code 2 at the end.
    """
    if words:
        message = "the questions come from --batch"
        raise BadInput([Problem("E505", message, place(words[0]), help="leave this one out")])
    code = 0
    for number, line in _lines(file):
        span = Span("<stdin>" if file == STDIN else str(file), number, 1)
        try:
            print_json(told(_read(line, span, common)).to_json(), one_line=True)
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
        yield from _filled(source)
        return
    try:
        with file.open("rb") as opened:
            yield from _filled(opened)
    except (OSError, ValueError) as error:
        if isinstance(error, BrokenPipeError):
            raise
        message = f"this can't be read: {getattr(error, 'strerror', None) or error}"
        raise BadInput([Problem("E001", message, Span(str(file)))]) from None


def _filled(source: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Of a line that is longer than any question, no more than its beginning is kept."""
    number = 0
    while line := source.readline(LONGEST + 1):
        number += 1
        rest = line
        while len(rest) > LONGEST and not rest.endswith(b"\n"):
            rest = source.readline(LONGEST + 1)
        if line.strip():
            yield number, line


def _read(line: bytes, span: Span, common: Request) -> Request:
    """The question of one line over what all lines have in common; raises BadInput."""
    tree, shaped = _shaped(line, span)
    said = {
        key: value
        for key in ("on", "given", "under", "without", "known", "evidence", "readings")
        if (value := getattr(shaped, key)) is not None
    }
    text = request_of(shaped.ask or shaped.text or "", **said).text
    shared = common.text
    text = replace(
        text,
        on=text.on or shared.on,
        given={**shared.given, **text.given},
        under=text.under if text.under is not None else shared.under,
        without=tuple(dict.fromkeys((*shared.without, *text.without))),
        known=text.known if text.known is not None else shared.known,
        evidence=text.evidence if text.evidence is not None else shared.evidence,
        readings={**shared.readings, **text.readings},
        places={**shared.places, **_places(tree, span)},
    )
    return replace(common, text=text, which_day='add "on": "2025-11-15"')


def _shaped(line: bytes, span: Span) -> tuple[Tree, LineShape]:
    if len(line) > LONGEST:
        message = f"this line has more than {LONGEST:,} bytes"
        raise BadInput([Problem("E511", message, span, help="give one question a line")])
    try:
        written = line.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput([Problem("E511", "this line is not UTF-8", span)]) from None
    tree, wrong = parse_json(span.file, written.strip("\r\n"), span.line)
    if wrong is not None:
        raise BadInput([replace(wrong, help=wrong.help or _EXAMPLE)])
    shaped, problems = record(tree, LineShape)
    if shaped is None:
        raise BadInput(replace(problem, help=problem.help or _EXAMPLE) for problem in problems)
    if (shaped.ask is None) == (shaped.text is None):
        message = "a question has either `ask` or `text`"
        raise BadInput([Problem("E511", message, tree.value(()), help=_EXAMPLE)])
    return tree, shaped


def _places(tree: Tree, span: Span) -> dict[str, Span]:
    """Where each part of a line stands."""
    places = {"": span}
    for path, place_ in tree.values.items():
        if len(path) == 1:
            places["ask" if path[0] == "text" else str(path[0])] = place_
        elif len(path) == 2 and path[0] in ("given", "readings"):
            places[f"{path[0]}.{path[1]}"] = place_
            places[f"{path[0]}.{path[1]}:"] = tree.key(path)
    return places


_EXAMPLE = 'write {"ask": "PARTY ACTION", "on": "2025-11-15", "given": {"NAME": "VALUE"}}'
