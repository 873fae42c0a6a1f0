"""A file's bytes -> its text, or why they aren't text; and which characters no text may hold."""

from __future__ import annotations

from contract_engine import lazy_pattern
from contract_engine.diagnostics import Problem, Span

MAX_BYTES = 4_000_000

# Control characters, halves of pairs, line ends of other sorts, and marks that can't be seen: with
# those that turn the direction of writing a line can look other than it reads.
_OUT_OF_PLACE = lazy_pattern.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def decode(file: str, raw: bytes, most: int = MAX_BYTES) -> tuple[str, tuple[Problem, ...]]:
    """The text of UTF-8 bytes; nothing is raised."""
    if len(raw) > most:
        return "", (too_large(file, len(raw)),)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if raw.startswith(_UTF_16):
            problem = Problem("E002", "this is UTF-16", Span(file, 1, 1), help="save it as UTF-8")
            return raw.decode("utf-8", "replace"), (problem,)
        before = raw[: error.start].decode("utf-8-sig")
        message = f"byte 0x{raw[error.start]:02x} is not UTF-8"
        text = raw.decode("utf-8-sig", "replace")
        return text, (Problem("E002", message, _end(file, before), help="save it as UTF-8"),)
    at = out_of_place(text)
    if at is not None:
        message = f"character U+{ord(text[at]):04X} has no place in a text file"
        return text, (Problem("E002", message, _end(file, text[:at]), help="take it away"),)
    return text, ()


def out_of_place(text: str) -> int | None:
    """Where a character stands that no text may hold; None where there is none."""
    found = _OUT_OF_PLACE.search(text)
    return None if found is None else found.start()


def without_unshown(text: str) -> str:
    """The text without the characters that no text may hold."""
    return _OUT_OF_PLACE.sub("", text)


def unshown(text: str) -> tuple[str, ...]:
    """The characters of a text that no text may hold, as U+0085."""
    return tuple(dict.fromkeys(f"U+{ord(c):04X}" for c in _OUT_OF_PLACE.findall(text)))


def too_large(file: str, size: int) -> Problem:
    """The problem of a file that nobody wrote by hand."""
    message = f"this file has {size:,} bytes; at most {MAX_BYTES:,} are read"
    return Problem("E004", message, Span(file), help="split it into instruments")


def _end(file: str, before: str) -> Span:
    """The place after this much of a file."""
    lines = (before + ".").splitlines()
    return Span(file, len(lines), len(lines[-1]))
