"""The word that a question opens with: when, why, who, which, where, to whom, how much, what."""

from __future__ import annotations

from enum import Enum, auto
from functools import cache

from contract_engine.lazy_dataclass import dataclass, field
from contract_engine.words import function_words as small
from contract_engine.words.draft import Draft
from contract_engine.words.forms import DECIDING
from contract_engine.words.lexicon import Role
from contract_engine.words.tokens import Sort


class Sought(Enum):
    """What a question seeks."""

    WHETHER = auto()
    WHEN = auto()
    WHY = auto()
    WHO = auto()
    EACH = auto()
    HOW_MUCH = auto()
    WHAT = auto()
    CLAUSE = auto()


@dataclass(frozen=True, slots=True)
class Opening:
    """What is sought, and the tokens that say so; `facts` are those whose values are sought.

    `of` is the preposition that the fact has, where the question names none: "where", "to whom".
    """

    sought: Sought
    tokens: tuple[int, ...] = ()
    facts: tuple[str, ...] = ()
    of: tuple[str, ...] = field(default=())


_WHEN = (
    "since when", "until when", "till when", "from when", "by when", "up to when", "as of when",
    "from what date", "from which date", "until what date", "until which date", "on what date",
    "on which date", "on what day", "on which day", "since what date", "from which day",
    "what date", "which date", "at what point", "until which year", "until what year",
    "till which year", "since which year", "in which year", "in what year", "what year",
    "for how long", "how long", "how soon", "when", "within how many days", "in how many days",
    "how many days", "within what time", "within which time", "how fast", "how quickly",
    "until which day", "until what day", "till which day", "when at the earliest",
    "at the earliest when", "what is the deadline", "what is the deadline for",
    "what is the deadline to", "deadline for", "deadline to", "last day to", "last date to",
    "last day for", "what is the last day to", "what is the last date to", "latest day to",
    "what is the last day for", "what is the latest day to", "what is the earliest day to",
    "earliest day to", "when is the latest day to", "what is the latest date to",
    "for what period", "for which period", "over what period", "what period", "through when",
    "through what year", "by what date", "by which date", "by what day", "as from when",
)  # fmt: skip
_WHY = (
    "why", "why not", "how come", "on what basis", "on what grounds", "for what reason",
    "what is the reason",
    "under what conditions", "under which conditions", "under what circumstances", "on what terms",
    "under which circumstances", "in what circumstances", "in which circumstances",
    "in which cases",
    "what are the conditions for", "what are the conditions to", "what conditions apply to",
    "what does it take to", "how often", "in what cases", "on what conditions",
    "on what condition", "to what extent", "how far", "how",
)  # fmt: skip
_WHO = (
    "who else",
    "who",
    "by whom",
    "by who",
    "which parties",
    "which party",
    "which company",
    "whose",
)
_HOW_MUCH = (
    "how much", "how big", "how large", "how many", "how high", "what percentage", "what percent",
    "what share", "what proportion", "what amount", "how great", "what is the size of",
    "how many billions", "how many billion", "how many billions of", "how many billion of",
    "how many dollars of", "how many billion dollars of", "how many billion dollars",
    "how many dollars",
    "how many billions of dollars", "how many percent",
)  # fmt: skip
_WHAT = ("what", "which")
_DATED = tuple(
    tuple(phrase.split())
    for phrase in (
        "end date", "start date", "expiry date", "expiration date", "effective date", "end dates",
        "cut off date", "expiry", "expiration", "deadline", "duration", "timeline", "dates",
    )
)  # fmt: skip
"""Ask for the days at the end of a note."""
_TRAILING: tuple[tuple[Sought, tuple[tuple[str, ...], ...]], ...] = (
    (Sought.WHEN, (("until", "when"), ("since", "when"), ("how", "long"), ("until",), ("since",))),
    (Sought.WHEN, (("by", "when"), ("from", "when"), ("for", "how", "long"), ("when",))),
    (Sought.HOW_MUCH, (("how", "much"), ("how", "many"), ("how", "big"))),
    (Sought.WHY, (("why",), ("why", "not"), ("on", "what", "conditions"))),
)
"""The same for what else may be asked at the end of one: "the licence until?"."""
_LISTING = (
    "list", "show", "show me", "show us", "give me", "give us", "name", "enumerate", "summarise",
    "summarize", "describe", "list all", "list me", "show me all", "give me all",
)  # fmt: skip
_CLAUSE_NOUNS = (
    "clause", "clauses", "provision", "provisions", "term", "terms", "section", "article", "words",
    "wording", "paragraph", "rule", "instrument", "document", "source", "text",
)  # fmt: skip
_CLAUSE = (
    *(
        f"{lead}{which} {noun}{says}"
        for lead in ("", "by ", "under ", "in ")
        for which in ("which", "what")
        for noun in _CLAUSE_NOUNS
        for says in ("", " says", " says that", " states that", " provides that", " say that")
    ),
    "where does it say that", "where does it say", "where is it written that",
    "where does the contract say that", "where does the agreement say that",
)  # fmt: skip
_MODAL = small.word_set(
    "can could may might must shall should will would is are was were does do did"
)
COVERING = small.word_set(
    "covers cover governs govern concerns concern regulates regulate addresses address deals "
    "sets set mentions mention about contains contain defines define limits limit caps "
    "grants grant gives give"
)
"""What a clause may do with what is asked about: "Which clause covers it?"."""
_WHERE = ("where", "in which place", "from where")
_WHOM = ("to whom", "for whom", "from whom", "with whom", "whom", "who")
_PLACES = ("on", "in", "at")
WORDS = frozenset(
    word
    for phrases in (_WHEN, _WHY, _WHO, _HOW_MUCH, _WHAT, _WHERE, _WHOM, _LISTING, _CLAUSE)
    for phrase in phrases
    for word in phrase.split()
) | frozenset(word for phrase in _DATED for word in phrase)
"""The words that open a question."""


