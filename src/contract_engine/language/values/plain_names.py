"""A name in letters of any language -> the nearest one in plain letters, for a help line."""

from __future__ import annotations

import re
import unicodedata

_SPELT = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "oe",
        "å": "aa",
        "ð": "d",
        "þ": "th",
        "ł": "l",
        "đ": "d",
        "\N{LATIN SMALL LETTER DOTLESS I}": "i",
    }
)


def plain_word(name: str) -> str:
    """The name in a-z, digits and `_`; empty where nothing of it can be spelt so."""
    return re.sub(r"[^a-z0-9]+", "_", _plain(name.lower())).strip("_")


def plain_slug(name: str) -> str:
    """The name in letters, digits, points and `-`; empty where nothing of it can be spelt so."""
    return re.sub(r"[^A-Za-z0-9._]+", "-", _plain(name)).strip("-._")


def _plain(name: str) -> str:
    spelt = unicodedata.normalize("NFC", name).translate(_SPELT)
    apart = unicodedata.normalize("NFKD", spelt)
    return "".join(c for c in apart if not unicodedata.combining(c))
