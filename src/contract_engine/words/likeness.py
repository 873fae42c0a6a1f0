"""The words of a question -> how much of them each name of the vocabulary shares.

A word weighs more the fewer things have it in their names: "weights" says what is meant, "use"
says little. Names of parties, days and the small words of English weigh nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from math import log

from contract_engine import lazy_pattern
from contract_engine.lazy_dataclass import dataclass, field
from contract_engine.words import function_words as small
from contract_engine.words.draft import Draft
from contract_engine.words.function_words import word_set
from contract_engine.words.inflect import root_of
from contract_engine.words.lexicon import SMALL, Lexicon, Meaning, Role
from contract_engine.words.opening import WORDS as OPENING_WORDS
from contract_engine.words.synonyms import groups
from contract_engine.words.times import WORDS as TIME_WORDS
from contract_engine.words.tokens import Sort, Token

SAME_ROOT, SAME_MEANING, COMMON = 0.8, 0.6, 0.35
"""What a word counts for that has the root of another, means the same, or is in every sentence."""
_COMMON = word_set(
    "use get have take make put see keep do give go going start own say mean whole work "
    "need want allow right ask let move come whole same call time long "
    "company without year years month day days date customer many much more less most "
    "able only happen thing what contract agreement deal text version actual still last since next "
    "number people set turn mark run read call write reach exist require follow"
)
_COMMON_KEYS = frozenset(Token(word, 0, 0).key for word in _COMMON)
_PART, _FURTHER, _CLEAR = 0.5, 0.3, 0.29
_SAYING = (
    OPENING_WORDS
    | TIME_WORDS
    | small.FILLERS
    | SMALL
    | small.TERM_NOUNS
    | small.CONDITIONS
    | small.JOINERS
    | small.FIRST_PERSON
    | small.OURS
) - word_set(
    "licence license reason consent share percent percentage proportion terms extension "
    "clarification memorandum statement"
)


@dataclass(frozen=True, slots=True)
class Likening:
    """The tokens that a question shares with a thing, each with its weight; and their worth.

    What one name has of it counts, less where the question has that name in part; what further
    names have counts little.
    """

    places: dict[int, float]
    worth: float


@dataclass(frozen=True, slots=True)
class Names:
    """What an agreement's things are called.

    `entries` has of each thing the words of each of its names, `spread` of each word how much it
    says, 1 where one thing alone has it, and `roots` of each root the words that are made of it;
    `whole` are the words of all names.
    """

    lexicon: Lexicon
    entries: Mapping[Meaning, tuple[frozenset[str], ...]]
    spread: Mapping[str, float]
    roots: Mapping[str, Sequence[str]]
    whole: frozenset[frozenset[str]]

    def of(self, *meanings: Meaning) -> list[frozenset[str]]:
        """The words of every name of these."""
        return [name for meaning in meanings for name in self.entries.get(meaning, ())]


_MADE: list[Names] = []
_KEPT = 4
"""So many agreements' names are kept."""


def names_in(lexicon: Lexicon) -> Names:
    """The names of an agreement, gathered once for the agreements asked last.

    Args:
        lexicon: the words of the agreement.
    """
    for names in _MADE:
        if names.lexicon is lexicon:
            return names
    entries: dict[Meaning, dict[frozenset[str], None]] = {}
    things: dict[str, set[tuple[str, str]]] = {}
    for phrase in lexicon.phrases:
        denies = any(word.norm in small.DENIALS for word in phrase.words)
        if phrase.keys and not denies:
            entries.setdefault(phrase.meaning, {})[phrase.keys] = None
        for key in phrase.keys:
            things.setdefault(key, set()).add((phrase.meaning.name, phrase.meaning.value))
    whole = 1 + len({(meaning.name, meaning.value) for meaning in entries})
    spread = {key: log(1 + whole / len(some)) / log(1 + whole) for key, some in things.items()}
    roots: dict[str, list[str]] = {}
    for key in spread:
        roots.setdefault(root_of(key), []).append(key)
    told = {meaning: tuple(names) for meaning, names in entries.items()}
    every = frozenset(name for some in told.values() for name in some)
    _MADE[:] = [Names(lexicon, told, spread, roots, every), *_MADE[: _KEPT - 1]]
    return _MADE[0]


