"""A question that is not understood -> the values that it names of what an act asks."""

from __future__ import annotations

from collections.abc import Sequence

from contract_engine.lazy_dataclass import dataclass, field
from contract_engine.words.draft import Draft
from contract_engine.words.function_words import ARTICLES, DENIALS, OTHER_THAN, word_set
from contract_engine.words.lexicon import SMALL, Lexicon, Meaning, Role
from contract_engine.words.likeness import Likeness
from contract_engine.words.matching import Match, choose

Shared = dict[int, float]
_NEED = word_set("need needs needed must necessary required requires require ask asking duty")
_STANDS = 1.0
"""What a value's name counts for more that stands in the question as it is written."""
_APART = tuple(words for words in OTHER_THAN if words[-1] not in ("not", "without", "but", "non"))


@dataclass(frozen=True, slots=True)
class Values:
    """The values that a question names of an act's facts, one for each; and what they share."""

    said: dict[str, str] = field(default_factory=dict)
    apart: frozenset[str] = frozenset()
    shared: Shared = field(default_factory=dict)


def values_named(draft: Draft, like: Likeness, action: str, own: bool) -> Sequence[Values]:
    """The values that a question names of what an act asks, and a second choice of one of them.

    A condition alone doesn't say which act is meant; `own` says whether the act is named otherwise.
    """
    lexicon = draft.lexicon
    own_facts = set(lexicon.vocabulary.actions[action].asks)
    asks = own_facts | {fact for fact in lexicon.mentions[action] if _can_be_said(lexicon, fact)}
    facts: dict[str, list[tuple[float, str, Shared]]] = {}
    named = [m for m in draft.matches if m.meaning.role is Role.VALUE and m.meaning.name in asks]
    for match in choose([m for m in named if not m.denials], range(len(draft.tokens))):
        shared = {at: like.weight(at) for at in range(match.start, match.end) if at in like.places}
        worth = round(_STANDS + sum(shared.values()), 6)
        facts.setdefault(match.meaning.name, []).append((worth, match.meaning.value, shared))
    for meaning, some in like.names.entries.items():
        if meaning.role is not Role.VALUE or meaning.name not in asks:
            continue
        for name in some:
            if like.has_all(name):
                shared = like.shared([name]).places
                worth = round(sum(shared.values()), 6)
                facts.setdefault(meaning.name, []).append((worth, meaning.value, shared))
    said: dict[str, str] = {}
    shared_by: dict[str, Shared] = {}
    second: tuple[str, str, Shared] | None = None
    for fact, found in facts.items():
        _, said[fact], shared_by[fact] = max(found, key=lambda one: one[0])
        rest = [one for one in found if one[2].keys().isdisjoint(shared_by[fact])]
        if rest and second is None:
            second = (fact, *max(rest, key=lambda one: one[0])[1:])
    for fact in sorted(asks):
        names = like.names.of(Meaning(Role.YES, fact))
        whole = [name for name in names if fact in own_facts and like.has_rest(name)]
        whole += [_keys(draft, m) for m in draft.matches if m.meaning == Meaning(Role.YES, fact)]
        if (own or said) and whole:
            said[fact] = "no" if _denies(draft, fact) else ""
            shared_by[fact] = like.shared(whole).places
    told = [_told(draft, said, shared_by)]
    if second is not None:
        fact, value, shared = second
        told.append(_told(draft, {**said, fact: value}, {**shared_by, fact: shared}))
    return told


def _can_be_said(lexicon: Lexicon, fact: str) -> bool:
    """Whether a sentence can name a value of a fact that the act itself doesn't ask for."""
    if fact in lexicon.agreement.tables:
        return True
    usage = lexicon.vocabulary.usage_of(fact) if fact in lexicon.vocabulary.facts else None
    return usage is not None and bool(usage.phrase or usage.prepositions)


def _keys(draft: Draft, match: Match) -> frozenset[str]:
    tokens = draft.tokens[match.start : match.end]
    return frozenset(token.key for token in tokens if token.norm not in SMALL)


def _told(draft: Draft, said: dict[str, str], shared_by: dict[str, Shared]) -> Values:
    apart = frozenset(
        fact
        for fact, shared in shared_by.items()
        if shared and said[fact] not in ("", "no") and _is_apart(draft, min(shared))
    )
    return Values(said, apart, merged(*shared_by.values()))


def _is_apart(draft: Draft, at: int) -> bool:
    """Whether what stands here is set apart: "other than Azure"."""
    ends = {at, draft.skip(at - 1, ARTICLES | {"on", "in", "at", "to"}, -1) + 1}
    return any(
        end >= len(words)
        and all(draft.tokens[end - len(words) + i].norm == word for i, word in enumerate(words))
        for words in _APART
        for end in ends
    )


def _denies(draft: Draft, fact: str) -> bool:
    """Whether a question says no, or asks whether there is need; and a sentence can say so."""
    forms = draft.lexicon.vocabulary.usage_of(fact).phrase
    return len(forms) > 1 and any(token.norm in DENIALS | _NEED for token in draft.tokens)


def item_in_words(table: str, key: str) -> str:
    """An item of a table, as in "release 1.6.0"."""
    return f"{table.replace('_', ' ')} {key}"


def merged(*some: Shared) -> Shared:
    """What several share with the question, each word counted once."""
    found: Shared = {}
    for shared in some:
        for at, weight in shared.items():
            found[at] = max(found.get(at, 0.0), weight)
    return found
