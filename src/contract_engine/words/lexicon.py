"""The vocabulary's names as phrases, found by their first word; and of each name all its words.

A party, action, fact, value, event, topic or figure is called by its label, its aliases, or its id
with spaces. Nothing else is a name for it; `rephrasing.py` tries English words that mean the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum, auto
from functools import cached_property, lru_cache

from contract_engine import lazy_pattern
from contract_engine.lazy_dataclass import dataclass, field
from contract_engine.model.agreement import Agreement
from contract_engine.model.traverse import names_of
from contract_engine.model.vocabulary import KindFact, NumberFact, YesNoFact
from contract_engine.words.function_words import (
    ARTICLES,
    AUXILIARIES,
    DENIALS,
    POSSESSIVES,
    PREPOSITIONS,
)
from contract_engine.words.items import with_items
from contract_engine.words.tokens import Sort, Token, tokenise

SMALL = ARTICLES | POSSESSIVES | PREPOSITIONS | AUXILIARIES | DENIALS | {"and", "or", "that"}
"""Words that a name may have, and that say nothing by themselves."""
_SHORT = 3
"""Words of a label that does in a sentence."""
_SLOT = lazy_pattern.compile(r"\{(\w+)\}")


class Role(Enum):
    """What a phrase names: an event and a date fact are both a moment."""

    PARTY = auto()
    ACTION = auto()
    NOUN = auto()
    VALUE = auto()
    KIND = auto()
    YES = auto()
    NUMBER = auto()
    MOMENT = auto()
    READ_EVENT = auto()
    TOPIC = auto()
    FIGURE = auto()


_CLAUSES = frozenset({Role.YES, Role.MOMENT})


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase may mean; `value` is that of a kind."""

    role: Role
    name: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A name as the vocabulary writes it; `derived` when that is the id with spaces.

    `slots` are the facts in its braces, each with the preposition that stands before it, or "";
    `tail` are the words after the first of them, and `keys` those of all that say something. In a
    `clause` auxiliaries and denials may stand: "AGI has not been verified", "Microsoft didn't
    decline".
    """

    words: tuple[Token, ...]
    meaning: Meaning
    written: str
    derived: bool
    slots: tuple[tuple[str, str], ...] = ()
    tail: tuple[Token, ...] = ()
    clause: bool = False
    keys: frozenset[str] = frozenset()


@dataclass
class Lexicon:
    """Every phrase of an agreement, and what its clauses say that questions need to know."""

    agreement: Agreement
    phrases: tuple[Phrase, ...] = ()
    by_first: dict[str, list[Phrase]] = field(default_factory=dict)
    nearest: dict[str, str | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.vocabulary = with_items(self.agreement)
        self.phrases = tuple(_phrases(self))
        for phrase in self.phrases:
            if phrase.words:
                self.by_first.setdefault(phrase.words[0].key, []).append(phrase)

    @cached_property
    def keys(self) -> frozenset[str]:
        """Every word of every phrase, by its key."""
        return frozenset(word.key for phrase in self.phrases for word in phrase.words)

    @cached_property
    def names(self) -> frozenset[str]:
        """Every word of every phrase, as it is written."""
        return frozenset(word.norm for phrase in self.phrases for word in phrase.words)

    @cached_property
    def written(self) -> dict[str, str]:
        """The words that a slip may have been meant for, each with its capitals."""
        found: dict[str, str] = {}
        for phrase in self.phrases:
            if phrase.meaning.role not in (Role.FIGURE, Role.TOPIC):
                for word in phrase.words:
                    found.setdefault(word.norm, _in_capitals(phrase.written, word.norm))
        return found

    @cached_property
    def bags(self) -> dict[tuple[Role, str], frozenset[str]]:
        """Of each name all words of all its phrases that say something, by their keys."""
        found: dict[tuple[Role, str], frozenset[str]] = {}
        for phrase in self.phrases:
            key = (phrase.meaning.role, phrase.meaning.name)
            found[key] = found.get(key, frozenset()) | phrase.keys
        return found

    @cached_property
    def parts_of_actions(self) -> frozenset[str]:
        """Words that names of actions have, though none starts with them: "revenue"."""
        actions = list(self.of(Role.ACTION))
        later = frozenset(key for phrase in actions for key in phrase.keys)
        return later - {phrase.words[0].key for phrase in actions}

    def of(self, *roles: Role) -> Iterator[Phrase]:
        """The phrases of these roles."""
        return (phrase for phrase in self.phrases if phrase.meaning.role in roles)

    @cached_property
    def bearers(self) -> dict[str, tuple[str, ...]]:
        """Of each action, the parties that some norm on it is about."""
        found: dict[str, dict[str, None]] = {}
        widening = self.agreement.vocabulary.widening
        for clause in self.agreement.clauses.values():
            for norm in clause.norms:
                for action in self.agreement.vocabulary.actions:
                    if norm.action in widening(action):
                        found.setdefault(action, {})[norm.bearer] = None
        return {action: tuple(parties) for action, parties in found.items()}

    @cached_property
    def mentions(self) -> dict[str, frozenset[str]]:
        """Of each action, the facts and events that its clauses ask about, directly or not."""
        words = self.agreement.vocabulary
        found: dict[str, frozenset[str]] = {}
        for action in words.actions:
            chain = words.widening(action)
            names = {fact for act in chain for fact in words.actions[act].asks}
            for clause in self.agreement.clauses.values():
                if any(norm.action in chain for norm in clause.norms):
                    names |= set(names_of(clause))
            found[action] = frozenset(self.behind(names))
        return found

    def behind(self, names: set[str]) -> set[str]:
        """These names, what they are defined by, and the tables that tell any of them."""
        open_, seen = list(names), set(names)
        while open_:
            for definition in self.agreement.definitions.get(open_.pop(), ()):
                new = set(names_of(definition)) - seen
                seen |= new
                open_ += new
        for table in self.agreement.tables.values():
            if any(name in seen for item in table.items.values() for name in item.values):
                seen.add(table.id)
        return seen

    def asks(self, action: str, fact: str) -> bool:
        """Whether a question about this action may be about this fact."""
        return fact in self.mentions[action]

    def short(self, action: str) -> str:
        """A name of an action for a sentence: its label, or the first alias where that is long."""
        own = self.vocabulary.actions[action]
        plain = [name for name in (own.label, *own.aliases) if "{" not in name]
        return plain[0] if len(plain[0].split()) <= _SHORT or len(plain) == 1 else plain[1]

    def starting(self, token: Token) -> list[Phrase]:
        """The phrases that may start with this token."""
        if token.sort in (Sort.PIECE, Sort.MARK):
            return []
        return self.by_first.get(token.key, [])


def _in_capitals(written: str, norm: str) -> str:
    """A word of a phrase with its capitals."""
    return next((word for word in written.split() if word.casefold() == norm), norm)


def _phrases(lexicon: Lexicon) -> Iterator[Phrase]:
    words = lexicon.vocabulary
    parties = frozenset(
        _words(party.label)[0].norm for party in words.parties.values() if _words(party.label)
    )
    for party in words.parties.values():
        yield from _names(Meaning(Role.PARTY, party.id), party.id, party.label, party.aliases)
    for action in words.actions.values():
        yield from _names(Meaning(Role.ACTION, action.id), action.id, action.label, action.aliases)
        for noun in action.nouns:
            yield _phrase(Meaning(Role.NOUN, action.id), noun, action.id)
    for fact in words.facts.values():
        match fact:
            case KindFact():
                role = Role.KIND
                for value in fact.values.values():
                    meaning = Meaning(Role.VALUE, fact.id, value.id)
                    yield from _names(meaning, value.id, value.label, value.aliases, parties)
            case YesNoFact():
                role = Role.YES
            case NumberFact():
                role = Role.NUMBER
            case _:
                role = Role.MOMENT
        yield from _names(Meaning(role, fact.id), fact.id, fact.label, fact.aliases)
    for event in words.events.values():
        yield from _names(Meaning(Role.MOMENT, event.id), event.id, event.label, event.aliases)
    for read in words.read_events.values():
        yield from _names(Meaning(Role.READ_EVENT, read.id), read.id, read.label, read.aliases)
    for topic in words.topics.values():
        yield from _names(Meaning(Role.TOPIC, topic.id), topic.id, topic.label, topic.aliases)
    for figure in lexicon.agreement.figures.values():
        yield from _names(Meaning(Role.FIGURE, figure.id), figure.id, figure.label, figure.aliases)


def _names(
    meaning: Meaning,
    id_: str,
    label: str,
    aliases: Iterable[str],
    parties: frozenset[str] = frozenset(),
) -> Iterator[Phrase]:
    for written in (label, *aliases, id_.replace("_", " ")):
        phrase = _phrase(meaning, written, id_, parties)
        if phrase.words:
            yield phrase


def _phrase(
    meaning: Meaning, written: str, id_: str, parties: frozenset[str] = frozenset()
) -> Phrase:
    slots = []
    plain, tail = written, ""
    if meaning.role in (Role.ACTION, Role.NOUN) and (found := list(_SLOT.finditer(written))):
        plain = written[: found[0].start()]
        start = 0
        for slot in found:
            before = written[start : slot.start()].split()
            slots.append((slot[1], before[-1] if before and before[-1] in PREPOSITIONS else ""))
            start = slot.end()
        tail = _SLOT.sub(" ", written[found[0].start() :])
        if slots[0][1]:
            plain = plain.rstrip().removesuffix(slots[0][1])
    words = _words(plain)
    own = [word.norm for word in _words(id_.replace("_", " "))]
    derived = [word.norm for word in words] == own
    clause = meaning.role in _CLAUSES or (
        meaning.role is Role.VALUE
        and len(words) > 1
        and words[0].norm in parties
        and not words[0].possessive
    )
    after = tokenise(tail)
    keys = frozenset(w.key for w in (*words, *after) if w.norm not in SMALL)
    return Phrase(words, meaning, written, derived, tuple(slots), after, clause, keys)


@lru_cache(maxsize=4096)
def _words(written: str) -> tuple[Token, ...]:
    """Without articles in front and marks at either end: they may be missing from a question."""
    words = tokenise(written)
    start, end = 0, len(words)
    skipped = ARTICLES | POSSESSIVES
    while start < end - 1 and (words[start].norm in skipped or words[start].sort is Sort.MARK):
        start += 1
    while end > start and words[end - 1].sort is Sort.MARK:
        end -= 1
    return words[start:end]
