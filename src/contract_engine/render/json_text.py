"""JSON as text -> the same document, without characters that a terminal or a log would act on.

And plain data whose lists may be iterators -> JSON, piece by piece.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from contract_engine import lazy_pattern

_UNSHOWN = lazy_pattern.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def escaped(text: str) -> str:
    """The same document, with controls, separators and turns of direction as escapes.

    Args:
        text: what `json.dumps` made, with or without line breaks.

    Returns:
        Text that reads back as the same.
    """
    if "".join(set(text) - {"\n"}).isprintable():
        return text
    return _UNSHOWN.sub(lambda c: f"\\u{ord(c[0]):04x}", text)


def pieces(data: object, *, ascii_only: bool = False, depth: int = 0) -> Iterator[str]:
    """JSON in pieces, so that a long document is never held as a whole.

    Args:
        data: plain data; a list may be an iterator, whose items have a line each.
        ascii_only: whether all else is written as escapes.
        depth: how deep it stands in the document.
    """
    inside, outside = "\n" + "  " * (depth + 1), "\n" + "  " * depth
    if isinstance(data, dict) and data:
        sign = "{"
        for name, value in data.items():
            yield f"{sign}{inside}{json.dumps(name, ensure_ascii=ascii_only)}: "
            yield from pieces(value, ascii_only=ascii_only, depth=depth + 1)
            sign = ","
        yield outside + "}"
    elif isinstance(data, Iterator):
        sign = "["
        for value in data:
            yield f"{sign}{inside}{json.dumps(value, ensure_ascii=ascii_only)}"
            sign = ","
        yield "[]" if sign == "[" else outside + "]"
    elif isinstance(data, list) and any(isinstance(each, dict) for each in data):
        sign = "["
        for value in data:
            yield f"{sign}{inside}"
            yield from pieces(value, ascii_only=ascii_only, depth=depth + 1)
            sign = ","
        yield outside + "]"
    else:
        text = json.dumps(data, indent=2, ensure_ascii=ascii_only)
        yield text.replace("\n", outside)
