"""Words that are meant as an offset -> how to write it, for a help line."""

from __future__ import annotations

import re

LIKE_THIS = "write it as `30 days after notice_given`"

_TO_TWELVE = (
    *("one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_NUMBERS = {word: number for number, word in enumerate(_TO_TWELVE, 1)} | {
    **{"a": 1, "an": 1, "fourteen": 14, "fifteen": 15, "twenty": 20, "thirty": 30},
    **{"sixty": 60, "ninety": 90},
}
_UNITS = {
    "day": (1, "days"),
    "week": (1, "weeks"),
    "month": (1, "months"),
    "quarter": (3, "months"),
    "year": (1, "years"),
}
_PART = re.compile(
    r"(?P<count>[0-9]{1,6}|[a-z]+)(?: \([0-9]+\))? (?P<unit>day|week|month|quarter|year)s?",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"(?P<parts>.+?) (?:after|from|following|since|of|beginning on) (?:the )?(?P<name>[a-z0-9_-]+)",
    re.IGNORECASE,
)
_END = re.compile(
    r"(?:the )?(?:end|last day) of (?:the |that )?(?P<period>month|quarter|year)"
    r"(?: in which| that| of| after| following| from)* (?:the )?(?P<name>[a-z0-9_-]+)",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"(?:the )?first(?: day)? of (?:the )?(?:next |following )?(?P<period>month|quarter|year)"
    r"(?: that follows| following| after| of| from)* (?:the )?(?P<name>[a-z0-9_-]+)",
    re.IGNORECASE,
)
_BUSINESS = re.compile(
    r"\b(?:business|working|banking|trading) (?:day|week|month)s?\b", re.IGNORECASE
)


def is_number_word(word: str) -> bool:
    """Whether a word is a number written out."""
    return word.lower() in _NUMBERS


def offset_meant(text: str) -> str:
    """What to write for an offset that is written in another way, as far as it can be told."""
    if _BUSINESS.search(text):
        return "write it as `10 business days after notice_given`, which a calendar counts"
    if (end := _END.fullmatch(text)) is not None:
        return f"write `end of {end['period'].lower()} of {end['name']}`"
    if (after := _NEXT.fullmatch(text)) is not None:
        return f"write `first day of next {after['period'].lower()} after {after['name']}`"
    whole = _WHOLE.fullmatch(text.replace("calendar ", ""))
    counted = _counted(whole["parts"]) if whole is not None else None
    if whole is None or counted is None:
        return LIKE_THIS
    return f"write `{counted} after {whole['name']}`"


def _counted(words: str) -> str | None:
    """`1 year and 6 months` as `18 months`; None for what is no one unit."""
    words = re.sub(r",| and ", " ", words)
    if _PART.sub("", words).strip():
        return None
    found: dict[str, int] = {}
    for match in _PART.finditer(words):
        said = match["count"].lower()
        number = int(said) if said.isdigit() else _NUMBERS.get(said)
        if number is None:
            return None
        times, unit = _UNITS[match["unit"].lower()]
        found[unit] = found.get(unit, 0) + times * number
    if set(found) == {"years", "months"}:
        found = {"months": 12 * found["years"] + found["months"]}
    if set(found) == {"weeks", "days"}:
        found = {"days": 7 * found["weeks"] + found["days"]}
    if len(found) != 1:
        return None
    ((unit, number),) = found.items()
    return f"{number} {unit if number != 1 else unit[:-1]}"
