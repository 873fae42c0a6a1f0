"""Where a phrase of the vocabulary stands in a question."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from contract_engine.lazy_dataclass import dataclass
from contract_engine.words.function_words import (
    ARTICLES,
    AUXILIARIES,
    DENIALS,
    FILLERS,
    OURS,
    POSSESSIVES,
    REFUSING,
)
from contract_engine.words.lexicon import Lexicon, Meaning, Phrase, Role
from contract_engine.words.tokens import Sort, Token

_BETWEEN = ARTICLES | POSSESSIVES
_TURNS = DENIALS | REFUSING
_IN_TOPICS = AUXILIARIES | FILLERS | frozenset({"that", "whether", "if", "when"})
"""May stand in the name of a topic: "decides whether AGI has been reached"."""


@dataclass(frozen=True, slots=True)
class Match:
    """Tokens `start` to before `end` that are a phrase, and what it means.

    `denials` are the tokens inside that say no, `owners` the possessives of parties inside that the
    phrase itself doesn't have, `exact` whether each word is written as in the vocabulary.
    """

    start: int
    end: int
    meaning: Meaning
    written: str
    length: int
    exact: bool
    derived: bool = False
    clause: bool = False
    denials: tuple[int, ...] = ()
    owners: tuple[tuple[str, int, int], ...] = ()

    @property
    def score(self) -> tuple[int, bool, bool]:
        """The better of two matches at one place has the greater score."""
        return self.length, self.exact, not self.derived


def find(lexicon: Lexicon, tokens: Sequence[Token]) -> tuple[Match, ...]:
    """Every phrase that stands anywhere among the tokens, however they overlap."""
    found: dict[tuple[int, int, Meaning], Match] = {}
    for at, token in enumerate(tokens):
        for phrase in lexicon.starting(token):
            if phrase.meaning.role in (Role.ACTION, Role.NOUN):
                continue
            match = _fit(lexicon, phrase, tokens, at)
            if match is not None:
                key = (match.start, match.end, match.meaning)
                known = found.get(key)
                if known is None or match.score > known.score:
                    found[key] = match
    return tuple(sorted(found.values(), key=lambda m: (m.start, -m.length, m.end)))


def choose(matches: Sequence[Match], free: Collection[int]) -> tuple[Match, ...]:
    """Of matches on free tokens, the longest, none overlapping; several where they are the same."""
    left = set(free)
    chosen: list[Match] = []
    order = sorted(matches, key=lambda m: (-m.length, not m.exact, m.derived, m.start))
    for match in order:
        taken = range(match.start, match.end)
        same = [c for c in chosen if (c.start, c.end) == (match.start, match.end)]
        if same and match.score == same[0].score:
            chosen.append(match)
        elif left.issuperset(taken):
            left -= set(taken)
            chosen.append(match)
    return tuple(sorted(chosen, key=lambda m: m.start))


def party_at(lexicon: Lexicon, tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
    """The party whose longest name starts at this token, and where it ends."""
    best: tuple[str, int] | None = None
    while at < len(tokens) and tokens[at].norm in ARTICLES:
        at += 1
    if at >= len(tokens):
        return None
    for phrase in lexicon.starting(tokens[at]):
        if phrase.meaning.role is Role.PARTY:
            match = _fit(lexicon, phrase, tokens, at)
            if match is not None and (best is None or match.end > best[1]):
                best = (phrase.meaning.name, match.end)
    return best


def _fit(lexicon: Lexicon, phrase: Phrase, tokens: Sequence[Token], at: int) -> Match | None:
    """How a phrase stands at this token, if it does.

    An article may be there or not. Inside a clause an auxiliary or a denial may stand ("AGI is not
    verified"), and inside everything but a party's name a possessive ("OpenAI's research IP").
    """
    here, length, exact = at, 0, True
    denials: list[int] = []
    owners: list[tuple[str, int, int]] = []
    role, last, clause = phrase.meaning.role, len(phrase.words) - 1, phrase.clause
    strict = role is Role.PARTY
    loose = AUXILIARIES | FILLERS if clause else _IN_TOPICS if role is Role.TOPIC else frozenset()
    for place, word in enumerate(phrase.words):
        while True:
            if here >= len(tokens):
                return None
            token = tokens[here]
            same = token.is_same(word)
            if same or (not strict and token.sort is Sort.WORD and token.key == word.key):
                here, length, exact = here + 1, length + 1, exact and same
                break
            if (length and token.norm in (_BETWEEN | OURS)) or (
                length and loose and token.norm in loose
            ):
                here += 1
            elif length and clause and token.norm in _TURNS:
                denials.append(here)
                here += 1
            elif (
                length
                and role is not Role.PARTY
                and not (owners and owners[-1][2] == here)
                and (owner := owner_at(lexicon, tokens, here)) is not None
            ):
                owners.append(owner)
                here = owner[2]
            elif (
                place
                and place != last
                and (
                    word.norm in _BETWEEN
                    or word.sort is Sort.MARK
                    or (clause and word.norm in AUXILIARIES)
                )
            ):
                break
            else:
                return None
    if role is Role.MOMENT and len(phrase.words) == 1 and not exact:
        return None  # "terminate" is not yet the event "terminated"
    owned = tokens[at].possessive and not phrase.words[0].possessive
    if role is not Role.PARTY and owned and length == 1:
        return None
    return Match(
        at,
        here,
        phrase.meaning,
        phrase.written,
        length,
        exact,
        phrase.derived,
        clause,
        tuple(denials),
        tuple(owners),
    )


def owner_at(lexicon: Lexicon, tokens: Sequence[Token], at: int) -> tuple[str, int, int] | None:
    """The party whose possessive starts at this token; or its name before a thing: "OpenAI API"."""
    found = party_at(lexicon, tokens, at)
    if found is None or not tokens[found[1] - 1].possessive or tokens[at].norm in ARTICLES:
        return None
    return found[0], at, found[1]
