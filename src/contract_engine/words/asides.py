"""Pass: courtesies, what leads up to the question, and words written one letter off."""

from __future__ import annotations

from collections.abc import Sequence

from contract_engine.lazy_dataclass import replace
from contract_engine.words import function_words as small
from contract_engine.words.draft import Draft
from contract_engine.words.forms import WORDS as FORM_WORDS
from contract_engine.words.lexicon import Lexicon, Role
from contract_engine.words.norm_questions import WORDS as NORM_WORDS
from contract_engine.words.opening import WORDS as OPENING_WORDS
from contract_engine.words.plain_words import PLAIN
from contract_engine.words.synonyms import group_words
from contract_engine.words.times import WORDS as TIME_WORDS
from contract_engine.words.tokens import Sort, Token
from contract_engine.words.worlds import WORDS as WORLD_WORDS

_OPENINGS = tuple(
    tuple(frozenset(part.split("|")) for part in opening.split()) for opening in small.OPENINGS
)
_HEARSAY = tuple(
    tuple(frozenset(part.split("|")) for part in said.split()) for said in small.HEARSAY
)
_ENDINGS = "drsn"
_SHORTEST = 4
"""Letters of a word that may be written one off."""
_MODALS = small.word_set("can could may might must shall does do did will would is are has")
_TAGS = (
    ("breach", "or", "no", "breach"), ("breach", "or", "not"), ("yes", "or", "no"),
    ("or", "not"), ("true", "or", "false"), ("right",), ("correct",), ("yes",), ("no",),
)  # fmt: skip
_RIGHT = (("right",), ("correct",))
_OK = (("ok",), ("okay",))
_TRUE = ("right", "true", "correct", "accurate")
_VERDICTS = tuple(
    (word, *rest)
    for word in (
        *("ok", "okay", "allowed", "permitted", "possible", "fine", "legal", "true", "kosher"),
        *("legit", "lawful", "acceptable", "forbidden", "prohibited", "barred", "banned"),
    )
    for rest in ((), ("or", "not"))
) + tuple(("is", that, so) for that in ("that", "this", "it") for so in ("so", *_TRUE))
"""Ask after a mark whether what stands before it may be: "ChatGPT on AWS - ok or not?"."""


def read_asides(draft: Draft) -> None:
    """Pass over what is said for politeness, and what leads up to the question."""
    at = 0
    while at < len(draft.tokens):
        length = max((len(c) for c in small.COURTESIES if _stands(draft, at, c)), default=0)
        length = max(length, *(_opening(draft, at, said) for said in _HEARSAY))
        if length:
            draft.pass_over(*range(at, at + length))
        at += max(length, 1)
    for at in range(len(draft.tokens)):
        length = max((len(c) for c in small.WHENEVER if _stands(draft, at, c)), default=0)
        if length:
            draft.note(range(at, at + length), "on whatever day")
        if at and draft.is_word(at, ("asking",)) and draft.tokens[at - 1].sort is Sort.MARK:
            draft.pass_over(at)  # "Must it? Asking as of 15 March 2026"
    start = _first(draft)
    if _stands(draft, start, ("what", "if")) and any(
        draft.tokens[i].norm == "," and draft.is_word(i + 1, _MODALS)
        for i in range(start, len(draft.tokens) - 1)
    ):
        draft.pass_over(start)  # "What if it comes, can ...": the question is what follows
    found = True
    while found:
        lengths = [n for opening in _OPENINGS if (n := _opening(draft, start, opening))]
        found = bool(lengths)
        if lengths:
            end = start + max(lengths)
            while draft.is_word(end, small.AFTER_OPENING):
                end += 1
            if _first(draft, end) >= len(draft.tokens):
                return
            draft.pass_over(*range(start, end))
            start = _first(draft)
    end = len(draft.tokens)
    while end and (draft.tokens[end - 1].sort is Sort.MARK or end - 1 in draft.used):
        end -= 1
    for tag in (*_VERDICTS, *_TAGS):
        begin = end - len(tag)
        apart = draft.tokens[begin - 1].sort is Sort.MARK if begin > start else False
        alone = (tag in _TAGS and len(tag) > 1) or tag in _RIGHT
        if tag in _OK and begin > start:  # not of "without its OK"
            alone = not draft.tokens[begin - 1].possessive
        if _stands(draft, begin, tag) and begin > start and (apart or alone):
            draft.pass_over(*range(begin, end))
            return