@dataclass(frozen=True, slots=True)
class Likeness:
    """What the words of one question stand for: of each key of the vocabulary, which and how well.

    `places` are the tokens that say something, and `parties` the words of parties' names.
    """

    names: Names
    places: tuple[int, ...]
    parties: frozenset[str]
    hits: Mapping[str, Mapping[int, float]] = field(default_factory=dict)

    def shared(self, some: Iterable[Collection[str]]) -> Likening:
        """What the question shares with a thing that has these names."""
        spread = self.names.spread
        shared: dict[int, float] = {}
        best = (0.0, 0.0)
        for name in some:
            found: dict[int, float] = {}
            had = 0.0
            for key in name:
                if hits := self.hits.get(key):
                    had += spread[key]
                    for at, share in hits.items():
                        found[at] = max(found.get(at, 0.0), share * spread[key])
            if not found:
                continue
            whole = had / sum(spread[key] for key in name if key not in self.parties)
            best = max(best, (sum(found.values()) * (_PART + (1 - _PART) * whole), whole))
            for at, weight in found.items():
                shared[at] = max(shared.get(at, 0.0), weight)
        rest = max(0.0, sum(shared.values()) - best[0])
        return Likening(
            shared, round(best[0] + _FURTHER * rest, 6)
        )  # in whatever order it is added

    def weight(self, at: int) -> float:
        """What a token says, of whatever it stands for."""
        found = (hits[at] * self.names.spread[key] for key, hits in self.hits.items() if at in hits)
        return max(found, default=0.0)

    def has_all(self, name: frozenset[str]) -> bool:
        """Whether every word of a name is in the question, one at least that says something."""
        best = [max(self.hits.get(key, {0: 0.0}).values()) for key in name]
        return bool(best) and min(best) >= _CLEAR and max(best) > COMMON

    def has_rest(self, name: frozenset[str]) -> bool:
        """The same but for parties, of a name that has other words than one."""
        rest = name - self.parties
        return len(rest) > 1 and self.has_all(rest)


def likeness(draft: Draft) -> Likeness:
    """What the words of a question share with the vocabulary.

    Args:
        draft: the question, as far as it was read.
    """
    lexicon = draft.lexicon
    parties = frozenset(w.key for p in lexicon.of(Role.PARTY) for w in p.words)
    places = tuple(
        at
        for at, token in enumerate(draft.tokens)
        if token.sort is Sort.WORD
        and at not in draft.passed
        and token.norm not in _SAYING
        and token.key not in parties
    )
    names = names_in(lexicon)
    hits: dict[str, dict[int, float]] = {}

    def hit(key: str, at: int, share: float) -> None:
        if key in names.spread and key not in parties:
            found = hits.setdefault(key, {})
            found[at] = max(found.get(at, 0.0), share)

    for at in places:
        token = draft.tokens[at]
        share = COMMON if token.key in _COMMON_KEYS else 1.0
        hit(token.key, at, share)
        for key in names.roots.get(root_of(token.key), ()):
            hit(key, at, share * SAME_ROOT)
    for at, token in enumerate(draft.tokens):
        if at in draft.passed or token.sort is not Sort.WORD:
            continue
        for members in groups().get(token.key, ()):
            length = max((len(m) for m in members if _stands(draft, at, m)), default=0)
            of = [i for i in range(at, at + length) if i in places]
            share = COMMON if of and all(draft.tokens[i].key in _COMMON_KEYS for i in of) else 1.0
            for member in members if of else ():
                keys = frozenset(word.key for word in member if word.norm not in SMALL)
                if len(keys) == 1 or keys in names.whole:
                    for key in keys:
                        hit(key, of[0], share * SAME_MEANING / len(keys))
    return Likeness(names, places, parties, hits)


def amounts_said(draft: Draft) -> tuple[tuple[float, str], ...]:
    """The amounts of a question, each with its unit: 250 "billion", 49 "percent"."""
    found = _AMOUNT.findall(draft.text.casefold())
    return tuple((float(number.replace(",", "")), _UNITS[unit]) for number, unit in found)


_UNITS = {
    "billion": "billion", "billions": "billion", "bn": "billion", "b": "billion",
    "million": "million", "millions": "million", "m": "million",
    "%": "percent", "percent": "percent", "per cent": "percent",
}  # fmt: skip
_AMOUNT = lazy_pattern.compile(
    r"(\d[\d,]*(?:\.\d+)?) ?(billions?|bn|b|millions?|m|percent|per cent|%)(?!\w)"
)


def _stands(draft: Draft, at: int, words: tuple[Token, ...]) -> bool:
    return at + len(words) <= len(draft.tokens) and all(
        draft.tokens[at + i].key == word.key for i, word in enumerate(words)
    )
