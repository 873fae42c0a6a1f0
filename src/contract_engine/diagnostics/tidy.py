"""A message's text -> one printable line in which the user's words are not overlong."""

from __future__ import annotations

from contract_engine import lazy_pattern

LONGEST = 90
"""So many characters of the user's words are shown between backticks."""

_QUOTED = lazy_pattern.compile(rf"`([^`]{{{LONGEST + 1},}})`")
_SPACE = lazy_pattern.compile(r"\s+")


def tidy(text: str) -> str:
    """The text on one line, without control characters, its long quotations cut short.

    A file may hold anything between double quotes, and a terminal would act on it.
    """
    if not text.isprintable():
        text = _SPACE.sub(" ", text)
        text = "".join(c if c.isprintable() else _escaped(c) for c in text)
    if len(text) > LONGEST:
        text = _QUOTED.sub(lambda match: f"`{shortened(match[1])}`", text)
    return text


def shortened(words: str, longest: int = LONGEST) -> str:
    """The words, or their beginning and `...`."""
    return words if len(words) <= longest else words[: longest - 3].rstrip() + "..."


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")
