"""Answers -> the end of a log file, however many processes write to it at once."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from contract_engine.answers.answer import Json
from contract_engine.lazy_dataclass import dataclass
from contract_engine.receipts.entry import NOTHING, START, Line, line_of, read_line

_BLOCK = 1 << 16


class NotALog(Exception):
    """The file holds something else; nothing was written to it."""


@dataclass(frozen=True)
class Head:
    """The last line of a log: which entry it is, and the hash that stands for all before it."""

    n: int
    sha256: str


def append(path: Path, answers: Sequence[Json]) -> Head:
    """Write the answers after what is there, under a lock, and wait until they are on the disk.

    A last line that somebody's crash left torn stays as it is: the chain goes on from the last
    whole one. Raises OSError and NotALog.
    """
    file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        size = os.fstat(file).st_size
        start = os.pread(file, len(START), 0)
        if not START.startswith(start):
            raise NotALog
        last = next(_last_lines(file, size), None)
        head = Head(last.n, last.sha256) if last else Head(0, NOTHING)
        lines = [] if size == 0 or os.pread(file, 1, size - 1) == b"\n" else [b"\n"]
        now = datetime.now(UTC).replace(microsecond=0)
        for answer in answers:
            line, sha256 = line_of(head.n + 1, head.sha256, now, answer)
            head = Head(head.n + 1, sha256)
            lines.append(line)
        _write(file, b"".join(lines))
        os.fsync(file)
    finally:
        os.close(file)  # and with it goes the lock
    return head


def _write(file: int, content: bytes) -> None:
    left = memoryview(content)
    while left:
        left = left[os.write(file, left) :]


def _last_lines(file: int, size: int) -> Iterator[Line]:
    """The intact lines, from the last one backwards."""
    tail = b""
    while size > 0:
        begin = max(0, size - _BLOCK)
        tail = os.pread(file, size - begin, begin) + tail
        size = begin
        first, *whole = tail.split(b"\n")
        for raw in reversed(whole):
            line = read_line(raw)
            if line is not None and line.intact:
                yield line
        tail = first
    line = read_line(tail)
    if line is not None and line.intact:
        yield line
