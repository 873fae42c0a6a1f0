"""A question that is not understood -> the acts that it may be about, each as a whole question.

An act is offered with the values that the question names, in the form that it has: whether, until
when, why, who.
"""

from __future__ import annotations

from collections.abc import Iterator

from contract_engine.answers.labels import party_in_words
from contract_engine.lazy_dataclass import dataclass
from contract_engine.model.agreement import Modality
from contract_engine.words.draft import Draft
from contract_engine.words.function_words import (
    FIRST_PERSON,
    OURS,
    POSSESSIVES,
    word_set,
)
from contract_engine.words.lexicon import Meaning, Role
from contract_engine.words.likeness import Likeness
from contract_engine.words.offer_days import days_in_words, event_in_words
from contract_engine.words.offer_values import (
    Shared,
    Values,
    item_in_words,
    merged,
    values_named,
)
from contract_engine.words.opening import Opening, Sought
from contract_engine.words.phrasing import phrase_for, told_act

_ENDING = word_set(
    "until till end ends ended expire expires expired expiry expiration lapse lapses lapsed "
    "survive survives survived finish finished duration subsist"
)
_BEGINNING = word_set("since begin begins began beginning start starts started")
_DATES = word_set("when date dates year day")
_DAYS = (" on ", " in ", " between ", " since ", " until ")
"""A question about these days doesn't ask for others."""
_MUST = word_set(
    "must need needs obliged obligation obligations required require has duty duties pay pays "
    "bound forced promise promised owe owes guaranteed guarantee tied commitment committed"
)
_ALONE = 0.7
"""What an act counts for that is meant by its values alone."""
_SECOND = 0.8
"""What a second way to put a question counts for."""
_OF_PARTY = (1.0, 0.9, 0.6)
"""What an act counts for of the party named first, of another that is named, of any other."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A question, what it shares with the one asked, and what it has to be read as.

    `about` is the name that its first request has to have, of an act, figure, topic or party.
    """

    text: str
    shared: Shared
    worth: float
    bearer: str = ""
    about: str = ""
    given: tuple[str, ...] = ()


def act_offers(draft: Draft, opening: Opening, like: Likeness) -> Iterator[Offer]:
    """Acts of parties that share words with the question.

    Args:
        draft: the question.
        opening: how it begins.
        like: what its words share with the vocabulary.
    """
    lexicon = draft.lexicon
    parties = named_parties(draft)
    events = draft.lexicon.vocabulary.events
    about = [Meaning(Role.MOMENT, name) for name in _events(draft) if name in events][:1]
    event = like.shared(like.names.of(*about))
    for action, bearers in lexicon.bearers.items():
        names = like.names.of(Meaning(Role.ACTION, action), Meaning(Role.NOUN, action))
        own = like.shared(names)
        for values in values_named(draft, like, action, bool(own.places)):
            if not own.places and not values.shared:
                continue
            apart = not event.places.keys() <= own.places.keys()
            more = merged(values.shared, event.places if apart else {})
            new = sum(weight for at, weight in more.items() if at not in own.places)
            worth = own.worth + new
            if not own.places:
                worth *= _ALONE
            shared = merged(own.places, more)
            for bearer in bearers:
                other = 0 if not parties or bearer == parties[0] else 1 if bearer in parties else 2
                score = worth * _OF_PARTY[other]
                yield from _asked(draft, opening, bearer, action, values, shared, score, apart)


def _asked(
    draft: Draft,
    opening: Opening,
    bearer: str,
    action: str,
    values: Values,
    shared: Shared,
    worth: float,
    supposed: bool,
) -> Iterator[Offer]:
    """One act of one party, in the form of the question; the likeliest form first."""
    lexicon = draft.lexicon
    act = _act(draft, bearer, action, values)
    who = party_in_words(lexicon.vocabulary, bearer)
    given = tuple(values.said)
    said = {token.norm for at, token in enumerate(draft.tokens) if at not in draft.used}
    modals = _modals(draft, bearer, action)
    event = next(iter(_events(draft)), "") if supposed else ""

    def made(text: str, share: float = 1.0, bearer: str = bearer) -> Offer:
        return Offer(f"{text}?", shared, worth * share, bearer, action, given)

    if event:
        label = lexicon.vocabulary.events[event].label
        for place, modal in enumerate(modals):
            text = f"{modal} {who} {act} if {label}{event_in_words(draft, event)}"
            yield made(text, 1.1 * _SECOND**place)
        return
    whens = days_in_words(draft)
    for place, when in enumerate(whens):
        share = 0.95**place
        lasting = opening.sought is Sought.WHEN or said & (_ENDING | _BEGINNING)
        if lasting and not when.startswith(_DAYS):
            asks = opening.sought is Sought.WHEN or said & _DATES
            asking = share * (1.08 if asks else 1.02)
            from_ = said & _BEGINNING and not said & _ENDING
            for noun in () if from_ else _nouns(draft, bearer, action, values):
                do = "do" if _is_plural(noun) else "does"
                yield made(f"When {do} {who}'s {noun} end{when}", asking * 1.02)
            lead = "Since when" if from_ else "Until when"
            yield made(f"{lead} {modals[0].lower()} {who} {act}{when}", asking)
        if opening.sought is Sought.WHO:
            yield made(f"Who {modals[0].lower()} {act}{when}", 1.05 * share, "")
        if said & {"why", "circumstances", "conditions"}:
            denied = said & {"not", "never"} and modals[0] == "Can"
            modal = "can't" if denied else modals[0].lower()
            yield made(f"Why {modal} {who} {act}{when}", 1.1 * share)
        for number, modal in enumerate(modals):
            yield made(f"{modal} {who} {act}{when}", share * _SECOND**number)


