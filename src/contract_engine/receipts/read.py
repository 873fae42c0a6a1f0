"""The lines of a file -> the answers kept in it: a log, or answers as `ask --json` prints them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import chain

from contract_engine.answers.answer import Json
from contract_engine.diagnostics import Problem, Span
from contract_engine.lazy_dataclass import dataclass
from contract_engine.receipts.chain import Chain, Fault
from contract_engine.receipts.entry import START
from contract_engine.receipts.recorded_answer import Recorded, read_recorded

_AHEAD = 20
"""A log is known by one of its first lines, even where others of them are torn."""


@dataclass(frozen=True)
class LogRead:
    """What a log says of itself: its intact entries, its last line's hash, what is wrong."""

    entries: int
    chain: Chain
    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class Kept:
    """The answers of a file, and of a log how it stands with its chain."""

    answers: tuple[Recorded, ...]
    log: LogRead | None = None


def read_kept(file: str, lines: Iterable[bytes]) -> tuple[Kept | None, tuple[Problem, ...]]:
    """Every answer in a file; None with what is wrong where it holds something else."""
    rest = iter(lines)
    ahead = [line for _, line in zip(range(_AHEAD), rest, strict=False)]
    every = chain(ahead, rest)
    if any(line.startswith(START) for line in ahead):
        return _log(file, every)
    answers: list[Recorded] = []
    problems: list[Problem] = []
    for place, data in _documents(file, b"".join(every), problems):
        found, wrong = read_recorded(data, place)
        problems += wrong
        if found is not None:
            answers.append(found)
    if not answers and not problems:
        problems.append(Problem("E514", "there is no answer in this file", Span(file)))
    return (None, tuple(problems)) if problems else (Kept(tuple(answers)), ())


def _log(file: str, lines: Iterable[bytes]) -> tuple[Kept | None, tuple[Problem, ...]]:
    links = Chain()
    answers: list[Recorded] = []
    problems: list[Problem] = []
    entries = 0
    for at, line in links.follow(lines):
        entries += 1
        found, wrong = read_recorded(line.answer, Span(file, at))
        problems += wrong
        if found is not None:
            answers.append(found)
    if problems:
        return None, tuple(problems)
    return Kept(tuple(answers), LogRead(entries, links, links.faults())), ()


def _documents(file: str, content: bytes, problems: list[Problem]) -> Iterator[tuple[Span, Json]]:
    """One answer, a list of them, or one on each line."""
    try:
        whole = _json(content)
    except ValueError as error:
        lines = content.splitlines()
        if len(lines) < 2 or not lines[0].rstrip().endswith(b"}"):
            problems.append(_not_json(error, Span(file, getattr(error, "lineno", 0))))
            return
        yield from _each_line(file, lines, problems)
        return
    for data in whole if isinstance(whole, list) else [whole]:
        yield Span(file, 1), data


def _each_line(
    file: str, lines: list[bytes], problems: list[Problem]
) -> Iterator[tuple[Span, Json]]:
    for at, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            data = _json(line)
        except ValueError as error:
            problems.append(_not_json(error, Span(file, at)))
            continue
        if isinstance(data, dict) and "problems" in data and "verdict" not in data:
            continue  # of a batch: a question that had no answer
        yield Span(file, at), data


def _json(content: bytes) -> Json:
    try:
        data: Json = json.loads(content.decode("utf-8-sig"))
    except RecursionError:
        raise ValueError("it is nested too deep") from None
    return data


def _not_json(error: ValueError, span: Span) -> Problem:
    message = getattr(error, "msg", None) or str(error)
    return Problem(
        "E514",
        f"this is not JSON: {message}",
        span,
        help="write answers with `ask --json`, or keep them with `ask --log FILE`",
    )
