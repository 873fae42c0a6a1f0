"""The text of a question -> its tokens: words, numbers, dates, `fact=value` pieces, marks.

A token keeps where it stands, so that a message can underline it. `norm` is what words are compared
by: lower case, no possessive, hyphens and underscores between words taken as spaces.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from enum import Enum, auto
from functools import lru_cache

from contract_engine import lazy_pattern
from contract_engine.diagnostics import Span
from contract_engine.lazy_dataclass import dataclass
from contract_engine.words.dates import Read, read_date
from contract_engine.words.function_words import ARTICLES, PREPOSITIONS, word_set
from contract_engine.words.inflect import stem

_PIECE = lazy_pattern.compile(r"([^\W\d]\w*)\s*=\s*")
_VALUE = lazy_pattern.compile(r"[^\s,;?!()]+(?:\s+or\s+\w+)*")
_NUMBER = lazy_pattern.compile(r"[-+\N{MINUS SIGN}]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?!\w)")
_INSTANT = lazy_pattern.compile(
    r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})(?!\w)", re.IGNORECASE
)
_VERSION = lazy_pattern.compile(
    r"v?\d+(?:(?:\.\d+){2,}(?:-[a-z][\w.]*)?|(?:\.\d+)+-[a-z][\w.]*)(?!\w)", re.IGNORECASE
)
_AMOUNT = lazy_pattern.compile(r"\d[\d,]*(?:\.\d+)? ?([A-Za-z]{3})(?!\w)")
_INITIALS = lazy_pattern.compile(r"[^\W\d_](?:\.[^\W\d_])+(?!\w)\.?")
_WORD = lazy_pattern.compile(r"[^\W_]+(?:['’][^\W_]+)*(?:(?<=s)['’](?!\w))?")
_WITHOUT = lazy_pattern.compile(r"w/(o(?!\w))?", re.IGNORECASE)
_JOINS = lazy_pattern.compile(r"(?<=\w)[-_](?=\w)|_")
_MARKS = frozenset(",.;:?!()[]{}/\"'`…“”‘’–—-")  # noqa: RUF001 - marks as people type them
_NOT_CURRENCIES = ARTICLES | PREPOSITIONS | {"and", "but", "not", "are", "was", "has", "had"}
_DENIED = {"can't": "can", "cannot": "can", "won't": "will", "shan't": "shall"}
_DENIED |= {  # as they are typed in haste
    f"{verb}nt": verb
    for verb in ("do", "does", "did", "is", "are", "was", "could", "would", "should", "must")
} | {"cant": "can"}
_SHORTENED = {"'re": "are", "'m": "am", "'ve": "have", "'d": "would", "'ll": "will"}
_IS = word_set("what who where when how why which it that there here he she")
_HASTY = {"whats": "what", "wheres": "where", "hows": "how", "whos": "who"}
_LETTERS = {"$": "dollars", "%": "percent", "€": "euros", "£": "pounds", "&": "and"}


class Sort(Enum):
    """What a token is."""

    WORD = auto()
    NUMBER = auto()
    DAY = auto()
    PIECE = auto()
    MARK = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text, from `start` to before `end`; `value` is that of `fact=value`."""

    norm: str
    start: int
    end: int
    sort: Sort = Sort.WORD
    possessive: bool = False
    day: Read | None = None
    value: str = ""

    @property
    def key(self) -> str:
        """What forms of one word share."""
        return stem(self.norm.casefold())

    def is_same(self, other: Token) -> bool:
        """Whether two tokens are the same word; "plan A" may be written "plan a"."""
        return self.norm.casefold() == other.norm.casefold() and self.sort is not Sort.PIECE


def span(start: int, end: int) -> Span:
    """The place of characters of the question, for a message."""
    return Span("<question>", 1, start + 1, max(end - start, 1))


@lru_cache(maxsize=512)
def tokenise(text: str) -> tuple[Token, ...]:
    """The tokens of a question, or of a label or alias, in order."""
    tokens: list[Token] = []
    at = 0
    while at < len(text):
        if text[at].isspace() or _JOINS.match(text, at):
            at += 1
            continue
        found = _token(text, at)
        tokens.extend(found)
        at = found[-1].end
    return tuple(tokens)


def _token(text: str, at: int) -> tuple[Token, ...]:
    if name := _PIECE.match(text, at):
        return (_piece(text, name),)
    if instant := _INSTANT.match(text, at):
        return (Token(instant[0].upper(), at, instant.end(), Sort.NUMBER),)
    if (found := read_date(text, at)) is not None:
        return (_day(text, at, *found),)
    if version := _VERSION.match(text, at):
        return (Token(version[0].lower(), at, version.end(), Sort.NUMBER),)
    if number := _NUMBER.match(text, at):
        norm = number[0].replace(",", "").replace("\N{MINUS SIGN}", "-")
        return (Token(norm, at, number.end(), Sort.NUMBER),)
    if initials := _INITIALS.match(text, at):
        return (Token(_folded(initials[0].replace(".", "")), at, initials.end()),)
    if short := _WITHOUT.match(text, at):
        return (Token("without" if short[1] else "with", at, short.end()),)
    if word := _WORD.match(text, at):
        return _word(word[0], at, word.end())
    if text[at] in _MARKS:
        return (Token(text[at], at, at + 1, Sort.MARK),)
    return (Token(_LETTERS.get(text[at], text[at]), at, at + 1),)


def _piece(text: str, name: re.Match[str]) -> Token:
    at = name.end()
    norm = _folded(name[1])
    exact = _INSTANT.match(text, at)
    if (
        exact is None
        and (amount := _AMOUNT.match(text, at))
        and amount[1].lower() not in _NOT_CURRENCIES
    ):
        exact = amount
    if exact is not None:
        plain = exact[0].replace(",", "").upper()
        return Token(norm, name.start(), exact.end(), Sort.PIECE, value=plain)
    if (found := read_date(text, at)) is not None and isinstance(found[1], date):
        return Token(norm, name.start(), found[0], Sort.PIECE, value=found[1].isoformat())
    value = _VALUE.match(text, at)
    said = value[0].rstrip(".:") if value else ""
    return Token(
        norm, name.start(), at + len(said), Sort.PIECE, value=_folded(" ".join(said.split()))
    )


def _day(text: str, at: int, end: int, day: Read) -> Token:
    norm = day.isoformat() if isinstance(day, date) else " ".join(_folded(text[at:end]).split())
    return Token(norm, at, end, Sort.DAY, day=day)


def _word(word: str, start: int, end: int) -> tuple[Token, ...]:
    norm = _folded(word).replace("’", "'")
    if word == "A" and start > 0:
        return (Token(word, start, end),)  # a name, as in "plan A", and not the article
    if norm in _DENIED or norm.endswith("n't"):
        verb = _DENIED.get(norm, norm[:-3])
        return (Token(verb, start, end), Token("not", start, end))
    if norm in _HASTY:
        return (Token(_HASTY[norm], start, end), Token("is", start, end))
    for ending, verb in _SHORTENED.items():
        if norm.endswith(ending):
            return (Token(norm[: -len(ending)], start, end), Token(verb, start, end))
    if norm.endswith("'s") and norm[:-2] in _IS:
        return (Token(norm[:-2], start, end), Token("is", start, end))
    if norm.endswith(("'s", "s'")):
        return (Token(norm[:-2] + norm[-1] * norm.endswith("'"), start, end, possessive=True),)
    return (Token(norm, start, end),)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
