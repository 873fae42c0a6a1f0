"""A name that nobody declared -> a help line with the nearest one that somebody did."""

from __future__ import annotations

from collections.abc import Iterable

FEW = 12
"""So many names are listed where none is near."""

LIKENESS = 0.66
"""So alike two names have to be for one to be meant by the other."""


def did_you_mean(word: str, names: Iterable[str], listing: str = "there are") -> str:
    """A help line naming the nearest known name, or the names there are if they are few."""
    known = list(dict.fromkeys(names))
    near = nearest(word, known)
    if near:
        return f"did you mean `{near}`?"
    if len(known) == 1:
        return f"there is only `{known[0]}`"
    if 0 < len(known) <= FEW:
        return f"{listing}: " + ", ".join(f"`{name}`" for name in known)
    return ""


def nearest(word: str, names: Iterable[str]) -> str | None:
    """The name that is most like the word, whatever its capitals and joints."""
    import difflib  # only where a name is wrong: it takes longer than the rest of a short command

    alike = {_plain(name): name for name in names}
    found = difflib.get_close_matches(_plain(word), alike, n=1, cutoff=LIKENESS)
    return alike[found[0]] if found else None


def _plain(name: str) -> str:
    return name.casefold().replace("-", "_").replace(" ", "_")
