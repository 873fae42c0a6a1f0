"""The vocabulary's names as phrases.

A party, action, fact, value or event is called by its label, its aliases, or its id with spaces.
Nothing else is a name for it: there are no synonyms here that the vocabulary doesn't have.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from contract_engine.model.vocabulary import KindFact, NumberFact, Vocabulary, YesNoFact
from contract_engine.words.glue import ARTICLES
from contract_engine.words.tokens import Sort, Token, tokenise


class Role(Enum):
    """What a phrase names: an event and a date fact are both a moment."""

    PARTY = auto()
    ACTION = auto()
    VALUE = auto()
    KIND = auto()
    YES = auto()
    NUMBER = auto()
    MOMENT = auto()
    READ_EVENT = auto()


CLAUSES = frozenset({Role.YES, Role.MOMENT})  # "AGI verified": "is" and "not" may stand inside
PLURALS = frozenset({Role.VALUE, Role.KIND, Role.NUMBER})  # may be said in the plural


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase may mean; `value` is that of a kind."""

    role: Role
    name: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A name as the vocabulary writes it; `derived` when that is the id with spaces."""

    words: tuple[Token, ...]
    meaning: Meaning
    written: str
    derived: bool


class Lexicon:
    """Every phrase of a vocabulary, found by its first word."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.kinds = {f.id: f for f in vocabulary.facts.values() if isinstance(f, KindFact)}
        self.has_asks = any(action.asks for action in vocabulary.actions.values())
        self.phrases = tuple(_phrases(vocabulary))
        self.words = frozenset(
            form for phrase in self.phrases for word in phrase.words for form in _forms(word.norm)
        )
        self._by_first: dict[str, list[Phrase]] = {}
        for phrase in self.phrases:
            for form in _forms(phrase.words[0].norm):
                self._by_first.setdefault(form, []).append(phrase)

    def parties(self) -> tuple[str, ...]:
        """The parties, by their labels."""
        return tuple(party.label for party in self.vocabulary.parties.values())

    def acts(self) -> tuple[str, ...]:
        """The actions, each by the shortest of its names."""
        shortest: dict[str, Phrase] = {}
        for phrase in self.phrases:
            if phrase.meaning.role is Role.ACTION:
                known = shortest.setdefault(phrase.meaning.name, phrase)
                if len(phrase.words) < len(known.words):
                    shortest[phrase.meaning.name] = phrase
        return tuple(phrase.written for phrase in shortest.values())

    def knows(self, word: str) -> bool:
        """Whether some phrase has this word, or the one it is the plural of."""
        return not self.words.isdisjoint(_forms(word))

    def phrases_with(self, word: str, about: Collection[str]) -> tuple[str, ...]:
        """Some longer phrases with this word: of what the question is `about`, and clauses."""
        found = [
            phrase
            for phrase in self.phrases
            if len(phrase.words) > 1 and any(token.norm == word for token in phrase.words)
        ]
        mine = [phrase.written for phrase in found if phrase.meaning.name in about]
        clauses = [p.written for p in found if p.meaning.role in CLAUSES and not p.derived]
        return tuple(dict.fromkeys([*mine, *clauses]))[:3]

    def near(
        self,
        word: str,
        run: str = "",
        also: Collection[str] = (),
        role: Role | None = None,
    ) -> str | None:
        """The name nearest to a word that has no place, or to the run of words it stands in."""
        phrases = [p for p in self.phrases if role is None or p.meaning.role is role]
        written = {extra: extra for extra in also}
        for phrase in phrases:
            written.setdefault(" ".join(token.norm for token in phrase.words), phrase.written)
        for phrase in phrases:
            for token in phrase.words:
                if len(token.norm) > 3 and len(phrase.words) <= 3:
                    written.setdefault(token.norm, phrase.written)
        for wanted in (run, word):
            cutoff = 0.78 if len(wanted) > 3 else 0.66
            if len(wanted) < 3:
                continue
            if near := difflib.get_close_matches(wanted, list(written), n=1, cutoff=cutoff):
                return written[near[0]]
        return None

    def starting(self, token: Token) -> list[Phrase]:
        """The phrases that may start with this token."""
        if token.sort in (Sort.PIECE, Sort.MARK):
            return []
        found = [p for form in _forms(token.norm) for p in self._by_first.get(form, ())]
        return list(dict.fromkeys(found))


def _phrases(vocabulary: Vocabulary) -> Iterator[Phrase]:
    for party in vocabulary.parties.values():
        yield from _names(Meaning(Role.PARTY, party.id), party.id, party.label, party.aliases)
    for action in vocabulary.actions.values():
        yield from _names(Meaning(Role.ACTION, action.id), action.id, action.label, action.aliases)
    for fact in vocabulary.facts.values():
        match fact:
            case KindFact():
                role = Role.KIND
                for value in fact.values.values():
                    meaning = Meaning(Role.VALUE, fact.id, value.id)
                    yield from _names(meaning, value.id, value.label, value.aliases)
            case YesNoFact():
                role = Role.YES
            case NumberFact():
                role = Role.NUMBER
            case _:
                role = Role.MOMENT
        yield from _names(Meaning(role, fact.id), fact.id, fact.label, fact.aliases)
    for event in vocabulary.events.values():
        yield from _names(Meaning(Role.MOMENT, event.id), event.id, event.label, event.aliases)
    for read in vocabulary.read_events.values():
        yield from _names(Meaning(Role.READ_EVENT, read.id), read.id, read.label, read.aliases)


def _names(meaning: Meaning, id_: str, label: str, aliases: Iterable[str]) -> Iterator[Phrase]:
    plain = id_.replace("_", " ")
    own = [word.norm for word in _words(plain)]
    for written in (label, *aliases, plain):
        if words := _words(written):
            yield Phrase(words, meaning, written, [word.norm for word in words] == own)


@lru_cache(maxsize=4096)
def _words(written: str) -> tuple[Token, ...]:
    """Without articles in front and marks at either end: they may be missing from a question."""
    words = tokenise(written)
    start, end = 0, len(words)
    while start < end and (words[start].norm in ARTICLES or words[start].sort is Sort.MARK):
        start += 1
    while end > start and words[end - 1].sort is Sort.MARK:
        end -= 1
    return words[start:end]


def is_plural(one: Token, other: Token) -> bool:
    """Whether one of two words may be the plural of the other."""
    return one.norm in _forms(other.norm) or other.norm in _forms(one.norm)


def _forms(word: str) -> tuple[str, ...]:
    """The word, and what it may be the plural of."""
    word = word.casefold()
    if not word.endswith("s"):
        return (word,)
    endings = (("s", ""), ("es", ""), ("ies", "y"))
    singulars = (
        word[: -len(ending)] + instead for ending, instead in endings if word.endswith(ending)
    )
    return (word, *(singular for singular in singulars if len(singular) > 2))
