"""Where the vocabulary's phrases stand in a question: longest first, none overlapping."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from contract_engine.words.glue import ARTICLES, AUXILIARIES, DENIALS
from contract_engine.words.lexicon import (
    CLAUSES,
    PLURALS,
    Lexicon,
    Meaning,
    Phrase,
    Role,
    is_plural,
)
from contract_engine.words.tokens import Sort, Token

Owner = tuple[tuple[str, ...], int, int]
"""The parties that a possessive in a question may mean, and where it starts and ends."""


@dataclass(frozen=True, slots=True)
class Match:
    """Tokens `start` to before `end` that are a phrase, and what it may mean.

    `denials` are the tokens inside that say no, `owners` the possessives inside that the phrase
    itself doesn't have.
    """

    start: int
    end: int
    meanings: tuple[Meaning, ...]
    denials: tuple[int, ...] = ()
    owners: tuple[Owner, ...] = ()

    @property
    def has_fact(self) -> bool:
        """Whether it may be something else than a party or an action."""
        return any(meaning.role not in (Role.PARTY, Role.ACTION) for meaning in self.meanings)

    def has(self, role: Role) -> bool:
        """Whether this is one of the things it may mean."""
        return any(meaning.role is role for meaning in self.meanings)


@dataclass(frozen=True, slots=True)
class _Fit:
    """How a phrase stands in the question: `length` counts its words, `score` says how well."""

    phrase: Phrase
    end: int
    length: int
    score: tuple[bool, bool]
    denials: tuple[int, ...]
    owners: tuple[Owner, ...]


def find(
    lexicon: Lexicon, tokens: Sequence[Token], taken: Collection[int] = (), act: int | None = None
) -> tuple[Match, ...]:
    """The phrases among the tokens that aren't taken.

    An action that starts at token `act` comes before every longer phrase: of "share revenue from
    Azure" it is "share revenue", whatever "revenue from Azure" may be.
    """
    groups: dict[tuple[int, int], list[_Fit]] = {}
    for at, token in enumerate(tokens):
        for phrase in lexicon.starting(token):
            if (fit := _fit(lexicon, phrase, tokens, at, taken)) is not None:
                groups.setdefault((at, fit.end), []).append(fit)

    def turn(group: tuple[tuple[int, int], list[_Fit]]) -> tuple[bool, int, tuple[int, int]]:
        place, fits = group
        acts = any(fit.phrase.meaning.role is Role.ACTION for fit in fits)
        return not (acts and place[0] == act), -max(fit.length for fit in fits), place

    free = set(range(len(tokens))) - set(taken)
    matches = []
    for (start, end), fits in sorted(groups.items(), key=turn):
        if free.issuperset(range(start, end)):
            free -= set(range(start, end))
            length = max(fit.length for fit in fits)
            matches.append(_match(start, end, [fit for fit in fits if fit.length == length]))
    return tuple(sorted(matches, key=lambda match: match.start))


def party_at(
    lexicon: Lexicon, tokens: Sequence[Token], at: int
) -> tuple[tuple[str, ...], int] | None:
    """The parties that the longest name at this token may mean, and where it ends."""
    fits = [
        fit
        for phrase in lexicon.starting(tokens[at])
        if phrase.meaning.role is Role.PARTY
        if (fit := _fit(lexicon, phrase, tokens, at)) is not None
    ]
    if not fits:
        return None
    end = max(fit.end for fit in fits)
    return tuple(dict.fromkeys(f.phrase.meaning.name for f in fits if f.end == end)), end


def owner_at(lexicon: Lexicon, tokens: Sequence[Token], at: int) -> Owner | None:
    """The parties whose possessive starts at this token."""
    found = party_at(lexicon, tokens, at)
    if found is None or not tokens[found[1] - 1].possessive:
        return None
    return found[0], at, found[1]


def _match(start: int, end: int, fits: list[_Fit]) -> Match:
    """What the tokens may mean; of the values of one fact, the one that fits best."""
    best: dict[tuple[Role, str], tuple[bool, bool]] = {}
    for fit in fits:
        key = (fit.phrase.meaning.role, fit.phrase.meaning.name)
        best[key] = max(best.get(key, fit.score), fit.score)
    meanings = [
        fit.phrase.meaning
        for fit in fits
        if fit.score == best[fit.phrase.meaning.role, fit.phrase.meaning.name]
    ]
    return Match(start, end, tuple(dict.fromkeys(meanings)), fits[0].denials, fits[0].owners)


def _fit(
    lexicon: Lexicon,
    phrase: Phrase,
    tokens: Sequence[Token],
    at: int,
    taken: Collection[int] = (),
) -> _Fit | None:
    """How a phrase stands at this token, if it does.

    An article may be there or not. Inside a clause an auxiliary or a denial may stand ("AGI is not
    verified"), and inside everything but a party's name a possessive ("use OpenAI's IP").
    """
    here, length, exact = at, 0, True
    denials: list[int] = []
    owners: list[Owner] = []
    role, last = phrase.meaning.role, len(phrase.words) - 1
    between = ARTICLES | AUXILIARIES if role in CLAUSES else ARTICLES
    for place, word in enumerate(phrase.words):
        while True:
            if here >= len(tokens) or here in taken:
                return None
            token = tokens[here]
            if token.is_same(word):
                here, length = here + 1, length + 1
                break
            if place == last and role in PLURALS and is_plural(token, word):
                here, length, exact = here + 1, length + 1, False
                break
            if length and token.norm in between:
                here += 1
            elif length and role in CLAUSES and token.norm in DENIALS:
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
            elif place != last and (word.norm in ARTICLES or word.sort is Sort.MARK):
                break
            else:
                return None
    score = (exact, not phrase.derived)
    return _Fit(phrase, here, length, score, tuple(denials), tuple(owners))
