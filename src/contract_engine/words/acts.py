"""What is done: the actions that the words after the form may name."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise

from contract_engine.lazy_dataclass import dataclass
from contract_engine.words import function_words as small
from contract_engine.words.draft import Draft
from contract_engine.words.forms import Form
from contract_engine.words.function_words import word_set
from contract_engine.words.lexicon import SMALL, Phrase, Role
from contract_engine.words.matching import party_at
from contract_engine.words.tokens import Sort

_GETTING = small.BEGINNING | word_set("get getting have")
_BEFORE = small.FILLERS | small.ARTICLES | word_set("be been being to have had") | _GETTING
_GAP = (SMALL | small.FILLERS | word_set("us me you")) - small.DENIALS
_PURPOSE = word_set("to for by when while in order")
_SLOTTED = (Role.VALUE, Role.KIND, Role.YES)
_AHEAD = 10
"""Tokens that may stand between an action and what it is done for."""


@dataclass(frozen=True, slots=True)
class Act:
    """An action that tokens may name; `slots` are the facts that its name holds."""

    action: str
    tokens: tuple[int, ...]
    slots: tuple[tuple[str, str], ...] = ()
    keys: int = 0
    again: tuple[int, ...] = ()

    @property
    def rank(self) -> tuple[int, int]:
        """The better of two has the greater rank."""
        return self.keys, len(self.slots)


def find_acts(draft: Draft, form: Form, each: Collection[str] = ()) -> list[list[Act]]:
    """The actions that a question may be about, in tiers: those of the longest names first.

    Args:
        draft: the question.
        form: how it asks, and of whom.
        each: facts whose every value is asked for; they fill the places of a name.
    """
    at = _verb(draft, form)
    if at is None:
        return []
    found = list(_at(draft, at, form, each))
    if not found:
        return []
    tiers = []
    for rank in sorted({act.rank for act in found}, reverse=True):
        tiers.append([act for act in found if act.rank == rank])
    return [_with_purpose(draft, tier, form, each) for tier in tiers]


def others(draft: Draft, first: Act, form: Form, each: Collection[str] = ()) -> list[Act]:
    """Actions joined to the first by "and" or "or": "serve and train"."""
    found: dict[str, Act] = {}
    for at in range(max(first.tokens) + 1, len(draft.tokens)):
        if draft.is_word(at, ("and", "or")):
            start = draft.skip(at + 1, _BEFORE)
            best = max(_at(draft, start, form, each), key=lambda act: act.rank, default=None)
            if best is not None and best.action != first.action:
                found.setdefault(best.action, best)
    return list(found.values())


def _verb(draft: Draft, form: Form) -> int | None:
    """Where the action's name starts: after the form, and after what stands between commas."""
    at = form.end
    while at < len(draft.tokens):
        token = draft.tokens[at]
        named = token.norm in _GETTING | {"to"} and any(True for _ in _at(draft, at, form, ()))
        before = token.norm in _BEFORE | small.ONLY
        if at in draft.used or token.sort is Sort.MARK or (before and not named):
            at += 1
        else:
            break
    if at >= len(draft.tokens):
        return None
    if form.have and not any(True for _ in _at(draft, at, form, ())):
        for later in range(at + 1, min(at + 7, len(draft.tokens))):
            if any(True for _ in _at(draft, later, form, ())):
                return later
    return at


def _at(draft: Draft, at: int, form: Form, each: Collection[str]) -> Iterator[Act]:
    """Each action whose name covers this token, by its best name."""
    if at >= len(draft.tokens) or at in draft.used or draft.tokens[at].sort is not Sort.WORD:
        return
    best: dict[str, Act] = {}
    for phrase in draft.lexicon.of(Role.ACTION):
        act = _covers(draft, phrase, at, form, each)
        if act is not None and (
            phrase.meaning.name not in best or act.rank > best[phrase.meaning.name].rank
        ):
            best[phrase.meaning.name] = act
    yield from best.values()


