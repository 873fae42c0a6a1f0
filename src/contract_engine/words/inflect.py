"""A word -> the key that its forms share: serve, serves, served and serving are one word.

Keys are compared with each other and shown to nobody. British and American spellings of a word
have one key.
"""

from __future__ import annotations

from functools import lru_cache

_IRREGULAR = {
    form: base
    for base, forms in {
        "sell": "sold",
        "buy": "bought",
        "build": "built",
        "run": "ran",
        "give": "gave given",
        "take": "took taken",
        "make": "made",
        "hold": "held",
        "keep": "kept",
        "spend": "spent",
        "leave": "left",
        "meet": "met",
        "pay": "paid",
        "bring": "brought",
        "choose": "chose chosen",
        "write": "wrote written",
        "lend": "lent",
        "lose": "lost",
        "send": "sent",
        "find": "found",
        "own": "owned",
        "begin": "began begun",
        "win": "won",
        "tell": "told",
        "show": "shown",
        "see": "saw seen",
        "get": "got gotten",
        "withhold": "withheld",
        "withdraw": "withdrew withdrawn",
        "undertake": "undertook undertaken",
        "drop": "dropped",
        "have": "has had having",
        "say": "said",
        "sit": "sat",
        "stick": "stuck",
    }.items()
    for form in forms.split()
}
_SPELLINGS = {
    "licence": "license",
    "centre": "center",
    "programme": "program",
    "defence": "defense",
    "offence": "offense",
    "cheque": "check",
    "judgement": "judgment",
    "labour": "labor",
    "colour": "color",
    "catalogue": "catalog",
    "fulfil": "fulfill",
    "favour": "favor",
}
_VOWELS = frozenset("aeiouy")
_SHORTEST = 3
_MADE_OF = (
    "ification", "isation", "ization", "ation", "ition", "ement", "ment", "sion", "tion", "ion",
    "ity", "iti", "ive", "iv", "ness", "ance", "anc", "ence", "enc", "er", "or", "al", "abl",
    "ibl", "iri", "ir", "ifi", "iz", "is", "ur", "li", "ful",
)  # fmt: skip
_ROOT = 4
"""Letters of a root that two words may share."""


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """The key of a word in lower case."""
    word = _IRREGULAR.get(word, word)
    if not word.isalpha() or len(word) <= _SHORTEST:
        return word
    for ending in ("ing", "ed"):
        rest = word[: -len(ending)]
        if word.endswith(ending) and not word.endswith("eed") and _is_root(rest):
            return _root(rest)
    if word.endswith("ies") and len(word) > _SHORTEST + 1:
        return _root(f"{word[:-3]}y")
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-2] if word.endswith(("sses", "shes", "ches", "xes", "zes")) else word[:-1]
    return _root(word)


def is_past(word: str) -> bool:
    """Whether a word in lower case may be a participle: "released", "bought"."""
    return word in _IRREGULAR or (word.endswith("ed") and stem(word) != word)


def root_of(key: str) -> str:
    """What the keys of words share that are made of one another: declare, declaration."""
    for ending in _MADE_OF:
        if key.endswith(ending) and len(key) - len(ending) >= _ROOT:
            return key[: -len(ending)]
    return key


def _is_root(rest: str) -> bool:
    return len(rest) >= _SHORTEST and not _VOWELS.isdisjoint(rest)


def _root(word: str) -> str:
    """Without a final e, with one final consonant, and y as i; one spelling of two."""
    for british, american in _SPELLINGS.items():
        if word in (british, british.removesuffix("e")):
            word = american
            break
    word = word.removesuffix("e")
    word = f"{word[:-2]}iz" if word.endswith("is") and len(word) > _SHORTEST + 3 else word
    if len(word) > _SHORTEST and word[-1] == word[-2] and word[-1] not in "aeious":
        word = word[:-1]
    if word.endswith("y") and len(word) > 2 and word[-2] not in _VOWELS:
        word = f"{word[:-1]}i"
    return word
