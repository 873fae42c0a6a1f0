"""Who a question is about: parties, the one who asks, or a thing that something is done with."""

from __future__ import annotations

from collections.abc import Sequence

from contract_engine.words import function_words as small
from contract_engine.words.draft import Draft
from contract_engine.words.forms import PRONOUNS, Who
from contract_engine.words.function_words import word_set
from contract_engine.words.lexicon import Role
from contract_engine.words.matching import party_at
from contract_engine.words.tokens import Sort

_US = word_set("company firm business organisation organization startup team employer")
_ANYBODY = word_set("somebody someone anybody anyone everybody everyone one people you")
_IT = frozenset({"it", "they", "this", "that"})
_EACH = small.ARTICLES | word_set("either neither both each every any all of")


def who_at(draft: Draft, at: int) -> Sequence[Who]:
    """Who may be named from this token on, the parties before the things."""
    ways = (
        _parties(draft, at),
        _all_parties(draft, at),
        _asker(draft, at),
        _meant(draft, at),
        _role(draft, at),
    )
    found = [who for who in ways if who is not None]
    if not found and draft.is_word(at, _IT) and draft.is_word(at + 1, ("be", "to", "have")):
        found.append(Who((), at + 1, (at,), said=draft.words(at, at + 1)))  # "must it be paid"
    thing = _thing(draft, at)
    if thing is not None and not any(who.end >= thing.end for who in found):
        found.append(thing)
    return found


def _parties(draft: Draft, at: int) -> Who | None:
    """The party named here, and those joined to it by "and" or "or"."""
    names: list[str] = []
    denied = draft.is_word(at, ("neither",))
    here = draft.skip(at + 1, small.ARTICLES) if denied else at
    while (party := party_at(draft.lexicon, draft.tokens, here)) is not None:
        if draft.tokens[party[1] - 1].possessive or not _are_free(draft, range(here, party[1])):
            break
        names.append(party[0])
        end = here = party[1]
        if not draft.is_word(here, ("nor", "or") if denied else ("and", "or")):
            break
        here = draft.skip(here + 1, small.ARTICLES)
    if not names:
        return None
    tokens = tuple(i for i in range(at, end) if i not in draft.used)
    said = draft.words(at, end)
    return Who(tuple(dict.fromkeys(names)), end, tokens, said=said, denied=denied)


def _meant(draft: Draft, at: int) -> Who | None:
    """As in "If OpenAI declares AGI, may it ...": the one party that was named before."""
    doing = draft.skip(at + 1, small.FILLERS)
    if not draft.is_word(at, PRONOUNS) or draft.is_word(doing, ("be", "been", "being")):
        return None
    named = dict.fromkeys(
        party[0]
        for i in range(at)
        if draft.tokens[i].norm not in small.ARTICLES
        and (party := party_at(draft.lexicon, draft.tokens, i)) is not None
        and not draft.tokens[party[1] - 1].possessive
    )
    parties = tuple(draft.lexicon.vocabulary.parties)
    if not named and draft.tokens[at].norm == "they" and len(parties) == 2:
        named = _other_than_us(draft, parties)
    if len(named) != 1:
        return None
    return Who(tuple(named), at + 1, (at,), said=draft.words(at, at + 1))


def _other_than_us(draft: Draft, parties: Sequence[str]) -> dict[str, None]:
    """As in "Our account is suspended. Can they ...": the one that doesn't ask."""
    asker = {
        phrase.meaning.name
        for phrase in draft.lexicon.of(Role.PARTY)
        if phrase.words[0].norm in small.FIRST_PERSON
    }
    says = any(token.norm in small.FIRST_PERSON | small.OURS for token in draft.tokens)
    return dict.fromkeys(p for p in parties if p not in asker) if says and len(asker) == 1 else {}


def _role(draft: Draft, at: int) -> Who | None:
    """As in "the defaulting party": whoever is in that role, each of those that may be."""
    roles = draft.lexicon.vocabulary.roles
    here = draft.skip(at, small.ARTICLES)
    for match in draft.matches_at(here, Role.KIND):
        if match.meaning.name in roles:
            name, end = match.meaning.name, match.end
            tokens = tuple(i for i in range(at, end) if i not in draft.used)
            said = draft.words(at, end)
            return Who(tuple(roles[name]), end, tokens, said=said, role=name)
    return None


def _all_parties(draft: Draft, at: int) -> Who | None:
    """As in "either party", "the parties", "both of them": all of them."""
    here = draft.skip(at, _EACH)
    if not draft.is_word(here, ("party", "parties", "side", "sides")):
        return None
    parties = tuple(draft.lexicon.vocabulary.parties)
    tokens = tuple(range(at, here + 1))
    denied = draft.is_word(at, ("neither",))
    return Who(parties, here + 1, tokens, said=draft.words(at, here + 1), denied=denied)


def _asker(draft: Draft, at: int) -> Who | None:
    """As in "I", "we", "somebody": the party, where there is only one; else whoever can act so."""
    parties = tuple(draft.lexicon.vocabulary.parties)
    end = None
    if draft.is_word(at, small.FIRST_PERSON | _ANYBODY):
        end = at + 1
    elif draft.is_word(at, small.OURS) and draft.is_word(at + 1, _US):
        end = at + 2
    if end is None:
        return None
    if len(parties) != 1 and (party_at(draft.lexicon, draft.tokens, at) or not _are_roles(draft)):
        return None  # nobody is OpenAI or Microsoft, and anybody may be the tenant
    known = parties if len(parties) == 1 else ()
    return Who(known, end, tuple(range(at, end)), said=draft.words(at, end))


def _are_roles(draft: Draft) -> bool:
    """Whether the parties are called by what they are in the agreement: "the tenant"."""
    parties = draft.lexicon.vocabulary.parties.values()
    return all(party.label.startswith(("the ", "The ")) for party in parties)


def _thing(draft: Draft, at: int) -> Who | None:
    """A thing of the vocabulary, with whose it is: "OpenAI's API", "any first-party product"."""
    roles = [Role.VALUE, Role.KIND, Role.TOPIC, Role.NOUN]
    alone = len(draft.lexicon.vocabulary.parties) == 1
    if alone:
        roles.append(Role.YES)
    here, seen = at, False
    while here < len(draft.tokens) and here not in draft.used:
        token = draft.tokens[here]
        found = draft.matches_at(here, *roles)
        if found:
            seen, here = True, found[0].end
        elif token.norm in small.ARTICLES | small.POSSESSIVES | small.ALL_OF | small.OURS | {
            "and",
            "or",
        }:
            here += 1
        elif (party := party_at(draft.lexicon, draft.tokens, here)) is not None:
            here = party[1]
        elif token.sort is Sort.WORD and _is_part(draft, here):
            seen, here = True, here + 1
        else:
            break
    if not seen:
        return None
    parties = tuple(draft.lexicon.vocabulary.parties) if alone else ()
    return Who(parties, here, (), tuple(range(at, here)), said=draft.words(at, here))


def _is_part(draft: Draft, at: int) -> bool:
    """Whether a word is one that some action's name has after its first: "revenue"."""
    token = draft.tokens[at]
    return token.norm not in small.AUXILIARIES and token.key in draft.lexicon.parts_of_actions


def _are_free(draft: Draft, tokens: range) -> bool:
    return draft.used.isdisjoint(tokens)