def read_opening(draft: Draft) -> Opening:
    """The opening of a question; its tokens aren't accounted for yet.

    It may stand after what is said first: "Other than Azure, where may it be sold?", "The licence:
    until when?"; a note may end with it: "exclusivity end date".
    """
    found = _opening_at(draft, 0)
    if found.sought is not Sought.WHETHER:
        return found
    for at in sorted(draft.free()):
        if draft.tokens[at].sort is Sort.MARK:
            later = _opening_at(draft, at + 1)
            after = max(later.tokens, default=at) + 1
            asks = draft.is_word(after, _MODAL) or draft.skip(after, {"?", "."}) >= len(
                draft.tokens
            )
            if later.sought not in (Sought.WHETHER, Sought.WHAT, Sought.CLAUSE) and asks:
                return later
    last = len(draft.tokens)
    while last and (draft.tokens[last - 1].sort is Sort.MARK or last - 1 in draft.used):
        last -= 1
    for sought, phrases in _TRAILING:
        for phrase in phrases:
            start = last - len(phrase)
            if start > 0 and all(draft.is_word(start + i, (w,)) for i, w in enumerate(phrase)):
                return Opening(sought, tuple(range(start, last)))
    asks = any(draft.is_word(at, _MODAL | {"have", "has"}) for at in draft.free())
    for phrase in _DATED:
        for start in range(0 if not asks else last - len(phrase), last - len(phrase) + 1):
            if all(draft.is_word(start + i, (w,)) for i, w in enumerate(phrase)):
                return Opening(Sought.WHEN, tuple(range(start, start + len(phrase))))
    return found


