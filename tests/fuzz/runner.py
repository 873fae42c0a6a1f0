"""A command line -> what came of it, with a bound on its work; and what must never come of one."""

from __future__ import annotations

import io
import re
import resource
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

from contract_engine.cli import main

SECONDS = 20
"""So many seconds of the processor an answer may take; most take a twentieth of one."""
MEGABYTES = 1000
"""So much memory all of them may have taken together."""

_RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_NO_COLUMN = re.compile(r"\.(?:ya?ml|csv|jsonl?|ttl|jsonld|log):[0-9]+:0\b")


class Hung(BaseException):
    """It took longer than anything may."""


@dataclass(frozen=True)
class Done:
    """What came of a command line."""

    code: int | None
    out: str


def run(words: Sequence[str], stdin: bytes = b"") -> Done:
    """Run a command line in this process."""
    stream = io.BytesIO()
    before = sys.stdin, sys.stdout, sys.stderr
    code: int | None = None
    written = io.TextIOWrapper(stream, encoding="utf-8", errors="surrogatepass", write_through=True)
    try:
        sys.stdin = io.TextIOWrapper(io.BytesIO(stdin))
        sys.stdout = sys.stderr = written
        with bounded():
            code = main(list(words))
    except Hung:
        code = None
    finally:
        sys.stdin, sys.stdout, sys.stderr = before
    written.flush()
    return Done(code, stream.getvalue().decode("utf-8", "surrogatepass"))


def fault(done: Done) -> str | None:
    """What is wrong with what came of an input, whatever the input; None where all is well."""
    if done.code is None:
        return f"it took more than {SECONDS} seconds"
    if done.code not in (0, 1, 2):
        return f"exit code {done.code}"
    if "Traceback" in done.out or "a bug in contract-engine" in done.out:
        return "a traceback"
    if (raw := _RAW.search(done.out)) is not None:
        return f"U+{ord(raw[0]):04X} stands raw in the output"
    if _NO_COLUMN.search(done.out):
        return "a place without a column"
    return None


def megabytes() -> int:
    """The most memory that this process has taken."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


@contextmanager
def bounded() -> Iterator[None]:
    """Raise Hung once what is done within has taken so much of the processor."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise Hung

    handler = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, handler)
