"""The vocabulary's words as phrases, and where they stand in a question.

A party, action, fact, value or event is called by its label, its aliases, or its id with spaces.
Nothing else is a name for it: there are no synonyms here that the vocabulary doesn't have.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from contract_engine.model.vocabulary import KindFact, NumberFact, Vocabulary, YesNoFact
from contract_engine.words.glue import ARTICLES, AUXILIARIES, DENIALS
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


_CLAUSES = frozenset({Role.YES, Role.MOMENT})  # "AGI verified": "is" and "not" may stand inside
_PLURALS = frozenset({Role.VALUE, Role.KIND, Role.NUMBER})


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


@dataclass(frozen=True, slots=True)
class Match:
    """Tokens `start` to before `end` that are a phrase, and what it may mean.

    `denials` are the tokens inside that say no, and `owners` the parties whose possessive stands
    inside: (party, start, end).
    """

    start: int
    end: int
    meanings: tuple[Meaning, ...]
    denials: tuple[int, ...] = ()
    owners: tuple[tuple[str, int, int], ...] = ()

    def has(self, role: Role) -> bool:
        """Whether this is one of the things it may mean."""
        return any(meaning.role is role for meaning in self.meanings)


class Lexicon:
    """Every phrase of a vocabulary, found by its first word."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.kinds = {f.id: f for f in vocabulary.facts.values() if isinstance(f, KindFact)}
        self.phrases = tuple(_phrases(vocabulary))
        self.words = frozenset(
            form for phrase in self.phrases for word in phrase.words for form in _forms(word.norm)
        )
        self._by_first: dict[str, list[Phrase]] = {}
        for phrase in self.phrases:
            for form in _forms(phrase.words[0].norm):
                self._by_first.setdefault(form, []).append(phrase)

    def names(self, role: Role) -> tuple[str, ...]:
        """How the vocabulary writes each party, action, ...: the first name of each."""
        first: dict[str, str] = {}
        for phrase in self.phrases:
            if phrase.meaning.role is role:
                first.setdefault(phrase.meaning.name, phrase.written)
        return tuple(first.values())

    def knows(self, word: str) -> bool:
        """Whether some phrase has this word, or the one it is the plural of."""
        return not self.words.isdisjoint(_forms(word))

    def phrases_with(self, word: str) -> tuple[str, ...]:
        """How the vocabulary writes the longer phrases that this word stands in."""
        return tuple(
            phrase.written
            for phrase in self.phrases
            if len(phrase.words) > 1 and any(token.norm == word for token in phrase.words)
        )

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
                if len(token.norm) > 3:
                    written.setdefault(token.norm, phrase.written)
        for wanted in (run, word):
            if near := difflib.get_close_matches(wanted, list(written), n=1, cutoff=0.75):
                return written[near[0]]
        return None

    def party_at(self, tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
        """The party whose name starts at this token, and where the name ends."""
        found = [
            (match[0], phrase.meaning.name)
            for phrase in self._starting(tokens[at])
            if phrase.meaning.role is Role.PARTY and (match := self._match(phrase, tokens, at))
        ]
        if not found:
            return None
        end, party = max(found, key=lambda candidate: candidate[0])
        return party, end

    def find(self, tokens: Sequence[Token], taken: Collection[int]) -> tuple[Match, ...]:
        """The phrases in the question, longest first and then from the left, none overlapping."""
        groups: dict[tuple[int, int], list[tuple[Phrase, _Fit]]] = {}
        for at, token in enumerate(tokens):
            if at in taken:
                continue
            for phrase in self._starting(token):
                fit = self._match(phrase, tokens, at, taken)
                if fit is not None:
                    groups.setdefault((at, fit[0]), []).append((phrase, fit))
        longest = sorted(
            groups.items(), key=lambda group: (-max(fit[1] for _, fit in group[1]), group[0])
        )
        free = set(range(len(tokens))) - set(taken)
        matches = []
        for (start, end), fits in longest:
            if free.issuperset(range(start, end)):
                free -= set(range(start, end))
                length = max(fit[1] for _, fit in fits)
                fits = [(phrase, fit) for phrase, fit in fits if fit[1] == length]
                matches.append(Match(start, end, _best(fits), *fits[0][1][3:]))
        return tuple(sorted(matches, key=lambda match: match.start))

    def _starting(self, token: Token) -> list[Phrase]:
        if token.sort in (Sort.PIECE, Sort.MARK):
            return []
        found = [p for form in _forms(token.norm) for p in self._by_first.get(form, ())]
        return list(dict.fromkeys(found))

    def _match(
        self, phrase: Phrase, tokens: Sequence[Token], at: int, taken: Collection[int] = ()
    ) -> _Fit | None:
        exact, count, here = True, 0, at
        denials: list[int] = []
        owners: list[tuple[str, int, int]] = []
        is_party = phrase.meaning.role is Role.PARTY
        is_clause = phrase.meaning.role in _CLAUSES
        for place, word in enumerate(phrase.words):
            last = place == len(phrase.words) - 1
            while True:
                if here >= len(tokens) or here in taken:
                    return None
                token = tokens[here]
                if token.sort is not Sort.PIECE and token.norm == word.norm:
                    here, count = here + 1, count + 1
                    break
                if last and phrase.meaning.role in _PLURALS and _plural(token, word):
                    here, count, exact = here + 1, count + 1, False
                    break
                if count and token.norm in ARTICLES:
                    here += 1
                elif count and is_clause and token.norm in AUXILIARIES:
                    here += 1
                elif count and is_clause and token.norm in DENIALS:
                    denials.append(here)
                    here += 1
                elif count and not is_party and (owner := self._owner(tokens, here)):
                    owners.append((owner[0], here, owner[1]))
                    here = owner[1]
                elif not last and (word.norm in ARTICLES or word.sort is Sort.MARK):
                    break
                else:
                    return None
        return here, count, (exact, not phrase.derived), tuple(denials), tuple(owners)

    def _owner(self, tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
        found = self.party_at(tokens, at)
        return found if found is not None and tokens[found[1] - 1].possessive else None


_Fit = tuple[int, int, tuple[bool, bool], tuple[int, ...], tuple[tuple[str, int, int], ...]]
"""Of a phrase in the question: its end, its length, how well it fits, denials, owners."""


def _best(fits: list[tuple[Phrase, _Fit]]) -> tuple[Meaning, ...]:
    """What the tokens may mean; among values of one fact, what fits best."""
    best: dict[tuple[Role, str], tuple[bool, bool]] = {}
    for phrase, fit in fits:
        key = (phrase.meaning.role, phrase.meaning.name)
        best[key] = max(best.get(key, fit[2]), fit[2])
    return tuple(
        dict.fromkeys(
            phrase.meaning
            for phrase, fit in fits
            if fit[2] == best[phrase.meaning.role, phrase.meaning.name]
        )
    )


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
    own = _trimmed(tokenise(plain))
    for written in (label, *aliases, plain):
        words = _trimmed(tokenise(written))
        if words:
            derived = [word.norm for word in words] == [word.norm for word in own]
            yield Phrase(words, meaning, written, derived)


def _trimmed(words: Sequence[Token]) -> tuple[Token, ...]:
    """Without articles in front and marks at either end: they may be missing from a question."""
    start, end = 0, len(words)
    while start < end and (words[start].norm in ARTICLES or words[start].sort is Sort.MARK):
        start += 1
    while end > start and words[end - 1].sort is Sort.MARK:
        end -= 1
    return tuple(words[start:end])


def _plural(token: Token, word: Token) -> bool:
    return token.norm in _forms(word.norm) or word.norm in _forms(token.norm)


def _forms(word: str) -> tuple[str, ...]:
    """The word, and what it may be the plural of."""
    endings = (("s", ""), ("es", ""), ("ies", "y"))
    singulars = (
        word[: -len(ending)] + instead for ending, instead in endings if word.endswith(ending)
    )
    return (word, *(singular for singular in singulars if len(singular) > 2))