def _opening_at(draft: Draft, at: int) -> Opening:
    while at < len(draft.tokens) and (
        at in draft.used
        or draft.tokens[at].sort is Sort.MARK
        or (draft.tokens[at].norm in small.CONDITIONS and at + 1 in draft.used)
    ):
        at += 1
    at = draft.skip(at, {"and", "then", "so"})
    end = len(draft.tokens) - 1
    while end > at and (end in draft.used or draft.tokens[end].sort is Sort.MARK):
        end -= 1
    to = draft.tokens[end].norm if end > at else ""
    if draft.is_word(at, ("who",)) and to in ("to", "for", "from", "with"):
        return Opening(Sought.EACH, (at,), (), (to,))
    if (length := _starts(draft, at, _CLAUSE)) and _decides(draft, at, at + length):
        return Opening(Sought.CLAUSE, _range(draft, at, length))
    if length := _starts(draft, at, _LISTING):
        return Opening(Sought.WHAT, _range(draft, at, length))
    if length := _starts(draft, at, _WHERE):
        return Opening(Sought.EACH, _range(draft, at, length), (), _PLACES)
    if (length := _starts(draft, at, _WHOM)) and not _starts(draft, at, ("who",)):
        first = draft.tokens[at].norm
        of = (first,) if first in small.PREPOSITIONS else ("to", "for", "from", "with")
        return Opening(Sought.EACH, _range(draft, at, length), (), of)
    which = at + 1 if draft.is_word(at, small.PREPOSITIONS) else at
    if draft.is_word(which, ("which", "what")):
        noun = draft.skip(
            which + 1,
            {
                "other",
                "of",
                "the",
                *small.POSSESSIVES,
                "kind",
                "kinds",
                "sort",
                "sorts",
                "type",
                "types",
            },
        )
        kinds = draft.matches_at(noun, Role.KIND)
        owner = [
            m for m in draft.matches_at(noun, Role.PARTY) if draft.tokens[m.end - 1].possessive
        ]
        if not kinds and owner:
            kinds = draft.matches_at(owner[0].end, Role.KIND)
        if kinds:
            best = [m for m in kinds if m.score == kinds[0].score]
            tokens = tuple(i for i in range(at, best[0].end) if i not in draft.used)
            return Opening(Sought.EACH, tokens, tuple(dict.fromkeys(m.meaning.name for m in best)))
    for sought, phrases in (
        (Sought.HOW_MUCH, _HOW_MUCH),
        (Sought.WHEN, _WHEN),
        (Sought.WHY, _WHY),
        (Sought.WHO, _WHO),
        (Sought.WHAT, _WHAT),
    ):
        if length := _starts(draft, at, phrases):
            return Opening(sought, _range(draft, at, length))
    return Opening(Sought.WHETHER)


def _decides(draft: Draft, start: int, at: int) -> bool:
    """Whether what a clause decides follows: "forbids", or "that OpenAI must"."""
    deciding = DECIDING["may"] | DECIDING["must"] | DECIDING["must not"] | COVERING
    if draft.tokens[start].norm in small.PREPOSITIONS:  # "under which clause may"
        deciding |= _MODAL
    said = draft.tokens[at - 1].norm
    return draft.is_word(at, deciding) or said in ("say", "says", "that")


def _range(draft: Draft, at: int, length: int) -> tuple[int, ...]:
    return tuple(i for i in range(at, at + length) if i not in draft.used)


def _starts(draft: Draft, at: int, phrases: tuple[str, ...]) -> int:
    """How many tokens from here on are the longest of these phrases."""
    if at >= len(draft.tokens):
        return 0
    best = 0
    for words in _by_first(phrases).get(draft.tokens[at].norm, ()):
        if all(draft.is_word(at + i, (word,)) for i, word in enumerate(words)):
            best = max(best, len(words))
    return best


@cache
def _by_first(phrases: tuple[str, ...]) -> dict[str, list[list[str]]]:
    """The words of these phrases, by the first."""
    found: dict[str, list[list[str]]] = {}
    for phrase in phrases:
        words = phrase.split()
        found.setdefault(words[0], []).append(words)
    return found
