"""An answer -> a line of a log, chained to the line before by its hash; and a line -> its parts.

The last value of a line is the sha256 of every byte before it, so a changed byte shows.
"""

from __future__ import annotations

import hashlib
import json
import re
from datetime import datetime

from contract_engine.answers.answer import Json
from contract_engine.lazy_dataclass import dataclass

START = b'{"log":1,"n":'
"""How every line of a log begins."""

NOTHING = "0" * 64
"""What the first line names as the hash of the line before it."""

_END = re.compile(rb',"sha256":"([0-9a-f]{64})"\}')
_END_LENGTH = len(',"sha256":""}') + 64


@dataclass(frozen=True)
class Line:
    """A line of a log; `intact` says whether its own hash is that of what it says."""

    n: int
    previous: str
    at: str
    answer: Json
    sha256: str
    intact: bool


def line_of(n: int, previous: str, at: datetime, answer: Json) -> tuple[bytes, str]:
    """A line with its newline, and its hash."""
    body = {"log": 1, "n": n, "previous": previous, "at": at.isoformat(), "answer": answer}
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    said = text.encode("utf-8", "surrogatepass")[:-1]
    sha256 = hashlib.sha256(said).hexdigest()
    return said + b',"sha256":"' + sha256.encode() + b'"}\n', sha256


def read_line(raw: bytes) -> Line | None:
    """The parts of a line (without its newline); None where it is no line of a log, or torn."""
    end = _END.fullmatch(raw, len(raw) - _END_LENGTH) if len(raw) > _END_LENGTH else None
    if end is None or not raw.startswith(START):
        return None
    try:
        data = json.loads(raw.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError):
        return None
    n, previous, at = data.get("n"), data.get("previous"), data.get("at")
    if type(n) is not int or not isinstance(previous, str) or not isinstance(at, str):
        return None
    sha256 = end[1].decode()
    intact = hashlib.sha256(raw[:-_END_LENGTH]).hexdigest() == sha256
    return Line(n, previous, at, data.get("answer"), sha256, intact)