def _covers(draft: Draft, phrase: Phrase, at: int, form: Form, each: Collection[str]) -> Act | None:
    """How the words of a name stand from this token on, whatever their order.

    Between them may stand small words and other words of the same action; a part of a name may be
    the thing that the question starts with ("Can revenue be shared").
    """
    needed = phrase.keys
    key = draft.tokens[at].key
    if not needed and phrase.slots:
        return _bare(draft, phrase, at, form, each)
    first = phrase.words[0]
    if key not in needed and not (first.norm == draft.tokens[at].norm and first.norm in SMALL):
        return None
    after = _after_prepositions(phrase)
    thing = {draft.tokens[i].key: i for i in form.who.thing if i not in draft.used}
    thing = {key: i for key, i in thing.items() if key not in after}
    bag = draft.lexicon.bags[Role.ACTION, phrase.meaning.name]
    have, taken, pending = {key}, [at], list[int]()
    missing = needed - have
    taken += [thing[each_key] for each_key in missing & thing.keys()]
    missing -= thing.keys()
    between = frozenset(fact for fact, _ in phrase.slots)
    action = draft.lexicon.vocabulary.actions[phrase.meaning.name]
    objects = frozenset(fact for fact in action.asks if f"{{{fact}}}" in " ".join(action.phrase))
    held = _held(draft, between or objects)  # "make its API available"
    here = at + 1
    while missing and here < len(draft.tokens):
        token = draft.tokens[here]
        if here in draft.used or (here in held and token.key not in missing):
            here += 1
            continue
        if token.sort in (Sort.DAY, Sort.PIECE, Sort.MARK):
            break
        if token.key in missing or token.key in bag:
            if here and draft.tokens[here - 1].norm in small.POSSESSIVES and token.key in missing:
                missing -= {"own"}  # "in its products" is in its own
            missing -= {token.key}
            taken += [*pending, here]
            pending = []
        elif (
            token.norm in _GAP
            or (phrase.slots and token.possessive)
            or (token.norm in small.OURS and "other" not in bag)
        ):
            pending += [] if phrase.slots else [here]
        else:
            break
        here += 1
    if missing or _names_bearer(draft, taken, at, form):
        return None
    own = [t for t in taken if not phrase.tail or t < min(held, default=t + 1)]
    end = max(own, default=at) + 1
    for fact, preposition in phrase.slots:
        if not _fills(draft, fact, preposition, end, form, each):
            return None
    taken += _more(draft, phrase.meaning.name, max(taken) + 1, bag)
    return Act(phrase.meaning.name, tuple(sorted(taken)), phrase.slots, len(needed))


def _after_prepositions(phrase: Phrase) -> set[str]:
    """What is done "to" or "for": "may Amazon license models" isn't "license models to Amazon"."""
    said = [*phrase.words, *phrase.tail]
    pairs = pairwise(said)
    return {word.key for before, word in pairs if before.norm in small.PREPOSITIONS}


def _bare(draft: Draft, phrase: Phrase, at: int, form: Form, each: Collection[str]) -> Act | None:
    """A name of small words alone, as "do with {ip}"; of "be on {cloud}" the "be" may be missing.

    "Is OpenAI allowed on AWS", "is ChatGPT tied to Azure": any preposition may stand there.
    """
    said = draft.is_word(at, {word.norm for word in phrase.words})
    place = at + 1 if said else at
    ((fact, preposition), *more) = phrase.slots
    stands = draft.is_word(place, small.PREPOSITIONS) if preposition else True
    if more or not stands or not (said or phrase.words[0].norm == "be"):
        return None
    found = draft.tokens[place].norm if preposition else ""
    if value_place(draft, place + bool(found), fact) not in {
        m.start for m in draft.matches if m.meaning.name == fact and m.meaning.role in _SLOTTED
    }:
        return None
    if found != preposition and said:
        return None
    return Act(phrase.meaning.name, (at,), ((fact, found),), 0)