def _act(draft: Draft, bearer: str, action: str, values: Values) -> str:
    tables = draft.lexicon.agreement.tables
    denied = {fact for fact, value in values.said.items() if value == "no"}
    apart = {*values.apart, *tables, *denied}
    plain = {fact: value for fact, value in values.said.items() if fact not in apart}
    act = _plainly(told_act(draft.lexicon, bearer, action, plain))
    for name in values.said.keys() & tables.keys():
        act += f", {item_in_words(name, values.said[name])}"
    for fact in sorted(denied):
        act += f" {draft.lexicon.vocabulary.usage_of(fact).phrase[1]}"
    for fact in sorted(values.apart):
        act += f" other than {phrase_for(draft.lexicon, fact, values.said[fact])}"
    return act


def _plainly(act: str) -> str:
    """Words without what a label has in brackets."""
    before, bracket, rest = act.partition(" (")
    return f"{before}{rest.partition(')')[2]}" if bracket else act


def _nouns(draft: Draft, bearer: str, action: str, values: Values) -> Iterator[str]:
    """A right or duty by its name, with the value that its name asks for: "licence to ..."."""
    if len(values.said) > 1 or values.apart:
        return
    words = draft.lexicon.vocabulary
    for noun in words.actions[action].nouns:
        facts = [fact for fact in values.said if f"{{{fact}}}" in noun]
        ours = OURS | POSSESSIVES | FIRST_PERSON
        if (
            (not facts and ("{" in noun or values.said))
            or ours & set(noun.split())
            or noun.startswith("the ")
        ):
            continue
        told = noun
        for fact in facts:
            label = _plainly(phrase_for(draft.lexicon, fact, values.said[fact]))
            owner = words.usage_of(fact).owner
            if owner and owner != bearer and not label.startswith(("the ", "a ")):
                label = f"{party_in_words(words, owner)}'s {label}"
            told = told.replace(f"{{{fact}}}", label)
        yield told
        return


def _is_plural(noun: str) -> bool:
    head = noun.split(" to ")[0].split(" of ")[0].split(" in ")[0].split()[-1]
    return head.endswith("s") and not head.endswith("ss")


def named_parties(draft: Draft) -> list[str]:
    """The parties that the question names, in order."""
    found = [m.meaning.name for m in draft.matches if m.meaning.role is Role.PARTY]
    return list(dict.fromkeys(found))


def _events(draft: Draft) -> Iterator[str]:
    """The events that the question names, where it also gives a day that may be theirs."""
    events = draft.lexicon.vocabulary.events
    yield from (name for name, value in draft.given.items() if name in events and value != "never")
    for match in draft.matches:
        name = match.meaning.name
        named = match.meaning.role is Role.MOMENT and name in events
        if named and not match.denials and event_in_words(draft, name):
            yield name


def _modals(draft: Draft, bearer: str, action: str) -> list[str]:
    """How the question would be put: may or must, or both where there are both."""
    norms = {
        norm.modality
        for clause in draft.lexicon.agreement.clauses.values()
        for norm in clause.norms
        if norm.bearer == bearer and norm.action == action
    }
    may = bool(norms & {Modality.MAY, Modality.MUST_NOT})
    must = bool(norms & {Modality.MUST, Modality.NEED_NOT})
    asked = bool(_MUST & {token.norm for token in draft.tokens})
    if may and must:
        return ["Must", "Can"] if asked else ["Can", "Must"]
    return ["Must"] if must else ["Can"]