def _stands(draft: Draft, at: int, words: Sequence[str]) -> bool:
    return at >= 0 and all(draft.is_word(at + i, (word,)) for i, word in enumerate(words))


def _first(draft: Draft, at: int = 0) -> int:
    while at < len(draft.tokens) and (
        at in draft.used or draft.tokens[at].sort is Sort.MARK or draft.tokens[at].norm == "so"
    ):
        at += 1
    return at


def _opening(draft: Draft, at: int, opening: tuple[frozenset[str], ...]) -> int:
    """How many tokens from here on are this opening; what is already passed over may be between."""
    here = at
    for words in opening:
        while here in draft.used:
            here += 1
        if not draft.is_word(here, words):
            return 0
        here += 1
    return here - at


def mend_spelling(lexicon: Lexicon, tokens: Sequence[Token]) -> tuple[list[Token], list[int]]:
    """The tokens, each unknown word one letter off one known word as that word; and which were.

    Names of parties, and days and numbers, are never taken for another.
    """
    mended, which = [], []
    parties = {w.norm for p in lexicon.of(Role.PARTY) for w in p.words if w.norm.isalpha()}
    for at, token in enumerate(tokens):
        bare = token.norm.removesuffix("s")
        unmarked = bare != token.norm and not token.possessive and token.norm not in lexicon.names
        if bare in parties and unmarked:  # "microsofts licence"
            mended.append(replace(token, norm=bare, possessive=True))
            which.append(at)
            continue
        if (
            token.sort is Sort.WORD
            and token.norm.isalpha()
            and len(token.norm) >= _SHORTEST
            and token.norm not in lexicon.names
            and token.norm not in _KNOWN
            and (token.key not in lexicon.keys or token.key in _PLAIN_KEYS)
            and (token.key not in _KNOWN_KEYS or token.key in _PLAIN_KEYS)
            and token.norm not in group_words()
        ):
            near = {
                name
                for name in lexicon.names | _KNOWN | group_words()
                if len(name) >= _SHORTEST and name.isalpha() and _is_one_off(token.norm, name)
            }
            parties = {word.key for phrase in lexicon.of(Role.PARTY) for word in phrase.words}
            keys = {_key(name) for name in near}
            if len(keys) == 1 and keys.isdisjoint(parties):
                near_word = min(near, key=lambda name: (abs(len(name) - len(token.norm)), name))
                mended.append(replace(token, norm=near_word))
                which.append(at)
                continue
        mended.append(token)
    return mended, which


def _key(name: str) -> str:
    return Token(name, 0, 0).key


def _is_one_off(one: str, other: str) -> bool:
    """Whether one letter more, less, changed, or two swapped make one word of the other."""
    if one == other or abs(len(one) - len(other)) > 1 or one[0] != other[0]:
        return False
    if one[:-1] == other and one[-1] in _ENDINGS:
        return False  # "freed" is a word of its own, and not "free"
    if len(one) == len(other):
        wrong = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        if len(wrong) == 1:
            return True
        first, second = (wrong[0], wrong[-1])
        swapped = one[first] == other[second] and one[second] == other[first]
        return len(wrong) == 2 and second == first + 1 and swapped
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))


_KNOWN = (
    frozenset(word for words in (*_OPENINGS, *_HEARSAY) for part in words for word in part)
    | frozenset(word for words in small.COURTESIES for word in words)
    | small.ARTICLES
    | small.FILLERS
    | small.PREPOSITIONS
    | small.CONDITIONS
    | small.AUXILIARIES
    | small.DENIALS
    | small.ALL_OF
    | small.ONLY
    | small.TERM_NOUNS
    | small.BREACHES
    | small.REFUSING
    | small.JOINERS
    | FORM_WORDS
    | PLAIN
    | WORLD_WORDS
    | OPENING_WORDS
    | TIME_WORDS
    | NORM_WORDS
)
"""Words of ours: never taken for another, and taken where a word is one letter off."""
_PLAIN_KEYS = frozenset(_key(word) for word in ("until", "since", "which", "when", "should"))
"""Of words that have no other form: "untill" is none of "until"."""
_KNOWN_KEYS = frozenset(_key(word) for word in _KNOWN)
