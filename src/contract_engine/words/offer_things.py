"""A question that is not understood -> what else it may be about, each as a whole question.

Figures, topics, values that are computed, what comes of an event, the rights and duties of a party,
and what changed.
"""

from __future__ import annotations

from collections.abc import Iterator

from contract_engine.answers.labels import party_in_words
from contract_engine.words.draft import Draft
from contract_engine.words.function_words import word_set
from contract_engine.words.lexicon import Meaning, Role
from contract_engine.words.likeness import Likeness, amounts_said
from contract_engine.words.offer_acts import Offer, named_parties
from contract_engine.words.offer_days import days_in_words, event_in_words, span_in_words
from contract_engine.words.offer_values import item_in_words
from contract_engine.words.opening import Opening, Sought

_RIGHTS = word_set("right rights entitlement entitlements entitled")
_DUTIES = word_set(
    "duty duties obligation obligations owe owes promise promises forced bound must obliged"
)
_CHANGES = word_set(
    "change changes changed changing differ differs difference different differ compare compared "
    "comparison versus vs same repeal repealed amended amend wider narrower stricter freer freedom "
    "shift shifted moved modified modify varied vary overnight replaced carried than"
)
_COUNTED = word_set("much percent percentage dollars billion amount size worth big")
_NAMES = 3
"""Names of a figure that are tried: a label may be read as that of another."""
_AMOUNT = 0.7
"""What an amount weighs that is a value of the figure."""
_TOLD = 0.9
"""What a word weighs that asks for what changed, or for rights or duties."""


def thing_offers(draft: Draft, opening: Opening, like: Likeness) -> Iterator[Offer]:
    """What shares words with the question and is no act.

    Args:
        draft: the question.
        opening: how it begins.
        like: what its words share with the vocabulary.
    """
    yield from _changes(draft)
    yield from _figures(draft, opening, like)
    yield from _topics(draft, opening, like)
    yield from _computed(draft, opening, like)
    yield from _come_of(draft, like)
    yield from _norms(draft)


def _figures(draft: Draft, opening: Opening, like: Likeness) -> Iterator[Offer]:
    said = amounts_said(draft)
    years = {token.norm for token in draft.tokens}
    counts = bool(said) or opening.sought is Sought.HOW_MUCH or bool(years & _COUNTED)
    for figure in draft.lexicon.agreement.figures.values():
        if any(w.isdigit() and w not in years for w in figure.label.split()):
            continue
        found = like.shared(like.names.of(Meaning(Role.FIGURE, figure.id)))
        shared, worth = dict(found.places), found.worth
        known = {float(each.value) for each in figure.values if _is_number(each.value)}
        for place, (amount, unit) in enumerate(said):
            if unit in figure.unit and amount in known:
                shared[-1 - place] = _AMOUNT
                worth += _AMOUNT
        worth *= 1.3 if counts else 0.9
        if not shared:
            continue
        own = any(word.isdigit() for word in figure.label.split())
        named = (figure.label, *(name for name in figure.aliases if name[0].isupper()))
        for place, when in enumerate(("",) if own else days_in_words(draft)):
            for number, name in enumerate(named[:_NAMES]):
                lead = "What are" if name.startswith("the profits") else "What is"
                comma = "," if when and "," in name else ""
                share = 0.95**place * 0.99**number
                yield Offer(f"{lead} {name}{comma}{when}?", shared, worth * share, about=figure.id)


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdigit()


def _topics(draft: Draft, opening: Opening, like: Likeness) -> Iterator[Offer]:
    of_what = opening.sought in (Sought.WHAT, Sought.WHO, Sought.CLAUSE)
    for topic in draft.lexicon.vocabulary.topics.values():
        found = like.shared(like.names.of(Meaning(Role.TOPIC, topic.id)))
        if not found.places:
            continue
        worth = found.worth * (1.05 if of_what else 1.0)
        asks = topic.label.split()[0] in ("what", "who", "whether", "how", "which", "when")
        lead, end = ("Tell me", ".") if asks else ("What about", "?")
        for place, when in enumerate(days_in_words(draft)):
            text = f"{lead} {topic.label}{when}{end}"
            yield Offer(text, found.places, worth * 0.95**place, about=topic.id)


def _computed(draft: Draft, opening: Opening, like: Likeness) -> Iterator[Offer]:
    """Values that tables or definitions give: "When does release 1.0 become open source"."""
    agreement = draft.lexicon.agreement
    tables = agreement.tables.values()
    known = {name for table in tables for item in table.items.values() for name in item.values}
    known |= set(agreement.definitions)
    items = [
        match
        for match in draft.matches
        if match.meaning.role is Role.VALUE and match.meaning.name in agreement.tables
    ][:1]
    of = "".join(f" of {item_in_words(m.meaning.name, m.meaning.value)}" for m in items)
    asks = 0.6 if opening.sought is Sought.WHEN else 0.2
    named = {at: asks for match in items for at in range(match.start, match.end)}
    for meaning, names in like.names.entries.items():
        if meaning.name not in known or meaning.role not in (Role.MOMENT, Role.NUMBER):
            continue
        found = like.shared(names)
        of_item = named if draft.lexicon.behind({meaning.name}) & agreement.tables.keys() else {}
        shared = {**of_item, **found.places}
        if not shared:
            continue
        fact = draft.lexicon.vocabulary.facts[meaning.name]
        worth = found.worth + sum(of_item.values())
        for number, name in enumerate((fact.label, *fact.aliases)[:_NAMES]):
            for when in days_in_words(draft):
                text = f"What is {name}{of if of_item else ''}{when}?"
                yield Offer(text, shared, worth * 0.99**number, about=meaning.name)


def _come_of(draft: Draft, like: Likeness) -> Iterator[Offer]:
    """What comes of an event: "What happens if the expert panel verifies AGI on ..."."""
    for name, event in draft.lexicon.vocabulary.events.items():
        found = like.shared(like.names.of(Meaning(Role.MOMENT, name)))
        if found.places and _is_told(event.label):
            when = event_in_words(draft, name)
            yield Offer(f"What happens if {event.label}{when}?", found.places, found.worth * 0.9)


def _is_told(label: str) -> bool:
    """Whether a label is a sentence, "the panel verifies AGI", and not a thing."""
    return any(
        word.endswith("s") and word[-2:] not in ("'s", "ss", "us") for word in label.split()[1:]
    )


def _norms(draft: Draft) -> Iterator[Offer]:
    words = draft.lexicon.vocabulary
    for asked, what in ((_DUTIES, "must"), (_RIGHTS, "may")):
        shared = {at: _TOLD for at, token in enumerate(draft.tokens) if token.norm in asked}
        if not shared:
            continue
        shared = {min(shared): _TOLD}
        for place, party in enumerate((named_parties(draft) or list(words.parties))[:2]):
            for when in days_in_words(draft):
                text = f"What {what} {party_in_words(words, party)} do{when}?"
                yield Offer(text, shared, _TOLD * 0.8**place, bearer=party)


def _changes(draft: Draft) -> Iterator[Offer]:
    """What changed, where the question compares, and names two days or versions or a stretch."""
    shared = {at: _TOLD for at, token in enumerate(draft.tokens) if token.norm in _CHANGES}
    when = span_in_words(draft)
    if not shared or not when:
        return
    named = max(len(draft.times), len(draft.instruments))
    asked = any(draft.tokens[at].norm.startswith("chang") for at in shared)
    worth = 2.0 if named > 1 else 1.5 if asked else _TOLD
    yield Offer(f"What changed{when}?", shared, worth)
