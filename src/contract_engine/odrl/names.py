"""IRIs and texts -> names that the language can have, each once."""

from __future__ import annotations

import re
from urllib.parse import unquote

from contract_engine.language.scope import is_word

_UUID = re.compile(r"[0-9a-f]{8}[_-]?([0-9a-f]{4}[_-]?){3}[0-9a-f]{12}")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
LONGEST = 48


class Names:
    """Names given out; none comes twice."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def word(self, said: str, otherwise: str, before: str = "") -> str:
        """A word for an IRI or a text, such as party_collection; `otherwise` if it gives none.

        `before` stands before it.
        """
        made = plain(said)
        if not made or _UUID.fullmatch(made) or said.startswith("_:"):
            made = f"{otherwise}_1"
        made = before + made
        return self._free(made if is_word(made) else f"{otherwise}_{made}", "_")

    def slug(self, said: str, otherwise: str) -> str:
        """A name for a clause or a group, such as permission-read."""
        made = plain(said)
        if not made or _UUID.fullmatch(made) or said.startswith("_:"):
            made = otherwise
        return self._free(made.replace("_", "-"), "-")

    def _free(self, made: str, join: str) -> str:
        stem, _, number = made.rpartition(join)
        if not (stem and number.isdigit()):
            stem, number = made, "1"
        count = int(number)
        while made in self._given:
            count += 1
            made = f"{stem}{join}{count}"
        self._given.add(made)
        return made


def plain(said: str) -> str:
    """The last part of an IRI, or a text, as lower-case words joined by `_`; may be empty."""
    text = said
    if ":" in said and " " not in said:
        text = next((part for part in reversed(re.split(r"[#/:]", unquote(said))) if part), "")
    words = re.sub(r"[^a-z0-9]+", "_", _HUMP.sub("_", text).lower()).strip("_")
    return words[:LONGEST].rstrip("_")
