"""A file of JSON questions, one a line -> a JSON answer a line, as they come."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from contract_engine.answers.answer import Json
from contract_engine.api.text import text_of
from contract_engine.cli.output import failure_data, print_json
from contract_engine.cli.parts import Parts
from contract_engine.cli.typed import place
from contract_engine.diagnostics import BadInput, Problem, Span
from contract_engine.diagnostics.nearest import did_you_mean
from contract_engine.diagnostics.render import as_data

KEYS = ("ask", "text", "on", "given", "under", "without", "known", "evidence", "readings")
STDIN = Path("-")

Told = Callable[[Parts], Json]


def answer_lines(words: tuple[str, ...], common: Parts, file: Path, told: Told) -> int:
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
            print_json(told(_read(line, span, common)), one_line=True)
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
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        message = f"this can't be read: {error.strerror}"
        raise BadInput([Problem("E001", message, Span(str(file)))]) from None


def _filled(lines: Iterator[bytes]) -> Iterator[tuple[int, bytes]]:
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield number, line


def _read(line: bytes, span: Span, common: Parts) -> Parts:
    """The question of one line over what all lines have in common; raises BadInput."""
    data = _data(line, span)
    problems = list(_misshapen(data, span))
    if problems:
        raise BadInput(problems)
    said = {key: value for key, value in data.items() if value is not None}
    ask = said.pop("ask" if "ask" in said else "text")
    text = text_of(ask, **said)
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
        places={"": span},
    )
    return Parts(text, common.base)


def _data(line: bytes, span: Span) -> dict[str, Any]:
    try:
        data = json.loads(
            line.decode("utf-8-sig"),
            parse_float=str,
            parse_int=str,
            parse_constant=str,
            object_pairs_hook=_once,
        )
    except UnicodeDecodeError:
        raise BadInput([Problem("E511", "this line is not UTF-8", span)]) from None
    except RecursionError:
        raise BadInput([Problem("E511", "this line is nested too deep", span)]) from None
    except ValueError as error:
        at = replace(span, column=getattr(error, "colno", 1))
        why = str(getattr(error, "msg", error))
        raise BadInput([Problem("E511", f"this is not a line of JSON: {why}", at)]) from None
    if not isinstance(data, dict):
        raise BadInput([Problem("E511", "a JSON object belongs here", span, help=_EXAMPLE)])
    return data


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"`{key}` stands twice")
        found[key] = value
    return found


_EXAMPLE = 'write {"ask": "PARTY ACTION", "on": "2025-11-15", "given": {"NAME": "VALUE"}}'


def _misshapen(data: Mapping[str, Any], span: Span) -> Iterator[Problem]:
    for key, value in data.items():
        if key not in KEYS:
            help_ = did_you_mean(key, KEYS)
            yield Problem("E511", f"unknown key `{key}`", span, help=help_)
        elif value is not None and not _fits(key, value):
            what = {
                "given": "an object of names and values",
                "readings": "an object of names and values",
                "without": "an instrument, or a list of them",
            }.get(key, "text")
            yield Problem("E511", f"`{key}` is not {what}", span, help=_EXAMPLE)
    if (data.get("ask") is None) == (data.get("text") is None):
        message = "a question has either `ask` or `text`"
        yield Problem("E511", message, span, help=_EXAMPLE)


def _fits(key: str, value: object) -> bool:
    if key in ("given", "readings"):
        return isinstance(value, dict) and all(
            isinstance(each, (str, bool)) or _is_texts(each) for each in value.values()
        )
    if key == "without":
        return isinstance(value, str) or _is_texts(value)
    return isinstance(value, str)


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)
