"""A text -> how many columns of a terminal it takes."""

from __future__ import annotations

from contract_engine import lazy_pattern

_ODD = lazy_pattern.compile("[^\x20-\u02ff\u2010-\u2027\u2190-\u21ff\u2260-\u2265\u2500-\u259f]")
"""What may take no column, or two: all but letters of the west, dashes, quotes, arrows, lines."""


def columns(text: str) -> int:
    """How wide a terminal shows the text: some letters take two columns, accents none."""
    odd = _ODD.findall(text) if not text.isascii() else ()
    if not odd:
        return len(text)
    from unicodedata import category, east_asian_width

    wide = sum(east_asian_width(c) in "WF" for c in odd)
    return len(text) + wide - sum(category(c) in ("Mn", "Me", "Cf") for c in odd)
