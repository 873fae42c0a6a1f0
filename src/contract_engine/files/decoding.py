"""A file's bytes -> its text, or why they aren't text."""

from __future__ import annotations

import re

from contract_engine.diagnostics import Problem, Span

MAX_BYTES = 4_000_000

# Control characters and halves of pairs, which YAML refuses, and marks that can't be seen: with
# those that turn the direction of writing a line can look other than it reads.
_OUT_OF_PLACE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)


def decode(file: str, raw: bytes) -> tuple[str, tuple[Problem, ...]]:
    """The text of UTF-8 bytes; nothing is raised."""
    if len(raw) > MAX_BYTES:
        return "", (too_large(file, len(raw)),)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8-sig")
        message = f"byte 0x{raw[error.start]:02x} is not UTF-8"
        text = raw.decode("utf-8-sig", "replace")
        return text, (Problem("E002", message, _end(file, before), help="save it as UTF-8"),)
    bad = _OUT_OF_PLACE.search(text)
    if bad is not None:
        message = f"character U+{ord(bad[0]):04X} has no place in a text file"
        place = _end(file, text[: bad.start()])
        return text, (Problem("E002", message, place, help="take it away"),)
    return text, ()


def too_large(file: str, size: int) -> Problem:
    """The problem of a file that nobody wrote by hand."""
    message = f"this file has {size:,} bytes; at most {MAX_BYTES:,} are read"
    return Problem("E004", message, Span(file), help="split it into instruments")


def _end(file: str, before: str) -> Span:
    """The place after this much of a file."""
    lines = (before + ".").splitlines()
    return Span(file, len(lines), len(lines[-1]))