def _more(draft: Draft, action: str, here: int, bag: frozenset[str]) -> list[int]:
    """Further words of the action's names that follow, and say nothing that it asks for."""
    asked = _held(draft, draft.lexicon.mentions[action])
    taken: list[int] = []
    pending: list[int] = []
    while here < len(draft.tokens) and here not in asked and here not in draft.used:
        token = draft.tokens[here]
        if token.sort is Sort.WORD and token.key in bag:
            taken += [*pending, here]
            pending = []
        elif token.norm in _GAP:
            pending.append(here)
        else:
            break
        here += 1
    return taken


def _held(draft: Draft, facts: frozenset[str]) -> set[int]:
    """The tokens that say what these facts are."""
    topics = draft.lexicon.vocabulary.topics
    return {
        at
        for m in draft.matches
        if (m.meaning.role in _SLOTTED and m.meaning.name in facts)
        or (
            m.meaning.role is Role.TOPIC
            and not topics[m.meaning.name].given.keys().isdisjoint(facts)
        )
        for at in range(m.start, m.end)
    }


def _names_bearer(draft: Draft, taken: Collection[int], at: int, form: Form) -> bool:
    """Whether the one who acts is also what is acted on: "share revenue with" oneself."""
    for i in taken:
        if i == at or draft.tokens[i].possessive:
            continue
        party = party_at(draft.lexicon, draft.tokens, i)
        if party is None or draft.tokens[party[1] - 1].possessive:
            continue
        if party[0] in form.who.parties and i not in form.who.tokens:
            return True
    return False


def _fills(
    draft: Draft, fact: str, preposition: str, end: int, form: Form, each: Collection[str]
) -> bool:
    """Whether a value of this fact stands where the name of an action has a place for it."""
    if fact in each:
        return True
    starts = {
        m.start
        for m in draft.matches
        if m.meaning.name == fact
        and m.meaning.role in _SLOTTED
        and draft.used.isdisjoint(range(m.start, m.end))
    }
    topics = draft.lexicon.vocabulary.topics
    starts |= {
        m.start
        for m in draft.matches
        if m.meaning.role is Role.TOPIC and fact in topics[m.meaning.name].given
    }
    if starts & set(form.who.thing):
        return True
    if not preposition and draft.is_word(end, ("it", "them", "this", "those")):
        return any(start < form.end for start in starts)  # "Research IP: can Microsoft use it?"
    if not preposition:
        return value_place(draft, end, fact) in starts
    return any(
        draft.is_word(at, (preposition,)) and value_place(draft, at + 1, fact) in starts
        for at in range(end, len(draft.tokens))
    )


def value_place(draft: Draft, at: int, fact: str) -> int:
    """The token from here on where a value could start, after whose it is and how many."""
    skipped = small.ARTICLES | small.POSSESSIVES | small.ALL_OF | small.ONLY | small.OURS
    while at < len(draft.tokens):
        if draft.tokens[at].norm in skipped:
            at += 1
            continue
        party = party_at(draft.lexicon, draft.tokens, at)
        if party is None or any(
            m.start == at and m.meaning.name == fact and m.end > party[1] for m in draft.matches
        ):
            return at
        at = party[1]
    return at


def _with_purpose(draft: Draft, tier: list[Act], form: Form, each: Collection[str]) -> list[Act]:
    """Of several actions that one verb may mean, the one that it is done for: "use it to train"."""
    names = {act.action for act in tier}
    after = max(max(act.tokens) for act in tier) + 1
    for at in range(after, min(after + _AHEAD, len(draft.tokens))):
        if not draft.is_word(at, _PURPOSE):
            continue
        start = draft.skip(at + 1, _PURPOSE)
        second = [act for act in _at(draft, start, form, each) if act.action in names]
        if second:
            best = max(act.rank for act in second)
            again = {act.action: act.tokens for act in second if act.rank == best}
            return [
                Act(a.action, a.tokens, a.slots, a.keys, tuple(range(at, max(again[a.action]) + 1)))
                for a in tier
                if a.action in again
            ]
    return tier
